"""A request for a paper, from the counter to the hand of whoever asked for it."""

from typing import ClassVar, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from apps.certificates.kinds import MADE_HERE, Channel, Delivery, Kind, Language
from apps.certificates.models.batch import RequestBatch
from apps.certificates.states import State
from apps.core.academic_year import buddhist_year
from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.officer_fields import officer_key, officer_name
from apps.institutions.scope import TenantManager
from apps.jobs.models import Job

FED = Q(channel=Channel.FEED)


def _has(*stages: str) -> Q:
    return Q(**{f"{stage}_at__isnull": False for stage in stages})


def _lacks(*stages: str) -> Q:
    return Q(**{f"{stage}_at__isnull": True for stage in stages})


STAGES_FIT = (
    Q(state=State.REQUESTED) & _lacks("approved", "produced", "delivered", "cancelled", "failed")
    | Q(state=State.APPROVED) & _has("approved") & _lacks("produced", "delivered", "cancelled")
    & _lacks("failed")
    | Q(state=State.PRODUCED) & _has("produced") & _lacks("delivered", "cancelled", "failed")
    & (FED | _has("approved"))
    | Q(state=State.DELIVERED) & _has("delivered") & _lacks("cancelled", "failed")
    & (FED | _has("approved", "produced"))
    | Q(state=State.CANCELLED) & _has("cancelled") & _lacks("produced", "delivered")
    | Q(state=State.FAILED) & _has("failed") & _lacks("produced", "delivered", "cancelled")
)  # fmt: skip
STAGES_FOLLOW = (
    (_lacks("approved") | Q(approved_at__gte=F("requested_at")))
    & (_lacks("produced") | Q(produced_at__gte=F("requested_at")))
    & (_lacks("produced") | _lacks("approved") | Q(produced_at__gte=F("approved_at")))
    & (_lacks("delivered") | Q(delivered_at__gte=F("requested_at")))
    & (_lacks("delivered") | _lacks("approved") | Q(delivered_at__gte=F("approved_at")))
    & (_lacks("delivered") | _lacks("produced") | Q(delivered_at__gte=F("produced_at")))
    & (_lacks("cancelled") | Q(cancelled_at__gte=F("requested_at")))
    & (_lacks("failed") | Q(failed_at__gte=F("requested_at")))
)
SECOND_PERSON = (
    FED
    | ~Q(state__in=[State.APPROVED, State.PRODUCED, State.DELIVERED])
    | (
        ~Q(approved_key="")
        & ~Q(approved_content="")
        & ~Q(approved_key=F("requested_key"))
        & ~Q(approved_key=F("edited_key"))
        & Q(paper__isnull=False)
    )
)


class ServiceRequest(BaseModel):
    """One person's request for one paper. Of a fed one (`channel`) only the stages are known.

    facts: what the paper says of the person, in the shape that `facts.py` gives for the kind
    conferral: uuid in the register of degrees that the facts were taken from, or None
    approved_content: digest of what the approver saw; an edit voids it
    paper: uuid in the ledger of papers, fixed by the first approval
    due_on: `service_days` working days after the day of the request
    number: running within the institution and (Christian) `year`, see `code`
    Personal data: student code, name, facts, contact, addressee; names and posts of officers.
    """

    tenant_fields: ClassVar = ("institution",)

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40, choices=Kind.choices)
    language = models.CharField(max_length=2, choices=Language.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    reference = models.CharField(max_length=100, blank=True, help_text="of the system that feeds")
    batch = models.ForeignKey(
        RequestBatch, on_delete=models.PROTECT, null=True, related_name="requests"
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replacements"
    )
    replace_reason = models.CharField(max_length=300, blank=True)

    student_code = models.CharField(max_length=30, blank=True)
    name = models.CharField(max_length=320, blank=True, help_text="as lists show it")
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    conferral = models.UUIDField(null=True)
    purpose = models.CharField(max_length=300, blank=True)
    addressee = models.CharField(max_length=300, blank=True)
    letter_number = models.CharField(max_length=60, blank=True)
    contact_email = models.EmailField(blank=True)
    needed_by = models.DateField(null=True)

    state = models.CharField(max_length=20, choices=State.choices, default=State.REQUESTED)
    version = models.PositiveIntegerField(default=1)
    service_days = models.PositiveSmallIntegerField()
    due_on = models.DateField()

    requested_at = models.DateTimeField()
    requested_key = officer_key()
    requested_name = officer_name()
    requested_post = officer_name()
    edited_key = officer_key()
    edited_name = officer_name()
    approved_at = models.DateTimeField(null=True)
    approved_key = officer_key()
    approved_name = officer_name()
    approved_post = officer_name()
    approved_content = models.CharField(max_length=64, blank=True)
    letter_date = models.DateField(null=True)
    signer_name = officer_name()
    signer_post = officer_name()
    signer_acting_for = officer_name()
    produced_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    delivered_name = officer_name()
    delivered_post = officer_name()
    delivered_how = models.CharField(max_length=10, choices=Delivery.choices, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_name = officer_name()
    cancelled_post = officer_name()
    failed_at = models.DateTimeField(null=True)
    reason = models.CharField(
        max_length=300, blank=True, help_text="why cancelled; code of the error where it failed"
    )

    paper = models.UUIDField(null=True, unique=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "year", "number"], name="servicerequest_number"
            ),
            models.UniqueConstraint(
                fields=["institution", "reference"], condition=FED, name="servicerequest_fed_once"
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=~Q(state=State.CANCELLED),
                name="servicerequest_replaced_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="servicerequest_state"
            ),
            models.CheckConstraint(condition=STAGES_FIT, name="servicerequest_stages_fit"),
            models.CheckConstraint(condition=STAGES_FOLLOW, name="servicerequest_stages_follow"),
            models.CheckConstraint(condition=SECOND_PERSON, name="servicerequest_second_person"),
            models.CheckConstraint(
                condition=~FED & Q(kind__in=MADE_HERE, reference="")
                | FED
                & ~Q(reference="")
                & Q(student_code="", name="", facts={}, paper=None, batch=None, replaces=None),
                name="servicerequest_fed_without_person",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replace_reason=""),
                name="servicerequest_replace_reason",
            ),
        ]
        indexes = [
            # lists, newest first, by keyset; the same for one state and for one batch
            models.Index(
                fields=["institution", "-created_at", "-uuid"], name="servicerequest_newest"
            ),
            models.Index(
                fields=["institution", "state", "-created_at", "-uuid"],
                name="servicerequest_state_newest",
            ),
            models.Index(fields=["batch", "state"], name="servicerequest_batch"),
            # the clock: what is open and when it is due
            models.Index(
                fields=["institution", "due_on"],
                name="servicerequest_open",
                condition=Q(state__in=[State.REQUESTED, State.APPROVED, State.FAILED]),
            ),
            # figures of a period
            models.Index(fields=["institution", "kind", "due_on"], name="servicerequest_figures"),
            # one student's papers
            models.Index(fields=["institution", "student_code"], name="servicerequest_student"),
        ]

    @property
    def code(self) -> str:
        """As people write it: 2569-000017."""
        return f"{buddhist_year(self.year)}-{self.number:06d}"

    @property
    def is_overdue(self) -> bool:
        """The paper is not ready although its day has passed."""
        return self.state in (State.REQUESTED, State.APPROVED, State.FAILED) and (
            timezone.localdate() > self.due_on
        )

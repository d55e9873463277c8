"""An institution's figure for one cycle, from the first entry to acceptance; kept by revision."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.officer_fields import officer_key, officer_name
from apps.institutions.scope import TenantManager
from apps.kpi.choices import ReturnReason, Source, Stage
from apps.kpi.models.cycle import Cycle
from apps.kpi.states import State


class Belongs(BaseModel):
    """Written by `institution`; the network (`network`) reads, and reviews what is sent to it."""

    tenant_fields: ClassVar[tuple[str, ...]] = ("institution", "network")

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    network = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        abstract = True


class Submission(Belongs):
    """One revision. `open` is no row: nothing was entered yet.

    basis: where the figure that is submitted comes from; a `derived` one tells of what passed
        through the portal alone and is never compared between institutions
    counts: outcome of the formula → number; numerator, denominator, value, n and spread follow
        from it by the definition's formula (value in percent, null without data)
    hands: keys of all who changed or sent this revision, none of whom may approve it; their names
    overrides: code of a finding → reason why the figure is right all the same
    approved_content: digest of what the approver saw; an edit voids it
    first_sent_at: when the first revision first reached the network: on time or late
    Personal data: names and posts of officers.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="submissions")
    revision = models.PositiveSmallIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)

    basis = models.CharField(max_length=10, choices=Source.choices, default=Source.DECLARED)
    counts = models.JSONField(default=dict)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    value = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    n = models.BigIntegerField(null=True)
    spread = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    narrative = models.TextField(blank=True)
    overrides = models.JSONField(default=dict)

    entered_key = officer_key()
    entered_name = officer_name()
    entered_post = officer_name()
    hands = ArrayField(officer_key(), default=list)
    hand_names = ArrayField(officer_name(), default=list)
    sent_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_key = officer_key()
    approved_name = officer_name()
    approved_post = officer_name()
    approved_content = models.CharField(max_length=64, blank=True)
    first_sent_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_name = officer_name()
    accepted_post = officer_name()
    reopened_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "institution", "revision"], name="submission_revision"
            ),
            models.UniqueConstraint(
                fields=["cycle", "institution"],
                condition=Q(is_current=True),
                name="submission_one_current",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="submission_state"),
            models.CheckConstraint(
                condition=~Q(state__in=[State.APPROVED, State.ACCEPTED, State.LOCKED])
                | (
                    ~Q(approved_key="")
                    & ~Q(approved_content="")
                    & ~Q(approved_key=F("entered_key"))
                ),
                name="submission_second_person",
            ),
            models.CheckConstraint(
                condition=Q(denominator=None)
                | Q(denominator=0, value=None)
                | Q(denominator__gt=0, numerator__gte=0),
                name="submission_zero_is_no_data",
            ),
        ]
        indexes = [
            # an institution's figures; the newest revision of each cycle
            models.Index(
                fields=["institution", "cycle"],
                name="submission_own",
                condition=Q(is_current=True),
            ),
            # what waits for the network
            models.Index(
                fields=["state", "id"], name="submission_waiting", condition=Q(is_current=True)
            ),
        ]


class SubmissionVersion(Belongs):
    """What was sent to the approver, each time; a resubmission is compared with the one before."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    name = officer_name()
    post = officer_name()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "version"], name="submissionversion_once")
        ]


class Told(Belongs):
    """Rows of both sides: `author` is the institution that wrote it, the network included."""

    tenant_fields: ClassVar[tuple[str, ...]] = ("author", "institution", "network")

    author = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Return(Told):
    """A value sent back: `field` names it ("numerator", "narrative", "evidence:E1").

    Answered once a later version than `version` was sent. One act may return several values.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="returns")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    field = models.CharField(max_length=40)
    reason = models.CharField(max_length=20, choices=ReturnReason.choices)
    note = models.CharField(max_length=1000)
    version = models.PositiveIntegerField()
    name = officer_name()
    post = officer_name()

    class Meta:
        # what was sent back of one figure, in its order
        indexes = [models.Index(fields=["submission", "id"], name="return_submission")]


class SubmissionAct(Told):
    """Timeline, read by the institution and the network."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="acts")
    action = models.CharField(max_length=20)
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    name = officer_name()
    post = officer_name()
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        # the history of one figure
        indexes = [models.Index(fields=["submission", "id"], name="submissionact_timeline")]


class Evidence(Belongs):
    """A PDF for one criterion, sealed under `path`. It may hold personal data: never shared on.

    Removed ones stay in the row of the version that named them, without the file being shown.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="evidence")
    criterion = models.CharField(max_length=20)
    filename = models.CharField(max_length=200)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.BinaryField(max_length=32)
    path = models.CharField(max_length=200)
    name = officer_name()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        # the files of one figure, in the order in which they were attached
        indexes = [models.Index(fields=["submission", "id"], name="evidence_submission")]

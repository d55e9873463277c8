"""A question about one degree of one person, and everything that both sides said about it."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.officer_fields import officer_key, officer_name
from apps.institutions.scope import TenantManager
from apps.intake.findings import ListFinding
from apps.intake.models import Upload
from apps.jobs.models import Job
from apps.qualifications.choices import Basis, CameBy, Closing, Level, Purpose
from apps.qualifications.states import BatchState, CheckState


class CheckBatch(BaseModel):
    """A term's entrants (or any list) with the degrees that they claim: one board, one summary."""

    tenant_fields: ClassVar = ("asker",)

    asker = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    academic_year = models.PositiveSmallIntegerField(help_text="Christian number")
    term = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=BatchState.choices, default=BatchState.RECEIVED)
    officer = models.CharField(max_length=200)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    basis = models.CharField(max_length=20, choices=Basis.choices)
    case = models.CharField(max_length=100)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, related_name="+")
    filename = models.CharField(max_length=255, blank=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    columns = models.JSONField(default=dict)
    dropped = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    kept_out = models.PositiveIntegerField(default=0)
    refusal = models.CharField(max_length=60, blank=True)
    refusal_params = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True)
    letter_job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    letter = models.UUIDField(null=True, help_text="the paper with the summary")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        indexes = [models.Index(fields=["asker", "-id"], name="checkbatch_list")]


class BatchFinding(ListFinding):
    """What was wrong in a list of entrants."""

    tenant_fields: ClassVar = ("asker",)

    batch = models.ForeignKey(CheckBatch, on_delete=models.PROTECT, related_name="findings")
    asker = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        indexes = [models.Index(fields=["batch", "rule", "row"], name="batchfinding_rule")]


class Check(BaseModel):
    """One degree of one person, as claimed; the holder's answer. Personal data: identifier
    (ciphertext and blind index), names, birth date, the claimed degree.

    shared_with: the holder, once the check is sent; nothing is visible to it before
    requester: who asked the holder on paper; the holder keys such a letter in as its own check
    agreeing, differing: the compared fields; values of the register stand in `told` alone, where
    the holder chose to tell them
    version: raised by every act; an act on a stale one is refused
    asker_version: the same of what the asker may see, and the one that the asker is shown
    """

    tenant_fields: ClassVar = ("asker", "shared_with")

    asker = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    shared_with = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, related_name="+"
    )
    batch = models.ForeignKey(
        CheckBatch, on_delete=models.PROTECT, null=True, related_name="checks"
    )
    ordinal = models.PositiveIntegerField(default=1)
    number = models.CharField(max_length=30)
    reference = models.CharField(max_length=100, blank=True)
    came_by = models.CharField(max_length=10, choices=CameBy.choices, default=CameBy.PORTAL)
    requester = models.CharField(max_length=300, blank=True)
    officer = models.CharField(max_length=200)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    basis = models.CharField(max_length=20, choices=Basis.choices)
    case = models.CharField(max_length=100)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    client_id = models.BigIntegerField(null=True)

    id_cipher = models.BinaryField(null=True)
    id_index = models.BinaryField(max_length=32, null=True)
    id_index_version = models.PositiveSmallIntegerField(null=True)
    id_masked = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=60, blank=True)
    first_name = models.CharField(max_length=200, blank=True)
    last_name = models.CharField(max_length=200, blank=True)
    first_name_en = models.CharField(max_length=200, blank=True)
    last_name_en = models.CharField(max_length=200, blank=True)
    former_name = models.CharField(max_length=300, blank=True)
    born_on = models.DateField(null=True)
    born_year = models.PositiveSmallIntegerField(null=True)
    student_code = models.CharField(max_length=40, blank=True)
    degree = models.CharField(max_length=200, blank=True)
    major = models.CharField(max_length=200, blank=True)
    faculty = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=30, choices=Level.choices, blank=True)
    academic_year = models.PositiveSmallIntegerField(null=True, help_text="Christian number")
    completed_on = models.DateField(null=True)
    gpax = models.DecimalField(max_digits=3, decimal_places=2, null=True)

    state = models.CharField(max_length=12, choices=CheckState.choices, default=CheckState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    asker_version = models.PositiveIntegerField(default=1, db_default=1)
    sent_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    documents_asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    by_register = models.BooleanField(default=False)
    outcome = models.CharField(max_length=30, choices=Closing.choices, blank=True)
    agreeing = models.JSONField(default=list)
    differing = models.JSONField(default=list)
    explanation = models.JSONField(default=list)
    told = models.JSONField(default=dict, help_text="field → value that the holder chose to tell")
    as_of = models.DateTimeField(null=True)
    coverage = models.JSONField(default=dict)
    answer_note = models.CharField(max_length=1000, blank=True)
    answered_name = officer_name()
    answered_post = officer_name()
    line = models.UUIDField(null=True, help_text="the degree in the holder's register")
    paper = models.UUIDField(null=True, help_text="the reply letter")
    summary = models.UUIDField(null=True, help_text="the summary letter that tells this answer")
    paper_job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asker", "number"], name="check_number"),
            models.CheckConstraint(
                name="check_shared",
                condition=models.Q(shared_with=models.F("holder")) | models.Q(shared_with=None),
            ),
            models.CheckConstraint(
                name="check_sent",
                condition=models.Q(state__in=[CheckState.DRAFT, CheckState.CANCELLED])
                | models.Q(shared_with__isnull=False, sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="check_answered",
                condition=~models.Q(state=CheckState.ANSWERED)
                | models.Q(answered_at__isnull=False, as_of__isnull=False) & ~models.Q(outcome=""),
            ),
            # a negative is always given by a person
            models.CheckConstraint(
                name="check_register_confirms",
                condition=models.Q(by_register=False) | models.Q(outcome=Closing.CONFIRMED),
            ),
        ]
        indexes = [
            # the board of a batch, in the file's order
            models.Index(fields=["batch", "ordinal"], name="check_batch"),
            # what we asked, newest first
            models.Index(fields=["asker", "-id"], name="check_asked"),
            # the holder's queue: oldest due first
            models.Index(
                fields=["shared_with", "due_on", "id"],
                condition=models.Q(state__in=["waiting", "documents", "proposed"]),
                name="check_queue",
            ),
            # what the holder was asked, newest first
            models.Index(fields=["shared_with", "-id"], name="check_held"),
            # the same of the asker, for what is still open
            models.Index(
                fields=["asker", "due_on", "id"],
                condition=models.Q(state__in=["waiting", "documents", "proposed"]),
                name="check_open",
            ),
            # answers that were built on one degree
            models.Index(
                fields=["line"], condition=models.Q(line__isnull=False), name="check_line"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def name(self) -> str:
        thai = " ".join(f"{self.title}{self.first_name} {self.last_name}".split())
        return thai or f"{self.first_name_en} {self.last_name_en}".strip()


class CheckAct(BaseModel):
    """Timeline: every act and message. `reader` is the other side; None keeps an act inside.

    Personal data: name and post of the officer; `note` is what they wrote.
    """

    tenant_fields: ClassVar = ("institution", "reader")

    check_asked = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="acts")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=20)
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    client_id = models.BigIntegerField(null=True)
    name = officer_name()
    post = officer_name()
    note = models.CharField(max_length=2000, blank=True)
    data = models.JSONField(default=dict)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        indexes = [models.Index(fields=["check_asked", "id"], name="checkact_timeline")]


class Attachment(BaseModel):
    """A document that one side gave. Personal data: the sealed file outside the database."""

    tenant_fields: ClassVar = ("institution", "reader")

    check_asked = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="attachments")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, related_name="+")
    act = models.ForeignKey(
        CheckAct, on_delete=models.PROTECT, null=True, related_name="attachments"
    )
    filename = models.CharField(max_length=200)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.BinaryField(max_length=32)
    path = models.CharField(max_length=200)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        indexes = [models.Index(fields=["check_asked", "id"], name="attachment_check")]


class AnswerState(models.TextChoices):
    PROPOSED = "proposed"
    RETURNED = "returned"
    APPROVED = "approved"
    DROPPED = "dropped"


class Answer(BaseModel):
    """The holder's answer as one officer entered it; counts once another one approves it.

    Seen by the holder alone. `load` holds the degree that the answer adds to the register.
    """

    tenant_fields: ClassVar = ("holder",)

    check_asked = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="answers")
    holder = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=AnswerState.choices, default=AnswerState.PROPOSED
    )
    check_version = models.PositiveIntegerField(help_text="of the check that was answered")
    outcome = models.CharField(max_length=30, choices=Closing.choices)
    differing = models.JSONField(default=list)
    agreeing = models.JSONField(default=list)
    told = models.JSONField(default=dict)
    note = models.CharField(max_length=1000, blank=True)
    line = models.UUIDField(null=True)
    load = models.ForeignKey(
        "qualifications.RegisterLoad", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_name = officer_name()
    made_post = officer_name()
    made_key = officer_key()
    decided_name = officer_name()
    decided_post = officer_name()
    decided_key = officer_key()
    decided_at = models.DateTimeField(null=True)
    return_note = models.CharField(max_length=500, blank=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["check_asked"],
                condition=models.Q(state=AnswerState.PROPOSED),
                name="answer_one_open",
            ),
            models.CheckConstraint(
                name="answer_two_persons",
                condition=~models.Q(state=AnswerState.APPROVED)
                | models.Q(decided_at__isnull=False)
                & ~models.Q(decided_key="")
                & ~models.Q(made_key=models.F("decided_key")),
            ),
        ]
        indexes = [models.Index(fields=["check_asked", "-id"], name="answer_check")]


class ServicePromise(BaseModel):
    """Within how many working days a holder answers, from a day on. No personal data."""

    tenant_fields: ClassVar = ()

    holder = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    working_days = models.PositiveSmallIntegerField()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "valid_from"], name="servicepromise_once"),
            models.CheckConstraint(
                name="servicepromise_days", condition=models.Q(working_days__range=(1, 60))
            ),
        ]


class DubiousInstitution(BaseModel):
    """A name that is no recognised institution. Kept by the secretariat; no personal data."""

    tenant_fields: ClassVar = ()

    name = models.CharField(max_length=200, unique=True)
    name_key = models.CharField(max_length=200, db_index=True)
    source = models.CharField(max_length=300)
    listed_on = models.DateField()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

"""A university's register of conferred degrees, in versions, and how rows came into it."""

from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.officer_fields import officer_key, officer_name
from apps.institutions.scope import TenantManager
from apps.intake.findings import ListFinding
from apps.intake.models import Upload
from apps.jobs.models import Job
from apps.qualifications.choices import CorrectionReason, Level, Standing
from apps.qualifications.states import LoadState


class LoadKind(models.TextChoices):
    FILE = "file", _("file")
    API = "api", _("another system")
    FORM = "form", _("form")
    ANSWER = "answer", _("answer to a check")
    WITHDRAWAL = "withdrawal", _("withdrawal")


class RegisterLoad(BaseModel):
    """Rows that one person brings and a second one puts into the register. Every change is one.

    Personal data: names of officers; the persons are in its conferrals.
    content_hash: over the rows; the approval is bound to it
    """

    tenant_fields: ClassVar = ("holder",)

    holder = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=LoadKind.choices)
    state = models.CharField(max_length=12, choices=LoadState.choices, default=LoadState.RECEIVED)
    academic_year = models.PositiveSmallIntegerField(null=True, help_text="Christian number")
    complete = models.BooleanField(
        default=False, help_text="with it the register of its years, campuses and levels is whole"
    )
    reason = models.CharField(max_length=20, choices=CorrectionReason.choices, blank=True)
    note = models.CharField(max_length=300, blank=True)
    target_line = models.UUIDField(
        null=True, help_text="the degree that a correction or withdrawal is about"
    )
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, related_name="+")
    filename = models.CharField(max_length=255, blank=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    columns = models.JSONField(default=dict, help_text="field → heading as written")
    dropped = models.JSONField(default=list, help_text="headings whose values were not kept")
    notes = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    kept_out = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refusal = models.CharField(max_length=60, blank=True)
    refusal_params = models.JSONField(default=dict)
    content_hash = models.BinaryField(max_length=32, null=True)
    made_name = officer_name()
    made_post = officer_name()
    made_key = officer_key()
    accepted_name = officer_name()
    accepted_post = officer_name()
    accepted_key = officer_key()
    accepted_at = models.DateTimeField(null=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="registerload_two_persons",
                condition=~models.Q(state=LoadState.ACCEPTED)
                | models.Q(accepted_at__isnull=False)
                & ~models.Q(accepted_key="")
                & ~models.Q(made_key=models.F("accepted_key")),
            ),
        ]
        indexes = [
            # the list of loads, newest first
            models.Index(fields=["holder", "-id"], name="registerload_list"),
        ]


class RegisterFinding(ListFinding):
    """What was wrong in a file of the register."""

    tenant_fields: ClassVar = ("holder",)

    load = models.ForeignKey(RegisterLoad, on_delete=models.PROTECT, related_name="findings")
    holder = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        indexes = [models.Index(fields=["load", "rule", "row"], name="registerfinding_rule")]


class ConferralStatus(models.TextChoices):
    DRAFT = "draft", _("waiting for approval")
    IN_FORCE = "in_force", _("in force")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Conferral(models.Model):
    """One version of one degree of one person. Personal data: identifier (ciphertext and blind
    index), names, birth date, results.

    line: the same for all versions of one degree; a draft has one of its own until it is accepted
    subject_key, degree_key: what makes two rows the same degree of the same person
    row_hash: over what the row tells; equal hashes are no change
    """

    tenant_fields: ClassVar = ("holder",)

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    holder = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    load = models.ForeignKey(
        RegisterLoad, on_delete=models.PROTECT, related_name="conferrals", db_index=False
    )
    row = models.PositiveIntegerField(default=0)
    line = models.UUIDField(default=uuid4)
    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(
        max_length=12, choices=ConferralStatus.choices, default=ConferralStatus.DRAFT
    )
    id_cipher = models.BinaryField(null=True)
    id_index = models.BinaryField(max_length=32, null=True)
    id_index_version = models.PositiveSmallIntegerField(null=True)
    id_masked = models.CharField(max_length=30, blank=True)
    student_code = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=60, blank=True)
    first_name = models.CharField(max_length=200)
    last_name = models.CharField(max_length=200)
    first_name_en = models.CharField(max_length=200, blank=True)
    last_name_en = models.CharField(max_length=200, blank=True)
    former_name = models.CharField(max_length=300, blank=True)
    name_key = models.CharField(max_length=400, help_text="canonical search key of both names")
    name_key_en = models.CharField(max_length=400, blank=True)
    gender = models.CharField(max_length=1, blank=True)
    born_on = models.DateField(null=True)
    born_year = models.PositiveSmallIntegerField(null=True, help_text="Christian; partial date")
    degree_th = models.CharField(max_length=200)
    degree_abbr = models.CharField(max_length=60, blank=True)
    degree_en = models.CharField(max_length=200, blank=True)
    programme = models.CharField(max_length=200, blank=True)
    major = models.CharField(max_length=200, blank=True)
    faculty = models.CharField(max_length=200, blank=True)
    campus = models.CharField(max_length=100, blank=True)
    level = models.CharField(max_length=30, choices=Level.choices, blank=True)
    academic_year = models.PositiveSmallIntegerField(null=True, help_text="Christian number")
    term = models.PositiveSmallIntegerField(null=True)
    completed_on = models.DateField(null=True)
    approved_on = models.DateField(null=True, help_text="by the council")
    ceremony_on = models.DateField(null=True)
    gpax = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    honours = models.CharField(max_length=60, blank=True)
    standing = models.CharField(max_length=12, choices=Standing.choices)
    subject_key = models.CharField(max_length=80)
    degree_key = models.CharField(max_length=400)
    row_hash = models.BinaryField(max_length=32)
    ended_at = models.DateTimeField(null=True)
    ended_reason = models.CharField(max_length=20, choices=CorrectionReason.choices, blank=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            # a load says a thing once; the register holds it once
            models.UniqueConstraint(
                fields=["load", "subject_key", "degree_key"],
                condition=models.Q(status=ConferralStatus.DRAFT),
                name="conferral_once_in_load",
            ),
            models.UniqueConstraint(
                fields=["holder", "subject_key", "degree_key"],
                condition=models.Q(status=ConferralStatus.IN_FORCE),
                name="conferral_once",
            ),
            models.UniqueConstraint(
                fields=["line"],
                condition=models.Q(status=ConferralStatus.IN_FORCE),
                name="conferral_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["line", "version"],
                condition=~models.Q(status=ConferralStatus.DRAFT),
                name="conferral_version",
            ),
        ]
        indexes = [
            # a check by identifier, across the network (function of `lookup`)
            models.Index(fields=["id_index"], name="conferral_id_index"),
            # the holder's search by name and code, and the near matches beside a check
            models.Index(fields=["holder", "name_key"], name="conferral_name"),
            models.Index(fields=["holder", "name_key_en"], name="conferral_name_en"),
            models.Index(fields=["holder", "student_code"], name="conferral_code"),
            # the rows of a load in the file's order; the register's list, newest first
            models.Index(fields=["load", "row"], name="conferral_load"),
            models.Index(fields=["holder", "status", "-id"], name="conferral_list"),
        ]


class RegisterCoverage(models.Model):
    """How far a university's register reaches: a year, campus and level. No personal data."""

    tenant_fields: ClassVar = ()

    holder = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    academic_year = models.PositiveSmallIntegerField(help_text="Christian number")
    campus = models.CharField(max_length=100, blank=True)
    level = models.CharField(max_length=30, choices=Level.choices, blank=True)
    conferrals = models.PositiveIntegerField(default=0)
    complete = models.BooleanField(default=False)
    as_of = models.DateTimeField()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "academic_year", "campus", "level"], name="coverage_once"
            )
        ]


class PrivacyHold(BaseModel):
    """The person asked that nothing be answered by the register: a person of the holder looks.

    Personal data: through `line`; the note must not name anybody.
    """

    tenant_fields: ClassVar = ("holder",)

    holder = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    line = models.UUIDField()
    note = models.CharField(max_length=300)
    placed_name = officer_name()
    placed_post = officer_name()
    lifted_at = models.DateTimeField(null=True)
    lifted_name = officer_name()
    lifted_post = officer_name()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line"], condition=models.Q(lifted_at=None), name="privacyhold_once"
            )
        ]

"""What a university asked about applicants, and what it was told."""

from dataclasses import dataclass
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager
from apps.jobs.models import Job


class Purpose(models.TextChoices):
    ADMISSION = "admission", _("admission of an applicant")
    ENROLMENT = "enrolment", _("enrolment of a new student")
    AUDIT = "audit", _("check of earlier admissions")


@dataclass(frozen=True, slots=True)
class Letter:
    """`paper`: its uuid in the ledger; both None until the letter is asked for."""

    paper: UUID | None
    job: Job | None


class Verification(BaseModel):
    """One question about 1 to 1,000 applicants: who asks, why, in which case.

    `letter` and `english_letter` tell the same; either may be asked for, or both.
    """

    tenant_fields: ClassVar = ("asker",)

    asker = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    officer = models.CharField(max_length=200)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    case = models.CharField(max_length=100)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    client_id = models.BigIntegerField(null=True)
    persons = models.PositiveIntegerField(default=0)
    outcomes = models.JSONField(default=dict, help_text="outcome → number of persons")
    letter_job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    letter = models.UUIDField(null=True, help_text="the paper that tells the result")
    english_letter_job = models.ForeignKey(
        Job, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    english_letter = models.UUIDField(null=True, help_text="the same in English")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        indexes = [
            # an institution's list on the page, newest first
            models.Index(fields=["asker", "-id"], name="verification_list"),
            # the same through the API, by keyset
            models.Index(fields=["asker", "-created_at", "-uuid"], name="verification_feed"),
        ]

    def letter_in(self, language: str) -> Letter:
        if language == "en":
            return Letter(self.english_letter, self.english_letter_job)
        return Letter(self.letter, self.letter_job)

    def keep_letter(self, language: str, paper: UUID, job: Job) -> None:
        if language == "en":
            self.english_letter, self.english_letter_job = paper, job
            self.save(update_fields=["english_letter", "english_letter_job"])
        else:
            self.letter, self.letter_job = paper, job
            self.save(update_fields=["letter", "letter_job"])


class VerificationItem(BaseModel):
    """One applicant as claimed and the outcome. Personal data: identifier (ciphertext), names.

    The compared fields are kept as agreeing or differing; the register's values are not copied.
    """

    tenant_fields: ClassVar = ("asker",)

    verification = models.ForeignKey(Verification, on_delete=models.PROTECT, related_name="items")
    asker = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    ordinal = models.PositiveIntegerField()
    reference = models.CharField(max_length=100, blank=True)
    id_cipher = models.BinaryField(null=True)
    id_masked = models.CharField(max_length=30, blank=True)
    name = models.CharField(max_length=500)
    claimed = models.JSONField(default=dict, help_text="the other fields as claimed")
    school = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, related_name="+")
    academic_year = models.PositiveSmallIntegerField(null=True)
    outcome = models.CharField(max_length=20)
    agreeing = models.JSONField(default=list)
    differing = models.JSONField(default=list)
    explanation = models.JSONField(default=list)
    as_of = models.DateTimeField(null=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["verification", "ordinal"], name="item_ordinal")
        ]

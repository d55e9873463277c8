"""What the home decides on courses taken elsewhere."""

from typing import ClassVar, Self

from django.db import models

from apps.core.models import BaseModel
from apps.courses.choices import CorrectionReason, Level, NoTransferReason
from apps.courses.models.learner import Learner
from apps.courses.models.policy import RecognitionPolicy
from apps.courses.models.registration import CrossRegistration
from apps.courses.models.result import Result
from apps.courses.states import RecognitionState
from apps.institutions.models import Institution
from apps.institutions.officer_fields import officer_key, officer_name
from apps.institutions.scope import TenantManager


class Recognition(BaseModel):
    """One or several courses there for one course here, or an explicit "no transfer".

    `policy` is the row that was in force; `criteria` what the check showed: list of
    {code, met, asked, found}. Personal data: through `learner`.
    """

    tenant_fields: ClassVar = ("home",)

    home = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="recognitions")
    state = models.CharField(
        max_length=20, choices=RecognitionState.choices, default=RecognitionState.PROPOSED
    )
    no_transfer = models.CharField(
        max_length=20, blank=True, choices=NoTransferReason.choices, help_text="reason, if refused"
    )
    target_code = models.CharField(max_length=20, blank=True)
    target_name_th = models.CharField(max_length=300, blank=True)
    target_name_en = models.CharField(max_length=300, blank=True)
    target_level = models.CharField(max_length=30, choices=Level.choices, blank=True)
    target_credits = models.DecimalField(max_digits=4, decimal_places=1, default=0)
    home_grade = models.CharField(max_length=10, blank=True, help_text="as recorded at home")
    content_share = models.DecimalField(max_digits=4, decimal_places=3, null=True)
    outcome = models.CharField(max_length=20)
    policy = models.ForeignKey(RecognitionPolicy, on_delete=models.PROTECT, related_name="+")
    criteria = models.JSONField(default=list)
    override_reason = models.CharField(max_length=300, blank=True)
    overridden = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    proposed_key = officer_key()
    proposed_name = officer_name()
    proposed_post = officer_name()
    approved_key = officer_key()
    approved_name = officer_name()
    approved_post = officer_name()
    approved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="returned or reopened")
    ended_reason = models.CharField(
        max_length=30, blank=True, choices=CorrectionReason.choices, help_text="of a correction"
    )
    ended_note = models.CharField(max_length=300, blank=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "reopened"])
                | (
                    models.Q(approved_at__isnull=False)
                    & ~models.Q(approved_key="")
                    & ~models.Q(approved_key=models.F("proposed_key"))
                ),
                name="recognition_second_person",
            ),
            models.CheckConstraint(
                condition=models.Q(overridden=False) | ~models.Q(override_reason=""),
                name="recognition_override_reason",
            ),
            models.CheckConstraint(
                condition=(models.Q(no_transfer="") & ~models.Q(target_code=""))
                | (~models.Q(no_transfer="") & models.Q(target_code="")),
                name="recognition_target_or_refusal",
            ),
        ]
        indexes = [
            # what waits for approval at home
            models.Index(
                fields=["home", "id"],
                name="recognition_waiting",
                condition=models.Q(state="proposed"),
            ),
            models.Index(fields=["learner", "id"], name="recognition_learner"),
            # decisions that fell and may have to be taken anew
            models.Index(
                fields=["home", "id"],
                name="recognition_reopened",
                condition=models.Q(state="reopened"),
            ),
        ]


class RecognitionSource(BaseModel):
    """A course that a recognition is built on, in the version of its result that was seen.

    `live` while the recognition is proposed or approved: a course serves one decision at a time.
    """

    tenant_fields: ClassVar = ("home",)

    recognition = models.ForeignKey(Recognition, on_delete=models.PROTECT, related_name="sources")
    home = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey(
        CrossRegistration, on_delete=models.PROTECT, related_name="recognition_sources"
    )
    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="+")
    credits_used = models.DecimalField(max_digits=4, decimal_places=1, default=0)
    live = models.BooleanField(default=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=models.Q(live=True), name="source_one_decision"
            )
        ]

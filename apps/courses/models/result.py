"""Results of a registration: versions, each entered by one person and approved by another."""

from typing import ClassVar, Self

from django.db import models

from apps.core.models import BaseModel
from apps.courses.choices import CorrectionReason
from apps.courses.models.policy import GradeScale
from apps.courses.models.registration import CrossRegistration
from apps.institutions.models import Institution
from apps.institutions.officer_fields import officer_key, officer_name
from apps.institutions.scope import TenantManager


class Result(BaseModel):
    """`shared_with` (the home) is empty until the result is announced: nobody else sees it before.

    Personal data: a student's grade. points, outcome: as the host's scale of that day says.
    distribution: grade → number in the class, null where fewer than 10 were in it.
    returned_*: the approver sent the entry back; entering it again clears them.
    """

    tenant_fields: ClassVar = ("host", "shared_with")

    registration = models.ForeignKey(
        CrossRegistration, on_delete=models.PROTECT, related_name="results"
    )
    host = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    home = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    shared_with = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, related_name="+"
    )
    version = models.PositiveIntegerField()
    grade = models.CharField(max_length=10)
    points = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    outcome = models.CharField(max_length=20)
    scale = models.ForeignKey(GradeScale, on_delete=models.PROTECT, related_name="+")
    completed_on = models.DateField(null=True)
    reason = models.CharField(max_length=30, blank=True, choices=CorrectionReason.choices)
    note = models.CharField(max_length=300, blank=True)
    distribution = models.JSONField(null=True)
    entered_key = officer_key()
    entered_name = officer_name()
    entered_post = officer_name()
    entered_at = models.DateTimeField(auto_now_add=True)
    approved_key = officer_key()
    approved_name = officer_name()
    approved_post = officer_name()
    announced_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_name = officer_name()
    returned_note = models.CharField(max_length=300, blank=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "version"], name="result_version"),
            models.UniqueConstraint(
                fields=["registration"],
                condition=models.Q(announced_at=None),
                name="result_one_waiting",
            ),
            models.CheckConstraint(
                condition=models.Q(announced_at=None, approved_key="", shared_with=None)
                | (
                    models.Q(
                        announced_at__isnull=False,
                        shared_with__isnull=False,
                        shared_with=models.F("home"),
                    )
                    & ~models.Q(approved_key="")
                    & ~models.Q(approved_key=models.F("entered_key"))
                ),
                name="result_second_person",
            ),
            models.CheckConstraint(
                condition=models.Q(version=1, reason="")
                | (models.Q(version__gt=1) & models.Q(reason__in=CorrectionReason.values)),
                name="result_correction_reason",
            ),
        ]
        indexes = [
            # what waits for approval at a host
            models.Index(
                fields=["host", "id"],
                name="result_waiting",
                condition=models.Q(announced_at=None),
            ),
            # grades I that a host has to follow up
            models.Index(
                fields=["host", "id"],
                name="result_unfinished",
                condition=models.Q(outcome="in_progress", announced_at__isnull=False),
            ),
        ]

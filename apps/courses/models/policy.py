"""What an institution rules for itself: dated rows, published to the network.

A decision keeps the row it used, so a rule is never changed: a new one begins on a later day.
"""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.courses.choices import TermNumber
from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager


class Rule(BaseModel):
    """In force from `valid_from` until the next row begins. No personal data."""

    tenant_fields: ClassVar[tuple[str, ...]] = ()

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    note = models.CharField(max_length=300, blank=True, help_text="the regulation it rests on")
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        abstract = True


class GradeScale(Rule):
    """`grades`: list of {grade, points (text) or null, outcome}; see grades.py."""

    grades = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "valid_from"], name="gradescale_day")
        ]


class Study(models.TextChoices):
    UNDERGRADUATE = "undergraduate", _("diploma and bachelor's degree")
    GRADUATE = "graduate", _("graduate study")


class RecognitionPolicy(Rule):
    """Thresholds of recognition and the load of a term, for one level of study.

    Source of the usual values: the ministry's announcement of 2565 on credit transfer.
    content_share: part of the content that must agree, 0 to 1
    grade_points: least points; ungraded_passes: S counts as well
    load_cap: credits a term in all, null: none; programme_share: of the programme's credits
    """

    study = models.CharField(max_length=20, choices=Study.choices)
    content_share = models.DecimalField(max_digits=4, decimal_places=3)
    grade_points = models.DecimalField(max_digits=3, decimal_places=2)
    ungraded_passes = models.BooleanField(default=True)
    load_cap = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    programme_share = models.DecimalField(max_digits=4, decimal_places=3, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "study", "valid_from"], name="recognitionpolicy_day"
            ),
            models.CheckConstraint(
                condition=models.Q(content_share__gte=0, content_share__lte=1),
                name="recognitionpolicy_content",
            ),
        ]


class Term(BaseModel):
    """Dates of one term at one institution. No personal data."""

    tenant_fields: ClassVar[tuple[str, ...]] = ()

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    academic_year = models.PositiveSmallIntegerField(help_text="Christian number")
    term = models.PositiveSmallIntegerField(choices=TermNumber.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    withdraw_by = models.DateField(null=True, help_text="last day of withdrawal with W")
    results_due_on = models.DateField(null=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "academic_year", "term"], name="term_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="term_dates"
            ),
        ]

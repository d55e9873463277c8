"""How many working days an institution takes for a kind of paper."""

from typing import ClassVar, Self

from django.db import models

from apps.certificates.kinds import Kind
from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.officer_fields import officer_name
from apps.institutions.scope import TenantManager

MOST_DAYS = 250


class ServiceLevel(BaseModel):
    """In force from `valid_from` until the next one. Personal data: who set it."""

    tenant_fields: ClassVar = ("institution",)

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40, choices=Kind.choices)
    working_days = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    set_name = officer_name()
    set_post = officer_name()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "kind", "valid_from"], name="servicelevel_once"
            ),
            models.CheckConstraint(
                condition=models.Q(working_days__range=(1, MOST_DAYS)), name="servicelevel_days"
            ),
        ]

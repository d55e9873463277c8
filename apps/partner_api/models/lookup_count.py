"""How many persons were looked up on one day."""

from typing import ClassVar, Self

from django.db import models

from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager


class LookupCount(models.Model):
    """One row per institution, subject and day (of Bangkok).

    `subject` is `all` for the institution together, `user:<id>` or `client:<id>` for one who asks.
    Personal data: how much an employee looked up; kept as long as the purge in tasks.py says.
    """

    tenant_fields: ClassVar = ("institution",)

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=40)
    day = models.DateField()
    used = models.PositiveBigIntegerField()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "partner_api_lookupcount"
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "subject", "day"], name="partner_api_lookupcount_once"
            )
        ]

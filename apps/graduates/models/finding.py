"""What the check of a roster found."""

from typing import ClassVar, Self

from django.db import models

from apps.graduates.models.roster import Roster
from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager
from apps.intake.findings import ListFinding


class Finding(ListFinding):
    tenant_fields: ClassVar = ("school",)

    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="findings")
    school = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        indexes = [
            # the review page: rows of one kind of finding, in the file's order
            models.Index(fields=["roster", "rule", "row"], name="finding_rule"),
        ]

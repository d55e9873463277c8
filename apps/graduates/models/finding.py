"""What the check of a roster found."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.graduates.models.roster import Roster
from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager


class FindingClass(models.TextChoices):
    SYNTAX = "syntax", _("cannot be read")
    VALIDITY = "validity", _("breaks a rule")
    QUALITY = "quality", _("to be confirmed")
    WHOLE = "whole", _("the file as a whole")


class Finding(BaseModel):
    """One finding at one cell (`row` 0: the whole file). `value` is masked where it is an ID."""

    tenant_fields: ClassVar = ("school",)

    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="findings")
    school = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    row = models.PositiveIntegerField(default=0)
    column = models.CharField(max_length=200, blank=True)
    cls = models.CharField(max_length=8, choices=FindingClass.choices)
    rule = models.CharField(max_length=60)
    value = models.CharField(max_length=100, blank=True)
    params = models.JSONField(default=dict)
    needs_confirmation = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        indexes = [
            # the review page: rows of one kind of finding, in the file's order
            models.Index(fields=["roster", "rule", "row"], name="finding_rule"),
        ]

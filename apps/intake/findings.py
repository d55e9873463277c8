"""What the check of a list found, as it is kept: the columns of every such table."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel


class FindingClass(models.TextChoices):
    SYNTAX = "syntax", _("cannot be read")
    VALIDITY = "validity", _("breaks a rule")
    QUALITY = "quality", _("to be confirmed")
    WHOLE = "whole", _("the file as a whole")


class ListFinding(BaseModel):
    """One finding at one cell (`row` 0: the whole file). `value` is masked where it is an ID."""

    row = models.PositiveIntegerField(default=0)
    column = models.CharField(max_length=200, blank=True)
    cls = models.CharField(max_length=8, choices=FindingClass.choices)
    rule = models.CharField(max_length=60)
    value = models.CharField(max_length=100, blank=True)
    params: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    needs_confirmation = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

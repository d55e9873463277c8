"""Uploaded files: kept encrypted until they are read, then deleted."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager


class Upload(BaseModel):
    """One file as it came. Personal data: the file's content, encrypted, until `erased_at`."""

    tenant_fields: ClassVar = ("institution",)

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    filename = models.CharField(max_length=255)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.BinaryField(max_length=32)
    erased_at = models.DateTimeField(null=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

"""History of a request: every act, with name and post at that time."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from apps.certificates.models.request import ServiceRequest
from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.officer_fields import officer_name
from apps.institutions.scope import TenantManager


class ServiceAct(BaseModel):
    """Append-only. Personal data: name, post; `changes` names fields, never their values."""

    tenant_fields: ClassVar = ("institution",)

    request = models.ForeignKey(ServiceRequest, on_delete=models.PROTECT, related_name="acts")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    client_id = models.BigIntegerField(null=True)
    name = officer_name()
    post = officer_name()
    note = models.CharField(max_length=300, blank=True)
    changes = models.JSONField(default=list, help_text="names of the fields that changed")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        indexes = [models.Index(fields=["request", "id"], name="serviceact_timeline")]

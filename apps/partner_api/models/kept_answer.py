"""The answer to a request that may be sent twice."""

from typing import ClassVar, Self

from django.db import models

from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager
from apps.partner_api.models.client import Client


class KeptAnswer(BaseModel):
    """What a client was told under an idempotency key, kept for 24 hours.

    Personal data: the answer's body may hold it and is therefore encrypted, bound to this row.
    Key and request are kept as HMACs: a partner might build its keys from a national ID.
    """

    tenant_fields: ClassVar = ("institution",)

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    key_digest = models.BinaryField(max_length=32)
    fingerprint = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField()
    location = models.CharField(max_length=300, blank=True)
    body = models.BinaryField()
    expires_at = models.DateTimeField()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "partner_api_keptanswer"
        constraints = [
            models.UniqueConstraint(
                fields=["client", "key_digest"], name="partner_api_keptanswer_once"
            )
        ]
        indexes = [
            # the purge of what has expired
            models.Index(fields=["expires_at"], name="partner_api_keptanswer_expiry")
        ]

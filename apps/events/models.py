"""The outbox: what happened, for feeds, notices and indicators. No personal data, only uuids."""

from typing import ClassVar, Self

from django.db import models

from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager


class Event(BaseModel):
    """Written in the service's own transaction; `sequence` is given after commit by the sealer.

    Serial ids would let a reader skip a transaction that commits late; a sequence cannot.
    """

    tenant_fields: ClassVar = ("institution", "audience")

    kind = models.CharField(max_length=80)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    subject = models.UUIDField()
    data = models.JSONField(default=dict)
    sequence = models.BigIntegerField(null=True, unique=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        indexes = [
            # the sealer: what is committed and not yet numbered
            models.Index(
                fields=["id"], name="event_unsealed", condition=models.Q(sequence__isnull=True)
            ),
            # an institution's feed since a cursor
            models.Index(fields=["institution", "sequence"], name="event_feed"),
            models.Index(fields=["audience", "sequence"], name="event_feed_audience"),
        ]

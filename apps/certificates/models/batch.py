"""A list of requests that came together, and the one archive of its papers."""

from typing import ClassVar, Self

from django.db import models

from apps.certificates.kinds import Channel, Kind, Language
from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.officer_fields import officer_key, officer_name
from apps.institutions.scope import TenantManager
from apps.jobs.models import Job


class RequestBatch(BaseModel):
    """`total` requests of one kind and language; how far they are is counted from their states.

    archive_*: the ZIP of the papers made so far, sealed on the disk like the papers.
    Personal data: who sent the list.
    """

    tenant_fields: ClassVar = ("institution",)

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40, choices=Kind.choices)
    language = models.CharField(max_length=2, choices=Language.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    title = models.CharField(max_length=200, blank=True, help_text="what the office calls it")
    total = models.PositiveIntegerField()
    requested_key = officer_key()
    requested_name = officer_name()
    requested_post = officer_name()
    archive_job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    archive_path = models.CharField(max_length=200, blank=True)
    archive_size = models.PositiveBigIntegerField(null=True, help_text="bytes of the ZIP")
    archive_papers = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(total__gt=0), name="requestbatch_total"),
        ]
        indexes = [models.Index(fields=["institution", "-id"], name="requestbatch_newest")]

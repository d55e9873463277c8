"""The survey after a service: one answer a link; nothing leads from an answer to a person."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager
from apps.kpi.choices import ServiceKind


class SurveyInvitation(BaseModel):
    """A link that may be answered once. `token`: SHA-256 of what stands in the link.

    subject: uuid of the record of the service, so that it is asked about once; the answer does not
    name its invitation. No personal data.
    """

    tenant_fields: ClassVar[tuple[str, ...]] = ("institution",)

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=20, choices=ServiceKind.choices)
    subject = models.UUIDField(null=True)
    token = models.BinaryField(max_length=32, unique=True)
    expires_on = models.DateField()
    is_used = models.BooleanField(default=False)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "service", "subject"],
                condition=Q(subject__isnull=False),
                name="surveyinvitation_once",
            )
        ]


class SurveyResponse(BaseModel):
    """One answer. points: item → 1…5; comment: numbers masked, shown to the institution alone.

    Personal data only where somebody writes it into the comment. `bucket` is the month.
    """

    tenant_fields: ClassVar[tuple[str, ...]] = ("institution",)

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=20, choices=ServiceKind.choices)
    bucket = models.CharField(max_length=10)
    language = models.CharField(max_length=2)
    points = models.JSONField()
    comment = models.CharField(max_length=1000, blank=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        # results of a period, and what was written in it
        indexes = [models.Index(fields=["institution", "bucket"], name="surveyresponse_month")]

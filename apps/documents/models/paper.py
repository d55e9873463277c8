"""The ledger of papers: what was issued, whether it still counts, and the proof of its bytes."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager


class Status(models.TextChoices):
    RESERVED = "reserved", _("Being made")
    ACTIVE = "active", _("Active")
    SUPERSEDED = "superseded", _("Superseded")
    REVOKED = "revoked", _("Revoked")


class PaperCounter(models.Model):
    """The last running number of an issuer in a (Christian) year. No personal data."""

    tenant_fields: ClassVar = ("institution",)

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "year"], name="papercounter_year")
        ]


class Paper(BaseModel):
    """One paper. `issuer` answers for it, `holder` asked for it and may fetch it.

    Personal data: `detail` (names and masked identifiers, shown to whoever has the PIN) and the
    file itself, which lies sealed outside the database.

    code: 12 letters of Crockford's base 32, ungrouped; pin_hash: see codes.py
    source_type, source_uuid: what it was made from ("graduates.verification"), by plain value
    path: of the sealed file, below settings.PAPERS_ROOT; sha256, size: of the finished PDF
    """

    tenant_fields: ClassVar = ("issuer", "holder")

    serial = models.CharField(max_length=40)
    code = models.CharField(max_length=12)
    pin_hash = models.BinaryField(max_length=32)
    key_version = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)  # one of kinds.py
    template_version = models.CharField(max_length=20)
    issuer = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    source_type = models.CharField(max_length=80)
    source_uuid = models.UUIDField()
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=300)
    persons = models.PositiveIntegerField(default=0)
    detail = models.JSONField(default=dict)
    sha256 = models.BinaryField(max_length=32, null=True)
    size = models.PositiveIntegerField(null=True)
    path = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.RESERVED)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    issued_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(
        null=True, blank=True, help_text="when it was superseded or revoked"
    )
    reason = models.CharField(max_length=300, blank=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["serial"], name="paper_serial"),
            models.UniqueConstraint(fields=["code"], name="paper_code"),
            models.CheckConstraint(
                name="paper_issued_whole",
                condition=models.Q(status="reserved")
                | (
                    models.Q(issued_at__isnull=False, sha256__isnull=False, size__gt=0)
                    & ~models.Q(path="")
                ),
            ),
            models.CheckConstraint(
                name="paper_ended_with_reason",
                condition=models.Q(status__in=["reserved", "active"], ended_at=None)
                | models.Q(status__in=["superseded", "revoked"], ended_at__isnull=False)
                & ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="paper_replaced_if_superseded",
                condition=models.Q(status="superseded") | models.Q(replaced_by=None),
            ),
        ]
        indexes = [
            # the papers made from one thing, newest first
            models.Index(fields=["source_uuid", "-id"], name="paper_source"),
            # an institution's papers, newest first
            models.Index(fields=["holder", "-id"], name="paper_holder"),
            models.Index(fields=["issuer", "-id"], name="paper_issuer"),
            # the paper that a file is
            models.Index(fields=["sha256"], name="paper_sha256"),
        ]

    def __str__(self) -> str:
        return self.serial

"""The basis of every exchange: an agreement of two or more institutions, or a one-off approval."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.courses.states import AgreementState
from apps.institutions.models import Institution
from apps.institutions.officer_fields import officer_name
from apps.institutions.scope import TenantManager


class AgreementKind(models.TextChoices):
    MOU = "mou", _("memorandum of understanding")
    CONSORTIUM = "consortium", _("consortium")
    ONE_OFF = "one_off", _("one-off approval")


class Agreement(BaseModel):
    """Belongs to all its parties alike; each signs for itself. No personal data.

    `version` grows with every change of the content and voids the signatures given before.
    `document_*`: the PDF, sealed, under a uuid of its own below settings.PAPERS_ROOT.
    """

    tenant_fields: ClassVar = ("party_ids__contains",)

    kind = models.CharField(max_length=20, choices=AgreementKind.choices)
    number = models.CharField(max_length=60, blank=True, help_text="the parties' own reference")
    title_th = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    proposer = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    party_ids = ArrayField(models.BigIntegerField(), help_text="institutions, the proposer first")
    starts_on = models.DateField()
    ends_on = models.DateField()
    seats_per_term = models.PositiveIntegerField(
        null=True, help_text="registrations of one home at one host in one term; null: no limit"
    )
    terms = models.TextField(blank=True, help_text="what was agreed on fees, levels, papers")
    state = models.CharField(
        max_length=20, choices=AgreementState.choices, default=AgreementState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)
    document = models.UUIDField(null=True)
    document_name = models.CharField(max_length=255, blank=True)
    document_path = models.CharField(max_length=200, blank=True)
    document_sha256 = models.BinaryField(max_length=32, null=True)
    in_force_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_note = models.CharField(max_length=300, blank=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="agreement_dates"
            ),
            models.CheckConstraint(
                condition=models.Q(party_ids__len__gte=2), name="agreement_two_parties"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "dropped"])
                | models.Q(document_sha256__isnull=False),
                name="agreement_signed_document",
            ),
        ]

    @property
    def title(self) -> str:
        return Institution(name_th=self.title_th, name_en=self.title_en).name


class AgreementSignature(BaseModel):
    """One side's signature under one version. Personal data: name and post of the signatory."""

    tenant_fields: ClassVar = ("institution", "party_ids__contains")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    version = models.PositiveIntegerField()
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    party_ids = ArrayField(models.BigIntegerField())
    name = officer_name()
    post = officer_name()
    signed_on = models.DateField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "version", "institution"], name="agreement_signed_once"
            )
        ]


class AgreementAct(BaseModel):
    """History of an agreement: who changed what when. Personal data: name and post."""

    tenant_fields: ClassVar = ("institution", "party_ids__contains")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="acts")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    party_ids = ArrayField(models.BigIntegerField())
    action = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    name = officer_name()
    post = officer_name()
    note = models.CharField(max_length=300, blank=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

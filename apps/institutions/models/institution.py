"""Institutions and who may act for them. Reference data: no personal data but memberships."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.institutions.actor import Role
from apps.institutions.scope import TenantManager


class Named(models.Model):
    name_th = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the reader's language; Thai where no English name is known."""
        english = (translation.get_language() or "").startswith("en")
        return (self.name_en if english else self.name_th) or self.name_th


class Province(Named):
    code = models.CharField(max_length=2, primary_key=True)
    region = models.CharField(max_length=20)


class Affiliation(Named):
    """First two digits of a school's ten-digit code."""

    code = models.CharField(max_length=2, primary_key=True)


class Area(Named):
    """Education service area; schools hang under one."""

    code = models.CharField(max_length=20, primary_key=True)
    short_th = models.CharField(max_length=100, blank=True)
    provinces = models.ManyToManyField(Province, related_name="areas")


class Node(Named):
    """Optional grouping whose coordinator follows coverage and helps."""

    code = models.CharField(max_length=20, primary_key=True)


class Kind(models.TextChoices):
    UNIVERSITY = "university", _("University")
    SCHOOL = "school", _("School")
    NETWORK = "network", _("Network secretariat")


class Institution(Named, BaseModel):
    """Keyed on the ministry's code, never on the name: official names hold typos and change."""

    kind = models.CharField(max_length=20, choices=Kind.choices)
    code = models.CharField(max_length=10)
    smis_code = models.CharField(max_length=8, blank=True)
    province = models.ForeignKey(Province, on_delete=models.PROTECT)
    affiliation = models.ForeignKey(Affiliation, on_delete=models.PROTECT, null=True, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True)
    node = models.ForeignKey(Node, on_delete=models.PROTECT, null=True, blank=True)
    sponsor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="sponsored"
    )
    domain = models.CharField(max_length=100, blank=True)
    founding = models.BooleanField(default=False)
    contact_email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="institution_code"),
            models.UniqueConstraint(
                fields=["smis_code"], condition=~models.Q(smis_code=""), name="institution_smis"
            ),
        ]


class Membership(BaseModel):
    """A person's role in one institution. Personal data: that the person works there."""

    tenant_fields: ClassVar = ("institution",)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    role = models.CharField(max_length=30, choices=Role.choices)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "institution", "role"], name="membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.institution} – {self.get_role_display()}"

"""The keys with which institutions sign their papers."""

from typing import ClassVar, Self

from django.db import models

from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager


class SigningKey(BaseModel):
    """One key with its certificate. Material and dates never change: a new key is a new row, and
    the old ones stay, for their certificates prove the papers signed with them.

    chain: PEM, the owner's certificate first; sealed_key: PKCS #8, encrypted, bound to this row
    fingerprint: SHA-256 of the owner's certificate; subject: its owner's name
    added_by: label of who brought it. Personal data: none but that.
    """

    tenant_fields: ClassVar = ("institution",)

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    chain = models.TextField()
    sealed_key = models.BinaryField()
    fingerprint = models.BinaryField(max_length=32)
    subject = models.CharField(max_length=300)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    active = models.BooleanField(default=True)
    added_by = models.CharField(max_length=200)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                # also finds the key that signs
                fields=["institution"],
                condition=models.Q(active=True),
                name="signingkey_one_active",
            ),
            models.UniqueConstraint(fields=["fingerprint"], name="signingkey_fingerprint"),
            models.CheckConstraint(
                name="signingkey_dates",
                condition=models.Q(valid_until__gt=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def bound_to(self) -> str:
        """What the encryption of the key is bound to: table and row."""
        return f"documents_signingkey:{self.uuid}"

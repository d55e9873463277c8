"""A system of an institution that may call the API."""

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from oauth2_provider.models import AbstractApplication

from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager


class Client(AbstractApplication, BaseModel):  # type: ignore[misc]
    """Client credentials of one institution; secrets are kept as hashes. No personal data.

    Two secrets may be valid at once while a partner changes from one to the other.
    """

    tenant_fields: ClassVar = ("institution",)

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    scopes = ArrayField(models.CharField(max_length=60), default=list)
    is_active = models.BooleanField(default=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    previous_secret = models.CharField(max_length=255, blank=True)
    previous_secret_until = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "partner_api_client"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    client_type=AbstractApplication.CLIENT_CONFIDENTIAL,
                    authorization_grant_type=AbstractApplication.GRANT_CLIENT_CREDENTIALS,
                    hash_client_secret=True,
                ),
                name="partner_api_client_credentials_only",
            ),
        ]

    def is_usable(self, request: Any = None) -> bool:
        """False refuses new tokens and the tokens already issued, from the next request on."""
        expired = self.expires_at is not None and self.expires_at <= timezone.now()
        return self.is_active and not expired and self.institution.is_active

    def second_secret(self) -> str:
        """The hash of the former secret while it is still accepted, else an empty string."""
        until = self.previous_secret_until
        return self.previous_secret if until is not None and until > timezone.now() else ""

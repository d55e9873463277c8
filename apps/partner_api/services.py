"""Clients: made, given a new secret, revoked. Secrets are shown once and kept as hashes."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from oauth2_provider.generators import generate_client_id, generate_client_secret
from oauth2_provider.models import AccessToken

from apps.audit.services import Who, record
from apps.core.errors import InvalidError
from apps.institutions.models import Institution
from apps.institutions.scope import system_scope
from apps.partner_api.models import Client

PORTAL = Who(user_id=None, client_id=None, institution_id=None, label="portal")
REASON = "clients are kept by the network's secretariat on behalf of institutions"


def make_client(
    *, institution: Institution, name: str, scopes: Sequence[str], who: Who = PORTAL
) -> tuple[str, str]:
    """(client_id, secret) of a new client; the secret cannot be shown again.

    Raises InvalidError without a scope or with one that does not exist.
    """
    if not scopes or set(scopes) - set(settings.API_SCOPES):
        raise InvalidError(data={"scopes": sorted(settings.API_SCOPES)})
    secret = generate_client_secret()
    with system_scope(REASON):
        client = Client.objects.create(
            institution=institution,
            name=name,
            scopes=sorted(set(scopes)),
            client_id=generate_client_id(),
            client_secret=secret,
            client_type=Client.CLIENT_CONFIDENTIAL,
            authorization_grant_type=Client.GRANT_CLIENT_CREDENTIALS,
        )
        _record(who, "api_client_made", client)
    return client.client_id, secret


def rotate_secret(*, client_id: str, leaked: bool = False, who: Who = PORTAL) -> str:
    """A new secret. The former one stays valid for three days, or not at all if it leaked.

    A leak also ends the tokens that were issued.
    """
    secret: str = generate_client_secret()
    with system_scope(REASON):
        client = Client.objects.select_for_update().get(client_id=client_id)
        until = timezone.now() + timedelta(hours=settings.API_SECRETS_OVERLAP_HOURS)
        client.previous_secret = "" if leaked else client.client_secret
        client.previous_secret_until = None if leaked else until
        client.client_secret = make_password(secret)
        client.save()
        if leaked:
            AccessToken.objects.filter(application_id=client.pk).delete()
        _record(who, "api_secret_leaked" if leaked else "api_secret_rotated", client)
    return secret


def revoke_client(*, client_id: str, who: Who = PORTAL) -> None:
    """Its tokens stop working with the next request."""
    with system_scope(REASON):
        client = Client.objects.select_for_update().get(client_id=client_id)
        client.is_active = False
        client.save()
        _record(who, "api_client_revoked", client)


def _record(who: Who, action: str, client: Client) -> None:
    record(
        who=who,
        action=action,
        target="api_client",
        target_uuid=client.uuid,
        owner_institution_id=client.institution_id,
        data={"client_id": client.client_id, "scopes": client.scopes},
    )

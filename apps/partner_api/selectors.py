"""Finding the client before any scope is open: only through functions of the role `lookup`."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from apps.institutions.scope import unscoped
from apps.partner_api.models import Client

HOLDER = """
    SELECT c.*, t.scope AS token_scope, t.expires AS token_expires
      FROM oauth2_provider_accesstoken t
     CROSS JOIN LATERAL partner_api_client_by_id(t.application_id) c
     WHERE t.token_checksum = %s AND t.expires > %s AND t.resource = '[]'
"""
BY_CLIENT_ID = "SELECT * FROM partner_api_client_by_client_id(%s)"
REASON = "a client proves who it is before a scope can be opened"


@dataclass(frozen=True)
class TokenHolder:
    client: Client
    scopes: frozenset[str]
    expires_at: datetime


def client_by_client_id(client_id: str) -> Client | None:
    """Usable or not; None for what is not known or cannot be an identifier at all."""
    if "\0" in client_id:
        return None
    with unscoped(REASON):
        return next(iter(Client.objects.raw(BY_CLIENT_ID, [client_id])), None)


def holder_of_token(token: str) -> TokenHolder | None:
    """Whose token this is, while it is valid and its client may still be used."""
    checksum = hashlib.sha256(token.encode()).hexdigest()
    with unscoped(REASON):
        rows = Client.objects.raw(HOLDER, [checksum, timezone.now()])
        client = next(iter(rows), None)
    if client is None or not client.is_usable():
        return None
    scopes = frozenset(client.token_scope.split()) & frozenset(client.scopes)
    return TokenHolder(client=client, scopes=scopes, expires_at=client.token_expires)

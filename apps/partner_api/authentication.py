"""From a bearer token to an actor: token → client → institution → scope of the request."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated
from rest_framework.request import Request

from apps.institutions.actor import Actor, Role
from apps.institutions.scope import open_scope
from apps.partner_api.models import Client
from apps.partner_api.selectors import holder_of_token


@dataclass(frozen=True)
class Grant:
    """`request.auth` of an API request. There is no `request.user`: a client is not a person."""

    client: Client
    actor: Actor
    scopes: frozenset[str]
    expires_at: datetime


def grant_of(request: Request) -> Grant:
    """The grant of an authenticated request. Raises NotAuthenticated (401)."""
    grant: object = request.auth
    if not isinstance(grant, Grant):
        raise NotAuthenticated
    return grant


def actor_of_client(client: Client) -> Actor:
    return Actor(
        institution_id=client.institution_id,
        role=Role.PARTNER_CLIENT,
        client_id=client.pk,
        label=client.name,
    )


class ClientAuthentication(BaseAuthentication):
    """Tokens are taken from the Authorization header alone, never from the address or the body.

    The scope stays open for the rest of the request; ScopeMiddleware, which opened one for the
    whole request, puts back what was before and ends the transaction with its settings.
    """

    def authenticate(self, request: Request) -> tuple[AnonymousUser, Grant] | None:
        scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        holder = holder_of_token(token.strip())
        if holder is None:
            raise AuthenticationFailed(
                _("The access token is not valid, or no longer so. Ask for a new one."),
                code="invalid_token",
            )
        actor = actor_of_client(holder.client)
        open_scope(actor)
        request._request.actor = actor  # type: ignore[attr-defined]
        return AnonymousUser(), Grant(holder.client, actor, holder.scopes, holder.expires_at)

    def authenticate_header(self, request: Request) -> str:
        """RFC 6750 §3: the error is named only where a token was shown."""
        shown = request.headers.get("Authorization", "").lower().startswith("bearer ")
        return 'Bearer realm="api"' + (', error="invalid_token"' if shown else "")

"""Which scopes a token may carry: those that the client was given and that still exist."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from oauth2_provider.scopes import BaseScopes

from apps.partner_api.models import Client


def scopes_of(client: Client) -> list[str]:
    return [scope for scope in settings.API_SCOPES if scope in client.scopes]


class ClientScopes(BaseScopes):  # type: ignore[misc]
    """A token asked for without naming scopes carries all that the client has."""

    def get_all_scopes(self) -> Mapping[str, str]:
        scopes: Mapping[str, str] = settings.API_SCOPES
        return scopes

    def get_available_scopes(self, application: Client, **_asked: Any) -> list[str]:
        return scopes_of(application)

    def get_default_scopes(self, application: Client, **_asked: Any) -> list[str]:
        return scopes_of(application)

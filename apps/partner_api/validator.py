"""The OAuth 2 server's questions, answered from our clients."""

from typing import Any

from oauth2_provider.oauth2_validators import OAuth2Validator

from apps.partner_api.models import Client
from apps.partner_api.selectors import client_by_client_id


class ClientValidator(OAuth2Validator):  # type: ignore[misc]
    """Finds clients through the lookup function, and accepts the former secret for a while."""

    def _load_application(self, client_id: str, request: Any) -> Client | None:
        if not isinstance(request.client, Client) or request.client.client_id != client_id:
            request.client = client_by_client_id(client_id or "")
        if request.client is None or not request.client.is_usable(request):
            request.client = None
        client: Client | None = request.client
        return client

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        if super().authenticate_client(request, *args, **kwargs):
            return True
        client = request.client
        former = client.second_secret() if isinstance(client, Client) else ""
        if not former:
            return False
        current, client.client_secret = client.client_secret, former
        accepted = bool(super().authenticate_client(request, *args, **kwargs))
        client.client_secret = current
        return accepted

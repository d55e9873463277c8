"""The OAuth 2 server's questions, answered from our clients."""

from typing import Any

from oauth2_provider.oauth2_validators import OAuth2Validator

from apps.partner_api.models import Client
from apps.partner_api.selectors import client_by_client_id


class ClientValidator(OAuth2Validator):  # type: ignore[misc]
    """Finds clients through the lookup function, and accepts the former secret for a while."""

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        """First with the current secret, then with the former one where it is still accepted."""
        request.try_former_secret = False
        if super().authenticate_client(request, *args, **kwargs):
            return True
        request.try_former_secret, request.client = True, None
        return bool(super().authenticate_client(request, *args, **kwargs))

    def _load_application(self, client_id: str | None, request: Any) -> Client | None:
        if not isinstance(request.client, Client) or request.client.client_id != client_id:
            request.client = self._find(client_id or "", request)
        client: Client | None = request.client
        return client

    def _find(self, client_id: str, request: Any) -> Client | None:
        client = client_by_client_id(client_id)
        if client is None or not client.is_usable(request):
            return None
        if getattr(request, "try_former_secret", False):
            former = client.second_secret()
            # never an empty secret: an empty one would match it
            if not former:
                return None
            client.client_secret = former
        return client

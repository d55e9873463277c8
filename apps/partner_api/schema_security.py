"""How a client authenticates, in the words of OpenAPI."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema


class ClientCredentials(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "apps.partner_api.authentication.ClientAuthentication"
    name = "clientCredentials"

    def get_security_definition(
        self,
        auto_schema: AutoSchema,
    ) -> dict[str, Any]:
        flow = {"tokenUrl": reverse("api_token"), "scopes": settings.API_SCOPES}
        return {
            "type": "oauth2",
            "description": "Client credentials; the token is valid for 15 minutes.",
            "flows": {"clientCredentials": flow},
        }

    def get_security_requirement(self, auto_schema: AutoSchema) -> dict[str, list[str]]:
        return {self.name: list(getattr(auto_schema.view, "required_scopes", ()))}

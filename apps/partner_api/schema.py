"""What every operation of the OpenAPI schema has in common."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from apps.partner_api.idempotency import HEADER
from apps.partner_api.problems import CONTENT_TYPE
from apps.partner_api.serializers import ProblemSerializer

KEY = OpenApiParameter(
    name=HEADER,
    type=str,
    location=OpenApiParameter.HEADER,
    required=True,
    description=(
        "A new random value for each request; the same value when the request is repeated, which "
        "then gives the same answer with the header Idempotency-Replayed: true. Kept 24 hours."
    ),
)
ALWAYS = {
    "401": "The access token is missing, expired or revoked.",
    "403": "The access token lacks a scope.",
    "429": "Too many requests, or the day's budget of look-ups is used up; see Retry-After.",
}
WITH_A_BODY = {
    "400": "The body or the Idempotency-Key is not valid; `errors` names the fields.",
    "409": "The first request with this key is still running.",
    "413": "The body is larger than 4 MB.",
    "415": "The body is not JSON.",
    "422": "The key was used with another request.",
}


class PartnerSchema(AutoSchema):
    """Adds the idempotency key to what writes, and the problem to every operation."""

    def get_override_parameters(self) -> list[OpenApiParameter]:
        return [KEY] if self.method == "POST" else []

    def _get_response_bodies(self, direction: str = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        problem = self.resolve_serializer(ProblemSerializer, direction).ref
        refusals = ALWAYS | (WITH_A_BODY if self.method == "POST" else {})
        for status, description in refusals.items():
            shape = {"content": {CONTENT_TYPE: {"schema": problem}}, "description": description}
            bodies.setdefault(status, shape)
        return dict(sorted(bodies.items()))

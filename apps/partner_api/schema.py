"""What every operation of the OpenAPI schema has in common."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import Direction, OpenApiParameter
from rest_framework.exceptions import (
    AuthenticationFailed,
    ParseError,
    UnsupportedMediaType,
)

from apps.core.errors import BudgetError
from apps.partner_api.errors import (
    IdempotencyKeyReusedError,
    InsufficientScopeError,
    RequestRunningError,
)
from apps.partner_api.idempotency import HEADER
from apps.partner_api.problem_texts import TITLES
from apps.partner_api.problems import CONTENT_TYPE, describe
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
# one example for each status; `code` tells apart what shares a status
ALWAYS = (AuthenticationFailed(), InsufficientScopeError(), BudgetError())
WITH_A_BODY = (
    ParseError(),
    RequestRunningError(),
    UnsupportedMediaType(""),
    IdempotencyKeyReusedError(),
)


class PartnerSchema(AutoSchema):
    """Adds the idempotency key to what writes, and the refusals to every operation."""

    def get_override_parameters(self) -> list[Any]:
        return [KEY] if self.method == "POST" else []

    def _get_response_bodies(self, direction: Direction = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        schema = self.resolve_serializer(ProblemSerializer, direction).ref
        refusals = ALWAYS + (WITH_A_BODY if self.method == "POST" else ())
        for status, response in problem_responses(refusals, schema).items():
            bodies.setdefault(status, response)
        return dict(sorted(bodies.items()))


def problem_responses(
    refusals: Sequence[Exception], schema: dict[str, Any]
) -> dict[str, dict[str, Any]]:
    described = [problem for problem in map(describe, refusals) if problem is not None]
    return {
        str(problem.status): {
            "description": str(TITLES[problem.status]),
            "content": {CONTENT_TYPE: {"schema": schema, "example": problem.as_json("en")}},
        }
        for problem in described
    }

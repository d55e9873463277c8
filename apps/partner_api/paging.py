"""Pages of a list, newest first, by keyset: neither counted nor skipped through.

The cursor is signed and bound to the address and to the institution; it holds the moment and the
uuid of the last row shown, nothing that the client has not seen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core import signing
from django.db import models
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from apps.partner_api.authentication import grant_of
from apps.partner_api.errors import InvalidCursorError
from apps.partner_api.problems import in_both
from apps.partner_api.reading import parameter_error

USUAL = 50
LARGEST = 200
PARAMETERS = [
    OpenApiParameter("cursor", str, description="As given in `next` of the page before."),
    OpenApiParameter("page_size", int, description="1 to 200; 50 without it."),
]
M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Cursor:
    """The last row that the client has seen."""

    at: datetime
    uuid: UUID

    def sign(self, bound_to: str) -> str:
        return signing.dumps([self.at.isoformat(), self.uuid.hex], salt=bound_to)

    @classmethod
    def read(cls, text: str, bound_to: str) -> "Cursor":
        try:
            at, row = signing.loads(text, salt=bound_to)
        except signing.BadSignature:
            raise InvalidCursorError from None
        return cls(datetime.fromisoformat(at), UUID(row))

    def after(self) -> models.Q:
        earlier = models.Q(created_at__lt=self.at)
        return earlier | models.Q(created_at=self.at, uuid__lt=self.uuid)


def page_size(text: str | None) -> int:
    """1 to 200, 50 if not asked for. Raises InvalidInputError."""
    if text is None:
        return USUAL
    if text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= LARGEST:
        return int(text)
    message = in_both(_("The page size must be a number from 1 to 200."))
    raise parameter_error("page_size", "invalid", message["th"], message["en"])


def page_of(
    request: Request, rows: models.QuerySet[M], present: Callable[[M], dict[str, Any]]
) -> Response:
    """`{"items": [...], "next": "/api/v1/…?cursor=…" or null}`.

    `rows` of a BaseModel, already restricted and without an order; an index on
    (…, -created_at, -uuid) must serve them. `PARAMETERS` are for the schema of the endpoint.
    """
    bound_to = f"partner_api.cursor:{request.path}:{grant_of(request).actor.institution_id}"
    size = page_size(request.query_params.get("page_size"))
    text = request.query_params.get("cursor")
    if text is not None:
        rows = rows.filter(Cursor.read(text, bound_to).after())
    found = list(rows.order_by("-created_at", "-uuid")[: size + 1])
    shown = found[:size]
    link = None
    if len(found) > size:
        last: Any = shown[-1]
        link = _next_link(request, Cursor(last.created_at, last.uuid).sign(bound_to))
    return Response({"items": [present(row) for row in shown], "next": link})


def _next_link(request: Request, cursor: str) -> str:
    """A path with the same query, relative to the server that was asked."""
    query = request.query_params.copy()
    query["cursor"] = cursor
    return f"{request.path}?{query.urlencode()}"

"""Pages of lists that are read by number, or by course code."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.core import signing
from django.db import models
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.models import BaseModel
from apps.institutions.scope import current_actor
from apps.partner_api.errors import InvalidCursorError
from apps.partner_api.paging import page_size

M = TypeVar("M", bound=BaseModel)
Shown = Sequence[dict[str, Any]]


def page_by_number(
    request: Request, rows: models.QuerySet[M], present: Callable[[Sequence[M]], Shown]
) -> Response:
    """Newest first by the serial id, which stays inside: the cursor names the last row's uuid.

    For what is never deleted. An index on (…, id) must serve `rows`.
    """
    size = page_size(request.query_params.get("page_size"))
    text = request.query_params.get("cursor")
    if text is not None:
        last = rows.model._default_manager.filter(uuid=UUID(hex=read_cursor(request, text)))
        number = last.values_list("pk", flat=True).first()
        if number is None:
            raise InvalidCursorError
        rows = rows.filter(pk__lt=number)
    found = list(rows.order_by("-pk")[: size + 1])
    shown = found[:size]
    more = shown[-1].uuid.hex if len(found) > size else ""
    return page(request, present(shown), more)


def page(request: Request, items: Shown, more: str) -> Response:
    """`more`: where the next page begins, as read_cursor gives it back; "" on the last page."""
    link = None
    if more:
        query = request.query_params.copy()
        query["cursor"] = signing.dumps(more, salt=_bound_to(request))
        link = f"{request.path}?{query.urlencode()}"
    return Response({"items": items, "next": link})


def read_cursor(request: Request, text: str) -> str:
    """Raises InvalidCursorError for the cursor of another list or another institution."""
    try:
        return str(signing.loads(text, salt=_bound_to(request)))
    except signing.BadSignature:
        raise InvalidCursorError from None


def _bound_to(request: Request) -> str:
    return f"courses.api.cursor:{request.path}:{current_actor().institution_id}"

"""What no form of the portal can mean is refused before any page sees it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict


class NoNullCharacters:
    """PostgreSQL keeps no NUL in a text; no browser sends one from a form. Refused with 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: Any, kwargs: Any) -> None:
        """After the body was bounded and read for its token; bodies of the API are no forms."""
        if request.path.startswith("/api/"):
            return
        if _has_null(request.GET) or _has_null(request.POST):
            raise SuspiciousOperation("NUL in a form")


def _has_null(given: QueryDict) -> bool:
    return any("\0" in text for name, values in given.lists() for text in (name, *map(str, values)))

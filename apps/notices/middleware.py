"""The number beside the bell: asked once, where a page shows it, and never by an error's page."""

from collections.abc import Callable
from functools import cache, partial

from django.http import HttpRequest, HttpResponse

from apps.notices.selectors import unread_number


class UnreadMiddleware:
    """Stands innermost, so that it hears of an error before the error's page is made: the
    transaction may be broken by then, and nothing can be asked in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = getattr(request, "actor", None)
        if actor is not None:
            request.unread_notices = cache(partial(unread_number, actor))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        request.unread_notices = 0  # type: ignore[attr-defined]

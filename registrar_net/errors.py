"""Errors as pages: what happened and what to do, in the reader's language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from apps.core.errors import PortalError, busy_error
from apps.institutions.access import SignInNeeded


def error_page(request: HttpRequest, status: int, message: str) -> HttpResponse:
    return render(
        request, "errors/error.html", {"status": status, "message": message}, status=status
    )


class ErrorPageMiddleware:
    """One mapper from typed errors to pages; the API has its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, SignInNeeded):
            return error.redirect(request)
        error = busy_error(error) or error
        if isinstance(error, PortalError):
            return error_page(request, int(error.status), str(error.message))
        return None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 400, _("The request could not be read. Go back and try again."))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(
        request,
        403,
        _("Your role does not allow this. Switch to another role, or ask a colleague."),
    )


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404, _("There is nothing here, or it is not yours to see."))


def server_error(request: HttpRequest) -> HttpResponse:
    message = _("Something went wrong on our side. Nothing was saved; try again in a few minutes.")
    return render(request, "errors/server.html", {"status": 500, "message": message}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    message = _(
        "The page was open too long, or cookies are switched off. Load it again and repeat."
    )
    return error_page(request, 403, message)

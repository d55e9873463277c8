"""The public check of a paper: no sign-in, no cookie, no writing."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from apps.documents import answers
from apps.documents.codes import grouped, read_code, read_pin
from apps.documents.selectors import DisclosedPaper, PublicPaper, paper_details, paper_for_code
from apps.documents.throttle import (
    CHECKS,
    PIN_BY_ADDRESS,
    PIN_BY_CODE,
    TooManyChecksError,
    client_address,
    spend,
)


@require_safe
def enter_code(request: HttpRequest) -> HttpResponse:
    """A box for the code; `?code=` leads on to its page."""
    typed = request.GET.get("code", "")
    if not typed:
        return _answer(request, "verify/enter.html", {}, answers.how_to())
    code = read_code(typed)
    if code is None:
        return _unknown(request, typed)
    return redirect("verify_paper", code=grouped(code))


@csrf_exempt  # it neither writes nor knows who asks: there is nothing to forge
@require_http_methods(["GET", "HEAD", "POST"])
def check_paper(request: HttpRequest, code: str) -> HttpResponse:
    """State of the paper; with POST and its PIN what stands on it."""
    try:
        spend(CHECKS, client_address(request))
        kept = read_code(code)
        paper = paper_for_code(kept) if kept else None
        if paper is None:
            return _unknown(request, code)
        if request.method != "POST":
            return _shown(request, paper)
        return _disclosed(request, paper)
    except TooManyChecksError as error:
        context = {"code": code, "error": error.message}
        return _answer(
            request, "verify/enter.html", context, answers.problem(error), int(error.status)
        )


def _disclosed(request: HttpRequest, paper: PublicPaper) -> HttpResponse:
    spend(PIN_BY_ADDRESS, client_address(request), paper.code)
    spend(PIN_BY_CODE, paper.code)
    pin = read_pin(request.POST.get("pin", ""))
    details = paper_details(paper.code, pin) if pin else None
    if details is None:
        message = _("This PIN does not fit the paper. Its six digits stand beside the square code.")
        return _shown(request, paper, error=message)
    return _shown(request, paper, details=details)


def _shown(
    request: HttpRequest,
    paper: PublicPaper,
    *,
    details: DisclosedPaper | None = None,
    error: str = "",
) -> HttpResponse:
    context = {"paper": paper, "details": details, "error": error}
    data = answers.wrong_pin(error) if error else answers.paper_json(paper, details)
    status = HTTPStatus.FORBIDDEN if error else HTTPStatus.OK
    return _answer(request, "verify/paper.html", context, data, status)


def _unknown(request: HttpRequest, typed: str) -> HttpResponse:
    """One answer for codes that were mistyped, made up, or not issued yet."""
    message = _(
        "No paper with this code is known here. Compare the code with the paper, letter by letter. "
        "If it is right, the paper was not issued by this network: ask the institution on it."
    )
    context = {"code": typed[:40], "error": message}
    data = answers.unknown(message)
    return _answer(request, "verify/enter.html", context, data, HTTPStatus.NOT_FOUND)


def _answer(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    data: dict[str, Any],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    wanted = request.get_preferred_type(["text/html", "application/json"])
    if wanted == "application/json":
        content_type = "application/json" if status < 400 else "application/problem+json"
        response: HttpResponse = JsonResponse(data, status=status, content_type=content_type)
    else:
        response = render(request, template, context, status=status)
    add_never_cache_headers(response)
    patch_vary_headers(response, ["Accept"])
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response

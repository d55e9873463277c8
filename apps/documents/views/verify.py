"""The public check of a paper: no sign-in, no cookie needed, no writing."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from apps.documents import answers
from apps.documents.codes import grouped, read_code
from apps.documents.forms import UNKNOWN, WRONG_PIN, CodeForm, FileForm, PinForm
from apps.documents.selectors import DisclosedPaper, PublicPaper, paper_details, paper_for_code
from apps.documents.throttle import (
    CHECKS,
    PIN_BY_ADDRESS,
    PIN_BY_CODE,
    TooManyChecksError,
    client_address,
    spend,
)
from apps.documents.views.negotiation import answer


@require_safe
def enter_code(request: HttpRequest) -> HttpResponse:
    """A box for the code; `?code=` leads on to its page."""
    if "code" not in request.GET:
        return answer(request, "verify/enter.html", _boxes(CodeForm()), answers.how_to())
    form = CodeForm(request.GET)
    if not form.is_valid():
        return _refused(request, form, answers.unknown(str(UNKNOWN)), HTTPStatus.NOT_FOUND)
    return redirect("verify_paper", code=grouped(form.cleaned_data["code"]))


@csrf_exempt  # it neither writes nor knows who asks: there is nothing to forge
@require_http_methods(["GET", "HEAD", "POST"])
def check_paper(request: HttpRequest, code: str) -> HttpResponse:
    """State of the paper; with POST and its PIN what stands on it."""
    form = CodeForm({"code": code[:40]})
    try:
        spend(CHECKS, client_address(request))
        kept = read_code(code)
        paper = paper_for_code(kept) if kept else None
        if paper is not None:
            return _with_pin(request, paper) if request.method == "POST" else _shown(request, paper)
    except TooManyChecksError as error:
        form.add_error("code", str(error.message))
        return _refused(request, form, answers.problem(error), error.status)
    if not form.has_error("code"):
        form.add_error("code", str(UNKNOWN))
    return _refused(request, form, answers.unknown(str(UNKNOWN)), HTTPStatus.NOT_FOUND)


def _with_pin(request: HttpRequest, paper: PublicPaper) -> HttpResponse:
    spend(PIN_BY_ADDRESS, client_address(request), paper.code)
    spend(PIN_BY_CODE, paper.code)
    form = PinForm(request.POST)
    if form.is_valid():
        details = paper_details(paper.code, form.cleaned_data["pin"])
        if details is not None:
            return _shown(request, paper, details)
        form.add_error("pin", str(WRONG_PIN))
    context = {"paper": paper, "form": form}
    data = answers.wrong_pin(str(WRONG_PIN))
    return answer(request, "verify/paper.html", context, data, HTTPStatus.FORBIDDEN)


def _shown(
    request: HttpRequest, paper: PublicPaper, details: DisclosedPaper | None = None
) -> HttpResponse:
    context = {"paper": paper, "details": details, "form": PinForm()}
    return answer(request, "verify/paper.html", context, answers.paper_json(paper, details))


def _refused(
    request: HttpRequest, form: CodeForm, data: dict[str, Any], status: int
) -> HttpResponse:
    """One answer for codes that were mistyped, made up, or not issued yet."""
    return answer(request, "verify/enter.html", _boxes(form), data, status)


def _boxes(form: CodeForm) -> dict[str, Any]:
    return {"form": form, "file_form": FileForm()}

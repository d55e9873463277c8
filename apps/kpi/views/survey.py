"""The survey's public page: no sign-in, one answer for each link."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.errors import NotFoundError
from apps.documents.throttle import Limit, TooManyChecksError, client_address, spend
from apps.kpi.forms.survey import AnswerForm
from apps.kpi.services.surveying import LANGUAGES, Asked, asked_by, take_answer
from apps.kpi.survey_errors import AnsweredError

OPENED = Limit("survey", times=60, seconds=60)
"""For each address. Links are not found by trying; this keeps machines from trying all the same."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The questions; after an answer thanks, and for a link that is over a word in kindness."""
    try:
        spend(OPENED, client_address(request))
        asked = asked_by(token)
        if asked.is_used:
            return _closed(request, "answered")
        if request.method == "POST":
            return _taken(request, token, asked)
    except TooManyChecksError:
        return _closed(request, "busy", HTTPStatus.TOO_MANY_REQUESTS)
    except AnsweredError:  # by another of the holder's pages, a moment before
        return _closed(request, "answered")
    except NotFoundError:
        return _closed(request, "unknown", HTTPStatus.NOT_FOUND)
    return _questions(request, asked, AnswerForm())


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return _closed(request, "thanks")


def _taken(request: HttpRequest, token: str, asked: Asked) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _questions(request, asked, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    language = (get_language() or "th")[:2]
    take_answer(
        token=token,
        points=form.points,
        comment=form.cleaned_data["comment"],
        language=language if language in LANGUAGES else "th",
    )
    return HttpResponseRedirect(reverse("survey:thanks"))


def _questions(
    request: HttpRequest, asked: Asked, form: AnswerForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {"asked": asked, "form": form}
    return render(request, "kpi/survey/questions.html", context, status=status)


def _closed(request: HttpRequest, state: str, status: int = HTTPStatus.OK) -> HttpResponse:
    """A page without questions: thanks, answered, unknown, busy."""
    return render(request, "kpi/survey/closed.html", {"state": state}, status=status)

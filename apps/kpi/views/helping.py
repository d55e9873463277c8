"""Help among universities: what others asked, what we asked, one request with its answer."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core.errors import InvalidError, WrongStateError
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor
from apps.kpi.forms.helping import AnswerForm, AskForm
from apps.kpi.models import HelpRequest
from apps.kpi.policies import READERS, can_share
from apps.kpi.selectors import helping
from apps.kpi.services.helping import answer_request, ask_for_help, close_request
from apps.qualifications.views.refusals import Refusal, refusal_of

State = HelpRequest.State
OURS = "ours"
WORDS: Mapping[str, tuple[str, str | Promise]] = {
    State.SENT: ("need", gettext_lazy("waits for an answer")),
    State.ANSWERED: ("done", gettext_lazy("answered")),
    State.CLOSED: ("neutral", gettext_lazy("closed")),
}


@require_GET
@never_cache
@for_roles(*READERS)
def help_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    ours = request.GET.get("side") == OURS
    page = helping.requests_page(actor, asked_of_us=not ours, cursor=request.GET.get("after", ""))
    side = f"?side={OURS}&after=" if ours else "?after="
    context = {
        "ours": ours,
        "rows": [
            {"row": row, "tone": WORDS[row.state][0], "word": WORDS[row.state][1]}
            for row in page.rows
        ],
        "newer": f"{side}{page.previous}" if page.previous else "",
        "older": f"{side}{page.next}" if page.next else "",
    }
    return render(request, "kpi/help/list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*READERS)
def ask(request: HttpRequest, uuid: UUID) -> HttpResponse:
    actor = actor_of(request)
    offer = helping.offer_get(actor, uuid)
    form = AskForm(request.POST if request.method == "POST" else None)
    refused: Refusal | None = None
    if form.is_bound and form.is_valid():
        try:
            row = ask_for_help(actor=actor, sharing=uuid, message=form.cleaned_data["message"])
        except InvalidError as error:
            form.add_error("message", str(error.message))
        except WrongStateError as error:
            refused = refusal_of(error)
        else:
            messages.success(request, _("Your question is sent. You are told of the answer."))
            return HttpResponseRedirect(reverse("kpi:help", args=[row.uuid]))
    context = {"form": form, "offer": offer, "refused": refused}
    return render(request, "kpi/help/ask.html", context, status=_status(form, refused))


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*READERS)
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    actor = actor_of(request)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            answer_request(actor=actor, uuid=uuid, reply=form.cleaned_data["reply"])
        except InvalidError as error:
            form.add_error("reply", str(error.message))
        except WrongStateError as error:
            return _page(request, uuid, form, refusal_of(error))
        else:
            messages.success(request, _("Your answer is sent."))
            return HttpResponseRedirect(reverse("kpi:help", args=[uuid]))
    return _page(request, uuid, form)


def _page(
    request: HttpRequest, uuid: UUID, form: AnswerForm, refused: Refusal | None = None
) -> HttpResponse:
    actor = actor_of(request)
    row = helping.request_get(actor, uuid)
    context = {
        "row": row,
        "form": form,
        "tone": WORDS[row.state][0],
        "word": WORDS[row.state][1],
        "refused": refused,
        # somebody else answered first: what was typed is shown, so that it can be copied
        "unsent": form.cleaned_data.get("reply", "") if refused and form.is_bound else "",
        **_may(actor, row),
    }
    return render(request, "kpi/help/detail.html", context, status=_status(form, refused))


@require_POST
@for_roles(*READERS)
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    try:
        close_request(actor=actor_of(request), uuid=uuid)
    except WrongStateError as error:
        return _page(request, uuid, AnswerForm(), refusal_of(error))
    messages.success(request, _("The request is closed."))
    return HttpResponseRedirect(reverse("kpi:help", args=[uuid]))


def _status(form: AskForm | AnswerForm, refused: Refusal | None) -> int:
    if refused is not None:
        return refused.status
    return 422 if form.is_bound else 200


def _may(actor: Actor, row: HelpRequest) -> dict[str, bool]:
    asked = row.asker_id == actor.institution_id
    return {
        "asked": asked,
        "may_answer": not asked and can_share(actor) and row.state == State.SENT,
        "may_close": asked and row.state != State.CLOSED,
    }

"""One check, as both sides read it and act on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.core.errors import NotFoundError
from apps.institutions.access import actor_of, for_roles
from apps.institutions.selectors import closed_days
from apps.qualifications.forms.checks import FORMS, CheckActForm
from apps.qualifications.models import Check
from apps.qualifications.policies import STAFF, can_act, demand, side_of, sides_of, version_of
from apps.qualifications.selectors import checks as read
from apps.qualifications.selectors.reopened import taken_back
from apps.qualifications.services.looking import note_looks
from apps.qualifications.states import CheckAction, CheckState, Side, next_check_state
from apps.qualifications.views import checks_shown as shown
from apps.qualifications.views.checks_acting import DONE, carry_out
from apps.qualifications.views.checks_asked import asked_shown
from apps.qualifications.views.checks_wording import due_of, next_step, side_shown
from apps.qualifications.views.only_post import only_post
from apps.qualifications.views.refusals import REFUSALS, Refusal, refusal_of

Bound = dict[str, CheckActForm]
TO_THE_OTHER_SIDE = (CheckAction.MESSAGE, CheckAction.REQUEST_DOCUMENTS)
"""Not offered where both sides are one house: nobody writes to themselves."""


@require_GET
@never_cache
@for_roles(*STAFF)
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return page(request, read.check_get(actor_of(request), uuid))


def stand_under(request: HttpRequest, side: Side) -> None:
    """The holder finds a check under what is to be answered, the asker under what was asked."""
    name = "queue" if side is Side.HOLDER else "asked_list"
    request.navigation_path = reverse(f"qualifications:{name}")  # type: ignore[attr-defined]


def page(
    request: HttpRequest,
    check: Check,
    *,
    bound: Bound | None = None,
    refused: Refusal | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    side = side_of(actor, check)
    stand_under(request, side)
    note_looks(actor, [check], refused=refused is not None)
    tone, state = side_shown(check.state, side)
    acts, documents = shown.timeline_shown(check, side)
    reopened = taken_back(actor, check)
    context = {
        "check": check,
        "side": side.value,
        "is_holder": side is Side.HOLDER,
        "both": len(sides_of(actor, check)) > 1,
        "other": check.asker if side is Side.HOLDER else check.holder,
        "tone": tone,
        "state": state,
        "due": due_of(check, closed_days(check.holder_id)),
        "next": next_step(check.state, side, anew=reopened is not None),
        "reopened": reopened,
        "documents_asked": shown.documents_asked(acts)
        if check.state == CheckState.DOCUMENTS
        else None,
        "asked": asked_shown(check),
        "answer": shown.given_answer(check),
        "proposed": shown.proposed_answer(actor, check) if side is Side.HOLDER else None,
        "returned": read.last_returned(check)
        if _may(request, check, CheckAction.PROPOSE)
        else None,
        "letter": shown.letter_shown(actor, check, list(sides_of(actor, check))),
        "acts": acts,
        "documents": documents,
        "may_answer": _may(request, check, CheckAction.PROPOSE),
        "forms": _forms(request, check, bound or {}),
        "refused": refused,
        "faulty": next((form for form in (bound or {}).values() if form.errors), None),
    }
    status = refused.status if refused else 200
    return render(request, "qualifications/check.html", context, status=status)


def _may(request: HttpRequest, check: Check, action: CheckAction) -> bool:
    if action != CheckAction.MESSAGE and next_check_state(check.state, action) is None:
        return False
    return can_act(actor_of(request), check, action)


def _forms(request: HttpRequest, check: Check, bound: Bound) -> dict[str, CheckActForm]:
    """The forms of what this person may do now, by act."""
    version = version_of(actor_of(request), check)
    return {
        act: bound.get(act) or form(None, None, version, act)
        for act, form in FORMS.items()
        if _offered(request, check, CheckAction(act))
    }


def _offered(request: HttpRequest, check: Check, action: CheckAction) -> bool:
    both = len(sides_of(actor_of(request), check)) > 1
    return _may(request, check, action) and not (both and action in TO_THE_OTHER_SIDE)


@only_post("qualifications:check")
@for_roles(*STAFF)
def check_act(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """One act of this side, on the version that the page showed."""
    actor = actor_of(request)
    check = read.check_get(actor, uuid)
    if act not in FORMS:
        raise NotFoundError
    demand(can_act(actor, check, CheckAction(act)))
    form = FORMS[act](request.POST, request.FILES, version_of(actor, check), act)
    if not form.is_valid():
        message = _("Something is missing. Correct what is marked and send it again.")
        return page(request, check, bound={act: form}, refused=Refusal(422, message))
    try:
        carry_out(actor, check, act, form.cleaned_data)
    except REFUSALS as error:
        fresh = read.check_get(actor, uuid)
        again = _again(form, version_of(actor, fresh), act)
        return page(request, fresh, bound={act: again}, refused=refusal_of(error))
    messages.success(request, str(DONE[act]))
    return HttpResponseRedirect(reverse("qualifications:check", args=[uuid]))


def _again(form: CheckActForm, version: int, act: str) -> CheckActForm:
    """What was typed, now on the version that is shown with it."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data["version"] = str(version)
    return FORMS[act](data, form.files, version, act)

"""One registration, as both sides read it and act on it."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from apps.core import reader
from apps.core.errors import NotFoundError
from apps.courses.choices import Level, Payment
from apps.courses.distribution import by_scale
from apps.courses.forms.acts import FORMS, ActForm
from apps.courses.grades import OUTCOME_LABELS
from apps.courses.models import CrossRegistration, Recognition, RegistrationAct, Result
from apps.courses.policies import STAFF, side_of
from apps.courses.rules import grades_of
from apps.courses.selectors import registrations as read
from apps.courses.selectors.results import decisions_of, waiting_of
from apps.courses.services.looking import note_looks
from apps.courses.states import ENDED, Action, Side, possible_actions
from apps.courses.views.acting import carry_out
from apps.courses.views.reasons import act_told, officer_shown, reason_of, why_ended, why_fell
from apps.courses.views.wording import (
    ACTS,
    DECISION_TONES,
    FIELDS,
    OUTCOME_TONES,
    REFUSALS,
    TONES,
    Refusal,
    next_step,
    refusal_of,
)
from apps.institutions.access import actor_of, for_roles

DANGEROUS = (Action.DECLINE, Action.WITHDRAW, Action.CANCEL)


@require_GET
@never_cache
@for_roles(*STAFF)
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row, side = _mine(request, uuid)
    return _page(request, row, side)


def _mine(request: HttpRequest, uuid: UUID) -> tuple[CrossRegistration, Side]:
    row = read.registration_get(uuid)
    side = side_of(actor_of(request), row)
    if side is None:
        raise NotFoundError
    if side is Side.HOST:
        stand_under_hosting(request)
    return row, side


def stand_under_hosting(request: HttpRequest) -> None:
    """Registrations are read by both sides; for the host they belong to “Students coming in”."""
    request.navigation_path = reverse("courses:hosting")  # type: ignore[attr-defined]


def stand_under_outgoing(request: HttpRequest) -> None:
    """For the home the same pages belong to “Students going out”."""
    request.navigation_path = reverse("courses:request_list")  # type: ignore[attr-defined]


def _page(
    request: HttpRequest,
    row: CrossRegistration,
    side: Side,
    bound: dict[Action, ActForm] | None = None,
    refused: Refusal | None = None,
) -> HttpResponse:
    note_looks(actor_of(request), [row], refused=refused is not None)
    possible = possible_actions(row.state, side)
    given = bound or {}
    results = read.results_of(row)
    context = {
        "row": row,
        "side": side.value,
        "is_home": side is Side.HOME,
        "tone": TONES[row.state],
        "mine_next": next_step(row.state, side),
        "forms": [
            (action, action.label, given.get(action) or FORMS[action](None, row, action))
            for action in possible
            if action in FORMS and action not in DANGEROUS
        ],
        "dangerous": [
            (action, action.label, given.get(action) or FORMS[action](None, row, action))
            for action in possible
            if action in DANGEROUS
        ],
        "may_decide": Action.RECOGNISE in possible,
        "may_grade": Action.ANNOUNCE in possible,
        "may_correct": Action.CORRECT in possible,
        "waiting": waiting_of([row]).get(row.pk) if side is Side.HOST else None,
        "results": [_version(result) for result in results if result.announced_at],
        "acts": [_act(act) for act in read.acts_of(row)],
        "decisions": [
            (one, DECISION_TONES[one.state], _why_fell(one))
            for one in (decisions_of(row) if side is Side.HOME else [])
        ],
        "papers": read.papers_of(row),
        "level": Level(row.level).label,
        "why": why_ended(row),
        "left": row.state in ENDED,
        "refused": refused,
    }
    status = refused.status if refused else 200
    return render(request, "courses/registration.html", context, status=status)


def _version(result: Result) -> dict[str, Any]:
    return {
        "result": result,
        "tone": OUTCOME_TONES[result.outcome],
        "label": OUTCOME_LABELS[result.outcome],
        "reason": reason_of(Action.CORRECT, result.reason),
        "distribution": list(by_scale(result.distribution or {}, grades_of(result.scale)).items()),
    }


def _why_fell(one: Recognition) -> str:
    return why_fell(one, [source.registration for source in one.sources.all()])


def _act(act: RegistrationAct) -> dict[str, Any]:
    name, post = officer_shown(act.name, act.post)
    reason, note = act_told(act)
    return {
        "act": act,
        "words": ACTS.get(act.action, act.action),
        "name": name,
        "post": post,
        "reason": reason,
        "note": note,
        "changes": [
            (FIELDS.get(field, field), shown_value(field, before), shown_value(field, after))
            for field, (before, after) in act.changes.items()
        ],
    }


def shown_value(field: str, value: Any) -> Any:
    """As people call it; dates are kept as text in ISO form."""
    if field == "payment":
        return Payment(value).label if value in Payment.values else value
    if field == "needed_by" and value:
        return reader.date_text(dt.date.fromisoformat(value))
    return value


@require_POST
@for_roles(*STAFF)
def registration_act(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One act of this side, on the version that the page showed."""
    row, side = _mine(request, uuid)
    try:
        action = Action(request.POST.get("action", ""))
        form = FORMS[action](request.POST, row, action)
    except (ValueError, KeyError) as error:
        raise NotFoundError from error
    if not form.is_valid():
        return _page(request, row, side, {action: form}, Refusal(422, form_message()))
    try:
        carry_out(actor_of(request), uuid, action, form.cleaned_data)
    except REFUSALS as error:
        fresh = read.registration_get(uuid)
        return _page(request, fresh, side, {action: _again(form, fresh)}, refusal_of(error))
    messages.success(request, _("Done: %(act)s.") % {"act": ACTS[action]})
    return HttpResponseRedirect(reverse("courses:registration", args=[uuid]))


def _again(form: ActForm, row: CrossRegistration) -> ActForm:
    """What was typed, now on the version that is shown with it."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data["version"] = str(row.version)
    return type(form)(data, row, Action(data["action"]))


def form_message() -> str:
    return _("Something is missing. Correct what is marked and send it again.")

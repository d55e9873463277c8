"""Results of the host: a second person approves; an announced one is corrected with a reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core.errors import NotFoundError
from apps.courses.forms.results import CorrectForm, ReturnForm
from apps.courses.grades import OUTCOME_LABELS
from apps.courses.models import CrossRegistration
from apps.courses.policies import STAFF, can_approve, side_of
from apps.courses.rules import grades_of, scale_in_force
from apps.courses.selectors import registrations as read
from apps.courses.selectors.results import (
    result_get,
    returned_results,
    unfinished,
    waiting_of,
    waiting_page,
)
from apps.courses.services.approving import Approval, approve_results, return_result
from apps.courses.services.looking import note_looks
from apps.courses.services.registrations import Pick, refuse_wrong_state
from apps.courses.services.resulting import GradeEntry, enter_results
from apps.courses.states import DECIDED, Action, Side
from apps.courses.views.reasons import reason_of
from apps.courses.views.registrations import stand_under_hosting
from apps.courses.views.wording import (
    OUTCOME_TONES,
    REFUSALS,
    TONES,
    Refusal,
    refusal_of,
)
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Role

ROWS_SHOWN = 100
MARK = "~"


@require_GET
@never_cache
@for_roles(*STAFF)
def result_list(request: HttpRequest) -> HttpResponse:
    return _list(request)


def _list(request: HttpRequest, refused: Refusal | None = None) -> HttpResponse:
    """What waits for approval, the oldest first, and below it the grades I to follow up."""
    actor = actor_of(request)
    found = waiting_page(actor, ROWS_SHOWN + 1)
    returned = list(returned_results(actor)[:ROWS_SHOWN])
    followed_up = list(unfinished(actor).order_by("created_at")[:ROWS_SHOWN])
    results = [*(one.result for one in found[:ROWS_SHOWN]), *returned]
    seen = {row.pk: row for row in [*(one.registration for one in results), *followed_up]}
    note_looks(actor, list(seen.values()), refused=refused is not None)
    shown = [
        {
            "result": one.result,
            "row": one.result.registration,
            "before": one.result.registration.result,
            "value": f"{one.result.uuid}{MARK}{one.seen}",
            "own": one.own,
            "tone": OUTCOME_TONES[one.result.outcome],
            "label": OUTCOME_LABELS[one.result.outcome],
            "reason": reason_of(Action.CORRECT, one.result.reason),
            "reopens": one.result.registration.state in DECIDED,
        }
        for one in found[:ROWS_SHOWN]
    ]
    context = {
        "rows": shown,
        "more": len(found) > ROWS_SHOWN,
        "may_approve": can_approve(actor),
        "approvable": sum(not line["own"] for line in shown),
        "returned": returned,
        "unfinished": followed_up,
        "refused": refused,
        "typed": request.POST,
    }
    status = refused.status if refused else 200
    return render(request, "courses/result_list.html", context, status=status)


def _approval(value: str) -> Approval:
    uuid, _mark, seen = value.partition(MARK)
    try:
        return Approval(UUID(uuid), seen)
    except ValueError as error:
        raise NotFoundError from error


@require_POST
@for_roles(Role.REGISTRAR_APPROVER)
def result_approve(request: HttpRequest) -> HttpResponse:
    values = list(dict.fromkeys(request.POST.getlist("approve")))
    try:
        results = approve_results(
            actor=actor_of(request), approvals=[_approval(value) for value in values]
        )
    except REFUSALS as error:
        return _list(request, refusal_of(error))
    text = ngettext("%(count)s result announced.", "%(count)s results announced.", len(results))
    messages.success(request, text % {"count": len(results)})
    return HttpResponseRedirect(reverse("courses:result_list"))


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(Role.REGISTRAR_APPROVER)
def result_return(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Send one entry back, with a note, to be entered anew."""
    result = result_get(actor_of(request), uuid)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        note_looks(actor_of(request), [result.registration], refused=form.is_bound)
        context = {"form": form, "result": result, "row": result.registration}
        status = 422 if form.is_bound else 200
        return render(request, "courses/result_return.html", context, status=status)
    return_result(actor=actor_of(request), uuid=uuid, note=form.cleaned_data["note"])
    text = _("The entry was sent back. Your colleagues find it with your note on their home page.")
    messages.success(request, text)
    return HttpResponseRedirect(reverse("courses:result_list"))


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def result_correct(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A new version of an announced result; it counts once a second person has approved it."""
    row = read.registration_get(uuid)
    if side_of(actor_of(request), row) is not Side.HOST:
        raise NotFoundError
    stand_under_hosting(request)
    refuse_wrong_state(row, Action.CORRECT)
    scale = grades_of(scale_in_force(row.host_id, timezone.localdate()))
    waiting = waiting_of([row]).get(row.pk)
    form = CorrectForm(request.POST if request.method == "POST" else None, row, scale, waiting)
    if not form.is_bound:
        return _correction(request, row, form)
    if not form.is_valid():
        return _correction(request, row, form, status=422)
    given = form.cleaned_data
    entry = GradeEntry(
        Pick(row.uuid, given["version"]),
        given["grade"],
        given["completed_on"],
        given["reason"],
        given["note"],
    )
    try:
        enter_results(actor=actor_of(request), entries=[entry])
    except REFUSALS as error:
        refused = refusal_of(error)
        data = request.POST.copy()
        data["version"] = str(row.version)
        form = CorrectForm(data, row, scale, waiting)
        return _correction(request, row, form, refused, refused.status)
    messages.success(request, _("The correction is saved and waits for a second person."))
    return HttpResponseRedirect(reverse("courses:registration", args=[uuid]))


def _correction(
    request: HttpRequest,
    row: CrossRegistration,
    form: CorrectForm,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    note_looks(actor_of(request), [row], refused=status >= 400)
    context = {
        "row": row,
        "form": form,
        "tone": TONES[row.state],
        "decided": row.state in DECIDED,
        "waiting": waiting_of([row]).get(row.pk),
        "refused": refused,
    }
    return render(request, "courses/result_correct.html", context, status=status)

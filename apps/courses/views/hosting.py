"""The host: what waits for an answer, and confirming that students are registered."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core.errors import NotFoundError
from apps.core.identifiers import mask_identifier
from apps.core.keyset import page_after
from apps.courses.choices import DeclineReason, Payment
from apps.courses.errors import LineProblem, LinesError, NothingChosenError
from apps.courses.forms.filters import ListFilter
from apps.courses.forms.picks import pick_value, read_pick, read_picks
from apps.courses.models import CrossRegistration
from apps.courses.policies import STAFF
from apps.courses.selectors import registrations as read
from apps.courses.selectors.by_name import by_name, by_name_in_requests
from apps.courses.selectors.requests import partners_of
from apps.courses.services.hosting import (
    Enrolment,
    accept_registrations,
    decline_registrations,
    enrol_registrations,
)
from apps.courses.services.looking import note_looks
from apps.courses.states import Side, State
from apps.courses.student_codes import identifier_fault
from apps.courses.views.wording import REFUSALS, TONES, Refusal, refusal_of
from apps.institutions.access import actor_of, for_roles

ROWS_SHOWN = 100


@require_GET
@never_cache
@for_roles(*STAFF)
def waiting(request: HttpRequest) -> HttpResponse:
    return _waiting(request)


def _waiting(request: HttpRequest, refused: Refusal | None = None) -> HttpResponse:
    rows = read.rows_in(actor_of(request), Side.HOST, State.SUBMITTED)
    page = page_after(rows, request.GET.get("after", ""), size=ROWS_SHOWN)
    note_looks(actor_of(request), page.rows, refused=refused is not None)
    after = request.GET.get("after", "")
    groups = _by_request(page.rows)
    _tick(groups, request)
    context = {
        "groups": groups,
        "here": f"?after={after}" if after else "",
        "older": f"?after={page.next}" if page.next else "",
        "newer": f"?after={page.previous}" if page.previous else "",
        "reasons": DeclineReason.choices,
        "refused": refused,
        "typed": request.POST,
    }
    status = refused.status if refused else 200
    return render(request, "courses/hosting.html", context, status=status)


def _by_request(rows: list[CrossRegistration]) -> list[dict[str, Any]]:
    """Groups with the soonest needed result first, the lines of each by name."""
    groups: dict[int, dict[str, Any]] = {}
    for row in by_name(rows):
        group = groups.setdefault(row.request_id, {"request": row.request, "home": row.home})
        line = {"row": row, "pick": pick_value(row.uuid, row.version)}
        group.setdefault("lines", []).append(line)
    for group in groups.values():
        days = [line["row"].needed_by for line in group["lines"] if line["row"].needed_by]
        group["needed_by"] = min(days, default=None)
    return sorted(groups.values(), key=lambda group: _urgency(group["needed_by"]))


def _tick(groups: list[dict[str, Any]], request: HttpRequest) -> None:
    """A request that nobody has begun to answer comes with all its lines ticked.

    Of one that is answered in part the rest come unticked: who accepts some means to decline the
    others, and a second press must not accept them. A refused act keeps its own ticks.
    """
    chosen = {pick.uuid for pick in read_picks(request.POST.getlist("pick"))}
    begun = read.answered_requests([group["request"].pk for group in groups])
    nothing_chosen = request.method == "POST" and not chosen
    for group in groups:
        mine = any(line["row"].uuid in chosen for line in group["lines"])
        untouched = not (mine or nothing_chosen or group["request"].pk in begun)
        for line in group["lines"]:
            line["picked"] = untouched or line["row"].uuid in chosen


def _urgency(day: Any) -> tuple[bool, Any]:
    return (day is None, day)


@require_POST
@for_roles(*STAFF)
def decide(request: HttpRequest) -> HttpResponse:
    """Accept or decline the lines that were ticked."""
    actor, picks = actor_of(request), read_picks(request.POST.getlist("pick"))
    act, note = request.POST.get("act", ""), request.POST.get("note", "")
    try:
        if act == "accept":
            count = len(accept_registrations(actor=actor, picks=picks))
        elif act == "decline":
            reason = request.POST.get("reason", "")
            count = len(decline_registrations(actor=actor, picks=picks, reason=reason, note=note))
        else:
            raise NotFoundError
    except REFUSALS as error:
        return _waiting(request, refusal_of(error))
    messages.success(request, _told(act, count))
    return HttpResponseRedirect(reverse("courses:hosting"))


def _told(act: str, count: int) -> str:
    if act == "accept":
        text = ngettext("%(count)s student accepted.", "%(count)s students accepted.", count)
    else:
        text = ngettext("%(count)s student declined.", "%(count)s students declined.", count)
    return text % {"count": count}


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def enrolment(request: HttpRequest) -> HttpResponse:
    """A table to fill in: student code here, section, payment; the ticked rows are confirmed."""
    if request.method == "GET":
        return _enrolment(request)
    try:
        given = [_enrolled(request, value) for value in _values(request)]
        if not given:
            raise NothingChosenError
        _refuse_identifiers(given)
        rows = enrol_registrations(actor=actor_of(request), enrolments=given)
    except REFUSALS as error:
        return _enrolment(request, refusal_of(error))
    text = ngettext(
        "%(count)s student is registered.", "%(count)s students are registered.", len(rows)
    )
    messages.success(request, text % {"count": len(rows)})
    return HttpResponseRedirect(reverse("courses:hosting_enrolment"))


def _values(request: HttpRequest) -> list[str]:
    return list(dict.fromkeys(request.POST.getlist("pick")))


def _enrolled(request: HttpRequest, value: str) -> Enrolment:
    pick = read_pick(value)
    return Enrolment(
        pick,
        host_student_code=request.POST.get(f"code-{pick.uuid}"),
        section=request.POST.get(f"section-{pick.uuid}"),
        payment=request.POST.get(f"payment-{pick.uuid}"),
    )


def _refuse_identifiers(given: Sequence[Enrolment]) -> None:
    """Raises LinesError."""
    problems = []
    for line, one in enumerate(given, 1):
        code = one.host_student_code or ""
        if fault := identifier_fault(code):
            told = f"“{mask_identifier(code.strip())}”: {fault}"
            problems.append(LineProblem(line, told, str(one.pick.uuid)))
    if problems:
        raise LinesError(problems)


def _enrolment(request: HttpRequest, refused: Refusal | None = None) -> HttpResponse:
    wanted = ListFilter(request.GET, partners_of(actor_of(request)), drafts=False)
    rows = read.registration_list(
        actor_of(request),
        Side.HOST,
        read.Filters(
            state=State.ACCEPTED,
            academic_year=wanted.academic_year,
            term=wanted.number,
            partner=wanted.partner_id,
        ),
    )
    page = page_after(rows, request.GET.get("after", ""))
    note_looks(actor_of(request), page.rows, refused=refused is not None)
    picked = {read_pick(value).uuid for value in _values(request)}
    context = {
        "rows": [
            {
                "row": row,
                "tone": TONES[row.state],
                "pick": pick_value(row.uuid, row.version),
                "picked": row.uuid in picked,
                **_typed(request, row),
            }
            for row in by_name_in_requests(page.rows)
        ],
        "filter": wanted,
        "payments": Payment.choices,
        "here": wanted.address(after=request.GET.get("after", "")),
        "older": wanted.address(after=page.next) if page.next else "",
        "newer": wanted.address(after=page.previous) if page.previous else "",
        "refused": refused,
    }
    status = refused.status if refused else 200
    return render(request, "courses/hosting_enrolment.html", context, status=status)


def _typed(request: HttpRequest, row: CrossRegistration) -> dict[str, str]:
    known = {"code": row.host_student_code, "section": row.section, "payment": row.payment}
    return {name: request.POST.get(f"{name}-{row.uuid}", known[name]) for name in known}

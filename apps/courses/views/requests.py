"""Requests of the home: the list, and one of them until its last line is done."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from apps.core.errors import NotFoundError, PortalError
from apps.core.keyset import BY_NUMBER, page_after
from apps.courses.choices import ChangeReason
from apps.courses.forms.filters import ListFilter
from apps.courses.forms.picks import pick_value, read_picks
from apps.courses.models import CrossRequest
from apps.courses.policies import READERS, STAFF
from apps.courses.selectors import requests as read
from apps.courses.selectors.steps import timeline_of
from apps.courses.services.leaving import cancel_registrations
from apps.courses.services.submitting import submit_request
from apps.courses.states import State
from apps.courses.views.reasons import officer_shown, why_ended
from apps.courses.views.wording import ACTS, REFUSALS, TONES, Refusal, refusal_of
from apps.institutions.access import actor_of, for_roles


def _to(uuid: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("courses:request", args=[uuid]))


@require_GET
@never_cache
@for_roles(*READERS)
def request_list(request: HttpRequest) -> HttpResponse:
    """Newest first; on each page those whose results are needed soonest stand above."""
    actor = actor_of(request)
    wanted = ListFilter(request.GET, read.partners_of(actor))
    rows = read.request_list(
        actor,
        academic_year=wanted.academic_year,
        term=wanted.number,
        host=wanted.partner_id,
        state=wanted.chosen_state,
    )
    page = page_after(rows, request.GET.get("after", ""), keys=BY_NUMBER)
    progress = read.progress_of(page.rows)
    shown = [_row(one, progress[one.pk]) for one in page.rows]
    shown.sort(key=lambda row: (row["progress"].needed_by is None, row["progress"].needed_by))
    context = {
        "rows": shown,
        "filter": wanted,
        "older": wanted.address(after=page.next) if page.next else "",
        "newer": wanted.address(after=page.previous) if page.previous else "",
        "may_work": actor.role in STAFF,
    }
    return render(request, "courses/request_list.html", context)


def _row(one: CrossRequest, progress: read.Progress) -> dict[str, Any]:
    states = [
        {"tone": TONES[state], "label": state.label, "count": progress.counts[state]}
        for state in State
        if state in progress.counts
    ]
    return {"request": one, "progress": progress, "states": states}


@require_GET
@never_cache
@for_roles(*STAFF)
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _page(request, uuid)


def _page(request: HttpRequest, uuid: UUID, refused: Refusal | None = None) -> HttpResponse:
    asked = read.request_get(actor_of(request), uuid)
    rows = read.lines_of(asked)
    drafts = [row for row in rows if row.state == State.DRAFT]
    over = read.loads_above_cap(drafts)
    shown: list[dict[str, Any]] = [
        {
            "row": row,
            "tone": TONES[row.state],
            "pick": pick_value(row.uuid, row.version),
            "over": over.get(row.learner_id) if row.state == State.DRAFT else None,
            "may_cancel": row.state in (State.DRAFT, State.SUBMITTED, State.ACCEPTED),
            "why": why_ended(row),
        }
        for row in rows
    ]
    context = {
        "asked": asked,
        "rows": shown,
        "drafts": len(drafts),
        "open_lines": sum(line["may_cancel"] for line in shown),
        "picks": " ".join(pick_value(row.uuid, row.version) for row in drafts),
        "over": len(over),
        "places": read.places_of(asked),
        "steps": [
            (step, ACTS.get(step.action, step.action), officer_shown(step.name, step.post))
            for step in timeline_of(asked)
        ],
        "reasons": ChangeReason.choices,
        "refused": refused,
        "typed": request.POST,
        "picked": request.POST.getlist("pick"),
    }
    status = refused.status if refused else 200
    return render(request, "courses/request.html", context, status=status)


def _refuse(request: HttpRequest, uuid: UUID, error: PortalError) -> HttpResponse:
    return _page(request, uuid, refusal_of(error))


@require_POST
@for_roles(*STAFF)
def request_send(request: HttpRequest, uuid: UUID) -> HttpResponse:
    try:
        submit_request(
            actor=actor_of(request),
            uuid=uuid,
            picks=read_picks(request.POST.getlist("picks")),
            overload_reason=request.POST.get("overload_reason", ""),
        )
    except REFUSALS as error:
        return _refuse(request, uuid, error)
    messages.success(request, _("The request was sent. The host sees it from now on."))
    return _to(uuid)


@require_POST
@for_roles(*STAFF)
def request_cancel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take lines out: of a draft, or of a request that was sent."""
    actor = actor_of(request)
    asked = read.request_get(actor, uuid)
    try:
        rows = cancel_registrations(
            actor=actor,
            picks=read_picks(request.POST.getlist("pick")),
            reason=request.POST.get("reason", ""),
            note=request.POST.get("note", ""),
        )
    except REFUSALS as error:
        return _refuse(request, uuid, error)
    if any(row.request_id != asked.pk for row in rows):
        raise NotFoundError
    text = ngettext("%(count)s line was taken out.", "%(count)s lines were taken out.", len(rows))
    messages.success(request, text % {"count": len(rows)})
    return _to(uuid)

"""The work list of a registrar's office: what waits, what is late, many at once, the export."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from apps.audit.services import Look, record_looks
from apps.certificates.errors import NothingChosenError
from apps.certificates.forms.filters import HERE, RequestFilter
from apps.certificates.kinds import Channel, Delivery
from apps.certificates.models import ServiceRequest
from apps.certificates.policies import READERS, STAFF, can_approve_requests
from apps.certificates.selectors.batches import batch_get
from apps.certificates.selectors.requests import (
    counted_up_to,
    home_counts,
    papers_by_uuid,
    request_list,
    request_page,
)
from apps.certificates.selectors.standing import has_ended
from apps.certificates.services.delivering import deliver_requests
from apps.certificates.services.moving import PURPOSE
from apps.certificates.states import State
from apps.certificates.views.refusals import REFUSALS, Refusal, refusal_of
from apps.certificates.views.wording import badges_of, clock_of, due_words, failure_of
from apps.core.errors import InvalidError, NotFoundError
from apps.core.spreadsheets import csv_response
from apps.courses.views.posted import posted_uuids
from apps.documents.models import Paper
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor, Role
from apps.institutions.selectors import closed_days

MOST_EXPORTED, MOST_COUNTED = 20_000, 1_000
COLUMNS = (
    _("Request"), _("Kind of paper"), _("Language of the paper"), _("Student code"), _("Name"),
    _("State"), _("Serial"), _("State of the paper"), _("Asked for on"), _("Entered by"), _("Due"),
    _("Working days used"), _("Working days promised"), _("Approved on"), _("Approved by"),
    _("Ready on"), _("Delivered on"), _("How it was delivered"),
)  # fmt: skip


class TooManyRequestsError(InvalidError):
    code = "too_many_rows"
    message = _("These are more requests than one file holds. Narrow the list, then export it.")


@require_GET
@never_cache
@for_roles(*READERS)
def requests(request: HttpRequest) -> HttpResponse:
    """Newest first. A director reads figures, not persons."""
    if actor_of(request).role == Role.DIRECTOR:
        return HttpResponseRedirect(reverse("certificates:figures"))
    return _list(request)


def _list(request: HttpRequest, refused: Refusal | None = None) -> HttpResponse:
    actor, wanted = actor_of(request), RequestFilter(request.GET)
    page = request_page(actor, wanted.filters, request.GET.get("after", ""))
    rows = _rows(actor, page.rows, request.POST.getlist("pick"))
    counts = home_counts(actor)
    context = {
        "rows": rows,
        "to_tick": {row["act"] for row in rows if row["act"]},
        "total": counted_up_to(request_list(actor, wanted.filters), MOST_COUNTED),
        "filter": wanted,
        "counts": counts,
        "due_words": due_words(counts.first_due),
        "batch": batch_get(actor, wanted.filters.batch) if wanted.filters.batch else None,
        "here": wanted.address(after=request.GET.get("after", "")),
        "export": wanted.address(),
        "older": wanted.address(after=page.next) if page.next else "",
        "newer": wanted.address(after=page.previous) if page.previous else "",
        "may_approve": can_approve_requests(actor),
        "here_only": HERE,
        "deliveries": Delivery.choices,
        "refused": refused,
    }
    status = refused.status if refused else 200
    return render(request, "certificates/request_list.html", context, status=status)


def _rows(actor: Actor, rows: list[ServiceRequest], picked: list[str]) -> list[dict[str, Any]]:
    closed, papers = closed_days(actor.institution_id), papers_by_uuid(rows)
    approver = can_approve_requests(actor)
    return [
        {
            "row": row,
            "clock": clock_of(row, closed),
            "badges": badges_of(row, papers.get(row.paper) if row.paper else None),
            "failure": failure_of(row)[0] if row.state == State.FAILED else "",
            "act": _act_for(row, papers.get(row.paper) if row.paper else None, approver=approver),
            "picked": str(row.uuid) in picked,
        }
        for row in rows
    ]


def _act_for(row: ServiceRequest, paper: Paper | None, *, approver: bool) -> str:
    """What may be done with it when it is ticked: approve, deliver, or "" for nothing."""
    if row.channel == Channel.FEED:
        return ""
    if approver and row.state in (State.REQUESTED, State.FAILED):
        return "approve"
    return "deliver" if row.state == State.PRODUCED and not has_ended(paper) else ""


@require_POST
@for_roles(*STAFF)
def selected(request: HttpRequest) -> HttpResponse:
    """What was ticked: shown once more before it is approved, or delivered at once."""
    act = {"approve": _to_approval, "deliver": _deliver}.get(request.POST.get("act", ""))
    if act is None:
        raise NotFoundError
    uuids = posted_uuids(request, "pick")
    try:
        if not uuids:
            raise NothingChosenError
        return act(request, uuids)
    except REFUSALS as error:
        return _list(request, refusal_of(error))


def _to_approval(request: HttpRequest, uuids: list[UUID]) -> HttpResponse:
    query = urlencode([("pick", str(uuid)) for uuid in uuids])
    return HttpResponseRedirect(f"{reverse('certificates:approve')}?{query}")


def _deliver(request: HttpRequest, uuids: list[UUID]) -> HttpResponse:
    rows = deliver_requests(actor=actor_of(request), uuids=uuids, how=request.POST.get("how", ""))
    text = ngettext(
        "%(count)s paper is marked as delivered.",
        "%(count)s papers are marked as delivered.",
        len(rows),
    )
    messages.success(request, text % {"count": len(rows)})
    query = RequestFilter(request.GET).address(after=request.GET.get("after", ""))
    return HttpResponseRedirect(reverse("certificates:request_list") + query)


@require_GET
@never_cache
@for_roles(*STAFF)
def export(request: HttpRequest) -> HttpResponse:
    actor, wanted = actor_of(request), RequestFilter(request.GET)
    rows = list(request_list(actor, wanted.filters).order_by("-pk")[: MOST_EXPORTED + 1])
    if len(rows) > MOST_EXPORTED:
        raise TooManyRequestsError
    record_looks(
        who=actor.who,
        action="service_request.export",
        target="service_request",
        purpose=PURPOSE,
        case="",
        looks=[Look(row.institution_id, row.uuid, {"number": row.code}) for row in rows],
    )
    return csv_response("requests.csv", [COLUMNS, *_cells(actor, rows)])


def _moment(value: dt.datetime | None) -> str:
    """2026-11-21 14:05, as spreadsheets sort and reckon with; the portal's time zone."""
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if value else ""


def _cells(actor: Actor, rows: list[ServiceRequest]) -> Iterator[list[object]]:
    closed, papers = closed_days(actor.institution_id), papers_by_uuid(rows)
    for row in rows:
        paper, clock = papers.get(row.paper) if row.paper else None, clock_of(row, closed)
        yield [
            row.code,
            row.get_kind_display(),
            row.get_language_display(),
            row.student_code,
            row.name or row.reference,
            row.get_state_display(),
            paper.serial if paper else "",
            paper.get_status_display() if paper else "",
            _moment(row.requested_at),
            row.requested_name,
            row.due_on.isoformat(),
            clock.used,
            clock.days,
            _moment(row.approved_at),
            row.approved_name,
            _moment(row.produced_at),
            _moment(row.delivered_at),
            row.get_delivered_how_display(),
        ]

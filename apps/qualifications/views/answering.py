"""The holder: what waits for an answer, and everything that was ever asked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.core.keyset import BY_NUMBER, page_after
from apps.core.spreadsheets import csv_response
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor, Role
from apps.institutions.officers import is_own_work, officer_of
from apps.institutions.selectors import closed_days
from apps.qualifications.exports import COLUMNS, MOST_ROWS, TooManyChecksError
from apps.qualifications.forms.answering import HeldFilter, QueueFilter
from apps.qualifications.models import Check
from apps.qualifications.policies import STAFF
from apps.qualifications.selectors import answering as read
from apps.qualifications.selectors.checks import counts, held, queue
from apps.qualifications.services.looking import note_looks
from apps.qualifications.states import CheckState, Side
from apps.qualifications.views.asking_words import OUTCOME_TONES, claim_words
from apps.qualifications.views.checks_wording import due_of, side_shown

BESIDE = 20
"""Rows of a part of the queue that is not the one being worked through."""


@require_GET
@never_cache
@for_roles(*STAFF)
def queue_list(request: HttpRequest) -> HttpResponse:
    """To approve (for the approver first), to answer, waiting for documents; oldest due first."""
    actor = actor_of(request)
    wanted = QueueFilter(request.GET, read.askers_of(actor))
    parts = _parts(actor, wanted, request.GET.get("after", ""))
    note_looks(actor, [row["check"] for part in parts for row in part["rows"]])
    context = {
        "parts": parts,
        "filter": wanted,
        "counts": counts(actor),
        "first": wanted.address() if request.GET.get("after") else "",
        "nothing": not any(part["rows"] for part in parts),
    }
    return render(request, "qualifications/queue.html", context)


def _parts(actor: Actor, wanted: QueueFilter, after: str) -> list[dict[str, Any]]:
    show = wanted.given("show")
    rows = queue(actor, wanted.filters)
    if show in ("overdue", CheckState.PROPOSED, CheckState.DOCUMENTS):
        return [_part(actor, wanted, show, read.page_by_due(rows, after))]
    waiting = rows.filter(state=CheckState.WAITING)
    answering = _part(actor, wanted, "waiting", read.page_by_due(waiting, after))
    if show or after:
        return [answering]
    aside = {
        name: _part(actor, wanted, name, read.page_by_due(rows.filter(state=name), "", BESIDE))
        for name in (CheckState.PROPOSED, CheckState.DOCUMENTS)
    }
    to_approve, documents = aside[CheckState.PROPOSED], aside[CheckState.DOCUMENTS]
    if actor.role == Role.REGISTRAR_APPROVER:
        return [to_approve, answering, documents]
    return [answering, to_approve, documents]


def _part(actor: Actor, wanted: QueueFilter, name: str, turn: read.Turn) -> dict[str, Any]:
    closed, officer = closed_days(actor.institution_id), officer_of(actor)
    answers = read.open_answers(turn.rows)
    rows = []
    for check in turn.rows:
        answer = answers.get(check.pk)
        own = answer and is_own_work([(answer.made_key, answer.made_name)], officer)
        rows.append(
            {
                "check": check,
                "claim": claim_words(check),
                "due": due_of(check, closed),
                "answer": answer,
                "own": own,
            }
        )
    return {
        "name": str(name),
        "rows": rows,
        "next": wanted.address(show=str(name), after=turn.next) if turn.next else "",
    }


@require_GET
@never_cache
@for_roles(*STAFF)
def held_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    wanted = HeldFilter(request.GET, read.askers_of(actor))
    page = page_after(held(actor, wanted.filters), request.GET.get("after", ""), keys=BY_NUMBER)
    note_looks(actor, page.rows)
    context = {
        "rows": [_row(check) for check in page.rows],
        "filter": wanted,
        "export": wanted.address(),
        "older": wanted.address(after=page.next) if page.next else "",
        "newer": wanted.address(after=page.previous) if page.previous else "",
    }
    return render(request, "qualifications/held_list.html", context)


def _row(check: Check) -> dict[str, Any]:
    tone, state = side_shown(check.state, Side.HOLDER)
    return {
        "check": check,
        "claim": claim_words(check),
        "tone": OUTCOME_TONES.get(check.outcome, tone),
        "state": check.get_outcome_display() if check.outcome else state,
    }


@require_GET
@never_cache
@for_roles(*STAFF)
def held_export(request: HttpRequest) -> HttpResponse:
    """The history as a table, with the filters of the list; each row is a look at a person."""
    actor = actor_of(request)
    wanted = HeldFilter(request.GET, read.askers_of(actor))
    found = held(actor, wanted.filters).select_related("holder").order_by("-pk")
    rows = list(found[: MOST_ROWS + 1])
    if len(rows) > MOST_ROWS:
        raise TooManyChecksError
    note_looks(actor, rows, action="check.export")
    headings = [str(column.heading) for column in COLUMNS]
    cells = ([column.value(check) for column in COLUMNS] for check in rows)
    return csv_response(f"degrees-answered-{timezone.localdate():%Y-%m-%d}.csv", [headings, *cells])

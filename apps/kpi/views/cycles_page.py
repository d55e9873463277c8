"""One cycle: what is expected, what came in, and what the secretariat may decide."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.core.spreadsheets import csv_response
from apps.courses.views.wording import Refusal
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor, Role
from apps.institutions.models import Institution
from apps.kpi.forms.cycle import ExcuseForm, ExtendForm
from apps.kpi.models import Cycle
from apps.kpi.periods import label
from apps.kpi.selectors.board import Progress, progress_rows, totals_of, universities
from apps.kpi.selectors.cycles import cycle_get, period_of
from apps.kpi.selectors.review import exceptions_of, reviewed_rows
from apps.kpi.shown.arrivals_table import Board, progress_table
from apps.kpi.shown.arrivals_words import ARRIVALS, STATES, TONES, cycle_state, days_late

FORMS: Mapping[str, type[ExtendForm | ExcuseForm]] = {"extend": ExtendForm, "excuse": ExcuseForm}


@require_GET
@never_cache
@for_roles(Role.SECRETARIAT)
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return page(request, cycle_get(actor_of(request), uuid))


def page(
    request: HttpRequest,
    cycle: Cycle,
    *,
    bound: Mapping[str, forms.Form] | None = None,
    refused: Refusal | None = None,
) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    made = board_of(actor, cycle)
    by_institution = {row.institution_id: row for row in made.rows}
    figures = reviewed_rows(cycle)
    chosen = request.GET.get("institution", "")
    context: dict[str, Any] = {
        "cycle": cycle,
        "period": label(period_of(cycle)),
        "state": cycle_state(cycle, today),
        "totals": totals_of(made.rows, today),
        "rows": [
            _row(each, by_institution[each.pk], figures.get(each.pk), today)
            for each in made.institutions
        ],
        "exceptions": exceptions_of(cycle),
        "owed": sum(row.is_owed for row in made.rows),
        "is_open": cycle.locked_at is None and cycle.opens_on <= today,
        "forms": {
            name: (bound or {}).get(name) or form_of(name, made.institutions, chosen=chosen)
            for name in FORMS
        },
        "chosen": chosen,
        "refused": refused,
    }
    status = refused.status if refused else 200
    return render(request, "kpi/network/cycle.html", context, status=status)


def board_of(actor: Actor, cycle: Cycle) -> Board:
    """The one cycle with the institutions from whom a figure is expected, by name."""
    rows = progress_rows(actor, [cycle], universities())
    expected = {row.institution_id for row in rows}
    return Board([cycle], [each for each in universities() if each.pk in expected], rows)


def form_of(
    name: str, expected: Any, data: Any = None, *, chosen: str = ""
) -> ExtendForm | ExcuseForm:
    """Raises KeyError for what is no such act."""
    return FORMS[name](data, expected, auto_id=f"id_{name}_%s", chosen=chosen)


def _row(
    institution: Institution, row: Progress, figure: UUID | None, today: Any
) -> dict[str, Any]:
    arrival = row.arrival(today)
    tone, word = ARRIVALS[arrival]
    return {
        "institution": institution,
        "row": row,
        "tone": tone,
        "word": word,
        "late": days_late(row, today) if arrival in ("late", "missing") else "",
        "state": STATES[row.state],
        "state_tone": TONES[row.state],
        "figure": figure,
    }


@require_GET
@never_cache
@for_roles(Role.SECRETARIAT)
def export(request: HttpRequest, uuid: UUID) -> HttpResponse:
    actor = actor_of(request)
    cycle = cycle_get(actor, uuid)
    name = f"{cycle.indicator.code}-{cycle.period_code}.csv"
    return csv_response(name, progress_table(board_of(actor, cycle)))

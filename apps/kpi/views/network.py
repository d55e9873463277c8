"""The board of completeness: which figures came in, which are late; never what they say."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.core.spreadsheets import csv_response
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor, Role
from apps.kpi.charts import Caption, Chart, InstitutionRow, completeness
from apps.kpi.forms.cycle import BoardFilter
from apps.kpi.models import Cycle
from apps.kpi.policies import can_run_network
from apps.kpi.selectors.board import (
    Totals,
    progress_rows,
    totals_of,
    universities_seen,
)
from apps.kpi.selectors.network_cycles import cycles_newest_first
from apps.kpi.selectors.review import waiting_count
from apps.kpi.shown.arrivals_table import Board, column_of, progress_table
from apps.kpi.shown.arrivals_words import cell_of

AT_ONCE, MOST_EXPORTED = 6, 200
"""A year of the four indicators beside each other: three terms and three years."""
FOLLOWERS = (Role.SECRETARIAT, Role.NODE_COORDINATOR)


@require_GET
@never_cache
@for_roles(*FOLLOWERS)
def board(request: HttpRequest) -> HttpResponse:
    actor, wanted = actor_of(request), BoardFilter(request.GET)
    start = wanted.page * AT_ONCE
    found = list(cycles_newest_first(wanted.indicator)[start : start + AT_ONCE + 1])
    made = _board(actor, found[:AT_ONCE])
    context: dict[str, Any] = {
        "filter": wanted,
        "totals": totals_of(made.rows),
        "chart": _chart(made) if made.rows else None,
        "institutions": len(made.institutions),
        "cycles": [(each, column_of(each).name) for each in made.cycles],
        "runs": can_run_network(actor),
        "waiting": waiting_count(actor) if can_run_network(actor) else 0,
        "newer": wanted.address(wanted.page - 1) if wanted.page else "",
        "older": wanted.address(wanted.page + 1) if len(found) > AT_ONCE else "",
        "export": wanted.address(0),
    }
    return render(request, "kpi/network/board.html", context)


@require_GET
@never_cache
@for_roles(*FOLLOWERS)
def export(request: HttpRequest) -> HttpResponse:
    """States and days of every expected figure, at most of the newest 200 cycles."""
    actor, wanted = actor_of(request), BoardFilter(request.GET)
    made = _board(actor, list(cycles_newest_first(wanted.indicator)[:MOST_EXPORTED]))
    return csv_response("completeness.csv", progress_table(made))


def _board(actor: Actor, cycles: Sequence[Cycle]) -> Board:
    institutions = universities_seen(actor)
    rows = progress_rows(actor, cycles, institutions)
    expected = {row.institution_id for row in rows}
    return Board(
        list(reversed(cycles)), [each for each in institutions if each.pk in expected], rows
    )


def _chart(made: Board) -> Chart:
    today = timezone.localdate()
    by_place = {(row.institution_id, row.cycle_id): row for row in made.rows}
    rows = [
        InstitutionRow(
            each.name,
            tuple(cell_of(by_place.get((each.pk, cycle.pk)), today) for cycle in made.cycles),
        )
        for each in made.institutions
    ]
    totals = totals_of(made.rows, today)
    caption = Caption(title=_title(totals), sentence=_sentence(totals), as_of=today)
    return completeness([column_of(each) for each in made.cycles], rows, caption)


def _title(totals: Totals) -> str:
    if not totals.missing:
        return _("No figure is missing")
    words = ngettext(
        "%(count)s figure is missing after its day",
        "%(count)s figures are missing after their day",
        totals.missing,
    )
    return words % {"count": totals.missing}


def _sentence(totals: Totals) -> str:
    words = _(
        "Of %(asked)s figures that were due or are here, %(in_time)s came on time, %(late)s came "
        "late and %(missing)s are missing; %(awaited)s are still expected."
    )
    return words % {
        "asked": totals.asked,
        "in_time": totals.in_time,
        "late": totals.late,
        "missing": totals.missing,
        "awaited": totals.awaited,
    }

"""What came in and when, for the figures that a report tells of; never what they say."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from apps.institutions.models import Institution
from apps.kpi.charts import Caption, Chart, InstitutionRow, completeness
from apps.kpi.models import Cycle
from apps.kpi.periods import label
from apps.kpi.reports.content import Arrival
from apps.kpi.selectors.board import Progress, Totals, totals_of
from apps.kpi.selectors.cycles import period_of
from apps.kpi.shown.arrivals_table import column_of
from apps.kpi.shown.arrivals_words import ARRIVALS, cell_of

ACROSS = 6
"""Cycles that fit beside each other on an upright page."""


def arrival_charts(
    cycles: Sequence[Cycle],
    institutions: Sequence[Institution],
    rows: Sequence[Progress],
    today: dt.date,
) -> tuple[Chart, ...]:
    """A table of at most `ACROSS` cycles each; none where nothing was expected."""
    expected = {row.cycle_id for row in rows}
    asked = [cycle for cycle in cycles if cycle.pk in expected]
    pieces = [asked[start : start + ACROSS] for start in range(0, len(asked), ACROSS)]
    return tuple(_chart(piece, institutions, rows, today) for piece in pieces)


def arrivals(
    cycles: Sequence[Cycle],
    institutions: Sequence[Institution],
    rows: Sequence[Progress],
    today: dt.date,
) -> tuple[Arrival, ...]:
    """A line for each expected figure, institution by institution."""
    by_place = {(row.institution_id, row.cycle_id): row for row in rows}
    return tuple(
        Arrival(
            code=each.code,
            institution=each.name,
            indicator=cycle.indicator.code,
            period=label(period_of(cycle)),
            due_on=row.due_on,
            sent_on=row.sent_on,
            arrival=str(ARRIVALS[row.arrival(today)][1]),
            days_late=row.days_late(today) if row.arrival(today) in ("late", "missing") else 0,
        )
        for each in institutions
        for cycle in cycles
        if (row := by_place.get((each.pk, cycle.pk))) is not None
    )


def _chart(
    cycles: Sequence[Cycle],
    institutions: Sequence[Institution],
    rows: Sequence[Progress],
    today: dt.date,
) -> Chart:
    shown = {cycle.pk for cycle in cycles}
    mine = [row for row in rows if row.cycle_id in shown]
    by_place = {(row.institution_id, row.cycle_id): row for row in mine}
    asked = {row.institution_id for row in mine}
    lines = [
        InstitutionRow(
            each.name,
            tuple(cell_of(by_place.get((each.pk, cycle.pk)), today) for cycle in cycles),
        )
        for each in institutions
        if each.pk in asked
    ]
    totals = totals_of(mine, today)
    caption = Caption(title=arrival_words(totals), sentence=_sentence(totals), as_of=today)
    return completeness([column_of(each) for each in cycles], lines, caption)


def arrival_words(totals: Totals) -> str:
    """How many of those that were due came on time; the percentage where any was due."""
    if not totals.asked:
        return _("No figure was due yet")
    return _("%(in_time)s of %(asked)s figures came on time") % {
        "in_time": totals.in_time,
        "asked": totals.asked,
    }


def _sentence(totals: Totals) -> str:
    return _(
        "Late: %(late)s. Missing after their day: %(missing)s. Still expected: %(awaited)s. "
        "Excused by the network: %(excused)s."
    ) % {
        "late": totals.late,
        "missing": totals.missing,
        "awaited": totals.awaited,
        "excused": totals.excused,
    }

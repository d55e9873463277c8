"""Every expected figure as a line: for the file of the board and of one cycle."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.reader import date_text
from apps.institutions.models import Institution
from apps.kpi.charts import CycleColumn
from apps.kpi.models import Cycle
from apps.kpi.periods import label
from apps.kpi.selectors.board import Progress
from apps.kpi.selectors.cycles import period_of
from apps.kpi.shown.arrivals_words import ARRIVALS, STATES


@dataclass(frozen=True, slots=True)
class Board:
    """`cycles` oldest first, as the columns stand."""

    cycles: Sequence[Cycle]
    institutions: Sequence[Institution]
    rows: Sequence[Progress]


def column_of(cycle: Cycle) -> CycleColumn:
    """REG01, 1/2568, due 1 Dec 2025"""
    due = _("due %(day)s") % {"day": date_text(cycle.due_on)}
    return CycleColumn(cycle.indicator.code, label(period_of(cycle)), due)


def progress_table(made: Board) -> list[list[object]]:
    """Heading and a line for each expected figure, cycle by cycle."""
    today = timezone.localdate()
    lines: list[list[object]] = [
        [
            *(_("Code of the institution"), _("Institution"), _("Indicator"), _("Period")),
            *(_("Due"), _("Sent"), _("Arrival"), _("Days late"), _("State")),
            *(_("Exception until"), _("Excused because")),
        ]
    ]
    by_place = {(row.cycle_id, row.institution_id): row for row in made.rows}
    for cycle in made.cycles:
        for each in made.institutions:
            row = by_place.get((cycle.pk, each.pk))
            if row is not None:
                lines.append([each.code, each.name, *_line(cycle, row), *_rest(row, today)])
    return lines


def _line(cycle: Cycle, row: Progress) -> list[object]:
    return [cycle.indicator.code, label(period_of(cycle)), date_text(row.due_on)]


def _rest(row: Progress, today: dt.date) -> list[object]:
    arrival = row.arrival(today)
    return [
        date_text(row.sent_on) if row.sent_on else "",
        str(ARRIVALS[arrival][1]),
        row.days_late(today) if arrival in ("late", "missing") else 0,
        str(STATES[row.state]),
        date_text(row.until) if row.until else "",
        row.excused,
    ]

"""How far a figure is, in the words and tones of the board, the page of a cycle and its file."""

import datetime as dt
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.core.reader import date_text
from apps.kpi.charts import Received
from apps.kpi.charts.completeness_table import State as CellState
from apps.kpi.models import Cycle
from apps.kpi.selectors.board import Progress
from apps.kpi.states import State

STATES: Mapping[str, str | Promise] = {
    "": gettext_lazy("nothing entered yet"),
    State.DRAFT: gettext_lazy("being entered"),
    State.SUBMITTED: gettext_lazy("with the own approver"),
    State.RETURNED: gettext_lazy("sent back"),
    State.APPROVED: gettext_lazy("waiting for the network"),
    State.ACCEPTED: gettext_lazy("accepted"),
    State.LOCKED: gettext_lazy("accepted and locked"),
}
TONES: Mapping[str, str] = {
    "": "neutral",
    State.DRAFT: "progress",
    State.SUBMITTED: "progress",
    State.RETURNED: "refused",
    State.APPROVED: "need",
    State.ACCEPTED: "done",
    State.LOCKED: "done",
}
ARRIVALS: Mapping[str, tuple[str, str | Promise]] = {
    "in_time": ("done", gettext_lazy("on time")),
    "late": ("need", gettext_lazy("late")),
    "awaited": ("progress", gettext_lazy("expected")),
    "missing": ("refused", gettext_lazy("missing")),
    "excused": ("neutral", gettext_lazy("excused")),
}
CELLS: Mapping[str, CellState] = {
    "in_time": "received",
    "late": "late",
    "awaited": "expected",
    "missing": "missing",
    "excused": "not_asked",
}


def cell_of(row: Progress | None, today: dt.date) -> Received:
    """A cell of the board: arrival by word and icon, the rest in its second line.

    The day that holds for all stands over the column; a cell has its own by an exception alone.
    """
    if row is None:
        return Received("not_asked")
    arrival = row.arrival(today)
    return Received(CELLS[arrival], _detail(row, arrival, today))


def _detail(row: Progress, arrival: str, today: dt.date) -> str:
    if arrival == "excused":
        return _("excused")
    parts = [str(STATES[row.state])] if row.state else []
    if arrival == "missing":
        parts.insert(0, days_late(row, today))
    elif arrival == "late":
        count = row.days_late(today)
        parts.insert(0, ngettext("%(count)s day", "%(count)s days", count) % {"count": count})
    elif arrival == "awaited" and row.until:
        parts.insert(0, _("due %(day)s") % {"day": date_text(row.due_on)})
    return " · ".join(parts)


def days_late(row: Progress, today: dt.date) -> str:
    count = row.days_late(today)
    return ngettext("%(count)s day late", "%(count)s days late", count) % {"count": count}


def cycle_state(cycle: Cycle, today: dt.date) -> tuple[str, str]:
    """Tone and word."""
    if cycle.locked_at is not None:
        return "neutral", _("locked")
    if today < cycle.opens_on:
        return "progress", _("opens on %(day)s") % {"day": date_text(cycle.opens_on)}
    if today <= cycle.due_on:
        return "need", _("open until %(day)s") % {"day": date_text(cycle.due_on)}
    return "refused", _("past its day")

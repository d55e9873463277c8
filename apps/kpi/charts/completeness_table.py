"""What came in and what did not: a row for each institution, a column for each cycle.

State is told by word and icon; the tint only helps the eye to find the exceptions.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.kpi.charts.chart import (
    Caption,
    Chart,
    Square,
    SquareHead,
    SquareRow,
    Squares,
    Text,
    tabled,
)  # fmt: skip

State = Literal["received", "late", "expected", "missing", "not_asked"]

WORDS: dict[str, Promise] = {
    "received": gettext_lazy("On time"),
    "late": gettext_lazy("Late"),
    "expected": gettext_lazy("Expected"),
    "missing": gettext_lazy("Missing"),
    "not_asked": gettext_lazy("Not asked for"),
}
SIGNS = {
    "received": ("M6.3 12.6 2 8.3l1.4-1.4 2.9 2.9 6.3-6.3L14 4.9z", "#17633a"),
    "late": (
        "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2a5 5 0 1 1 0 10A5 5 0 0 1 8 3z"
        "M7 4.5v4.1l3 2.4 1-1.3-2.4-1.9V4.5z",
        "#744700",
    ),
    "expected": (
        "M3.5 6.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zm4.5 0a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z"
        "m4.5 0a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z",
        "#174f87",
    ),
    "missing": (
        "M4.2 2.8 8 6.6l3.8-3.8 1.4 1.4L9.4 8l3.8 3.8-1.4 1.4L8 9.4l-3.8 3.8-1.4-1.4L6.6 8"
        " 2.8 4.2z",
        "#94211c",
    ),
    "not_asked": ("M3 7h10v2H3z", "#465264"),
}
"""An icon's path and colour: inks of a picture stand in its shapes (marks.py)."""


@dataclass(frozen=True, slots=True)
class Received:
    """One cell; `detail`: a date or how late, as it is read."""

    state: State
    detail: Text = ""


@dataclass(frozen=True, slots=True)
class CycleColumn:
    """Head of a column in lines of its own: indicator, period, and the day that it is due."""

    code: Text
    period: Text
    due: Text = ""

    @property
    def name(self) -> str:
        return f"{self.code} {self.period}"


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    """`cells`: one for each cycle; `url`: where the name leads on a page."""

    name: Text
    cells: tuple[Received, ...]
    url: str = ""


def completeness(
    cycles: Sequence[CycleColumn], rows: Sequence[InstitutionRow], caption: Caption
) -> Chart:
    """Raises ValueError if a row has not one cell for each cycle."""
    columns = [cycle.name for cycle in cycles]
    found = tuple(_row(row, columns) for row in rows)
    squares = Squares(
        corner=_("Institution"),
        heads=tuple(SquareHead(str(each.code), str(each.period), str(each.due)) for each in cycles),
        rows=found,
        sum_word=_("Received"),
        totals=_totals(rows, columns),
    )
    return tabled(caption, squares=squares)


def _row(row: InstitutionRow, columns: Sequence[str]) -> SquareRow:
    squares = tuple(
        Square(cell.state, str(WORDS[cell.state]), *SIGNS[cell.state], str(cell.detail), column)
        for cell, column in zip(row.cells, columns, strict=True)
    )
    return SquareRow(str(row.name), row.url, squares)


def _totals(rows: Sequence[InstitutionRow], columns: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """For each column how many came in, on time or late, of all that were asked for."""
    texts = []
    for index, column in enumerate(columns):
        states = Counter(row.cells[index].state for row in rows)
        asked = states.total() - states["not_asked"]
        there = states["received"] + states["late"]
        texts.append((column, _("%(n)s of %(all)s") % {"n": there, "all": asked}))
    return tuple(texts)

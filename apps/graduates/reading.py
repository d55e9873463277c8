"""Reading a school's file as a roster: the sheet, the columns, then row after row."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from apps.graduates.checks.cells import RowContext
from apps.graduates.checks.row import RosterRows
from apps.graduates.checks.shapes import Kind, RosterPerson, RowFinding, RowResult
from apps.graduates.layouts import ROSTER, layout_of
from apps.intake.persons.findings import Counts
from apps.intake.persons.lists import OpenList, open_list
from apps.intake.persons.reading import ListReading

__all__ = ["RosterPerson", "RosterReading", "RowFinding", "RowResult", "read_roster"]

_RESULT_FIELDS = (
    "gpax", "credits_attempted", "credits_earned", "decision", "approved_on", "por1_set",
    "por1_number",
)  # fmt: skip


class RosterReading(ListReading[RosterPerson]):
    """A roster while it is read; ``layout`` tells which of the known forms it has."""

    def __init__(self, opened: OpenList, checks: RosterRows) -> None:
        super().__init__(opened, checks)
        self.layout = layout_of(opened.columns.headings)
        self._decisions = checks

    def about_file(self) -> None:
        others = self.counts.other_levels
        if others:
            levels = ", ".join(sorted(others)[:8])
            self.add_whole("level_not_m6", count=others.total(), levels=levels)
        if self._decisions.decisions_assumed:
            self.add_whole("decision_not_in_file", count=self._decisions.decisions_assumed)


@contextmanager
def read_roster(
    data: bytes,
    filename: str,
    *,
    school_code: str,
    smis_code: str,
    school_name: str,
    academic_year: int,
    kind: Kind,
    today: dt.date,
) -> Iterator[RosterReading]:
    """Open an uploaded roster. ``academic_year`` is Christian: 2024 for the school year 2567.

    Raises Unreadable where the file cannot be read or holds no list, also while rows stream.
    """
    context = RowContext(school_code, smis_code, school_name, academic_year, kind, today)
    with open_list(data, filename, ROSTER) as opened:
        if kind == "studying":
            opened.without(_RESULT_FIELDS)  # a list of pupils who still study holds no results
        checks = RosterRows(opened.columns, context, Counts(), opened.formulas, opened.errors)
        yield RosterReading(opened, checks)

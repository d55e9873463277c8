"""Reading a school's file as a roster: the sheet, the columns, then row after row.

Nothing but the fields of a roster leaves this module: columns that are not needed (religion,
health, income, parents) are dropped here and named in ``dropped``.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from apps.graduates.checks.cells import RowContext
from apps.graduates.checks.row import RowChecks
from apps.graduates.checks.rules import RULES
from apps.graduates.checks.shapes import Counts, Kind, RosterPerson, RowFinding, RowResult
from apps.graduates.layouts import (
    KNOWN,
    AmbiguousColumns,
    Columns,
    Layout,
    is_in_two_lines,
    missing_columns,
    recognise,
)
from apps.graduates.spellings import POR3_HEADINGS
from apps.intake.errors import Note, Unreadable
from apps.intake.headings import SEARCHED_ROWS, HeadingRow, find_heading_row
from apps.intake.reading import Cell, Sheet, open_table
from apps.intake.refusals import Params

__all__ = ["RosterPerson", "RosterReading", "RowFinding", "RowResult", "read_roster"]

_BUFFERED = SEARCHED_ROWS + 60
_RESULT_FIELDS = (
    "gpax", "credits_attempted", "credits_earned", "decision", "approved_on", "por1_set",
    "por1_number",
)  # fmt: skip
Row = tuple[int, Sequence[Cell]]


@dataclass(slots=True)
class RosterReading:
    """A file whose columns are recognised. ``rows`` streams once; afterwards ``whole`` is complete.

    ``columns`` maps fields to headings as written, ``header_row`` counts from 1, ``total_hint`` is
    the number of rows below it, for progress. ``whole`` holds findings about the file (row 0).
    """

    layout: Layout
    format: str
    encoding: str | None
    sheet: str
    header_row: int
    columns: dict[str, str]
    dropped: list[str]
    notes: list[Note]
    total_hint: int | None
    counts: Counts
    _checks: RowChecks
    _rows: Iterator[Row]
    _other_sheets: Iterator[Sheet]
    whole: list[RowFinding] = field(default_factory=list)

    def rows(self) -> Iterator[RowResult]:
        """Yield one result for each person, in the order of the file. Raises Unreadable."""
        check = self._checks.check
        for number, row in self._rows:
            result = check(number, row)
            if result is not None:
                yield result
        self._conclude()

    def _conclude(self) -> None:
        counts = self.counts
        if counts.other_levels:
            levels = ", ".join(sorted(counts.other_levels)[:8])
            self._whole("level_not_m6", count=counts.other_levels.total(), levels=levels)
        if self._checks.decisions_assumed:
            self._whole("decision_not_in_file", count=self._checks.decisions_assumed)
        if self._checks.buddhist_date_cells:
            self.notes.append(Note("date_cells_buddhist"))
        for sheet in self._other_sheets:
            if _opening(sheet) is not None:
                self._whole("sheet_not_read", sheet=sheet.name)

    def _whole(self, rule: str, **params: str | int) -> None:
        self.whole.append(RowFinding(0, "", RULES[rule].cls, rule, "", params))


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
    with open_table(data, filename) as table:
        opening = None
        empty = True
        for sheet in table.sheets:
            opening = _opening(sheet)
            if opening is not None:
                break
            empty = empty and sheet.total_rows == 0
        if opening is None:
            raise Unreadable(*_no_headings(empty))
        columns = _for_kind(opening.columns, kind)
        counts = Counts()
        yield RosterReading(
            layout=columns.layout,
            format=table.format,
            encoding=table.encoding,
            sheet=sheet.name,
            header_row=opening.found.row,
            columns={name: columns.heading(name) for name in (*columns.index, *_name(columns))},
            dropped=list(columns.dropped),
            notes=list(table.notes),
            total_hint=max(sheet.total_rows - opening.found.row, 0) or None,
            counts=counts,
            _checks=RowChecks(columns, context, counts, sheet.formulas, sheet.errors),
            _rows=chain(opening.below, sheet.rows),
            _other_sheets=table.sheets,
        )


@dataclass(frozen=True, slots=True)
class _Opening:
    found: HeadingRow
    columns: Columns
    below: list[Row]


def _opening(sheet: Sheet) -> _Opening | None:
    """Look at the first rows of a sheet; None where they hold no headings of a roster."""
    first = list(islice(sheet.rows, _BUFFERED))
    found = find_heading_row(first, KNOWN)
    if found is None:
        return None
    below = first[found.position + 1 :]
    sample = [row for _number, row in below]
    try:
        columns = recognise(found, sample)
    except AmbiguousColumns as error:
        params = {"field": POR3_HEADINGS[2], "first": error.first, "second": error.second}
        raise Unreadable("headings_ambiguous", params) from None
    missing = missing_columns(columns)
    if missing:
        raise Unreadable("headings_missing", {"rows": SEARCHED_ROWS, "missing": ", ".join(missing)})
    if not below:
        raise Unreadable("no_rows")
    if is_in_two_lines(sample, columns):
        raise Unreadable("two_line_rows")
    return _Opening(found, columns, below)


def _no_headings(empty: bool) -> tuple[str, Params]:
    if empty:
        return "no_rows", {}
    needed = ", ".join((POR3_HEADINGS[2], POR3_HEADINGS[4], POR3_HEADINGS[5]))
    return "headings_missing", {"rows": SEARCHED_ROWS, "missing": needed}


def _for_kind(columns: Columns, kind: Kind) -> Columns:
    """Drop what a list of pupils who still study must not hold: results."""
    if kind != "studying":
        return columns
    results = [columns.heading(name) for name in _RESULT_FIELDS if name in columns.index]
    index = {name: i for name, i in columns.index.items() if name not in _RESULT_FIELDS}
    return replace(columns, index=index, dropped=(*columns.dropped, *results))


def _name(columns: Columns) -> tuple[str, ...]:
    return ("full_name",) if columns.full_name else ()

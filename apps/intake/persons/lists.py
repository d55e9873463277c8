"""Opening a file as a list of persons: the sheet, the headings, the columns, then the rows.

Nothing but the fields that a list needs leaves it: other columns (religion, health, income,
parents) are dropped here and named.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice

from apps.intake.errors import Note, Unreadable
from apps.intake.headings import SEARCHED_ROWS, HeadingRow, find_heading_row
from apps.intake.persons.columns import Columns, ListLayout
from apps.intake.persons.recognising import (
    ID_HEADING,
    NAME_HEADING,
    AmbiguousColumns,
    is_in_two_lines,
    missing_columns,
    recognise,
)
from apps.intake.reading import Cell, Sheet, open_table
from apps.intake.refusals import Params

_BUFFERED = SEARCHED_ROWS + 60
_SURNAME_HEADING = "นามสกุล"
Row = tuple[int, Sequence[Cell]]
Marks = frozenset[tuple[int, int]]


@dataclass(slots=True)
class OpenList:
    """A file whose columns are recognised. ``rows`` streams once.

    ``header_row`` counts from 1, ``total_hint`` is the number of rows below it, for progress.
    ``formulas`` and ``errors`` hold (row, column), both from 1. ``other_lists``, asked after the
    rows were taken, names the sheets that hold such a list too and are not read.
    """

    format: str
    encoding: str | None
    sheet: str
    header_row: int
    columns: Columns
    notes: list[Note]
    total_hint: int | None
    rows: Iterator[Row]
    formulas: Marks
    errors: Marks
    _other_sheets: Iterator[Sheet]
    _layout: ListLayout

    def other_lists(self) -> list[str]:
        """Return the names of the sheets that were not read."""
        return [
            sheet.name for sheet in self._other_sheets if _opening(sheet, self._layout) is not None
        ]

    def without(self, fields: Sequence[str]) -> list[str]:
        """Drop fields that this list must not hold; return their headings."""
        columns = self.columns
        headings = [columns.heading(name) for name in fields if name in columns.index]
        index = {name: place for name, place in columns.index.items() if name not in fields}
        self.columns = replace(columns, index=index, dropped=(*columns.dropped, *headings))
        return headings


@contextmanager
def open_list(data: bytes, filename: str, layout: ListLayout) -> Iterator[OpenList]:
    """Open an uploaded list of persons.

    Raises Unreadable where the file cannot be read or holds no list, also while rows stream.
    """
    with open_table(data, filename) as table:
        opening = None
        empty = True
        for sheet in table.sheets:
            opening = _opening(sheet, layout)
            if opening is not None:
                break
            empty = empty and sheet.total_rows == 0
        if opening is None:
            raise Unreadable(*_no_headings(empty))
        yield OpenList(
            format=table.format,
            encoding=table.encoding,
            sheet=sheet.name,
            header_row=opening.found.row,
            columns=opening.columns,
            notes=list(table.notes),
            total_hint=max(sheet.total_rows - opening.found.row, 0) or None,
            rows=chain(opening.below, sheet.rows),
            formulas=sheet.formulas,
            errors=sheet.errors,
            _other_sheets=table.sheets,
            _layout=layout,
        )


@dataclass(frozen=True, slots=True)
class _Opening:
    found: HeadingRow
    columns: Columns
    below: list[Row]


def _opening(sheet: Sheet, layout: ListLayout) -> _Opening | None:
    """Look at the first rows of a sheet; None where they hold no headings of such a list."""
    first = list(islice(sheet.rows, _BUFFERED))
    found = find_heading_row(first, layout.known)
    if found is None:
        return None
    below = first[found.position + 1 :]
    sample = [row for _number, row in below]
    try:
        columns = recognise(found, sample, layout)
    except AmbiguousColumns as error:
        params = {"field": ID_HEADING, "first": error.first, "second": error.second}
        raise Unreadable("headings_ambiguous", params) from None
    missing = missing_columns(columns, layout)
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
    needed = ", ".join((ID_HEADING, NAME_HEADING, _SURNAME_HEADING))
    return "headings_missing", {"rows": SEARCHED_ROWS, "missing": needed}

"""A list under its headings: which column is which field, row after row.

Used for files and for pasted text alike. Rows are never dropped silently: blank ones and headings
printed again are passed over, everything else comes back, and columns that were not understood are
named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from django.utils.translation import gettext as _

from apps.courses.incoming.cells import Broken, Given, is_blank, text_of
from apps.courses.incoming.layouts import SEQUENCE, Columns, Layout, columns_under
from apps.courses.incoming.problems import ListRefusedError
from apps.intake.headings import SEARCHED_ROWS, HeadingRow, NumberedRow, is_repeated_heading

Marks = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class ListedRow:
    """``number`` is the row as a person sees it; ``cells`` hold the fields that have a column."""

    number: int
    cells: Mapping[str, Given] = field(repr=False)  # may hold identifiers

    def text(self, field: str) -> str:
        """Return a field as text, "" where it has no column."""
        return text_of(self.cells.get(field))


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """``headings`` are as written, by field; ``ignored`` those that were not understood."""

    headings: Mapping[str, str]
    rows: tuple[ListedRow, ...]
    ignored: tuple[str, ...]
    notes: tuple[str, ...] = ()


def table_under(
    found: HeadingRow,
    below: Iterable[NumberedRow],
    layout: Layout,
    *,
    formulas: Marks = frozenset(),
    errors: Marks = frozenset(),
) -> HeadedTable:
    """Return the rows below a heading row. Raises ListRefusedError."""
    rows = iter(below)
    sample = list(islice(rows, SEARCHED_ROWS))
    columns = columns_under(found, sample, layout)
    taken = {place for places in columns.values() for place in places}
    pages = _without_repeated(chain(sample, rows), found.headings)
    return HeadedTable(
        headings={field: found.headings[places[0]] for field, places in columns.items()},
        rows=listed_rows(pages, columns, layout, formulas, errors),
        ignored=tuple(h for place, h in enumerate(found.headings) if h and place not in taken),
    )


def listed_rows(
    rows: Iterable[NumberedRow],
    columns: Columns,
    layout: Layout,
    formulas: Marks = frozenset(),
    errors: Marks = frozenset(),
) -> tuple[ListedRow, ...]:
    """Return the rows in which any field is filled. Raises ListRefusedError beyond the limit."""
    listed: list[ListedRow] = []
    for number, cells in rows:
        row = {
            field: _cell(number, cells, places, formulas, errors)
            for field, places in columns.items()
        }
        if not any(field != SEQUENCE and _filled(cell) for field, cell in row.items()):
            continue
        if len(listed) == layout.limit:
            sentence = _(
                "The list has more than %(limit)s rows. Split it and send the parts one by one."
            )
            raise ListRefusedError("list_too_long", sentence % {"limit": layout.limit})
        listed.append(ListedRow(number, row))
    return tuple(listed)


def _without_repeated(
    rows: Iterable[NumberedRow], headings: Sequence[str]
) -> Iterable[NumberedRow]:
    return (row for row in rows if not is_repeated_heading(row[1], headings))


def _cell(
    number: int, cells: Sequence[object], places: tuple[int, ...], formulas: Marks, errors: Marks
) -> Given:
    filled = [cells[place] for place in places if place < len(cells) and not is_blank(cells[place])]
    if len(filled) > 1:
        return " ".join(text_of(cell) for cell in filled)
    if filled:
        return filled[0]  # type: ignore[return-value]  # rows hold cells or text
    marks = {(number, place + 1) for place in places}
    if marks & errors:
        return Broken.ERROR
    return Broken.FORMULA if marks & formulas else ""


def _filled(cell: Given) -> bool:
    return isinstance(cell, Broken) or not is_blank(cell)

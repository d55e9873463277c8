"""A list under its headings: which column is which field, row after row.

Used for files and for pasted text alike. Rows are never dropped silently: blank ones and headings
printed again are passed over, signatures and totals are counted in a note, everything else comes
back, and columns that were not understood are named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from django.utils.translation import gettext as _

from apps.core.thai.text import canonical
from apps.courses.incoming.cells import Broken, Given, is_blank, text_of
from apps.courses.incoming.layouts import SEQUENCE, Columns, Layout, columns_under
from apps.courses.incoming.problems import ListRefusedError
from apps.intake.footers import is_footer_text
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
    footers: list[int] = []
    listed = listed_rows(pages, columns, layout, formulas, errors, footers)
    return HeadedTable(
        headings={field: found.headings[places[0]] for field, places in columns.items()},
        rows=listed,
        ignored=tuple(h for place, h in enumerate(found.headings) if h and place not in taken),
        notes=_footer_notes(footers),
    )


def listed_rows(
    rows: Iterable[NumberedRow],
    columns: Columns,
    layout: Layout,
    formulas: Marks = frozenset(),
    errors: Marks = frozenset(),
    footers: list[int] | None = None,
) -> tuple[ListedRow, ...]:
    """Return the rows in which any field is filled. Raises ListRefusedError beyond the limit.

    With `footers` signatures and totals are left out, and their numbers added to it.
    """
    listed: list[ListedRow] = []
    for number, cells in rows:
        row = {
            field: _cell(number, cells, places, formulas, errors)
            for field, places in columns.items()
        }
        if not any(field != SEQUENCE and _filled(cell) for field, cell in row.items()):
            continue
        if footers is not None and _is_footer(row):
            footers.append(number)
            continue
        if len(listed) == layout.limit:
            sentence = _(
                "The list has more than %(limit)s rows. Split it and send the parts one by one."
            )
            raise ListRefusedError("list_too_long", sentence % {"limit": layout.limit})
        listed.append(ListedRow(number, row))
    return tuple(listed)


def _is_footer(row: Mapping[str, Given]) -> bool:
    """Tell whether a signature or a total stands where the code should, or beside none."""
    code = canonical(text_of(row.get("student_code", row.get("code"))))
    if code and not is_footer_text(code):
        return False
    return any(is_footer_text(canonical(text_of(cell))) for cell in row.values())


def _footer_notes(rows: Sequence[int]) -> tuple[str, ...]:
    if not rows:
        return ()
    sentence = _("Rows with signatures or totals were not read: %(rows)s.")
    return (sentence % {"rows": ", ".join(map(str, rows[:20]))},)


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

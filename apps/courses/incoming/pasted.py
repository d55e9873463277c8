"""A pasted list as numbered rows of cells: from a spreadsheet, a text file or typed by hand."""

import csv
import re
from collections.abc import Callable, Sequence
from io import StringIO
from itertools import chain

from django.utils.translation import gettext as _

from apps.courses.incoming.layouts import (
    Layout,
    find_headings,
    refuse_empty,
    refuse_without_headings,
)
from apps.courses.incoming.problems import ListRefusedError
from apps.courses.incoming.tables import HeadedTable, listed_rows, table_under
from apps.intake.headings import SEARCHED_ROWS, NumberedRow

LONGEST_TEXT = 500_000
_GAP = re.compile(r"\s{2,}")
_DIGIT = re.compile(r"[0-9๐-๙]")
Guess = Callable[[Sequence[NumberedRow]], dict[str, tuple[int, ...]]]


def read_headed_text(text: str, layout: Layout, guess: Guess) -> HeadedTable:
    """Read a pasted list, with a heading line or without one. Raises ListRefusedError.

    Without headings ``guess`` tells the columns by what stands in them; they are then named by
    their number.
    """
    if len(text) > LONGEST_TEXT:
        raise ListRefusedError(
            "text_too_long",
            _("The pasted text is too long. Save the list as a file and upload that."),
        )
    rows = split_rows(text)
    if not rows:
        raise refuse_empty()
    found = find_headings(rows[:SEARCHED_ROWS], layout)
    if found is not None:
        table = table_under(found, rows[found.position + 1 :], layout)
    else:
        table = _without_headings(rows, layout, guess)
    if not table.rows:
        raise refuse_empty()
    return table


def split_rows(text: str) -> list[NumberedRow]:
    """Return the lines that hold anything, with the number of their last line, cut into cells.

    Columns are apart by tabs, else by commas or semicolons, else by two or more spaces; in a line
    with single spaces only, words without digits are one cell (a name).
    """
    text = text.removeprefix("\ufeff").replace("\0", "")
    separator = _separator(text)
    if separator:
        reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
        try:
            rows = [(reader.line_num, cells) for cells in reader]
        except csv.Error:  # an unclosed quotation mark, or what follows it as one endless cell
            raise ListRefusedError("csv_quotes", _unclosed(reader.line_num)) from None
    else:
        lines = enumerate(text.splitlines(), start=1)
        rows = [(number, _by_spaces(line.strip())) for number, line in lines]
    return [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]


def _separator(text: str) -> str:
    if "\t" in text:
        return "\t"
    lines = [line for line in text.splitlines() if line.strip()]
    for sign in (",", ";"):
        if lines and sum(sign in line for line in lines) * 2 > len(lines):
            return sign
    return ""


def _unclosed(line: int) -> str:
    sentence = _(
        "The pasted text cannot be cut into cells near line %(line)s: a quotation mark is not "
        "closed, or a cell is far too long. Correct that line."
    )
    return sentence % {"line": line}


def _by_spaces(line: str) -> list[str]:
    if _GAP.search(line):
        return _GAP.split(line)
    cells: list[str] = []
    digits_before = True
    for word in line.split():
        digits = _DIGIT.search(word) is not None
        if digits or digits_before:
            cells.append(word)
        else:
            cells[-1] += f" {word}"
        digits_before = digits
    return cells


def _without_headings(rows: list[NumberedRow], layout: Layout, guess: Guess) -> HeadedTable:
    columns = guess(rows)
    if not columns:
        raise refuse_without_headings(layout)
    taken = set(chain.from_iterable(columns.values()))
    width = max(len(cells) for _number, cells in rows)
    return HeadedTable(
        headings={field: column_name(places[0]) for field, places in columns.items()},
        rows=listed_rows(rows, columns, layout),
        ignored=tuple(
            column_name(place)
            for place in range(width)
            if place not in taken
            and any(place < len(cells) and str(cells[place]).strip() for _n, cells in rows)
        ),
    )


def column_name(place: int) -> str:
    """Return what a column (from 0) without a heading is called."""
    return _("column %(number)s") % {"number": place + 1}

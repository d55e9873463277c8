"""A list from an uploaded file: the project's own reader, then the headings."""

from itertools import chain, islice

from django.utils.translation import gettext as _

from apps.courses.incoming.layouts import (
    Layout,
    find_headings,
    refuse_empty,
    refuse_without_headings,
)
from apps.courses.incoming.problems import ListRefusedError
from apps.courses.incoming.tables import HeadedTable, table_under
from apps.intake.errors import Unreadable
from apps.intake.headings import SEARCHED_ROWS
from apps.intake.reading import Sheet, Table, open_table


def read_headed_file(content: bytes, filename: str, layout: Layout) -> HeadedTable:
    """Read the first visible sheet that has the headings (XLSX, XLS, CSV).

    The bytes are looked at first and read in the limited child; formulas are never calculated.
    Raises ListRefusedError, with the reader's own sentence where the file cannot be opened.
    """
    try:
        with open_table(content, filename) as table:
            return _first_list(table, layout)
    except Unreadable as refusal:
        raise ListRefusedError(refusal.rule, refusal.message) from None


def _first_list(table: Table, layout: Layout) -> HeadedTable:
    found: HeadedTable | None = None
    notes = [note.message for note in table.notes]
    filled = False
    for sheet in table.sheets:
        filled = filled or sheet.total_rows > 0
        if found is None:
            found = _list_in(sheet, layout)
        elif find_headings(list(islice(sheet.rows, SEARCHED_ROWS)), layout):
            sentence = _("The sheet “%(sheet)s” was not read: upload it as a file of its own.")
            notes.append(sentence % {"sheet": sheet.name})
    if found is None:
        raise refuse_without_headings(layout) if filled else refuse_empty()
    if not found.rows:
        raise refuse_empty()
    return HeadedTable(found.headings, found.rows, found.ignored, (*notes, *found.notes))


def _list_in(sheet: Sheet, layout: Layout) -> HeadedTable | None:
    first = list(islice(sheet.rows, SEARCHED_ROWS))
    heading = find_headings(first, layout)
    if heading is None:
        return None
    below = chain(first[heading.position + 1 :], sheet.rows)
    return table_under(heading, below, layout, formulas=sheet.formulas, errors=sheet.errors)

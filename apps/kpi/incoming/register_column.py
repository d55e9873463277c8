"""Where in a file the student codes of the register stand: by a heading, or the only column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.courses.incoming.cells import Broken, code_of, is_blank
from apps.courses.incoming.problems import ListRefusedError
from apps.courses.incoming.student_columns import STUDENT_CODES
from apps.intake.headings import NumberedRow, find_heading_row, normal_heading
from apps.intake.reading import Sheet

_KNOWN = {normal_heading(heading): "student_code" for heading in STUDENT_CODES}
_DIGIT = re.compile(r"[0-9๐-๙]")


@dataclass(frozen=True, slots=True)
class Column:
    """Where the codes stand: place from 0, how many of the first rows are above, down to which."""

    place: int
    skipped: int
    above: int
    heading: str

    def further(self) -> "Column":
        """The same column in a piece of the file that has no heading."""
        return Column(self.place, 0, 0, self.heading)


def find_column(first: Sequence[NumberedRow]) -> Column | None:
    """Look through the first rows of a sheet. Raises ListRefusedError where two columns fit."""
    found = find_heading_row(first, _KNOWN, needed=1)
    if found is None:
        return _only_column(first)
    places = [at for at, text in enumerate(found.headings) if normal_heading(text) in _KNOWN]
    if len(places) > 1:
        names = [found.headings[place] for place in places[:2]]
        sentence = _(
            "Two columns can hold the student codes: “%(first)s” and “%(second)s”. Leave one of "
            "them in the file."
        )
        given = {"first": names[0], "second": names[1]}
        raise ListRefusedError("headings_ambiguous", sentence % given)
    return Column(places[0], found.position + 1, found.row, found.headings[places[0]])


def _only_column(first: Sequence[NumberedRow]) -> Column | None:
    used = {at for _n, cells in first for at, cell in enumerate(cells) if not is_blank(cell)}
    if len(used) != 1:
        return None
    place = used.pop()
    texts = [code_of(cells[place]) if place < len(cells) else "" for _n, cells in first]
    above = next((at for at, text in enumerate(texts) if _DIGIT.search(text)), None)
    if above is None:
        return None
    heading = next((text for text in reversed(texts[:above]) if text), "")
    row = first[above - 1][0] if above else 0
    return Column(place, above, row, heading or _("column %(number)s") % {"number": place + 1})


def broken_cells(sheet: Sheet, column: Column) -> dict[int, Broken]:
    """Row → why its cell can be without a value; a row without any value is not read at all."""
    kinds = ((sheet.formulas, Broken.FORMULA), (sheet.errors, Broken.ERROR))
    return {
        row: kind
        for marks, kind in kinds
        for row, place in marks
        if place == column.place + 1 and row > column.above
    }


def no_column() -> str:
    """What is said of a file in which no column was found."""
    text = _(
        "No column with student codes was found. Give it the heading “%(heading)s”, or save it as "
        "the only column."
    )
    return text % {"heading": STUDENT_CODES[0]}

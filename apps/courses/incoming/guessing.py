"""What a column of a list without headings holds, by its cells."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from apps.core.identifiers import parse_person_id
from apps.core.thai.dates import parse_date
from apps.core.thai.names import read_title
from apps.courses.incoming.cells import code_of, text_of
from apps.intake.headings import NumberedRow

Kind = Literal["empty", "person_id", "title", "date", "short", "code", "thai", "latin", "other"]
_LOOKED_AT, _LONGEST = 60, 200
_SHORT = re.compile(r"(?=.*[0-9])[0-9A-Zก-ฮ]{1,3}")
_CODE = re.compile(r"[A-Zก-ฮ.]{0,8}[ ./-]?[0-9][0-9A-Z./-]{1,19}")
_DATE = re.compile(r".*[0-9].*[/\-. ].*[0-9]{2,4}")
_THAI, _LATIN, _DIGIT = re.compile("[ก-ฮ]"), re.compile("[A-Za-z]"), re.compile("[0-9๐-๙]")


def column_kinds(rows: Sequence[NumberedRow]) -> list[Kind]:
    """Return the commonest kind of each column's filled cells."""
    sample = [cells for _number, cells in rows[:_LOOKED_AT]]
    width = max((len(cells) for cells in sample), default=0)
    kinds: list[Kind] = []
    for place in range(width):
        seen = Counter(kind_of(cells[place]) for cells in sample if place < len(cells))
        del seen["empty"]
        kinds.append(seen.most_common(1)[0][0] if seen else "empty")
    return kinds


def kind_of(cell: object) -> Kind:
    """Return what one cell looks like."""
    text = text_of(cell)
    if not text:
        return "empty"
    if len(text) > _LONGEST:
        return "other"
    code = code_of(text)
    if _is_person_id(code):
        return "person_id"
    if _SHORT.fullmatch(code):
        return "short"
    if _DATE.fullmatch(code) and parse_date(text).value:
        return "date"
    if _CODE.fullmatch(code):
        return "code"
    if _DIGIT.search(text):
        return "other"
    return _words(text)


def is_running_number(rows: Sequence[NumberedRow], place: int) -> bool:
    """Tell whether a column counts 1, 2, 3 … from one row to the next."""
    cells = [text_of(cells[place]) for _number, cells in rows[:_LOOKED_AT] if place < len(cells)]
    return [code_of(cell).rstrip(".") for cell in cells] == [
        str(number) for number in range(1, len(cells) + 1)
    ]


def _is_person_id(code: str) -> bool:
    if len(code) < 13:
        return False
    reading = parse_person_id(code)
    # a student code of 13 digits passes the check digit one time in ten: only a column's
    # commonest kind counts
    return reading.person_id is not None and reading.person_id.kind != "passport"


def _words(text: str) -> Kind:
    if read_title(text):
        return "title"
    if _THAI.search(text):
        return "thai"
    return "latin" if _LATIN.search(text) else "other"

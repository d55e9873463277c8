"""What a row under the headings is: a person, or one of the things printed between persons.

Signatures and totals stand under every printed page and more students follow, so reading never
stops at the first of them.
"""

import re
from collections.abc import Sequence
from typing import Literal

from apps.core.thai.dates import parse_date
from apps.core.thai.numerals import to_arabic
from apps.intake.footers import is_footer_text
from apps.intake.headings import is_repeated_heading
from apps.intake.persons.cells import check_gender
from apps.intake.persons.columns import Columns
from apps.intake.persons.values import text_of
from apps.intake.reading import Cell

RowKind = Literal["person", "blank", "footer", "heading"]
_THAI_LETTER = re.compile("[ก-ฮ]")
_DIGIT = re.compile("[0-9]")
_CODES = ("student_code", "reference")
_CODE = re.compile("[0-9A-Z]{0,4}[0-9]{6,16}")


class RowKinds:
    """Tells, row after row in the order of the file, what each row is."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._id_place = columns.index.get("person_id", -1)
        self._name_places = columns.full_name or (columns.index.get("first_name", -1),)
        self._code_places = [columns.index[f] for f in _CODES if f in columns.index]
        self._after_footer = False

    def kind(self, row: Sequence[Cell]) -> RowKind:
        """Return what the row is."""
        filled = [text for text in map(text_of, row) if text]
        if not filled:
            return "blank"
        kind = self._filled_kind(row, filled)
        self._after_footer = kind == "footer"
        return kind

    def _filled_kind(self, row: Sequence[Cell], filled: list[str]) -> RowKind:
        if is_repeated_heading(row, self._columns.headings):
            return "heading"
        if _looks_like_id(_text(row, self._id_place)) or _has_detail(row, self._columns):
            return "person"
        named = any(_text(row, place) for place in self._name_places)
        if named and any(_is_code(_text(row, place)) for place in self._code_places):
            return "person"
        if not named or any(map(is_footer_text, filled)):
            return "footer"
        # a name alone below "ลงชื่อ" is the signer's
        return "footer" if self._after_footer and len(filled) <= 2 else "person"


def _text(row: Sequence[Cell], place: int) -> str:
    return text_of(row[place]) if 0 <= place < len(row) else ""


def _looks_like_id(text: str) -> bool:
    digits = len(_DIGIT.findall(to_arabic(text)))
    return digits >= 6 and not _THAI_LETTER.search(text)


def _is_code(text: str) -> bool:
    return _CODE.fullmatch(to_arabic(text)) is not None


def _has_detail(row: Sequence[Cell], columns: Columns) -> bool:
    """Tell whether a date of birth or a gender stands where it should: only persons have those."""
    born, gender = columns.index.get("born"), columns.index.get("gender")
    if born is not None and born < len(row) and not parse_date(row[born]).problem:
        return True
    return gender is not None and gender < len(row) and check_gender(row[gender])[0] != ""

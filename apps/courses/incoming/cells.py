"""Cells as plain text and numbers, and cells that hold nothing although they should."""

import datetime as dt
import re
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from apps.core.thai.numerals import to_arabic
from apps.core.thai.text import canonical
from apps.intake.reading import Cell

_BLANK = frozenset({"", "-", "–", "—"})
_EXACT_FLOAT = 2**53
_FEW = 8  # signs nobody sees
_NUMBER = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.[0-9]{1,6})?")
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,2}", re.IGNORECASE)


class Broken(StrEnum):
    """Stands where a spreadsheet shows something but stored no value."""

    FORMULA = "formula"  # never calculated, or by a program that does not store results
    ERROR = "error"  # #N/A, #REF!, …


Given = Cell | Broken


def broken_sentence(cell: Broken) -> str:
    """Return what to do about a cell without a value."""
    if cell is Broken.FORMULA:
        return _(
            "The cell holds a formula without a value. Open the file in Excel and save it again, "
            "or type the value."
        )
    return _("The spreadsheet shows an error in this cell. Type the value.")


def text_of(cell: object) -> str:
    """Return a cell as text in canonical form; a lone dash and a broken cell count as blank."""
    if cell is None or isinstance(cell, Broken):
        return ""
    if isinstance(cell, float):
        cell = _number_text(cell)
    elif isinstance(cell, dt.date):
        cell = cell.isoformat()
    text = canonical(str(cell))
    return "" if text in _BLANK else text


def is_blank(cell: object) -> bool:
    """Tell whether text_of gives "", without the work of it on long texts."""
    if isinstance(cell, str) and len(cell.strip()) > _FEW:
        return False
    return text_of(cell) == ""


def number_of(cell: object, *units: str) -> Decimal | None:
    """Return a number that is not negative, or None where the cell holds none.

    Thai digits, separators of thousands and one of the ``units`` after the number are taken.
    """
    text = to_arabic(text_of(cell))
    for unit in units:
        text = text.removesuffix(unit)
    text = text.strip()
    return Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def code_of(cell: object) -> str:
    """Return a code as it is stored: ASCII digits, capital letters, single spaces.

    A number that has been rounded keeps its exponent, so that no check takes it for a code.
    """
    return to_arabic(text_of(cell)).upper()


def is_rounded(code: str) -> bool:
    """Tell whether a spreadsheet shortened a long number to 6.5E+09."""
    return _SCIENTIFIC.fullmatch(code) is not None


def _number_text(number: float) -> str:
    if number.is_integer() and abs(number) < _EXACT_FLOAT:
        return str(int(number))
    # spreadsheets calculate in binary: 3.4999999999999996 is what they show as 3.5
    return f"{number:.12g}"

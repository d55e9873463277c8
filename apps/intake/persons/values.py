"""Cells as plain text and numbers, and the memory that makes repeated cells cheap."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Generic, TypeVar

from apps.core.thai.numerals import to_arabic
from apps.core.thai.text import canonical
from apps.intake.reading import Cell

T = TypeVar("T")
Read = tuple[T, tuple[str, ...]]
"""What a cell's check gives: the value to keep, and the ids of the rules that it breaks."""

FINE: tuple[str, ...] = ()
_BLANK = frozenset({"", "-", "–", "—", "."})
_DECIMAL = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,15})?")


class Remembered(dict[Cell, Read[T]], Generic[T]):
    """The results of one check by cell, for one file only: names must not outlive it.

    Most cells of a list repeat (titles, dates, grades, common names), so a look-up replaces most
    of the work.
    """

    __slots__ = ("_check",)

    def __init__(self, check: Callable[[Cell], Read[T]]) -> None:
        super().__init__()
        self._check = check

    def __missing__(self, cell: Cell) -> Read[T]:
        result = self[cell] = self._check(cell)
        return result


def text_of(cell: Cell) -> str:
    """Return the cell as text in canonical form; a lone dash counts as blank."""
    if cell is None:
        return ""
    text = canonical(cell if isinstance(cell, str) else _number_text(cell))
    return "" if text in _BLANK else text


def decimal_of(cell: Cell) -> Decimal | None:
    """Return a number that is not negative, exactly as written, or None where it is none.

    A float keeps its shortest form, so 3.45 stays 3.45 and does not become 3.4500000000000001776.
    """
    text = to_arabic(text_of(cell)).replace(" ", "")
    return Decimal(text.replace(",", ".")) if _DECIMAL.fullmatch(text) else None


def _number_text(cell: Cell) -> str:
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < 2**53:
            return str(int(cell))
        # spreadsheets calculate in binary: 3.4499999999999997 is what they show as 3.45
        return repr(round(cell, 9))
    return str(cell)

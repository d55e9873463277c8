"""Where the filled cells of a sheet lie, and which of them hold formulas or errors."""

import re
from dataclasses import dataclass, field

from apps.intake.limits import Limits
from apps.intake.refusals import Refused

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_MARKED = 20_000


@dataclass(slots=True)
class SheetFacts:
    """One sheet before it is read. Cells are (row, column), both counted from 1."""

    name: str
    hidden: bool = False
    formulas: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    formula_count: int = 0


def local_name(name: str) -> str:
    """Return an element's name without its prefix."""
    return name.rpartition(":")[2]


class SheetWalk:
    """Follows rows and cells of one sheet and measures the box around its filled cells."""

    def __init__(self, facts: SheetFacts, limits: Limits) -> None:
        self.facts, self.limits = facts, limits
        self.row = self.column = 0
        self.top = self.left = 1 << 30
        self.bottom = self.right = 0
        self.columns: dict[str, int] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = local_name(name)
        if name == "c":
            self._cell(attributes)
        elif name in ("v", "is", "f"):
            self._filled(name)
        elif name == "row":
            self.row = self._number(attributes["r"]) if "r" in attributes else self.row + 1
            self.column = 0

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            found = _REFERENCE.fullmatch(reference)
            if found is None:
                raise Refused("damaged")
            self.row = int(found[2])
            self.column = self.columns.get(found[1]) or self._column(found[1])
        if attributes.get("t") == "e" and len(self.facts.errors) < _MARKED:
            self.facts.errors.append((self.row, self.column))

    def _filled(self, element: str) -> None:
        # cells that are only formatted cost nothing; Excel writes many of them
        row, column = self.row, self.column
        if element == "f":
            self.facts.formula_count += 1
            if len(self.facts.formulas) < _MARKED:
                self.facts.formulas.append((row, column))
        if not (self.top <= row <= self.bottom and self.left <= column <= self.right):
            self._stretch(row, column)

    def _stretch(self, row: int, column: int) -> None:
        if row > self.limits.rows:
            raise Refused("too_many_rows", row=row, limit=self.limits.rows)
        if column > self.limits.columns:
            raise Refused("too_many_columns", column=column, limit=self.limits.columns)
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.left, self.right = min(self.left, column), max(self.right, column)
        if (self.bottom - self.top + 1) * (self.right - self.left + 1) > self.limits.cells:
            raise Refused("too_many_cells")

    def _column(self, letters: str) -> int:
        number = 0
        for letter in letters.upper():
            number = number * 26 + ord(letter) - 64
        self.columns[letters] = number
        return number

    def _number(self, text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,7}", text):
            raise Refused("damaged")
        return int(text)

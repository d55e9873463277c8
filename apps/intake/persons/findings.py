"""What reading a list of persons gives: results by row, what was found fault with, counts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Generic, Literal, TypeVar

from django.utils.functional import Promise

FindingClass = Literal["syntax", "validity", "quality", "whole"]
KEEPS_OUT: frozenset[FindingClass] = frozenset({"syntax", "validity"})
P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it is explained to a person.

    ``syntax`` and ``validity`` keep a row out; ``quality`` wants a second look; ``whole`` is about
    the file. A ``fact`` needs no confirmation. What stands ``twice`` is kept once until somebody
    chooses.
    """

    cls: FindingClass
    message: Promise
    remedy: Promise
    fact: bool = False
    twice: bool = False


@dataclass(frozen=True, slots=True)
class RowFinding:
    """A rule that a cell, a row or (``row`` 0) the whole file breaks; each list has a subclass.

    ``column`` is the heading as written, "" for the row or file. ``value`` is what stands in the
    cell: identifiers masked, at most 80 signs.
    """

    RULES: ClassVar[Mapping[str, Rule]] = {}

    row: int
    column: str
    cls: FindingClass
    rule: str
    value: str = ""
    params: dict[str, str | int] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """Return what is wrong, in the language in force."""
        return str(self.RULES[self.rule].message) % {"value": self.value, **self.params}

    @property
    def remedy(self) -> str:
        """Return what to do about it, in the language in force."""
        return str(self.RULES[self.rule].remedy)

    @property
    def keeps_out(self) -> bool:
        """Tell whether the row does not count as it stands."""
        return self.cls in KEEPS_OUT or self.RULES[self.rule].twice

    @property
    def needs_confirmation(self) -> bool:
        """Suspicious cells and findings on the whole file wait for a reason; facts do not."""
        return self.cls not in KEEPS_OUT and not self.RULES[self.rule].fact


@dataclass(frozen=True, slots=True)
class RowResult(Generic[P]):
    """One person's row. ``kept`` is false where a finding keeps the row out.

    ``person`` is None only for rows of another institution, whose data are not ours to hold.
    """

    row: int
    person: P | None
    findings: tuple[RowFinding, ...]
    kept: bool

    @property
    def is_choice(self) -> bool:
        """Kept out only because the person stands twice: a person chooses which row counts."""
        blocked = any(finding.cls in KEEPS_OUT for finding in self.findings)
        return not blocked and any(finding.keeps_out for finding in self.findings)


@dataclass(slots=True)
class Counts:
    """Persons (``rows``), how many were kept and kept out, and the rows that were no persons."""

    rows: int = 0
    kept: int = 0
    kept_out: int = 0
    blank: int = 0
    footers: int = 0
    repeated_headings: int = 0
    other_levels: Counter[str] = field(default_factory=Counter)

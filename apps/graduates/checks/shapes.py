"""What reading a roster gives: persons, findings, counts."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from apps.core.identifiers import PersonId
from apps.core.thai.names import Gender
from apps.graduates.checks.results import Decision
from apps.graduates.checks.rules import FindingClass, explain

Kind = Literal["graduates", "late", "history", "studying"]


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """One person in canonical values, ready to be stored. Personal data; printing masks the ID.

    ``born_on`` is the full date; where only the year is known it is None. ``born_year`` and all
    dates are Christian. ``gpax`` has two decimals, credits have one.
    """

    person_id: PersonId | None
    student_code: str
    title: str
    first_name: str
    last_name: str
    name_as_written: str
    gender: Gender
    born_on: dt.date | None
    born_year: int | None
    gpax: Decimal | None
    credits_attempted: Decimal | None
    credits_earned: Decimal | None
    decision: Decision
    approved_on: dt.date | None
    por1_set: str
    por1_number: str


@dataclass(frozen=True, slots=True)
class RowFinding:
    """A rule that a cell, a row or (``row`` 0) the whole file breaks.

    ``column`` is the heading as written, "" for the row or file. ``value`` is what stands in the
    cell: identifiers masked, at most 80 signs.
    """

    row: int
    column: str
    cls: FindingClass
    rule: str
    value: str = ""
    params: dict[str, str | int] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """Return what is wrong, in the language in force."""
        return explain(self.rule, self.value, self.params)[0]

    @property
    def remedy(self) -> str:
        """Return what to do about it, in the language in force."""
        return explain(self.rule, self.value, self.params)[1]


@dataclass(frozen=True, slots=True)
class RowResult:
    """One person's row. ``kept`` is false where a finding keeps the row out.

    ``person`` is None only for rows of another school, whose data are not ours to hold.
    """

    row: int
    person: RosterPerson | None
    findings: tuple[RowFinding, ...]
    kept: bool


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

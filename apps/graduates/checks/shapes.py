"""What reading a roster gives: persons and findings."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from apps.core.identifiers import PersonId
from apps.core.thai.names import Gender
from apps.graduates.checks.results import Decision
from apps.graduates.checks.rules import RULES
from apps.intake.persons.findings import RowFinding as Finding
from apps.intake.persons.findings import RowResult as Result

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


class RowFinding(Finding):
    """A finding of a roster's row or file."""

    __slots__ = ()
    RULES = RULES


RowResult = Result[RosterPerson]
"""One person's row; ``person`` is None only for rows of another school."""

"""A row between its cells and the finished person, and the rules over several of its cells."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from apps.core.identifiers import PersonId
from apps.core.thai.dates import ParsedDate
from apps.core.thai.names import FullName, Gender, TitleSplit
from apps.graduates.checks.person import title_gender_differs
from apps.graduates.checks.results import Decision
from apps.graduates.checks.shapes import RosterPerson

Broken = tuple[str, str, dict[str, str | int]]
"""(field, rule, parameters): a finding before heading and value are added."""


@dataclass(slots=True, init=False)
class Draft:
    """The checked cells of one row. Every attribute is set by the row's reader before it is read.

    ``named`` is the cell of the first name and the same without a title; ``dated`` the date of
    birth and the age at the end of the school year.
    """

    person_id: PersonId | None
    student_code: str
    title: str
    named: tuple[str, TitleSplit]
    first_name: str
    last_name: str
    gender: Gender
    dated: tuple[ParsedDate, int | None]
    gpax: Decimal | None
    credits_attempted: Decimal | None
    credits_earned: Decimal | None
    decision: Decision
    approved_on: dt.date | None
    por1_set: str
    por1_number: str
    school_code: str
    school_name: str
    broken: list[Broken]

    def add(self, field: str, rule: str, **params: str | int) -> None:
        """Note a broken rule."""
        self.broken.append((field, rule, params))

    def breaks(self, field: str) -> bool:
        """Tell whether the cell of a field is already found fault with."""
        return any(name == field for name, _rule, _params in self.broken)

    def finished(self, name_as_written: str) -> RosterPerson:
        """Return the person."""
        born = self.dated[0]
        return RosterPerson(
            self.person_id,
            self.student_code,
            self.title,
            self.first_name,
            self.last_name,
            name_as_written,
            self.gender,
            born.value,
            born.year,
            self.gpax,
            self.credits_attempted,
            self.credits_earned,
            self.decision,
            self.approved_on,
            self.por1_set,
            self.por1_number,
        )


def take_full_name(draft: Draft, full: FullName) -> None:
    """Use a name written in one cell; a title column and a surname column win over it."""
    draft.title = draft.title or full.title
    draft.first_name = full.first
    draft.last_name = draft.last_name or full.last


def take_first_name(draft: Draft) -> None:
    """Rule name_joined_ambiguous: take off a title that has no other place, or stands twice."""
    whole, split = draft.named
    draft.first_name = whole
    if not split.title or not split.rest or draft.title not in ("", split.title):
        return
    if split.certain:
        draft.title, draft.first_name = split.title, split.rest
    else:
        draft.add("first_name", "name_joined_ambiguous")


def check_names(draft: Draft) -> None:
    """Rules name_missing, last_name_missing, title_gender_differs."""
    if not draft.first_name:
        draft.add("first_name", "name_missing")
    elif not draft.last_name:
        draft.add("last_name", "last_name_missing")
    if title_gender_differs(draft.title, draft.gender):
        draft.add("title", "title_gender_differs")


def check_credits(draft: Draft) -> None:
    """Rule credits_earned_exceed."""
    attempted, earned = draft.credits_attempted, draft.credits_earned
    if attempted is not None and earned is not None and earned > attempted:
        draft.add("credits_earned", "credits_earned_exceed", attempted=str(attempted))


def check_graduate(draft: Draft, has_gpax: bool, has_approval: bool) -> None:
    """Rules gpax_missing, approved_missing; asked only where the file has such columns at all."""
    if draft.decision != "graduated":
        return
    if has_gpax and draft.gpax is None and not draft.breaks("gpax"):
        draft.add("gpax", "gpax_missing")
    if has_approval and draft.approved_on is None and not draft.breaks("approved_on"):
        draft.add("approved_on", "approved_missing")

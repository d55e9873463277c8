"""A row of a roster between its cells and the finished person, and rules over several cells."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from apps.graduates.checks.results import Decision
from apps.graduates.checks.shapes import RosterPerson
from apps.intake.persons.draft import PersonDraft


@dataclass(slots=True, init=False)
class Draft(PersonDraft):
    """What a roster has beside the person."""

    gpax: Decimal | None
    credits_attempted: Decimal | None
    credits_earned: Decimal | None
    decision: Decision
    approved_on: dt.date | None
    por1_set: str
    por1_number: str
    school_code: str
    school_name: str


def finished(draft: Draft, name_as_written: str) -> RosterPerson:
    """Return the person."""
    born = draft.dated[0]
    return RosterPerson(
        draft.person_id,
        draft.student_code,
        draft.title,
        draft.first_name,
        draft.last_name,
        name_as_written,
        draft.gender,
        born.value,
        born.year,
        draft.gpax,
        draft.credits_attempted,
        draft.credits_earned,
        draft.decision,
        draft.approved_on,
        draft.por1_set,
        draft.por1_number,
    )


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

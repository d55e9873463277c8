"""How a question looks to the university that asked it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from apps.qualifications.choices import Closing
from apps.qualifications.degree_words import degree_and_major
from apps.qualifications.fields import FIELD_LABELS
from apps.qualifications.models import Check
from apps.qualifications.selectors.checks import HolderLine
from apps.qualifications.states import OPEN, WITH_HOLDER, CheckState, Side, shown_state

STATE_TONES: Mapping[str, str] = {
    CheckState.DRAFT: "neutral",
    CheckState.WAITING: "progress",
    CheckState.DOCUMENTS: "need",
    CheckState.CANCELLED: "neutral",
}
OUTCOME_TONES: Mapping[str, str] = {
    Closing.CONFIRMED: "done",
    Closing.CONFIRMED_WITH_DIFFERENCES: "need",
    Closing.NOT_FOUND: "refused",
    Closing.ATTENDED_NOT_CONFERRED: "refused",
    Closing.COMPLETED_AWAITING_COUNCIL: "need",
    Closing.NEEDS_DOCUMENTS: "need",
    Closing.UNABLE_TO_CONFIRM: "neutral",
}


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One line of a list. `due_on` is None once nothing is waited for."""

    check: Check
    tone: str
    word: str | Promise
    claim: str
    differing: Sequence[str | Promise]
    due_on: dt.date | None
    is_overdue: bool


def asked_row(check: Check, today: dt.date) -> AskedRow:
    tone, word = _shown(check)
    return AskedRow(
        check=check,
        tone=tone,
        word=word,
        claim=claim_words(check),
        differing=[FIELD_LABELS[field] for field in check.differing],
        due_on=check.due_on if check.state in OPEN else None,
        is_overdue=check.state in WITH_HOLDER and check.due_on is not None and check.due_on < today,
    )


def _shown(check: Check) -> tuple[str, str | Promise]:
    if check.state == CheckState.ANSWERED:
        return OUTCOME_TONES[check.outcome], str(check.get_outcome_display())
    state = shown_state(check.state, Side.ASKER)
    return STATE_TONES[state], state.label


def claim_words(check: Check) -> str:
    """The degree as asked about in one line; its level where no degree was named."""
    level = str(check.get_level_display()) if check.level else ""
    return degree_and_major(check.degree or level, check.major)


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of a board."""

    asked: int
    confirmed: int
    other: int
    waiting: int
    documents: int
    overdue: int

    @property
    def answered(self) -> int:
        return self.confirmed + self.other


def totals_of(lines: Sequence[HolderLine]) -> Totals:
    names = ("asked", "confirmed", "other", "waiting", "documents", "overdue")
    return Totals(**{name: sum(getattr(line, name) for line in lines) for name in names})

"""Terms of the story and the days on which things happen in them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from apps.core.demo.seeds import stream

BANGKOK = ZoneInfo("Asia/Bangkok")
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class PlannedTerm:
    """Christian academic year. `before`: how much earlier than usual its requests are sent."""

    academic_year: int
    term: int
    starts_on: dt.date
    weeks: int
    before: int = 0

    @property
    def ends_on(self) -> dt.date:
        return self.starts_on + dt.timedelta(weeks=self.weeks)

    @property
    def withdraw_by(self) -> dt.date:
        return self.starts_on + dt.timedelta(weeks=self.weeks * 2 // 3)

    @property
    def results_due_on(self) -> dt.date:
        return self.ends_on + dt.timedelta(weeks=3)


TERMS = (
    PlannedTerm(2025, 1, dt.date(2025, 8, 11), 17),
    PlannedTerm(2025, 2, dt.date(2026, 1, 12), 17),
    PlannedTerm(2025, 3, dt.date(2026, 6, 8), 8),
    PlannedTerm(2026, 1, dt.date(2026, 8, 10), 17),
    PlannedTerm(2026, 2, dt.date(2027, 1, 11), 17, before=30),
)
TERM: Mapping[tuple[int, int], PlannedTerm] = {
    (each.academic_year, each.term): each for each in TERMS
}

BEFORE_TERM: Mapping[str, int] = {
    "draft": -49, "submit": -47, "decline": -39, "accept": -38, "change": -32, "cancel": -28,
    "accept_again": -27, "enrol": 7, "detail": 12, "withdraw": 38,
}  # fmt: skip
_RESULTS: Mapping[str, int] = {
    "enter": 0, "announce": 2, "paper": 4, "acknowledge": 6, "propose": 9, "decide": 11,
    "return": 12, "statement": 14, "correct": 16, "announce_correction": 18, "reopen": 19,
    "acknowledge_again": 20, "propose_again": 22, "decide_again": 24, "paper_again": 25,
}  # fmt: skip
STEPS = (*BEFORE_TERM, *_RESULTS)
"""In the order in which one registration may go through them."""
BLOCK_DAYS = 66
"""A course taught in a block has its results this long after the term began."""


_FIRST_MINUTE, _MINUTES = 9 * 60, 17
"""The office opens at nine; each step has its minutes of the day, so that two steps of one day
stay in order."""


def moment_of(step: str, when: PlannedTerm, *, block: bool, plan: int, seed: int) -> dt.datetime:
    """When a plan takes a step: a working day, later for a later step.

    `plan` is the place of the plan in the story; it shifts all its days alike.
    """
    if step in BEFORE_TERM:
        days = BEFORE_TERM[step] - (when.before if BEFORE_TERM[step] < 0 else 0)
    else:
        days = _RESULTS[step] + (BLOCK_DAYS if block else when.weeks * 7 + 6)
    shift = stream("days", seed, plan).randrange(6)
    day = when.starts_on + dt.timedelta(days=days + shift)
    if day.weekday() >= _SATURDAY:
        day += dt.timedelta(days=7 - day.weekday())
    within = stream("minutes", seed, plan, step).randrange(_MINUTES)
    hour, minute = divmod(_FIRST_MINUTE + STEPS.index(step) * _MINUTES + within, 60)
    return dt.datetime.combine(day, dt.time(hour, minute), BANGKOK)

"""Cycles of the story and their days, counted from today."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from apps.kpi.periods import Period, PeriodKind, YearKind, period_at, previous

BANGKOK = ZoneInfo("Asia/Bangkok")
YEARS = 5
TERMS = 3
ENDED_BEFORE = 40
"""Days since the newest period ended: it is open long enough for anything to have happened."""
DUE_AFTER, LOCKED_AFTER = 45, 75
"""Days after the end of a period until its cycle is due and locks."""


@dataclass(frozen=True, slots=True)
class Planned:
    """How an indicator of the story is reported. due, locks: days from today, of its open cycle."""

    kind: PeriodKind
    year_kind: YearKind
    due: int
    locks: int


REPORTED: Mapping[str, Planned] = {
    "REG01": Planned("term", "academic", 12, 42),
    "REG02": Planned("year", "fiscal", -9, 21),
    "REG03": Planned("year", "fiscal", 40, 70),
    "REG04": Planned("year", "academic", 25, 55),
}


@dataclass(frozen=True, slots=True)
class PlannedCycle:
    """`age`: 0 for the open one, then one more for each earlier one."""

    indicator: str
    period: Period
    age: int
    opens_on: dt.date
    due_on: dt.date
    locks_on: dt.date

    @property
    def is_open(self) -> bool:
        return self.age == 0

    @property
    def key(self) -> tuple[str, str]:
        """Indicator and code of the period."""
        return self.indicator, self.period.code


def planned_cycles(today: dt.date) -> list[PlannedCycle]:
    """Fifteen terms of REG01 and five years of the others, the earliest first in each."""
    return [cycle for code in REPORTED for cycle in _cycles_of(code, today)]


def _cycles_of(code: str, today: dt.date) -> list[PlannedCycle]:
    planned = REPORTED[code]
    past = today - dt.timedelta(days=ENDED_BEFORE)
    period = previous(period_at(past, planned.kind, planned.year_kind))
    found = []
    for age in range(YEARS * (TERMS if planned.kind == "term" else 1)):
        found.append(_cycle(code, period, age, today))
        period = previous(period)
    return found[::-1]


def _cycle(code: str, period: Period, age: int, today: dt.date) -> PlannedCycle:
    base, planned = (period.ends_on, None) if age else (today, REPORTED[code])
    due, locks = (planned.due, planned.locks) if planned else (DUE_AFTER, LOCKED_AFTER)
    return PlannedCycle(
        code,
        period,
        age,
        period.ends_on + dt.timedelta(days=1),
        base + dt.timedelta(days=due),
        base + dt.timedelta(days=locks),
    )


def moment(day: dt.date, minutes: int) -> dt.datetime:
    """So many minutes after the office opens at half past eight."""
    opens = dt.datetime.combine(day, dt.time(8, 30), BANGKOK)
    return opens + dt.timedelta(minutes=minutes)

"""How a roster changes after its first version: corrections, and those who finish later."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from apps.graduates.demo.names import SURNAMES
from apps.graduates.demo.people import RosterRow, graduated

_PAPER_SET_OF_LATE = "09000"


def corrected(
    rows: Sequence[RosterRow], newcomers: Sequence[RosterRow], rng: Random
) -> list[RosterRow]:
    """The next version: one person removed, a GPAX and a surname corrected, `newcomers` added.

    Needs at least three rows. A newcomer whose student code is taken gets the next free one.
    """
    removed, regraded, renamed = rng.sample(range(len(rows)), 3)
    version = list(rows)
    version[regraded] = _regraded(version[regraded])
    version[renamed] = replace(version[renamed], last_name=_other_surname(version[renamed], rng))
    del version[removed]
    free = max(int(row.student_code) for row in rows)
    for place, newcomer in enumerate(newcomers, 1):
        version.append(replace(newcomer, student_code=str(free + place)))
    return version


def finished_later(rows: Sequence[RosterRow], rng: Random, year_closed_on: date) -> list[RosterRow]:
    """The not-graduated of a roster, later: all judged จบ, each on a day of its own."""
    waiting = [row for row in rows if row.decision == "not_graduated"]
    return [
        graduated(
            row,
            rng,
            year_closed_on + timedelta(days=rng.randrange(45, 180)),
            (_PAPER_SET_OF_LATE, number),
        )
        for number, row in enumerate(waiting, 1)
    ]


def _regraded(row: RosterRow) -> RosterRow:
    points = row.gpax or Decimal("2.00")
    step = Decimal("0.05")
    return replace(row, gpax=points - step if points > Decimal("3.90") else points + step)


def _other_surname(row: RosterRow, rng: Random) -> str:
    return rng.choice([name for name in SURNAMES if name != row.last_name])

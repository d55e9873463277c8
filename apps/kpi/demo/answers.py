"""Answers to the survey, month by month: one university has a month with too few to be shown."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from apps.core.demo.seeds import stream
from apps.kpi.choices import ServiceKind
from apps.kpi.demo.processes import SATISFACTION, answers
from apps.kpi.demo.wording import COMMENTS
from apps.kpi.periods import Period, period_at, previous
from apps.kpi.survey_items import ITEMS, LEAST_ANSWERS, OVERALL

MONTHS = 14
ASKED: Mapping[str, int] = {"tu": 44, "kku": 30, "cmu": 24, "wu": 16}
"""Answers of a usual month through the portal's own links."""
FEW = ("wu", 3)
"""A university, and how many months ago fewer answered than may be shown."""
_COMMENTED = 0.12


@dataclass(frozen=True, slots=True)
class PlannedAnswer:
    """`points`: item of the survey → 1 to 5."""

    on: dt.date
    service: ServiceKind
    points: Mapping[str, int]
    comment: str
    language: str


def planned_answers(slug: str, today: dt.date, *, seed: int) -> list[PlannedAnswer]:
    """The last months, the present one included, none ahead of today."""
    month = period_at(today, "month")
    found: list[PlannedAnswer] = []
    for age in range(MONTHS):
        found += _month(slug, month, age, today, seed)
        month = previous(month)
    return found


def _month(slug: str, month: Period, age: int, today: dt.date, seed: int) -> list[PlannedAnswer]:
    rng = stream("survey", seed, slug, month.code)
    number = LEAST_ANSWERS - 4 if (slug, age) == FEW else ASKED[slug] + rng.randrange(-3, 12)
    overall = [
        int(point)
        for point, count in answers(number, SATISFACTION[slug]).items()
        for _each in range(count)
    ]
    rng.shuffle(overall)
    days = (min(month.ends_on, today) - month.starts_on).days + 1
    return [
        _answer(month.starts_on + dt.timedelta(days=rng.randrange(days)), point, rng)
        for point in overall
    ]


def _answer(on: dt.date, overall: int, rng: Random) -> PlannedAnswer:
    points = {
        item.code: max(1, min(5, overall + rng.choice((-1, 0, 0, 0, 1)))) for item in ITEMS
    } | {OVERALL: overall}
    comment = rng.choice(COMMENTS) if rng.random() < _COMMENTED else ""
    service = rng.choice((ServiceKind.CERTIFICATE, ServiceKind.CERTIFICATE, ServiceKind.COUNTER))
    return PlannedAnswer(
        on, service, points, comment, "en" if comment.isascii() and comment else "th"
    )

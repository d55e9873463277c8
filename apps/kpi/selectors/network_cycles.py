"""Cycles as the network runs them: which there are, which could be opened, with proposed days."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from apps.core.working_days import add_working_days
from apps.kpi.models import Cycle, Definition, Indicator
from apps.kpi.periods import Period, period_at, previous
from apps.kpi.selectors.versions import period_in, published_of, version_for

PERIODS_OFFERED = 6
DAYS_TO_SEND, DAYS_TO_REVIEW = 20, 10
"""Working days that are proposed: to send a figure, then for review until the lock."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A period of which no cycle is open yet, with the version that would count."""

    period: Period
    definition: Definition


@dataclass(frozen=True, slots=True)
class Days:
    opens_on: dt.date
    due_on: dt.date
    locks_on: dt.date


def cycles_newest_first(indicator_code: str = "") -> QuerySet[Cycle]:
    rows = Cycle.objects.select_related("definition", "indicator").order_by(
        "-starts_on", "indicator__position"
    )
    return rows.filter(indicator__code=indicator_code) if indicator_code else rows


def periods_offered(indicator: Indicator, *, today: dt.date | None = None) -> list[Offered]:
    """The running period and those before it, as far as a definition was in force. Two queries."""
    versions = published_of(indicator)
    if not versions:
        return []
    taken = set(Cycle.objects.filter(indicator=indicator).values_list("period_code", flat=True))
    codes = [each.code for each in _back_from(versions[0], today or timezone.localdate())]
    found = [(code, version_for(versions, code)) for code in codes if code not in taken]
    return [Offered(period_in(each, code), each) for code, each in found if each is not None]


def _back_from(definition: Definition, day: dt.date) -> Iterator[Period]:
    period = period_at(day, definition.period_kind, definition.year_kind)  # type: ignore[arg-type]
    for _number in range(PERIODS_OFFERED):
        yield period
        period = previous(period)


def proposed_days(period: Period, *, today: dt.date | None = None) -> Days:
    """It opens on the day after the period, or today where that lies behind."""
    opens = max(today or timezone.localdate(), period.ends_on + dt.timedelta(days=1))
    due = add_working_days(opens, DAYS_TO_SEND)
    return Days(opens, due, add_working_days(due, DAYS_TO_REVIEW))

"""Cycles as the network runs them: which there are, which could be opened, with proposed days."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from apps.core.working_days import add_working_days
from apps.kpi.models import Cycle, Definition, Indicator
from apps.kpi.periods import Period, parse_period, period_at, previous
from apps.kpi.refusals import NoDefinitionError
from apps.kpi.services.cycles import definition_for

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
    """The running period and those before it, as far as a definition was in force."""
    newest = (
        Definition.objects.filter(indicator=indicator, state=Definition.State.PUBLISHED)
        .order_by("-version")
        .first()
    )
    if newest is None:
        return []
    on = today or timezone.localdate()
    taken = set(Cycle.objects.filter(indicator=indicator).values_list("period_code", flat=True))
    found = [_offered(indicator, each) for each in _back_from(newest, on)]
    return [each for each in found if each is not None and each.period.code not in taken]


def _back_from(definition: Definition, day: dt.date) -> Iterator[Period]:
    period = period_at(day, definition.period_kind, definition.year_kind)  # type: ignore[arg-type]
    for _number in range(PERIODS_OFFERED):
        yield period
        period = previous(period)


def _offered(indicator: Indicator, period: Period) -> Offered | None:
    try:
        definition = definition_for(indicator, period.code)
    except NoDefinitionError:
        return None
    return Offered(parse_period(period.code, definition.year_kind), definition)  # type: ignore[arg-type]


def proposed_days(period: Period, *, today: dt.date | None = None) -> Days:
    """It opens on the day after the period, or today where that lies behind."""
    opens = max(today or timezone.localdate(), period.ends_on + dt.timedelta(days=1))
    due = add_working_days(opens, DAYS_TO_SEND)
    return Days(opens, due, add_working_days(due, DAYS_TO_REVIEW))

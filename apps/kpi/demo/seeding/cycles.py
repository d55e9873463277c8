"""Cycles as the secretariat opened them, with what is expected, excused and extended."""

import datetime as dt

from apps.courses.demo.seeding.clock import at
from apps.institutions.scope import scope
from apps.kpi.demo.calendar import PlannedCycle, moment
from apps.kpi.demo.fates import EXCUSE, EXTENSIONS, Fate, fate_of
from apps.kpi.demo.seeding.staff import Staff
from apps.kpi.demo.universities import UNIVERSITIES
from apps.kpi.models import Cycle, Indicator
from apps.kpi.services.cycles import excuse, extend, open_cycle

Cycles = dict[tuple[str, str], Cycle]
"""By indicator and code of the period."""


class IndicatorsMissingError(LookupError):
    """The definitions of the story's indicators are not published."""


def indicators() -> dict[str, Indicator]:
    """By code. In the scope of any institution. Raises IndicatorsMissingError."""
    found = {each.code: each for each in Indicator.objects.filter(code__startswith="REG0")}
    if not {"REG01", "REG02", "REG03", "REG04"} <= found.keys():
        raise IndicatorsMissingError("REG01 to REG04 are not published")
    return found


def open_cycles(staff: Staff, planned: list[PlannedCycle], today: dt.date) -> Cycles:
    """Raises IndicatorsMissingError. Nobody is told: most of it lies years back."""
    universities = [staff.institutions[slug] for slug in UNIVERSITIES]
    opened: Cycles = {}
    with scope(staff.secretary) as actor:
        known = indicators()
        for one in planned:
            with at(moment(one.opens_on, 20)):
                opened[one.key] = open_cycle(
                    actor=actor,
                    indicator=known[one.indicator],
                    period_code=one.period.code,
                    opens_on=one.opens_on,
                    due_on=one.due_on,
                    locks_on=one.locks_on,
                    institutions=universities,
                    announce=False,
                )
        _make_exceptions(staff, planned, opened, today)
    return opened


def _make_exceptions(
    staff: Staff, planned: list[PlannedCycle], opened: Cycles, today: dt.date
) -> None:
    for one in planned:
        if not one.is_open:
            continue
        cycle = opened[one.key]
        for slug in UNIVERSITIES:
            if fate_of(slug, one) == Fate.EXCUSED:
                institution = staff.institutions[slug]
                excuse(actor=staff.secretary, cycle=cycle, institution=institution, reason=EXCUSE)
        for each in EXTENSIONS:
            if each.indicator == one.indicator:
                extend(
                    actor=staff.secretary,
                    cycle=cycle,
                    institution=staff.institutions[each.slug],
                    until=today + dt.timedelta(days=each.until),
                    reason=each.reason,
                )


def lock_past(staff: Staff, planned: list[PlannedCycle], opened: Cycles) -> None:
    """Once the figures are accepted, on the morning after each cycle's last day."""
    with scope(staff.secretary):
        past = [(opened[one.key], one) for one in planned if not one.is_open]
        for cycle, one in past:
            cycle.locked_at = moment(one.locks_on + dt.timedelta(days=1), -480)
        Cycle.objects.bulk_update([cycle for cycle, _one in past], ["locked_at"])

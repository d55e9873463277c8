"""Reports that the portal asks for by itself: of a year after its cycles are locked, of a quarter
after its end. One for each institution that was expected in it, and one for the network.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from apps.kpi.models import Cycle, Expectation, Report
from apps.kpi.periods import Period, period_at, previous
from apps.kpi.selectors.reports import reported_cycles
from apps.kpi.services.portal import network_actor, portal_of
from apps.kpi.services.reporting import ask_report

LANGUAGE = "th"
LOOKED_BACK = dt.timedelta(days=31)
"""A lock or a quarter's end that lies further back asks for nothing: what the portal was not
running for is not made up for by a flood of old reports.
"""


def ask_due_reports(today: dt.date | None = None) -> int:
    """How many reports were asked for. Doing it again asks for none twice. For the scheduler."""
    on = today or timezone.localdate()
    network, count = network_actor(), 0
    for period in _due(network, on):
        with scope(network):
            expected = _expected(reported_cycles(period))
        if not expected:
            continue
        count += _ask(network, period, on)
        for institution in expected:
            # the report shows one institution's own figures: it is asked for in its own scope
            count += _ask(portal_of(institution), period, on)
    return count


def _due(network: Actor, today: dt.date) -> list[Period]:
    ended = previous(period_at(today, "quarter", "fiscal"))
    found = [ended] if today - ended.ends_on <= LOOKED_BACK else []
    with scope(network):
        return [*found, *_locked_years(today)]


def _locked_years(today: dt.date) -> list[Period]:
    """Years of which a cycle was locked lately and none is left open."""
    lately = Cycle.objects.filter(locked_at__date__gt=today - LOOKED_BACK).order_by("starts_on")
    years = {
        (year.code, year.year_kind): year
        for cycle in lately
        for year in [period_at(cycle.ends_on, "year", cycle.year_kind)]  # type: ignore[arg-type]
    }
    return [year for year in years.values() if _is_closed(year, today)]


def _is_closed(year: Period, today: dt.date) -> bool:
    if year.ends_on >= today:
        return False
    return all(cycle.locked_at is not None for cycle in reported_cycles(year))


def _expected(cycles: Iterable[Cycle]) -> Sequence[int]:
    rows = Expectation.objects.filter(cycle__in=list(cycles), excused="")
    return list(rows.order_by("institution_id").values_list("institution_id", flat=True).distinct())


def _ask(actor: Actor, period: Period, today: dt.date) -> int:
    """1 where it was not asked for yet."""
    with scope(actor):
        known = Report.objects.filter(
            institution_id=actor.institution_id,
            period_code=period.code,
            year_kind=period.year_kind,
            language=LANGUAGE,
            scheduled=True,
        )
        if known.exists():
            return 0
        try:
            with transaction.atomic():
                ask_report(
                    actor=actor, period=period, language=LANGUAGE, scheduled=True, today=today
                )
        except IntegrityError:  # another scheduler was quicker: report_scheduled_once
            return 0
    return 1

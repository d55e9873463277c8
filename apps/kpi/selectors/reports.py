"""What a report is made from, and the reports that an institution has.

A report of a year tells of the periods that ended in it, so that it never speaks of half a period.
A report of a quarter tells of the figures that were due in it: that is when they came in, and a
quarter of a year would otherwise often be empty.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from apps.core.errors import NotFoundError
from apps.core.keyset import Slice, page_after
from apps.documents.models import Paper
from apps.institutions.actor import Actor
from apps.kpi.models import Cycle, Expectation, Report
from apps.kpi.periods import Period, parse_period
from apps.kpi.selectors.cycles import accepted_submissions
from apps.kpi.selectors.dashboard import YEARS, History, Point
from apps.kpi.selectors.versions import latest_versions

ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class ReportRow:
    """paper: of the ledger, None before it is asked for."""

    report: Report
    paper: Paper | None


def belongs(cycle: Cycle, period: Period) -> bool:
    """Whether the report of this period tells of the cycle."""
    day = cycle.due_on if period.kind == "quarter" else cycle.ends_on
    return period.starts_on <= day <= period.ends_on


def reported_cycles(period: Period) -> list[Cycle]:
    """The cycles that the report tells of, in the order of time."""
    return [each for each in _cycles(period) if belongs(each, period)]


def reported_histories(actor: Actor, period: Period) -> list[History]:
    """The own accepted figures of three years up to the period, for every active indicator."""
    cycles = _cycles(period)
    asked = Expectation.objects.filter(
        cycle=OuterRef("pk"), institution_id=actor.institution_id, excused=""
    )
    today = timezone.localdate()
    missed = set(
        Cycle.objects.filter(Exists(asked), pk__in=[each.pk for each in cycles], due_on__lt=today)
        .order_by()
        .values_list("pk", flat=True)
    )
    own = accepted_submissions(actor, cycles)
    points = [
        Point(each, own.get(each.pk)) for each in cycles if each.pk in own or each.pk in missed
    ]
    return _histories(points, period)


def network_histories(period: Period) -> list[History]:
    """The cycles of three years up to the period, for every active indicator, without figures."""
    return _histories([Point(each, None) for each in _cycles(period)], period)


def report_page(actor: Actor, cursor: str = "") -> Slice[Report]:
    """The newest first."""
    rows = Report.objects.filter(institution_id=actor.institution_id).select_related("job")
    return page_after(rows, cursor, ON_A_PAGE)


def with_papers(reports: Iterable[Report]) -> list[ReportRow]:
    """One query."""
    rows = list(reports)
    found = {
        paper.uuid: paper
        for paper in Paper.objects.filter(uuid__in=[row.paper for row in rows if row.paper])
    }
    return [ReportRow(row, found.get(row.paper) if row.paper else None) for row in rows]


def report_get(actor: Actor, uuid: UUID) -> Report:
    """Of the actor's institution. Raises NotFoundError."""
    found = (
        Report.objects.filter(uuid=uuid, institution_id=actor.institution_id)
        .select_related("job", "institution")
        .first()
    )
    if found is None:
        raise NotFoundError
    return found


def period_of_report(report: Report) -> Period:
    return parse_period(report.period_code, report.year_kind)  # type: ignore[arg-type]


def _cycles(period: Period) -> list[Cycle]:
    """Up to the period, of active indicators; each with definition and indicator."""
    last = "due_on__lte" if period.kind == "quarter" else "ends_on__lte"
    rows = Cycle.objects.filter(indicator__is_active=True, **{last: period.ends_on})
    return list(rows.select_related("definition", "indicator").order_by("starts_on", "pk"))


def _histories(points: Sequence[Point], period: Period) -> list[History]:
    """One for each published indicator, in the indicators' order."""
    by_indicator: dict[int, list[Point]] = {}
    for point in points:
        by_indicator.setdefault(point.cycle.indicator_id, []).append(point)
    found = []
    for definition in latest_versions(period.ends_on).values():
        recent = _recent(by_indicator.get(definition.indicator_id, []))
        used = recent[-1].cycle.definition if recent else definition
        found.append(History(definition.indicator, used, tuple(recent)))
    return found


def _recent(points: Sequence[Point]) -> list[Point]:
    if not points:
        return []
    newest = points[-1].cycle.starts_on
    since = newest.replace(year=newest.year - YEARS, day=1)
    return [point for point in points if point.cycle.starts_on > since]

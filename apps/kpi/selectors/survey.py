"""Answers of the survey as their own institution reads them; too few answers are not shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from apps.core.keyset import BY_NUMBER, Slice, page_after
from apps.institutions.actor import Actor
from apps.kpi.answer_groups import Cell, is_told_period, may_tell
from apps.kpi.choices import ServiceKind
from apps.kpi.formulas import Figure, evaluate, mean_points
from apps.kpi.models import Definition, SurveyInvitation, SurveyResponse
from apps.kpi.periods import Period, buckets, parse_period, period_at
from apps.kpi.policies import can_read_own, can_run_survey, demand
from apps.kpi.survey_items import ITEMS, LEAST_ANSWERS, OVERALL, POINTS, Item

FISCAL = "fiscal-"
COMMENTS_ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class ItemResult:
    """Answers to one item. counts: "1" … "5" → number; is_shown: whether they may be told."""

    item: Item
    counts: dict[str, int]
    is_shown: bool = False

    @property
    def n(self) -> int:
        return sum(self.counts.values())

    @property
    def mean(self) -> Decimal | None:
        """On the scale of five, unrounded; None without answers."""
        return mean_points(self.of_scale)

    @property
    def of_scale(self) -> Figure:
        """Formula A: the mean answer in percent of the highest."""
        return evaluate("mean_of_scale", {}, self.counts)

    @property
    def top(self) -> Figure:
        """Formula B: the share of answers of 4 and 5."""
        return evaluate("top_boxes", {}, self.counts)


@dataclass(frozen=True, slots=True)
class Results:
    """items in the order of the questionnaire; empty where too few answers came in."""

    items: list[ItemResult]
    n: int

    @property
    def overall(self) -> ItemResult | None:
        return next((one for one in self.items if one.item.code == OVERALL), None)


@dataclass(frozen=True, slots=True)
class SurveyResults:
    """whole: of the chosen service, or of all; services: those that may be shown one by one."""

    whole: Results
    services: dict[ServiceKind, Results]
    has_any: bool


def survey_periods(actor: Actor) -> list[Period]:
    """Fiscal years, then months, in which answers came in; the newest first."""
    demand(can_read_own(actor))
    rows = _responses(actor).order_by().values_list("bucket", flat=True).distinct()
    months = [parse_period(code) for code in sorted(rows, reverse=True)]
    years = {
        year.code: year
        for year in (period_at(month.starts_on, "year", "fiscal") for month in months)
    }
    return [*years.values(), *months]


def period_key(period: Period) -> str:
    """As it stands in an address: "2025-08" for a month, "fiscal-2025" for a year."""
    return f"{FISCAL}{period.code}" if period.kind == "year" else period.code


def survey_results(
    actor: Actor, *, period: Period | None = None, service: str = ""
) -> SurveyResults:
    """One query. Raises ForbiddenError."""
    demand(can_read_own(actor))
    cells = _counted(_responses(actor))
    services = {kind: _told(cells, period, kind) for kind in ServiceKind}
    return SurveyResults(
        whole=_told(cells, period, service),
        services={kind: each for kind, each in services.items() if each.items},
        has_any=any(_is_of(cell, period, "") for cell in cells),
    )


def survey_is_told(actor: Actor, definition: Definition, period: Period) -> bool:
    """Whether the answers of a period may be told as an indicator's figure; of periods that lie
    across months and years only the ones that the indicator is counted in.
    """
    sizes = {cell: each.n for cell, each in _counted(_responses(actor)).items()}
    if is_told_period(period):
        return may_tell(sizes, period=period)
    if (period.kind, period.year_kind) != (definition.period_kind, definition.year_kind):
        return False
    return sum(n for cell, n in sizes.items() if _is_of(cell, period, "")) >= LEAST_ANSWERS


def survey_comments(
    actor: Actor, *, period: Period | None = None, service: str = "", cursor: str = ""
) -> Slice[SurveyResponse]:
    """What was written, newest first; for those who work at the service. Raises ForbiddenError."""
    demand(can_run_survey(actor))
    rows = _responses(actor, period).exclude(comment="")
    if service:
        rows = rows.filter(service=service)
    # by number: a cursor by time would tell the minute of an answer
    return page_after(rows, cursor, COMMENTS_ON_A_PAGE, BY_NUMBER)


def invitation_for(actor: Actor, *, service: ServiceKind, subject: UUID) -> SurveyInvitation | None:
    """How far the asking about one record is; None where nobody was asked yet."""
    return SurveyInvitation.objects.filter(
        institution_id=actor.institution_id, service=service, subject=subject
    ).first()


def _responses(actor: Actor, period: Period | None = None) -> QuerySet[SurveyResponse]:
    rows = SurveyResponse.objects.filter(institution_id=actor.institution_id)
    return rows.filter(bucket__in=buckets(period)) if period else rows


def _counted(rows: QuerySet[SurveyResponse]) -> dict[Cell, Results]:
    """Service and month → what was answered, all counted by the database."""
    wanted = {
        f"{item.code}_{point}": Count("pk", filter=Q(**{f"points__{item.code}": point}))
        for item in ITEMS
        for point in POINTS
    }
    found = rows.order_by().values("service", "bucket").annotate(total=Count("pk"), **wanted)
    return {(row["service"], row["bucket"]): Results(_items(row), row["total"]) for row in found}


def _items(row: Mapping[str, Any]) -> list[ItemResult]:
    return [
        ItemResult(item, {str(point): row[f"{item.code}_{point}"] for point in POINTS})
        for item in ITEMS
    ]


def _told(cells: Mapping[Cell, Results], period: Period | None, service: str) -> Results:
    """The sum of the cells, with what may be told of each item; no item where too few answered."""
    wanted = [each for cell, each in cells.items() if _is_of(cell, period, service)]
    items = []
    for place, item in enumerate(ITEMS):
        given = [each.items[place].counts for each in wanted]
        counts = {str(point): sum(each[str(point)] for each in given) for point in POINTS}
        sizes = {cell: each.items[place].n for cell, each in cells.items()}
        items.append(ItemResult(item, counts, may_tell(sizes, period=period, service=service)))
    whole = Results(items, sum(each.n for each in wanted))
    return whole if whole.overall and whole.overall.is_shown else Results([], whole.n)


def _is_of(cell: Cell, period: Period | None, service: str) -> bool:
    return (not service or cell[0] == service) and (period is None or cell[1] in buckets(period))

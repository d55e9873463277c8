"""Answers of the survey as their own institution reads them; too few answers are not shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from apps.core.keyset import BY_NUMBER, Slice, page_after
from apps.institutions.actor import Actor
from apps.kpi.choices import ServiceKind
from apps.kpi.formulas import Figure, evaluate, mean_points
from apps.kpi.models import SurveyInvitation, SurveyResponse
from apps.kpi.periods import Period, buckets, parse_period, period_at
from apps.kpi.policies import STAFF, can_read_own, demand
from apps.kpi.survey_items import ITEMS, LEAST_ANSWERS, OVERALL, POINTS, Item

FISCAL = "fiscal-"
COMMENTS_ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class ItemResult:
    """Answers to one item. counts: "1" … "5" → number."""

    item: Item
    counts: dict[str, int]

    @property
    def n(self) -> int:
        return sum(self.counts.values())

    @property
    def is_shown(self) -> bool:
        return self.n >= LEAST_ANSWERS

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


def shown_groups(sizes: Mapping[str, int], least: int = LEAST_ANSWERS) -> set[str]:
    """Groups that may stand beside their sum.

    None is smaller than `least`, and neither is what is left of the sum without them: else the
    difference would tell what the small ones hide.
    """
    shown = {name for name, size in sizes.items() if size >= least}
    rest = sum(size for name, size in sizes.items() if name not in shown)
    while shown and 0 < rest < least:
        smallest = min(shown, key=lambda name: (sizes[name], name))
        shown.remove(smallest)
        rest += sizes[smallest]
    return shown


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
    found = _counted(_responses(actor, period))
    shown = shown_groups({name: row.n for name, row in found.items()})
    if not service:
        whole = _sum(list(found.values()))
    elif service in shown:
        whole = found[service]
    else:
        whole = Results([], found[service].n if service in found else 0)
    return SurveyResults(
        whole=whole if whole.n >= LEAST_ANSWERS else Results([], whole.n),
        services={ServiceKind(name): found[name] for name in ServiceKind if name in shown},
        has_any=bool(found),
    )


def survey_comments(
    actor: Actor, *, period: Period | None = None, service: str = "", cursor: str = ""
) -> Slice[SurveyResponse]:
    """What was written, newest first; for those who work at the service. Raises ForbiddenError."""
    demand(actor.role in STAFF)
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


def _counted(rows: QuerySet[SurveyResponse]) -> dict[str, Results]:
    """Service → its results, all counted by the database."""
    wanted = {
        f"{item.code}_{point}": Count("pk", filter=Q(**{f"points__{item.code}": point}))
        for item in ITEMS
        for point in POINTS
    }
    found = rows.order_by().values("service").annotate(total=Count("pk"), **wanted)
    return {row["service"]: Results(_items(row), row["total"]) for row in found}


def _items(row: Mapping[str, Any]) -> list[ItemResult]:
    return [
        ItemResult(item, {str(point): row[f"{item.code}_{point}"] for point in POINTS})
        for item in ITEMS
    ]


def _sum(parts: Sequence[Results]) -> Results:
    columns = zip(*(part.items for part in parts), strict=True)
    items = [
        ItemResult(
            column[0].item,
            {str(point): sum(one.counts[str(point)] for one in column) for point in POINTS},
        )
        for column in columns
    ]
    return Results(items, sum(part.n for part in parts))

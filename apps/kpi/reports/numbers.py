"""Numbers of one period beneath the charts, as they stand in the workbook."""

from decimal import Decimal

from apps.kpi.formulas import Figure
from apps.kpi.headlines import reaches
from apps.kpi.limits import FunnelPoint, limits_at
from apps.kpi.peers import Comparison
from apps.kpi.periods import Period
from apps.kpi.pooling import pooled
from apps.kpi.reports.content import GroupNumbers, PeriodNumbers
from apps.kpi.selectors.dashboard import Point
from apps.kpi.selectors.reports import belongs
from apps.kpi.shown.words import origin_of


def period_numbers(
    point: Point, comparison: Comparison, period: Period, *, score: str = ""
) -> PeriodNumbers:
    figure = point.figure
    return PeriodNumbers(
        code=point.cycle.period_code,
        label=point.label,
        reported=belongs(point.cycle, period),
        numerator=figure.numerator if figure else None,
        denominator=figure.denominator if figure else None,
        n=figure.n if figure else None,
        value=figure.value if figure else None,
        spread=figure.spread if figure else None,
        target=point.cycle.definition.target,
        score=score,
        origin=origin_of(point),
        group=group_numbers(comparison),
    )


def group_numbers(comparison: Comparison) -> GroupNumbers | None:
    """None where the group may not be shown; limits only beside an own figure."""
    spread = comparison.spread
    if spread is None:
        return None
    centre = pooled([peer.figure for peer in comparison.members])
    limits = limits_at(centre, comparison.own.n) if comparison.own else None
    return GroupNumbers(
        count=spread.n,
        lowest=spread.minimum,
        q1=spread.q1,
        median=spread.median,
        q3=spread.q3,
        highest=spread.maximum,
        centre=centre.value,
        **_limits(limits),
    )


def reaching(figures: list[Figure], target: Decimal, *, less_is_better: bool) -> int:
    """How many of them reach the target."""
    values = [figure.value for figure in figures if figure.value is not None]
    return sum(reaches(value, target, less_is_better=less_is_better) for value in values)


def _limits(point: FunnelPoint | None) -> dict[str, Decimal]:
    if point is None:
        return {}
    return {
        "lower_95": point.inner.lower,
        "upper_95": point.inner.upper,
        "lower_998": point.outer.lower,
        "upper_998": point.outer.upper,
    }

"""Charts of the dashboards, made from figures that were chosen before."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from apps.kpi.charts import (
    Caption,
    Chart,
    FunnelDot,
    PeriodValue,
    distribution_strip,
    funnel,
    history,
)
from apps.kpi.charts.numbers import count_text, decimals_apart, value_text
from apps.kpi.formulas import Figure
from apps.kpi.limits import Position, curve_sizes, funnel_curve, limits_at, position
from apps.kpi.peers import Comparison
from apps.kpi.pooling import pooled
from apps.kpi.selectors.dashboard import History, Point
from apps.kpi.shown.words import (
    apart_words,
    as_of,
    history_words,
    noise_words,
    origin_of,
    place_sentence,
)

CURVE_POINTS = 60


def history_chart(
    row: History, medians: Mapping[int, Decimal | None] | None = None
) -> Chart | None:
    """medians: cycle's id → median of the network, None where it may not be shown."""
    if row.latest is None:
        return None
    title, sentence = history_words(row)
    beside = medians or {}
    points = [
        PeriodValue(
            label=each.label,
            value=each.value,
            n=each.figure.n if each.figure else None,
            network=beside.get(each.cycle.pk),
        )
        for each in row.points
    ]
    latest = row.latest
    caption = Caption(
        title=title,
        sentence=sentence,
        as_of=as_of(latest),
        n=latest.figure.n if latest.figure else None,
        origin=origin_of(latest),
    )
    return history(points, caption, target=row.target)


def strip_chart(row: History, point: Point, comparison: Comparison) -> Chart | None:
    """None where the group is too small to be shown."""
    spread = comparison.spread
    if spread is None:
        return None
    exact = decimals_apart(spread.q1, spread.q3)
    given = {
        "code": row.indicator.code,
        "q1": value_text(spread.q1, decimals=exact),
        "q3": value_text(spread.q3, decimals=exact),
        "median": value_text(spread.median, decimals=exact),
    }
    own = comparison.own.value if comparison.own else None
    place = comparison.place
    if place is None:
        title = _("%(code)s: half of the group lies from %(q1)s to %(q3)s") % given
    else:
        title = _("%(code)s: yours is %(place)s") % {**given, "place": place.label}
    sentence = _("Half of the group lies from %(q1)s to %(q3)s; its median is %(median)s.") % given
    if own is None:
        sentence = f"{sentence} {place_sentence(point, comparison)}"
    caption = Caption(
        title=title,
        sentence=sentence,
        as_of=as_of(point),
        origin=_("Accepted figures of %(count)s universities, unnamed")
        % {"count": count_text(spread.n)},
    )
    others = [figure.value for figure in comparison.others if figure.value is not None]
    return distribution_strip(others, spread, caption, own=own, target=row.target)


def funnel_chart(row: History, point: Point, comparison: Comparison) -> Chart | None:
    """None where the group is too small, or has no limits that can be computed."""
    if comparison.spread is None:
        return None
    figures = [peer.figure for peer in comparison.members]
    centre = pooled(figures)
    sizes = [figure.n for figure in figures]
    curve = funnel_curve(centre, _sizes(min(sizes), max(sizes)))
    if len(curve) < 2 or centre.value is None:
        return None
    own = _dot(comparison.own, centre) if comparison.own else None
    others = [_dot(figure, centre) for figure in comparison.others]
    title, sentence = _words(row, comparison, centre, own)
    apart = apart_words([dot.position for dot in (*others, *([own] if own else []))])
    caption = Caption(
        title=title,
        sentence=f"{sentence} {apart}".strip(),
        as_of=as_of(point),
        n=centre.n,
        origin=_("Accepted figures of %(count)s universities, unnamed")
        % {"count": count_text(comparison.spread.n)},
    )
    return funnel(others, curve, caption, centre=centre.value, counted=_("Records"), own=own)


def _sizes(smallest: int, largest: int) -> list[int]:
    """Where all have as many records, the curve goes from half of it to twice."""
    if smallest == largest:
        smallest, largest = max(1, smallest // 2), 2 * largest
    return curve_sizes(smallest, largest, CURVE_POINTS)


def _words(
    row: History, comparison: Comparison, centre: Figure, own: FunnelDot | None
) -> tuple[str, str]:
    code = row.indicator.code
    if own is None or comparison.own is None:
        title = _("%(code)s: how far chance alone spreads the group") % {"code": code}
        return title, _("Within the limits, distances between universities may be chance.")
    return noise_words(code, comparison.own, centre, own.position)


def _dot(figure: Figure, centre: Figure) -> FunnelDot:
    value = figure.value or Decimal(0)
    limits = limits_at(centre, figure.n)
    found = position(value, limits) if limits else Position.WITHIN
    return FunnelDot(figure.n, value, found)

"""The funnel plot in words and figures: no name and no value of another institution."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from apps.kpi.charts.chart import Table
from apps.kpi.charts.numbers import count_text, value_text
from apps.kpi.limits import FunnelPoint, Limits, Position

Own = tuple[int, Decimal, Position]


def limits_table(
    *,
    own: Own | None,
    name: str,
    centre: Decimal,
    curve: Sequence[FunnelPoint],
    positions: Sequence[Position],
    unit: str,
) -> Table:
    """Own value and n, the network's, the limits for the smallest and the largest n, and how many
    institutions lie within and beyond them. `own`: n, value and position.
    """
    rows = [(name, value_text(own[1], unit), count_text(own[0]))] if own else []
    rows.append((_("Network"), value_text(centre, unit), "–"))
    for point in _at_sizes(curve, own[0] if own else None):
        rows.append((_("Limits: 95 %"), _range(point.inner, unit), count_text(point.n)))
        rows.append((_("Limits: 99.8 %"), _range(point.outer, unit), count_text(point.n)))
    far = sum(one in (Position.FAR_BELOW, Position.FAR_ABOVE) for one in positions)
    number = _("%(n)s of %(all)s institutions") % {"n": far, "all": len(positions)}
    rows.append((_("Diamonds: beyond the limits of 99.8 %"), number, "–"))
    return Table((_("Measure"), _("Value"), _("Based on (n)")), tuple(rows))


def _at_sizes(curve: Sequence[FunnelPoint], own: int | None) -> list[FunnelPoint]:
    """Smallest and largest n, and between them the size nearest to the own one."""
    sizes = [curve[0].n, curve[-1].n]
    if own is not None:
        sizes.insert(1, min((point.n for point in curve), key=lambda n: abs(n - own)))
    by_size = {point.n: point for point in curve}
    return [by_size[n] for n in dict.fromkeys(sizes)]


def _range(limits: Limits, unit: str) -> str:
    return f"{value_text(limits.lower, '')}–{value_text(limits.upper, unit)}"

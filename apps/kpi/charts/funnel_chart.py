"""A funnel plot: the fewer records, the wider the limits within which chance alone moves a value.

Form and limits after D. J. Spiegelhalter, "Funnel plots for comparing institutional performance",
Statistics in Medicine 24 (2005), 1185–1202.
"""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from apps.kpi.charts.axes import Ending, at_the_end, left_margin, right_margin, upright
from apps.kpi.charts.chart import Caption, Chart, Layout, Text, pictured
from apps.kpi.charts.clipping import clipped
from apps.kpi.charts.frames import WIDE, Frame, Plot, frames
from apps.kpi.charts.funnel_dots import Funnel, FunnelDot
from apps.kpi.charts.funnel_signs import signs
from apps.kpi.charts.funnel_table import limits_table
from apps.kpi.charts.labels import Label, inside, thinned
from apps.kpi.charts.marks import Mark
from apps.kpi.charts.numbers import value_text
from apps.kpi.charts.scales import Scale, axis_ticks, bend_for, count_ticks, ticks
from apps.kpi.limits import FunnelPoint

FRAMES = frames((720, 340), (360, 330))
PERCENT = (Decimal(0), Decimal(100))


def funnel(
    others: Sequence[FunnelDot],
    curve: Sequence[FunnelPoint],
    caption: Caption,
    *,
    centre: Decimal,
    counted: Text,
    own: FunnelDot | None = None,
    name: Text = "",
    unit: str = "%",
    bounds: tuple[Decimal, Decimal] | None = PERCENT,
) -> Chart:
    """Dots of `others` and the own one over the limits of `curve` (rising n, from the smallest to
    the largest of all dots: limits.funnel_curve over limits.curve_sizes(…, count=60)).

    counted: what n counts ("Announced results"); name: of the own dot (short, "Yours" if empty).
    Raises ValueError for a curve of fewer than two sizes, or without any dot.
    """
    dots = [*others, *([] if own is None else [own])]
    if len(curve) < 2 or not dots:
        raise ValueError("a funnel needs dots, and limits for at least two sizes")
    floor, ceiling = bounds or (None, None)
    shown = _limits_to_show(dots, curve)
    values = [dot.value for dot in dots]
    on_axis = axis_ticks([*values, centre, *shown], floor=floor, ceiling=ceiling)
    ordered = tuple(sorted(others, key=lambda dot: (dot.value, dot.n)))
    called = str(name or _("Yours"))
    drawing = Funnel(ordered, own, called, tuple(curve), centre, str(counted), unit, on_axis)
    table = limits_table(
        own=(own.n, own.value, own.position) if own else None,
        name=called, centre=centre, curve=curve, positions=[dot.position for dot in dots],
        unit=unit,
    )  # fmt: skip
    return pictured(caption, [_layout(drawing, frame) for frame in FRAMES], table)


def _limits_to_show(dots: Sequence[FunnelDot], curve: Sequence[FunnelPoint]) -> list[Decimal]:
    """The outer limits from the lower quarter of the sizes on: those of the very smallest would
    press all the rest together, and may leave the picture.
    """
    sizes = sorted(dot.n for dot in dots)
    least = sizes[len(sizes) // 4]
    point = next((point for point in curve if point.n >= least), curve[-1])
    return [point.outer.lower, point.outer.upper]


def _layout(drawing: Funnel, frame: Frame) -> Layout:
    endings = _endings(drawing, frame)
    plot = Plot(
        left=left_margin(drawing.ticks, frame),
        right=100 - right_margin(endings, frame),
        top=frame.line * 1.9,
        bottom=100 - frame.line * 2.9,
    )
    low, high = float(drawing.ticks[0]), float(drawing.ticks[-1])
    y = Scale(low, high, plot.bottom, plot.top)
    first, last = drawing.curve[0].n, drawing.curve[-1].n
    inset = frame.across(12)
    x = Scale(first, last, plot.left + inset, plot.right - inset, bend_for(first, last))
    grid, axis = upright(drawing.ticks, y, plot, frame, drawing.unit)
    leaders, ends = at_the_end(endings, y, plot, frame)
    foot, sizes = _sizes(drawing, x, plot, frame)
    dots, called = signs(drawing, x, y, plot, frame)
    marks = [*_limits(drawing, x, y, plot), *grid, *foot, *_centre(drawing, y, plot), *leaders]
    return Layout(frame, (*marks, *dots), (*axis, *sizes, *ends, *called))


def _endings(drawing: Funnel, frame: Frame) -> list[Ending]:
    """The upper limits are named; the lower ones are drawn alike."""
    last = drawing.curve[-1]
    inner, outer = _("Limits: 95 %"), _("Limits: 99.8 %")
    if frame.name != WIDE:
        inner, outer = "95\u00a0%", "99.8\u00a0%"
    centre = (_("Network"), value_text(drawing.centre, drawing.unit))
    return [
        Ending((outer,), last.outer.upper, "network"),
        Ending((inner,), last.inner.upper, "network"),
        Ending(centre, drawing.centre, "network"),
    ]


def _sizes(drawing: Funnel, x: Scale, plot: Plot, frame: Frame) -> tuple[list[Mark], list[Label]]:
    first, last = int(x.low), int(x.high)
    values = ticks(Decimal(first), Decimal(last)) if x.bend == "linear" else ()
    numbers = [int(value) for value in values if value == int(value)] or count_ticks(first, last)
    marks = [Mark("axis", "line", ((plot.left, plot.bottom), (plot.right, plot.bottom)))]
    labels = []
    for number in numbers:
        at = x.at(number)
        foot = plot.bottom + frame.down(5)
        marks.append(Mark("axis", "line", ((at, plot.bottom), (at, foot))))
        labels.append(Label((f"{number:,}",), at, 100 - frame.line * 1.85))
    title = _("%(what)s (n)") % {"what": drawing.counted}
    named = Label((title,), plot.left, 100 - frame.line * 0.6, "start")
    return marks, [*thinned(labels, frame), inside(named, frame)]


def _limits(drawing: Funnel, x: Scale, y: Scale, plot: Plot) -> list[Mark]:
    """The band within the inner limits, and all four lines as far as they lie in the picture."""
    across = [x.at(point.n) for point in drawing.curve]
    edges = {
        "limit_95": [
            [p.inner.upper for p in drawing.curve],
            [p.inner.lower for p in drawing.curve],
        ],
        "limit_998": [
            [p.outer.upper for p in drawing.curve],
            [p.outer.lower for p in drawing.curve],
        ],
    }
    upper, lower = (
        [(at, y.held(value)) for at, value in zip(across, edge, strict=True)]
        for edge in edges["limit_95"]
    )
    marks = [Mark("within_95", "area", (*upper, *reversed(lower)))]
    for ink, both in edges.items():
        for edge in both:
            line = [(at, y.at(value)) for at, value in zip(across, edge, strict=True)]
            marks += [Mark(ink, "line", piece) for piece in clipped(line, plot.top, plot.bottom)]
    return marks


def _centre(drawing: Funnel, y: Scale, plot: Plot) -> list[Mark]:
    at = y.at(drawing.centre)
    return [Mark("centre", "line", ((plot.left, at), (plot.right, at)))]

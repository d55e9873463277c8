"""The institutions of a funnel plot: signs that differ by shape, and the few that are named."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from apps.kpi.charts.frames import Frame, Plot
from apps.kpi.charts.funnel_dots import Funnel, FunnelDot
from apps.kpi.charts.labels import Label, box_of, free, inside
from apps.kpi.charts.marks import INKS, Mark, Point
from apps.kpi.charts.numbers import value_text
from apps.kpi.charts.scales import Scale


def signs(
    drawing: Funnel, x: Scale, y: Scale, plot: Plot, frame: Frame
) -> tuple[list[Mark], list[Label]]:
    """Dots, diamonds for those beyond the outer limits, and the own one with its value."""

    def places(dots: Sequence[FunnelDot]) -> tuple[Point, ...]:
        return tuple((x.at(dot.n), y.at(dot.value)) for dot in dots)

    beyond = [dot for dot in drawing.others if dot.beyond]
    marks = [
        Mark("other", "dot", places([dot for dot in drawing.others if not dot.beyond])),
        Mark("beyond", "diamond", places(beyond)),
    ]
    dots, lines = places(drawing.dots), _on_limits(drawing, x, y)
    own: list[Label] = []
    if drawing.own:
        (at,) = places([drawing.own])
        diamond = Mark("own_beyond", "diamond", (at,)) if drawing.own.beyond else None
        marks.append(diamond or Mark("own", "dot", (at,)))
        text = f"{drawing.name} {value_text(drawing.own.value, drawing.unit)}"
        around = _around(Label((text,), *at, tone="own"), frame)
        own = _least_hiding(around, dots, lines, plot, frame)
    notes = [
        label
        for at in places(beyond)
        for label in _around(Label((_("beyond the limits"),), *at, tone="note"), frame)
        if free(label, own, frame) and not _hidden(label, dots, frame)
    ]
    return marks, own + _least_hiding(notes, dots, lines, plot, frame)


def _on_limits(drawing: Funnel, x: Scale, y: Scale) -> list[Point]:
    """Points of the limits' lines and of the centre, which words should rather not cross."""
    return [
        (x.at(point.n), y.at(value))
        for point in drawing.curve
        for value in (
            *(point.inner.lower, point.inner.upper, point.outer.lower, point.outer.upper),
            drawing.centre,
        )
    ]


def _around(label: Label, frame: Frame) -> list[Label]:
    """The places beside, above and below the dot that a label stands on."""
    side, rise = frame.across(14), frame.down(10) + frame.line / 2
    return [
        Label(label.lines, label.x + side, label.y, "start", label.tone),
        Label(label.lines, label.x - side, label.y, "end", label.tone),
        inside(Label(label.lines, label.x, label.y - rise, "middle", label.tone), frame),
        inside(Label(label.lines, label.x, label.y + rise, "middle", label.tone), frame),
        # at the right edge of the picture words in the middle would run out of the axes
        Label(label.lines, label.x + side / 2, label.y - rise, "end", label.tone),
        Label(label.lines, label.x + side / 2, label.y + rise, "end", label.tone),
    ]


def _least_hiding(
    tried: Sequence[Label],
    dots: Sequence[Point],
    lines: Sequence[Point],
    plot: Plot,
    frame: Frame,
) -> list[Label]:
    """Of the places within the axes the one that hides the fewest dots, then the least of lines;
    none where nothing fits.
    """
    fitting = [
        (_hidden(label, dots, frame), _hidden(label, lines, frame), index, label)
        for index, label in enumerate(tried)
        if _within(label, plot, frame)
    ]
    return [min(fitting)[3]] if fitting else []


def _hidden(label: Label, points: Sequence[Point], frame: Frame) -> int:
    size = INKS["other"].size
    box = box_of(label, frame).grown(frame.across(size), frame.down(size))
    return sum(box.holds(*point) for point in points)


def _within(label: Label, plot: Plot, frame: Frame) -> bool:
    box = box_of(label, frame)
    across = plot.left <= box.left and box.right <= plot.right
    return across and plot.top - frame.line / 2 <= box.top and box.bottom <= plot.bottom

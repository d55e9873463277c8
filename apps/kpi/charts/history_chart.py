"""One institution's value over periods, against its target and the network's median."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from apps.kpi.charts.axes import Ending, at_the_end, left_margin, right_margin, upright
from apps.kpi.charts.chart import Caption, Chart, Layout, Table, Text, pictured
from apps.kpi.charts.frames import WIDE, Frame, Plot, frames
from apps.kpi.charts.history_labels import beside_dot, runs
from apps.kpi.charts.labels import Label, inside, thinned
from apps.kpi.charts.marks import Mark, Point
from apps.kpi.charts.numbers import count_text, value_text
from apps.kpi.charts.scales import Scale, axis_ticks

FRAMES = frames((720, 290), (360, 290))
PERCENT = (Decimal(0), Decimal(100))


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodValue:
    """`label`: the period as it is read; `value`: None leaves a gap; `n`: its denominator;
    `network`: the median of the network in that period, None where it may not be shown.
    """

    label: Text
    value: Decimal | None
    n: int | None = None
    network: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Course:
    """What is drawn, whatever the frame."""

    points: tuple[PeriodValue, ...]
    target: Decimal | None
    own: str
    unit: str
    ticks: tuple[Decimal, ...]

    def known(self) -> list[tuple[Decimal, int]]:
        """The values that there are, each with its place in the row of periods."""
        found = ((point.value, index) for index, point in enumerate(self.points))
        return [(value, index) for value, index in found if value is not None]


def history(
    points: Sequence[PeriodValue],
    caption: Caption,
    *,
    target: Decimal | None = None,
    own: Text = "",
    unit: str = "%",
    bounds: tuple[Decimal, Decimal] | None = PERCENT,
) -> Chart:
    """A line with a dot for each period, oldest first, and gaps where there is no value.

    own: what the line is called at its end (short, "Yours" if empty); bounds: of the scale itself.
    Raises ValueError without any period.
    """
    if not points:
        raise ValueError("a history needs at least one period")
    known = [point.value for point in points if point.value is not None]
    beside = [point.network for point in points if point.network is not None]
    values = [*known, *beside, *([] if target is None else [target])]
    floor, ceiling = bounds or (None, None)
    on_axis = axis_ticks(values or [Decimal(0), Decimal(100)], floor=floor, ceiling=ceiling)
    course = _Course(tuple(points), target, str(own or _("Yours")), unit, on_axis)
    return pictured(caption, [_layout(course, frame) for frame in FRAMES], _table(course))


def _table(course: _Course) -> Table:
    network = any(point.network is not None for point in course.points)
    columns = [_("Period"), _("Value"), _("Based on (n)")]
    columns += [_("Target")] if course.target is not None else []
    columns += [_("Network median")] if network else []
    rows = []
    for point in course.points:
        row = [str(point.label), value_text(point.value, course.unit), count_text(point.n)]
        row += [value_text(course.target, course.unit)] if course.target is not None else []
        row += [value_text(point.network, course.unit)] if network else []
        rows.append(tuple(row))
    return Table(tuple(columns), tuple(rows))


def _layout(course: _Course, frame: Frame) -> Layout:
    endings = _endings(course, frame)
    plot = Plot(
        left=left_margin(course.ticks, frame),
        right=100 - right_margin(endings, frame),
        top=frame.line * 1.9,
        bottom=100 - frame.line * 2.5,  # room for the lowest value under its dot
    )
    low, high = float(course.ticks[0]), float(course.ticks[-1])
    scale = Scale(low, high, plot.bottom, plot.top)
    slot = (plot.right - plot.left) / len(course.points)
    across = [plot.left + slot * (index + 0.5) for index in range(len(course.points))]
    own = _places([point.value for point in course.points], across, scale)
    level = None if course.target is None else scale.at(course.target)
    grid, axis = upright(course.ticks, scale, plot, frame, course.unit)
    leaders, ends = at_the_end(endings, scale, plot, frame)
    periods = [
        inside(Label((str(point.label),), x, 100 - frame.line * 0.6), frame)
        for point, x in zip(course.points, across, strict=True)
    ]
    marks = [*grid, *_beside(course, across, scale, plot), *_own_line(own), *leaders]
    words = [*axis, *thinned(periods, frame), *ends]
    return Layout(frame, tuple(marks), (*words, *_own_labels(course, own, words, frame, level)))


def _endings(course: _Course, frame: Frame) -> list[Ending]:
    """What stands at the right: own last value, target, median; a line that ended before is left
    out, for its label would stand beside nothing.
    """
    last = course.points[-1]
    found = []
    if last.value is not None:
        found.append(Ending((course.own, value_text(last.value, course.unit)), last.value, "own"))
    if course.target is not None:
        words = (_("Target"), value_text(course.target, course.unit))
        found.append(Ending(words, course.target, "target"))
    if last.network is not None:
        name = _("Network median") if frame.name == WIDE else _("Median")
        words = (name, value_text(last.network, course.unit))
        found.append(Ending(words, last.network, "network"))
    return found


def _places(
    values: Sequence[Decimal | None], across: Sequence[float], scale: Scale
) -> list[Point | None]:
    return [
        None if value is None else (x, scale.at(value))
        for value, x in zip(values, across, strict=True)
    ]


def _own_line(places: Sequence[Point | None]) -> list[Mark]:
    lines = [Mark("own_line", "line", run) for run in runs(places) if len(run) > 1]
    dots = tuple(place for place in places if place is not None)
    return [*lines, Mark("own_dot", "dot", dots)]


def _beside(course: _Course, across: Sequence[float], scale: Scale, plot: Plot) -> list[Mark]:
    network = _places([point.network for point in course.points], across, scale)
    marks = [Mark("network_line", "line", run) for run in runs(network) if len(run) > 1]
    if course.target is not None:
        y = scale.at(course.target)
        marks.append(Mark("target", "line", ((plot.left, y), (plot.right, y))))
    return marks


def _own_labels(
    course: _Course,
    places: Sequence[Point | None],
    kept: Sequence[Label],
    frame: Frame,
    level: float | None,
) -> list[Label]:
    """The first value, the lowest and, where it has no label at the right, the last."""
    known = course.known()
    if not known:
        return []
    wanted = dict.fromkeys([known[-1][1], min(known)[1], known[0][1]])
    wanted.pop(len(course.points) - 1, None)  # it stands at the right
    labels: list[Label] = []
    for index in wanted:
        place = places[index]
        if place is not None:
            text = value_text(course.points[index].value, course.unit)
            labels += beside_dot(text, place, places, [*kept, *labels], frame, level)
    return labels

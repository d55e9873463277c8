"""The network's values on one axis: where most lie, and where the reader's own institution does.

Neither a name nor an order: dots are stacked by collision of their values alone, and come into the
page sorted by value, so that nothing tells whose they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from apps.kpi.charts.chart import Caption, Chart, Layout, Table, Text, pictured
from apps.kpi.charts.frames import Frame, Plot, frames
from apps.kpi.charts.labels import Label, box_of, inside, thinned
from apps.kpi.charts.marks import INKS, Mark, Point
from apps.kpi.charts.numbers import (
    HARD_SPACE,
    count_text,
    decimals_apart,
    tick_texts,
    value_text,
)
from apps.kpi.charts.scales import Scale, axis_ticks
from apps.kpi.charts.swarm import levels
from apps.kpi.distribution import Distribution

FRAMES = frames((720, 210), (360, 250))
PERCENT = (Decimal(0), Decimal(100))


@dataclass(frozen=True, slots=True)
class _Network:
    """What is drawn, whatever the frame."""

    others: tuple[Decimal, ...]
    spread: Distribution
    own: Decimal | None
    name: str
    target: Decimal | None
    unit: str
    ticks: tuple[Decimal, ...]


def distribution_strip(
    others: Sequence[Decimal],
    spread: Distribution,
    caption: Caption,
    *,
    own: Decimal | None = None,
    name: Text = "",
    target: Decimal | None = None,
    unit: str = "%",
    bounds: tuple[Decimal, Decimal] | None = PERCENT,
) -> Chart:
    """Dots of `others` (without the own value), box of the middle half, median, own dot, target.

    spread: of all, the own value included; name: of the own dot (short, "Yours" if empty)
    """
    known = [*others, spread.minimum, spread.maximum]
    known += [value for value in (own, target) if value is not None]
    floor, ceiling = bounds or (None, None)
    on_axis = axis_ticks(known, floor=floor, ceiling=ceiling)
    ordered, called = tuple(sorted(others)), str(name or _("Yours"))
    network = _Network(ordered, spread, own, called, target, unit, on_axis)
    return pictured(caption, [_layout(network, frame) for frame in FRAMES], _table(network))


def _table(network: _Network) -> Table:
    spread = network.spread
    rows = [
        (_("Lowest value"), spread.minimum),
        (_("Lower quartile"), spread.q1),
        (_("Median"), spread.median),
        (_("Upper quartile"), spread.q3),
        (_("Highest value"), spread.maximum),
    ]
    if network.target is not None:
        rows.append((_("Target"), network.target))
    exact = decimals_apart(spread.q1, spread.q3)
    if network.own is not None:
        rows.insert(0, (network.name, network.own))
    texts = [(word, value_text(value, network.unit, exact)) for word, value in rows]
    number = [(_("Institutions"), count_text(spread.n))]
    return Table((_("Measure"), _("Value")), tuple(texts + number))


def _layout(network: _Network, frame: Frame) -> Layout:
    """Rows from above: own value, target, dots, median, axis."""
    plot = Plot(3, 97, frame.line * 2.5, 100 - frame.line * 4.2)
    low, high = float(network.ticks[0]), float(network.ticks[-1])
    scale = Scale(low, high, plot.left, plot.right)
    marks, labels = _axis(network, scale, plot, frame)
    for more_marks, more_labels in (
        _middle(network, scale, plot, frame),
        _target(network, scale, plot, frame),
        _dots(network, scale, plot, frame),
    ):
        marks += more_marks
        labels += more_labels
    return Layout(frame, tuple(marks), tuple(labels))


Part = tuple[list[Mark], list[Label]]


def _axis(network: _Network, scale: Scale, plot: Plot, frame: Frame) -> Part:
    y = 100 - frame.line * 1.5
    values = network.ticks
    marks = [Mark("axis", "line", ((plot.left, y), (plot.right, y)))]
    labels = []
    for value, text in zip(values, tick_texts(values), strict=True):
        x = scale.at(value)
        marks.append(Mark("axis", "line", ((x, y), (x, y + frame.down(5)))))
        unit = f"{HARD_SPACE}{network.unit}" if network.unit else ""
        labels.append(inside(Label((text + unit,), x, 100 - frame.line * 0.6), frame))
    return marks, list(thinned(labels, frame))


def _middle(network: _Network, scale: Scale, plot: Plot, frame: Frame) -> Part:
    """The box from quartile to quartile, and the median in it."""
    spread = network.spread
    left, right, x = (scale.at(value) for value in (spread.q1, spread.q3, spread.median))
    box = ((left, plot.top), (right, plot.top), (right, plot.bottom), (left, plot.bottom))
    exact = decimals_apart(spread.q1, spread.q3)
    half = f"{value_text(spread.q1, '', exact)}–{value_text(spread.q3, network.unit, exact)}"
    lines = (
        _("Median %(value)s") % {"value": value_text(spread.median, network.unit, exact)},
        _("middle half %(range)s") % {"range": half},
    )
    label = Label(lines, x, plot.bottom + frame.line * 1.25, tone="network")
    marks = [
        Mark("middle_half", "area", box),
        Mark("median", "line", ((x, plot.top), (x, plot.bottom))),
    ]
    return marks, [inside(label, frame)]


def _target(network: _Network, scale: Scale, plot: Plot, frame: Frame) -> Part:
    if network.target is None:
        return [], []
    x, y = scale.at(network.target), frame.line * 1.65
    text = _("Target %(value)s") % {"value": value_text(network.target, network.unit)}
    label = _beside_leader(Label((text,), x, y, tone="target"), network, scale, frame)
    marks = [
        Mark("target", "line", ((x, y + frame.line / 2), (x, plot.bottom))),
        Mark("target_mark", "triangle", ((x, plot.top),)),
    ]
    return marks, [label]


def _dots(network: _Network, scale: Scale, plot: Plot, frame: Frame) -> Part:
    """The own dot takes the middle first; what it would hide gives way."""
    own = [] if network.own is None else [scale.at(network.own)]
    places = [*own, *(scale.at(value) for value in network.others)]
    apart = frame.across(2 * INKS["other"].size + 1)
    found = levels(places, apart)
    middle, room = (plot.top + plot.bottom) / 2, (plot.bottom - plot.top) / 2
    wanted = frame.down(2 * INKS["other"].size + 1)
    step = min(wanted, (room - wanted) / max(1, *map(abs, found)))
    dots: list[Point] = [(x, middle - level * step) for x, level in zip(places, found, strict=True)]
    marks = [Mark("other", "dot", tuple(dots[len(own) :]))]
    if network.own is None:
        return marks, []
    exact = decimals_apart(network.spread.q1, network.spread.q3)
    text = f"{network.name} {value_text(network.own, network.unit, exact)}"
    label = _flagged(Label((text,), own[0], frame.line * 0.55, tone="own"), frame)
    leader = Mark("leader", "line", ((own[0], frame.line * 1.1), dots[0]))
    return [*marks, leader, Mark("own", "dot", (dots[0],))], [label]


def _beside_leader(label: Label, network: _Network, scale: Scale, frame: Frame) -> Label:
    """The line from the own value down to its dot runs through this row: words step aside, away
    from it, and to its other side where the picture ends.
    """
    plain = _flagged(label, frame)
    if network.own is None:
        return plain
    line, gap = scale.at(network.own), frame.across(6)
    if not box_of(plain, frame).grown(gap, 0).holds(line, label.y):
        return plain
    box = box_of(plain, frame)
    width = box.right - box.left
    starts = max(line + gap, min(label.x, 100 - width))
    ends = min(line - gap, max(label.x, width))
    right = Label(label.lines, starts, label.y, "start", label.tone)
    left = Label(label.lines, ends, label.y, "end", label.tone)
    wanted = (left, right) if label.x < line else (right, left)
    return next((one for one in wanted if inside(one, frame) == one), plain)


def _flagged(label: Label, frame: Frame) -> Label:
    """A label above its mark; at the edge of the picture beside the line that leads to it."""
    box = box_of(label, frame)
    if box.left < 0:
        label = Label(label.lines, label.x, label.y, "start", label.tone)
    elif box.right > 100:
        label = Label(label.lines, label.x, label.y, "end", label.tone)
    return inside(label, frame)

"""What history and funnel share: the upright axis with its grid, and labels at the right end."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from apps.kpi.charts.frames import Frame, Plot
from apps.kpi.charts.labels import Label, Tone, inside, spread
from apps.kpi.charts.marks import Mark
from apps.kpi.charts.numbers import tick_texts
from apps.kpi.charts.scales import Scale

GAP = 8  # drawing units between a line's end and its label
LEADER_FROM = 1.5  # hundredths: a label that was moved further is tied to its line


@dataclass(frozen=True, slots=True)
class Ending:
    """What a line is called, and where (value) it ends at the right."""

    lines: tuple[str, ...]
    value: Decimal
    tone: Tone


def left_margin(values: Sequence[Decimal], frame: Frame) -> float:
    """Room for the texts of an upright axis with these ticks."""
    return max(map(frame.text_width, tick_texts(values))) + frame.across(GAP)


def right_margin(endings: Sequence[Ending], frame: Frame) -> float:
    """Room for the labels at the lines' ends."""
    texts = [line for ending in endings for line in ending.lines]
    return max((frame.text_width(text) for text in texts), default=0.0) + frame.across(2 * GAP + 3)


def upright(
    values: Sequence[Decimal], scale: Scale, plot: Plot, frame: Frame, unit: str
) -> tuple[list[Mark], list[Label]]:
    """Grid lines with their values (the ticks), and the unit above them."""
    marks, labels = [], []
    for value, text in zip(values, tick_texts(values), strict=True):
        y = scale.at(value)
        marks.append(Mark("grid", "line", ((plot.left, y), (plot.right, y))))
        labels.append(Label((text,), plot.left - frame.across(GAP), y, "end"))
    name = _("Percent") if unit == "%" else unit
    if name:
        labels.append(inside(Label((name,), 0, frame.line / 2, "start"), frame))
    return marks, labels


def at_the_end(
    endings: Sequence[Ending], scale: Scale, plot: Plot, frame: Frame
) -> tuple[list[Mark], list[Label]]:
    """Labels beside the lines' ends, pushed apart where they would touch, and off the foot."""
    tall = max((len(ending.lines) for ending in endings), default=1) * frame.line
    wanted = [scale.held(ending.value) for ending in endings]
    places = spread(wanted, tall, tall / 2, plot.bottom + frame.line / 2 - tall / 2)
    marks, labels = [], []
    x = plot.right + frame.across(2 * GAP + 2)
    for ending, at, place in zip(endings, wanted, places, strict=True):
        labels.append(Label(ending.lines, x, place, "start", ending.tone))
        if abs(at - place) > LEADER_FROM:
            start, end = plot.right + frame.across(2), x - frame.across(4)
            marks.append(Mark("leader", "line", ((start, at), (end, place))))
    return marks, labels

"""Where the values of a line of dots are written: over or under their dots, never on another."""

from collections.abc import Sequence
from itertools import groupby, pairwise

from apps.kpi.charts.frames import Frame
from apps.kpi.charts.labels import Label, box_of, free, inside
from apps.kpi.charts.marks import Point

SAMPLES = 12  # of each stretch between two dots


def runs(places: Sequence[Point | None]) -> list[tuple[Point, ...]]:
    """The stretches without a gap."""
    found = []
    for there, group in groupby(places, key=lambda place: place is not None):
        if there:
            found.append(tuple(place for place in group if place is not None))
    return found


def beside_dot(
    text: str,
    place: Point,
    places: Sequence[Point | None],
    kept: Sequence[Label],
    frame: Frame,
    level: float | None = None,
) -> list[Label]:
    """Under or over a dot, where it hides less of the line and is not struck through by the target
    line at `level`; none where both are taken, or where it would hide another dot.
    """
    x, y = place
    room = frame.line / 2 + frame.down(7)
    tried = [inside(Label((text,), x, y + side, tone="own"), frame) for side in (room, -room)]
    fitting = [
        (_struck(label, level, frame), _hidden(label, places, frame), index, label)
        for index, label in enumerate(tried)
        if free(label, kept, frame) and not _covers(label, places, frame)
    ]
    return [min(fitting, key=lambda one: one[:3])[3]] if fitting else []


def _struck(label: Label, level: float | None, frame: Frame) -> bool:
    box = box_of(label, frame)
    return level is not None and box.top < level < box.bottom


def _covers(label: Label, places: Sequence[Point | None], frame: Frame) -> bool:
    box = box_of(label, frame)
    return any(place is not None and box.holds(*place) for place in places)


def _hidden(label: Label, places: Sequence[Point | None], frame: Frame) -> int:
    """How many of the samples along the line lie under the label."""
    box = box_of(label, frame)
    count = 0
    for run in runs(places):
        for (x, y), (to_x, to_y) in pairwise(run):
            along = (step / SAMPLES for step in range(SAMPLES))
            count += sum(box.holds(x + (to_x - x) * t, y + (to_y - y) * t) for t in along)
    return count

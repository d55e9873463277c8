"""Words on a picture, and the rules by which they never touch each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from apps.kpi.charts.frames import Frame

Anchor = Literal["start", "middle", "end"]
Tone = Literal["axis", "own", "target", "network", "note"]

HAIR = 1e-6  # hundredths: what sums of fractions are off by
ANCHORED = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True, slots=True)
class Label:
    """One or two lines of text. `x` is where its anchor stands, `y` its middle; both 0–100."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: Anchor = "middle"
    tone: Tone = "axis"

    @property
    def classes(self) -> str:
        """The place as classes of charts.css: whole hundredths, and tenths across."""
        whole, tenth = divmod(round(self.x * 10), 10)
        part = f" d-{tenth}" if tenth else ""
        place = f"x-{whole}{part} y-{round(self.y)}"
        return f"label label-{self.tone} at-{self.anchor} {place}"


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Box") -> bool:
        """More than a hair, so that what was laid edge to edge counts as apart."""
        across = min(self.right, other.right) - max(self.left, other.left)
        return across > HAIR and min(self.bottom, other.bottom) - max(self.top, other.top) > HAIR

    def grown(self, across: float, down: float) -> "Box":
        return Box(self.left - across, self.top - down, self.right + across, self.bottom + down)

    def holds(self, x: float, y: float) -> bool:
        return self.left < x < self.right and self.top < y < self.bottom


def box_of(label: Label, frame: Frame) -> Box:
    """The room that a label takes at the frame's smallest size."""
    width = max(frame.text_width(line) for line in label.lines)
    height = frame.line * len(label.lines)
    left = label.x - width * ANCHORED[label.anchor]
    top = label.y - height / 2
    return Box(left, top, left + width, top + height)


def inside(label: Label, frame: Frame) -> Label:
    """Moved, if need be, so that it does not stick out of the picture."""
    box = box_of(label, frame)
    right = max(0.0, box.right - 100)
    down = max(0.0, box.bottom - 100)
    return replace(
        label,
        x=label.x - right + max(0.0, right - box.left),
        y=label.y - down + max(0.0, down - box.top),
    )


def free(label: Label, kept: Iterable[Label], frame: Frame) -> bool:
    box = box_of(label, frame)
    return not any(box.touches(box_of(one, frame)) for one in kept)


def keep_apart(labels: Iterable[Label], frame: Frame) -> tuple[Label, ...]:
    """The labels that touch none before them: the most important comes first."""
    kept: list[Label] = []
    for label in labels:
        if free(label, kept, frame):
            kept.append(label)
    return tuple(kept)


def thinned(labels: Sequence[Label], frame: Frame) -> tuple[Label, ...]:
    """Every one, every second, every third …, counted back from the last, until none touch."""
    for step in range(1, len(labels) + 1):
        chosen = labels[::-1][::step][::-1]
        if len(keep_apart(chosen, frame)) == len(chosen):
            return tuple(chosen)
    return ()


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> tuple[float, ...]:
    """Places as near to `wanted` as can be (least squares), in the same order, at least `gap` apart
    and within `low`…`high`. Where there is not room for all, they are spaced evenly.

    Neighbours that touch are pooled round their mean, as in isotonic regression.
    """
    if not wanted:
        return ()
    gap = min(gap, (high - low) / max(len(wanted) - 1, 1))
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    pools: list[list[float]] = []
    for rank, index in enumerate(order):
        pools.append([wanted[index] - rank * gap])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            last = pools.pop()
            pools[-1] += last
    most = high - (len(order) - 1) * gap
    level = [min(max(_mean(pool), low), max(most, low)) for pool in pools for _ in pool]
    found = {index: level[rank] + rank * gap for rank, index in enumerate(order)}
    return tuple(found[index] for index in range(len(wanted)))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)

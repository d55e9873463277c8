"""From values to places on an axis: round ticks, ends on a tick, and the scale."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

Bend = Literal["linear", "root", "log"]

ROUND_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
ROUND_COUNTS = (1, 2, 5)
LEAST_SPAN = Decimal(5)  # so that one tenth of a percent never looks like a cliff
PADDING = Decimal("0.06")  # of the span, so that no dot lies on the edge
LINEAR_UP_TO = 5  # largest ÷ smallest group; beyond, the small ones would lie in one heap
ROOT_UP_TO = 60


def round_step(span: Decimal, count: int) -> Decimal:
    """The smallest of 1, 2, 2.5, 5 × 10^k that divides `span` (> 0) into at most `count` steps."""
    rough = span / count
    power = Decimal(1).scaleb(rough.adjusted())
    return next(step * power for step in ROUND_STEPS if step * power >= rough)


def ticks(low: Decimal, high: Decimal, count: int = 5) -> tuple[Decimal, ...]:
    """Round values in `low`…`high`, evenly spaced and rising, at most `count` + 1 of them.

    Raises ValueError if the ends are the wrong way round or no step is wanted.
    """
    if low > high or count < 1:
        raise ValueError("ticks need low <= high and count >= 1")
    if low == high:
        return (low,)
    step = round_step(high - low, count)
    first = int((low / step).to_integral_value(ROUND_CEILING))
    last = int((high / step).to_integral_value(ROUND_FLOOR))
    return tuple(number * step for number in range(first, last + 1))


def axis_ticks(
    values: Sequence[Decimal],
    *,
    floor: Decimal | None = None,
    ceiling: Decimal | None = None,
    count: int = 5,
) -> tuple[Decimal, ...]:
    """Ticks of an axis that holds all `values` (at least one), from its one end to the other.

    floor, ceiling: bounds of the scale itself (0 and 100 for a share), never passed unless a
    value lies beyond them; at most `count` steps.
    """
    low, high = min(values), max(values)
    room = max((high - low) * PADDING, (LEAST_SPAN - (high - low)) / 2)
    start = low - room if floor is None else max(min(floor, low), low - room)
    end = high + room if ceiling is None else min(max(ceiling, high), high + room)
    step = round_step(end - start, count)
    while True:
        first = int((start / step).to_integral_value(ROUND_FLOOR))
        last = int((end / step).to_integral_value(ROUND_CEILING))
        if last - first <= count:
            return tuple(number * step for number in range(first, last + 1))
        step = _next_step(step)


def _next_step(step: Decimal) -> Decimal:
    power = Decimal(1).scaleb(step.adjusted())
    return next(one * power for one in ROUND_STEPS if one * power > step)


def count_ticks(low: int, high: int) -> tuple[int, ...]:
    """1, 2, 5, 10, 20, 50 … within `low`…`high` (both ≥ 1), for an axis of counts over decades."""
    powers = range(len(str(high)) + 1)
    found = (step * 10**power for power in powers for step in ROUND_COUNTS)
    return tuple(number for number in found if low <= number <= high)


def bend_for(smallest: int, largest: int) -> Bend:
    """Which axis shows groups from `smallest` to `largest` (both ≥ 1) apart from each other."""
    ratio = largest / smallest
    if ratio <= LINEAR_UP_TO:
        return "linear"
    return "root" if ratio <= ROOT_UP_TO else "log"


@dataclass(frozen=True, slots=True)
class Scale:
    """Values `low`…`high` laid out from `start` to `end` (0–100 of the picture, either way round).

    A value outside lies outside: whoever draws decides whether it is held at the edge.
    """

    low: float
    high: float
    start: float
    end: float
    bend: Bend = "linear"

    def at(self, value: Decimal | float) -> float:
        low, high = self._bent(self.low), self._bent(self.high)
        share = (self._bent(float(value)) - low) / (high - low) if high != low else 0.5
        return self.start + share * (self.end - self.start)

    def held(self, value: Decimal | float) -> float:
        """The same, at the nearer edge for what lies outside."""
        return self.at(min(max(float(value), self.low), self.high))

    def _bent(self, value: float) -> float:
        if self.bend == "root":
            return math.sqrt(value)
        return math.log(value) if self.bend == "log" else value

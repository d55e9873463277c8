"""Dots on one axis that would hide each other, stacked by their values and nothing else."""

from collections.abc import Sequence
from itertools import count


def levels(places: Sequence[float], apart: float) -> tuple[int, ...]:
    """For each place (in the order given) a level 0, 1, -1, 2, -2 …: the nearest to the middle on
    which no earlier dot lies closer than `apart`.
    """
    taken: dict[int, list[float]] = {}
    found = []
    for place in places:
        level = next(
            level
            for level in map(_nth, count())
            if all(abs(place - other) >= apart for other in taken.get(level, []))
        )
        taken.setdefault(level, []).append(place)
        found.append(level)
    return tuple(found)


def _nth(number: int) -> int:
    """0, 1, -1, 2, -2 …"""
    return (number + 1) // 2 * (1 if number % 2 else -1)

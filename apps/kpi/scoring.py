"""Scores from 1 to 5: a straight line between the levels of a definition, never beyond 1 and 5.

The usual scales of Thai indicator templates are 80/85/90/95/100, 60/70/80/90/100, and a target at
score 3 with 5 percentage points for each score up or down.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from apps.kpi.errors import LevelsError

LOWEST, HIGHEST = Decimal(1), Decimal(5)


def score(value: Decimal | None, levels: Sequence[Decimal]) -> Decimal | None:
    """Return the score, unrounded; None where there is no value.

    ``levels``: the values that earn 1, 2, 3, 4 and 5, all rising, or all falling where less is
    better. Raises LevelsError for anything else.
    """
    rising = _rising(levels)
    if value is None:
        return None
    reached = value if rising[0] == levels[0] else -value
    for points, (low, high) in enumerate(pairwise(rising), start=1):
        if reached < high:
            return max(LOWEST, points + (reached - low) / (high - low))
    return HIGHEST


def _rising(levels: Sequence[Decimal]) -> list[Decimal]:
    if len(levels) != 5 or not all(level.is_finite() for level in levels):
        raise LevelsError
    upwards = list(levels) if levels[0] < levels[1] else [-level for level in levels]
    if not all(low < high for low, high in pairwise(upwards)):
        raise LevelsError
    return upwards

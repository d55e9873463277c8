"""What a sample says of the whole: exact intervals, true for small samples and for 0 errors.

Without a population: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), 404–413. With one, the
same test inverted for drawing without replacement: J. P. Buonaccorsi, The American Statistician 41
(1987), 215–218. Both keep at least the confidence that they name.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from apps.kpi.binomial import at_most
from apps.kpi.errors import CountsError

_HALVINGS = 60
_TIE = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class Interval:
    """Percent of the whole that may be good; lower ≤ upper, from 0 to 100."""

    lower: Decimal
    upper: Decimal


def exact_interval(
    successes: int,
    n: int,
    population: int | None = None,
    confidence: Decimal = Decimal("0.95"),
) -> Interval | None:
    """Return the interval for ``successes`` good ones in a sample of n; None for an empty sample.

    ``population``: number of records in the frame that the sample was drawn from without
    replacement; the interval is narrower then, and one point where all were drawn.
    Raises CountsError for numbers that do not fit together, or a confidence not between 0 and 1.
    """
    fits = 0 <= successes <= n and 0 < confidence < 1
    if not fits or (population is not None and population < n):
        raise CountsError
    if n == 0:
        return None
    tail = float(1 - confidence) / 2
    if population is None:
        return _of_endless(successes, n, tail)
    return _of_frame(successes, n, population, tail)


def _of_endless(x: int, n: int, tail: float) -> Interval:
    lower = 0.0 if x == 0 else _root(lambda p: 1 - at_most(x - 1, n, p) < tail)
    upper = 1.0 if x == n else _root(lambda p: at_most(x, n, p) > tail)
    return Interval(_percent(lower), _percent(upper))


def _root(below: Callable[[float], bool]) -> float:
    """Halve 0–1 around the point where ``below`` turns from true to false."""
    low, high = 0.0, 1.0
    for _step in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) else (low, middle)
    return (low + high) / 2


def _of_frame(x: int, n: int, population: int, tail: float) -> Interval:
    """Keep each number of good ones that neither tail of the sample speaks against."""
    least, most = x, population - (n - x)
    tail *= _TIE  # a number on the very edge is kept, whatever the last digits say
    lower = _first(least, most, lambda good: 1 - _drawn(x - 1, n, good, population) >= tail)
    beyond = _first(lower, most + 1, lambda good: _drawn(x, n, good, population) < tail)
    return Interval(Decimal(100 * lower) / population, Decimal(100 * (beyond - 1)) / population)


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """Return the first number for which ``holds`` is true, or high where it never is before."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _drawn(x: int, n: int, good: int, population: int) -> float:
    """Return P(at most x good ones in n drawn out of a population with so many good ones)."""
    if x < max(0, n - (population - good)):
        return 0.0
    if x >= min(n, good):
        return 1.0
    # the shorter way is also the true one: from beyond the mean, the first term could vanish
    if (x + 1) * (population + 2) <= (n + 1) * (good + 1):
        return _sum_down(x, n, good, population)
    return 1 - _sum_down(n - x - 1, n, population - good, population)


def _sum_down(x: int, n: int, good: int, population: int) -> float:
    bad = population - good
    term = math.exp(_ways(good, x) + _ways(bad, n - x) - _ways(population, n))
    total = 0.0
    while term > 0 and term > total * 1e-17:
        total += term
        term *= x * (bad - n + x) / ((good - x + 1) * (n - x + 1))
        x -= 1
    return total


def _ways(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _percent(fraction: float) -> Decimal:
    return Decimal(f"{100 * fraction:.9f}")

"""Control limits of a funnel plot, so that noise of small numbers is not read as rank.

D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine
24 (2005), 1185–1202: exact binomial limits for shares, interpolated between the two neighbouring
counts, and mean ± z·s/√n for means. Everything is in percent, like the figures themselves.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from statistics import NormalDist

from apps.kpi.binomial import at_most, mass
from apps.kpi.errors import CountsError
from apps.kpi.formulas import Figure

INNER_TAIL, OUTER_TAIL = Decimal("0.025"), Decimal("0.001")
"""Probability beyond each of the 95 % and of the 99.8 % limits."""

INNER_Z, OUTER_Z = (
    Decimal(f"{-NormalDist().inv_cdf(float(tail)):.9f}") for tail in (INNER_TAIL, OUTER_TAIL)
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Percent, from 0 to 100."""

    lower: Decimal
    upper: Decimal


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """The limits for n records: 95 % inside, 99.8 % outside."""

    n: int
    inner: Limits
    outer: Limits


class Position(StrEnum):
    """Where a figure stands against the limits of its own n."""

    FAR_BELOW = "far_below"
    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    FAR_ABOVE = "far_above"


def binomial_limits(centre: Decimal, n: int, tail: Decimal) -> Limits:
    """Return the limits of a share around ``centre`` percent for n records, n at least 1.

    A share lies below the lower limit exactly where so few good ones, or fewer, have a probability
    under ``tail``; above the upper one likewise. To hold that on both sides, Spiegelhalter's
    interpolation is applied to the good ones for the lower limit and to the bad ones for the upper:
    taken from below alone it would put 20 of 20 outside of a centre of 95 %.
    Raises CountsError for a centre outside of 0–100, n < 1 or a tail not between 0 and 0.5.
    """
    if not (0 <= centre <= 100 and n >= 1 and 0 < tail < Decimal("0.5")):
        raise CountsError
    if centre in (0, 100):
        return Limits(centre, centre)  # nothing else can happen
    p, beyond = float(centre) / 100, float(tail)
    return Limits(_percent(_lower(p, n, beyond)), _percent(1 - _lower(1 - p, n, beyond)))


def mean_limits(mean: Decimal, s: Decimal, n: int, z: Decimal) -> Limits:
    """Return mean ± z·s/√n in percent, cut at 0 and 100; s: spread of single answers in percent.

    Raises CountsError for n < 1, a negative spread or z.
    """
    if n < 1 or s < 0 or z < 0:
        raise CountsError
    reach = z * s / Decimal(n).sqrt()
    return Limits(max(Decimal(0), mean - reach), min(Decimal(100), mean + reach))


def limits_at(centre: Figure, n: int) -> FunnelPoint | None:
    """Return both pairs of limits around the figure of the whole network, for n records.

    ``centre`` is evaluated from the sum of all histograms: its value is the centre, and where it
    has a spread the limits are those of a mean. None where it has no value, or a mean no spread.
    """
    if centre.value is None or n < 1:
        return None
    if centre.is_share:
        return FunnelPoint(
            n,
            binomial_limits(centre.value, n, INNER_TAIL),
            binomial_limits(centre.value, n, OUTER_TAIL),
        )
    if centre.spread is None:
        return None
    return FunnelPoint(
        n,
        mean_limits(centre.value, centre.spread, n, INNER_Z),
        mean_limits(centre.value, centre.spread, n, OUTER_Z),
    )


def funnel_curve(centre: Figure, sizes: Sequence[int]) -> list[FunnelPoint]:
    """Return the limits for each number of records, in the order given; [] without a centre."""
    points = (limits_at(centre, n) for n in sizes)
    return [point for point in points if point is not None]


def curve_sizes(smallest: int, largest: int, count: int = 200) -> list[int]:
    """Return at most ``count`` whole numbers from smallest to largest, each the same ratio apart.

    A funnel is narrow and steep on the left: steps of one ratio draw it smoothly on both ends.
    Raises CountsError unless 1 ≤ smallest ≤ largest and count ≥ 2.
    """
    if not (1 <= smallest <= largest and count >= 2):
        raise CountsError
    ratio = math.log(largest / smallest) / (count - 1)
    between = {round(smallest * math.exp(ratio * step)) for step in range(count)}
    return sorted({smallest, largest, *(n for n in between if smallest < n < largest)})


def position(value: Decimal, point: FunnelPoint) -> Position:
    """A figure on a limit is within it."""
    if value < point.outer.lower:
        return Position.FAR_BELOW
    if value > point.outer.upper:
        return Position.FAR_ABOVE
    if value < point.inner.lower:
        return Position.BELOW
    return Position.ABOVE if value > point.inner.upper else Position.WITHIN


@lru_cache(maxsize=8192)
def _lower(p: float, n: int, tail: float) -> float:
    """Return the lower limit as a fraction.

    k is the smallest count with P(R ≤ k) ≥ tail; the limit lies between k - 1 and k, as far below
    k as P(R ≤ k) goes beyond the tail, measured in steps of P(R = k).
    """
    k = _first_guess(p, n, tail)
    below, step = at_most(k, n, p), mass(k, n, p)
    odds = p / (1 - p)
    while below < tail:
        k += 1
        step *= (n - k + 1) / k * odds
        below += step
    while k and below - step >= tail:
        below -= step
        step *= k / ((n - k + 1) * odds)
        k -= 1
    return max(0.0, (k - (below - tail) / step) / n)


def _first_guess(p: float, n: int, tail: float) -> int:
    """The normal approximation with a correction for skewness; a few counts off at most."""
    z = NormalDist().inv_cdf(tail)
    mean, deviation = n * p, math.sqrt(n * p * (1 - p))
    guess = mean + z * deviation + (z * z - 1) * (1 - 2 * p) / 6
    return min(n, max(0, math.ceil(guess - 0.5)))


def _percent(fraction: float) -> Decimal:
    return Decimal(f"{100 * fraction:.9f}")

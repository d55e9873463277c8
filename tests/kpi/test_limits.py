"""Control limits of funnels against sums of exact fractions."""

import math
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from apps.kpi.errors import CountsError
from apps.kpi.formulas import Figure, evaluate
from apps.kpi.limits import (
    INNER_TAIL,
    INNER_Z,
    OUTER_TAIL,
    OUTER_Z,
    FunnelPoint,
    Limits,
    Position,
    binomial_limits,
    curve_sizes,
    funnel_curve,
    limits_at,
    mean_limits,
    position,
)

CENTRES = st.integers(min_value=1, max_value=9999).map(lambda n: Decimal(n) / 100)
TAILS = st.sampled_from([INNER_TAIL, OUTER_TAIL])


def masses(centre: Decimal, n: int) -> list[Fraction]:
    """P(R = 0), …, P(R = n), exactly."""
    p = Fraction(centre) / 100
    return [math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]


def interpolated(chances: list[Fraction], tail: Decimal) -> float:
    """The lower limit in percent, by summing up from 0 until the tail is reached."""
    total = Fraction(0)
    for k, chance in enumerate(chances):
        total += chance
        if total >= Fraction(tail):
            limit = k - (total - Fraction(tail)) / chance
            return float(100 * max(Fraction(0), limit) / (len(chances) - 1))
    raise AssertionError("the chances do not add up to one")


@pytest.mark.parametrize("centre", ["0.1", "5", "50", "90", "95.37", "99.9"])
@pytest.mark.parametrize("n", [1, 2, 7, 20, 100, 730])
def test_against_sums_of_fractions(centre: str, n: int) -> None:
    chances = masses(Decimal(centre), n)
    for tail in (INNER_TAIL, OUTER_TAIL):
        found = binomial_limits(Decimal(centre), n, tail)
        assert float(found.lower) == pytest.approx(interpolated(chances, tail), abs=1e-6)
        upper = 100 - interpolated(chances[::-1], tail)
        assert float(found.upper) == pytest.approx(upper, abs=1e-6)


@pytest.mark.parametrize(
    ("centre", "n", "tail", "lower", "upper"),
    [
        # P(R ≤ 1) = 11/1024, P(R ≤ 2) = 56/1024: 2 - (56 - 25.6)/45 of ten
        ("50", 10, "0.025", "13.244444", "86.755556"),
        # P(R = 0) = 1/1024 < 0.001: 1 - (11 - 1.024)/10 of ten
        ("50", 10, "0.001", "0.024000", "99.976000"),
        # all good is what happens most: no upper limit can be crossed, 0 of 1 is no signal yet
        ("95", 1, "0.025", "0.000000", "100.000000"),
        # 0.9^2 = 0.81, 2·0.9·0.1 = 0.18, 0.01: 1 - (0.19 - 0.025)/0.18 of two
        ("90", 2, "0.025", "4.166667", "100.000000"),
    ],
)
def test_values_reckoned_by_hand(centre: str, n: int, tail: str, lower: str, upper: str) -> None:
    found = binomial_limits(Decimal(centre), n, Decimal(tail))
    assert (f"{found.lower:.6f}", f"{found.upper:.6f}") == (lower, upper)


@settings(max_examples=60, deadline=None)
@given(CENTRES, st.integers(min_value=1, max_value=60), TAILS)
def test_outside_is_what_is_improbable(centre: Decimal, n: int, tail: Decimal) -> None:
    """A count lies beyond a limit exactly where it, or worse, is less probable than the tail."""
    found = binomial_limits(centre, n, tail)
    chances = masses(centre, n)
    for k in range(n + 1):
        share = Decimal(100 * k) / n
        assert (share < found.lower) is (sum(chances[: k + 1]) < Fraction(tail))
        assert (share > found.upper) is (sum(chances[k:]) < Fraction(tail))


def test_all_good_of_twenty_is_nothing_special() -> None:
    point = limits_at(Figure(950, 1000, Decimal(95), 1000), 20)
    assert point is not None
    assert position(Decimal(100), point) is Position.WITHIN
    assert position(Decimal(85), point) is Position.WITHIN
    assert position(Decimal(80), point) is Position.BELOW
    assert position(Decimal(70), point) is Position.FAR_BELOW


def test_positions_on_and_beyond_both_limits() -> None:
    point = FunnelPoint(9, Limits(Decimal(40), Decimal(60)), Limits(Decimal(30), Decimal(70)))
    expected = {
        "29.9": Position.FAR_BELOW,
        "30": Position.BELOW,
        "39.9": Position.BELOW,
        "40": Position.WITHIN,
        "60": Position.WITHIN,
        "60.1": Position.ABOVE,
        "70": Position.ABOVE,
        "70.1": Position.FAR_ABOVE,
    }
    assert {text: position(Decimal(text), point) for text in expected} == expected


@settings(max_examples=60, deadline=None)
@given(CENTRES, st.integers(min_value=1, max_value=20_000), TAILS)
def test_limits_lie_around_the_centre_and_narrow(centre: Decimal, n: int, tail: Decimal) -> None:
    few, many = (binomial_limits(centre, size, tail) for size in (n, 4 * n))
    assert 0 <= few.lower <= centre <= few.upper <= 100
    assert many.upper - many.lower <= few.upper - few.lower
    wider = binomial_limits(centre, n, tail / 2)
    assert wider.lower <= few.lower
    assert wider.upper >= few.upper


@settings(max_examples=40, deadline=None)
@given(CENTRES, st.integers(min_value=1, max_value=5000), TAILS)
def test_good_and_bad_are_mirrored(centre: Decimal, n: int, tail: Decimal) -> None:
    good, bad = binomial_limits(centre, n, tail), binomial_limits(100 - centre, n, tail)
    assert float(good.lower + bad.upper) == pytest.approx(100, abs=1e-6)
    assert float(good.upper + bad.lower) == pytest.approx(100, abs=1e-6)


def test_many_records_come_near_the_normal_limits() -> None:
    n = 4_000_000
    found = binomial_limits(Decimal(95), n, INNER_TAIL)
    reach = 100 * 1.959964 * math.sqrt(0.95 * 0.05 / n)
    assert float(found.lower) == pytest.approx(95 - reach, abs=1e-4)
    assert float(found.upper) == pytest.approx(95 + reach, abs=1e-4)


def test_where_nothing_else_can_happen() -> None:
    assert binomial_limits(Decimal(100), 7, INNER_TAIL) == Limits(Decimal(100), Decimal(100))
    assert binomial_limits(Decimal(0), 7, INNER_TAIL) == Limits(Decimal(0), Decimal(0))


def test_normal_limits_of_a_mean() -> None:
    assert (f"{INNER_Z:.6f}", f"{OUTER_Z:.6f}") == ("1.959964", "3.090232")
    found = mean_limits(Decimal(80), Decimal(20), 100, Decimal("1.96"))
    assert found == Limits(Decimal("76.08"), Decimal("83.92"))
    cut = mean_limits(Decimal(98), Decimal(20), 4, Decimal("3.09"))
    assert cut == Limits(Decimal("67.1"), Decimal(100))


@settings(max_examples=50)
@given(
    st.integers(min_value=20, max_value=100),
    st.integers(min_value=0, max_value=50),
    st.integers(min_value=1, max_value=10**6),
)
def test_normal_limits_narrow_with_the_root_of_n(mean: int, s: int, n: int) -> None:
    few, many = (mean_limits(Decimal(mean), Decimal(s), size, OUTER_Z) for size in (n, 4 * n))
    assert 0 <= few.lower <= many.lower <= mean <= many.upper <= few.upper <= 100
    assume(few.lower > 0)
    assert float(mean - few.lower) == pytest.approx(2 * float(mean - many.lower))


def test_curves_follow_the_kind_of_figure() -> None:
    sizes = [10, 40, 160]
    share = evaluate("share", {}, {"good": 950, "bad": 50})
    for point in funnel_curve(share, sizes):
        assert point.inner == binomial_limits(Decimal(95), point.n, INNER_TAIL)
        assert point.outer == binomial_limits(Decimal(95), point.n, OUTER_TAIL)
    mean = evaluate("mean_of_scale", {}, {"5": 169, "4": 90, "3": 45, "2": 8, "1": 6})
    assert mean.value is not None
    assert mean.spread is not None
    for point in funnel_curve(mean, sizes):
        assert point.inner == mean_limits(mean.value, mean.spread, point.n, INNER_Z)
        assert point.outer == mean_limits(mean.value, mean.spread, point.n, OUTER_Z)
    assert [point.n for point in funnel_curve(mean, sizes)] == sizes
    assert funnel_curve(evaluate("share", {}, {}), sizes) == []
    assert funnel_curve(evaluate("mean_of_scale", {}, {"5": 1}), sizes) == []


@settings(max_examples=60)
@given(
    st.integers(min_value=1, max_value=1000),
    st.integers(min_value=0, max_value=10**6),
    st.integers(min_value=2, max_value=200),
)
def test_sizes_of_a_curve(smallest: int, more: int, count: int) -> None:
    sizes = curve_sizes(smallest, smallest + more, count)
    assert sizes[0] == smallest
    assert sizes[-1] == smallest + more
    assert all(low < high for low, high in pairwise(sizes))
    assert len(sizes) <= count


def test_sizes_are_dense_where_the_funnel_is_steep() -> None:
    sizes = curve_sizes(10, 100_000)
    assert len(sizes) > 150
    assert sum(n <= 1000 for n in sizes) > len(sizes) / 3


@pytest.mark.parametrize(
    ("centre", "n", "tail"),
    [("-1", 5, "0.025"), ("101", 5, "0.025"), ("95", 0, "0.025"), ("95", 5, "0"), ("95", 5, "0.5")],
)
def test_shares_that_have_no_limits(centre: str, n: int, tail: str) -> None:
    with pytest.raises(CountsError):
        binomial_limits(Decimal(centre), n, Decimal(tail))


def test_means_and_curves_that_have_no_limits() -> None:
    for s, n, z in ((20, 0, 2), (-1, 5, 2), (20, 5, -1)):
        with pytest.raises(CountsError):
            mean_limits(Decimal(80), Decimal(s), n, Decimal(z))
    for smallest, largest, count in ((0, 5, 10), (6, 5, 10), (1, 5, 1)):
        with pytest.raises(CountsError):
            curve_sizes(smallest, largest, count)

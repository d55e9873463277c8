"""Exact intervals against tables and against counting every case."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.kpi.errors import CountsError
from apps.kpi.intervals import Interval, exact_interval

TAIL = Fraction(1, 40)


@st.composite
def samples(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(st.integers(min_value=1, max_value=400))
    return draw(st.integers(min_value=0, max_value=n)), n


@pytest.mark.parametrize(
    ("successes", "n", "confidence", "lower", "upper"),
    [
        (0, 20, "0.95", "0.00", "16.84"),
        (1, 10, "0.95", "0.25", "44.50"),
        (5, 20, "0.95", "8.66", "49.10"),
        (10, 20, "0.95", "27.20", "72.80"),
        (20, 20, "0.95", "83.16", "100.00"),
        (0, 1, "0.95", "0.00", "97.50"),
        (20, 20, "0.99", "76.73", "100.00"),
    ],
)
def test_values_of_the_tables(
    successes: int, n: int, confidence: str, lower: str, upper: str
) -> None:
    found = exact_interval(successes, n, confidence=Decimal(confidence))
    assert found is not None
    assert (f"{found.lower:.2f}", f"{found.upper:.2f}") == (lower, upper)


def at_least(x: int, n: int, p: Fraction) -> Fraction:
    return sum(
        (math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(x, n + 1)), start=Fraction(0)
    )


@settings(max_examples=30, deadline=None)
@given(st.integers(min_value=1, max_value=60), st.data())
def test_each_end_has_its_tail_exactly(n: int, data: st.DataObject) -> None:
    x = data.draw(st.integers(min_value=0, max_value=n))
    found = exact_interval(x, n)
    assert found is not None
    if x == 0:
        assert found.lower == 0
    else:
        assert float(at_least(x, n, Fraction(found.lower) / 100)) == pytest.approx(0.025, rel=1e-6)
    if x == n:
        assert found.upper == 100
    else:
        above = 1 - at_least(x + 1, n, Fraction(found.upper) / 100)
        assert float(above) == pytest.approx(0.025, rel=1e-6)


@pytest.mark.parametrize(
    ("n", "population"), [(1, 1), (1, 40), (3, 5), (4, 9), (7, 20), (12, 25), (25, 25), (10, 60)]
)
def test_small_registers_by_counting_every_case(n: int, population: int) -> None:
    for x in range(n + 1):
        kept = [
            good
            for good in range(x, population - (n - x) + 1)
            if drawn(range(x + 1), n, good, population) >= TAIL
            and drawn(range(x, n + 1), n, good, population) >= TAIL
        ]
        assert exact_interval(x, n, population) == Interval(
            Decimal(100 * kept[0]) / population, Decimal(100 * kept[-1]) / population
        )


def drawn(counts: range, n: int, good: int, population: int) -> Fraction:
    """Probability that a sample of n holds one of these counts of good ones."""
    ways = sum(math.comb(good, k) * math.comb(population - good, n - k) for k in counts)
    return Fraction(ways, math.comb(population, n))


@settings(max_examples=60, deadline=None)
@given(samples(), st.integers(min_value=0, max_value=50_000))
def test_a_known_register_narrows_the_interval(sample: tuple[int, int], more: int) -> None:
    x, n = sample
    whole = n + more
    endless, found = exact_interval(x, n), exact_interval(x, n, whole)
    assert endless is not None
    assert found is not None
    one = Decimal(100) / whole  # a register holds whole records only
    assert 0 <= found.lower <= found.upper <= 100
    assert found.lower - one <= Decimal(100 * x) / n <= found.upper + one
    assert found.lower >= endless.lower - one
    assert found.upper <= endless.upper + one


@settings(max_examples=40, deadline=None)
@given(samples(), st.sampled_from([None, 400, 30_000]))
def test_good_and_bad_are_mirrored_and_more_confidence_is_wider(
    sample: tuple[int, int], population: int | None
) -> None:
    x, n = sample
    good, bad = exact_interval(x, n, population), exact_interval(n - x, n, population)
    wide = exact_interval(x, n, population, Decimal("0.99"))
    assert good is not None
    assert bad is not None
    assert wide is not None
    assert float(good.lower + bad.upper) == pytest.approx(100, abs=1e-6)
    assert wide.lower <= good.lower
    assert wide.upper >= good.upper


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=1, max_value=300), st.sampled_from([None, 300, 20_000]))
def test_one_good_one_more_never_lowers_it(n: int, population: int | None) -> None:
    found = [exact_interval(x, n, population) for x in range(n // 3, n // 3 + 2) if x <= n]
    lowers = [one.lower for one in found if one]
    uppers = [one.upper for one in found if one]
    assert lowers == sorted(lowers)
    assert uppers == sorted(uppers)


def test_all_records_drawn_leave_no_doubt() -> None:
    assert exact_interval(37, 50, 50) == Interval(Decimal(74), Decimal(74))


def test_an_empty_sample_says_nothing() -> None:
    assert exact_interval(0, 0) is None
    assert exact_interval(0, 0, 100) is None


@pytest.mark.parametrize(
    ("successes", "n", "population", "confidence"),
    [
        (-1, 5, None, "0.95"),
        (6, 5, None, "0.95"),
        (1, 5, 4, "0.95"),
        (1, 5, None, "0"),
        (1, 5, None, "1"),
    ],
)
def test_numbers_that_do_not_fit(
    successes: int, n: int, population: int | None, confidence: str
) -> None:
    with pytest.raises(CountsError):
        exact_interval(successes, n, population, Decimal(confidence))

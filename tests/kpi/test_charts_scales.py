"""Ticks, the ends of an axis, scales: round, in order, and nothing beyond the ends."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.kpi.charts.numbers import rounded, tick_texts, value_text
from apps.kpi.charts.scales import Scale, axis_ticks, bend_for, count_ticks, ticks
from tests.kpi.chart_builders import percents

numbers = st.decimals(-10_000, 10_000, places=3)


@given(st.tuples(numbers, numbers).map(sorted), st.integers(2, 12))
def test_ticks_are_round_even_and_within_the_ends(ends: list[Decimal], count: int) -> None:
    low, high = ends
    found = ticks(low, high, count)
    assert all(low <= value <= high for value in found)
    if low == high:
        assert found == (low,)
        return
    assert count // 2 <= len(found) <= count + 1
    steps = {after - before for before, after in pairwise(found)}
    assert len(steps) <= 1
    for step in steps:
        assert "".join(map(str, step.normalize().as_tuple().digits)) in {"1", "2", "25", "5"}
        assert all(value % step == 0 for value in found)


@pytest.mark.parametrize(("low", "high", "count"), [(1, 0, 5), (0, 1, 0)])
def test_ticks_refuse_what_is_no_axis(low: int, high: int, count: int) -> None:
    with pytest.raises(ValueError, match="ticks need"):
        ticks(Decimal(low), Decimal(high), count)


def test_ticks_of_a_known_axis() -> None:
    assert ticks(Decimal(85), Decimal(95)) == tuple(map(Decimal, (86, 88, 90, 92, 94)))
    assert ticks(Decimal(0), Decimal(100)) == tuple(map(Decimal, (0, 20, 40, 60, 80, 100)))


@given(st.lists(percents, min_size=1), st.integers(3, 8))
def test_an_axis_of_shares_holds_its_values(values: list[Decimal], count: int) -> None:
    found = axis_ticks(values, floor=Decimal(0), ceiling=Decimal(100), count=count)
    assert 0 <= found[0] <= min(values)
    assert max(values) <= found[-1] <= 100
    assert 2 <= len(found) <= count + 1
    assert len({after - before for before, after in pairwise(found)}) == 1


@given(st.lists(numbers, min_size=1))
def test_an_axis_without_bounds_leaves_room_round_its_values(values: list[Decimal]) -> None:
    found = axis_ticks(values)
    assert found[0] < min(values) <= max(values) < found[-1]
    assert len(found) <= 6


def test_an_axis_is_no_wider_than_round_ends_need() -> None:
    found = axis_ticks([Decimal("86.4"), Decimal(95)], floor=Decimal(0), ceiling=Decimal(100))
    assert found == tuple(map(Decimal, ("85", "87.5", "90", "92.5", "95", "97.5")))


def test_a_value_beyond_the_bounds_is_shown_all_the_same() -> None:
    found = axis_ticks([Decimal(98), Decimal(104)], floor=Decimal(0), ceiling=Decimal(100))
    assert found[0] <= 98
    assert found[-1] >= 104


@given(
    st.lists(st.integers(1, 100_000), min_size=2, unique=True).map(sorted),
    st.sampled_from(["linear", "root", "log"]),
)
def test_a_scale_keeps_order_and_ends(sizes: list[int], bend: str) -> None:
    scale = Scale(sizes[0], sizes[-1], 10, 90, bend)  # type: ignore[arg-type]
    places = [scale.at(size) for size in sizes]
    assert places == sorted(places)
    assert (places[0], places[-1]) == pytest.approx((10, 90))
    assert scale.held(sizes[-1] + 1) == pytest.approx(90)


def test_a_scale_of_one_value_is_its_middle() -> None:
    assert Scale(5, 5, 0, 100).at(5) == 50


def test_wide_ranges_are_bent() -> None:
    assert [bend_for(10, n) for n in (50, 51, 600, 601)] == ["linear", "root", "root", "log"]
    assert count_ticks(20, 5_000) == (20, 50, 100, 200, 500, 1_000, 2_000, 5_000)


def test_figures_are_rounded_half_up_at_the_edge() -> None:
    assert rounded(Decimal("81.45")) == "81.5"
    assert rounded(Decimal("1234.25")) == "1,234.3"
    assert value_text(Decimal("85.66")) == "85.7\u00a0%"
    assert value_text(Decimal("2.5"), "") == "2.5"
    assert tick_texts(ticks(Decimal("87.5"), Decimal(95))) == ("88", "90", "92", "94")
    assert tick_texts([Decimal("87.5"), Decimal(90)]) == ("87.5", "90.0")

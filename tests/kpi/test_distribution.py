"""The network's distribution and a place in it."""

from decimal import Decimal
from statistics import quantiles

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.kpi.distribution import Distribution, Place, place, summarise

VALUES = st.integers(min_value=0, max_value=10_000).map(lambda n: Decimal(n) / 100)


def decimals(*values: str | int) -> list[Decimal]:
    return [Decimal(value) for value in values]


def test_summary_as_spreadsheets_have_it() -> None:
    found = summarise(decimals(90, 70, 100, 80, 95, 85))
    assert found == Distribution(6, *decimals(70, "81.25", "87.5", "93.75", 100))


def test_institutions_without_data_do_not_count() -> None:
    values = [*decimals(90, 70, 100, 80), None]
    assert summarise(values) is None
    assert summarise([*values, Decimal(95)]) == summarise(decimals(90, 70, 100, 80, 95))


def test_too_few_would_tell_single_values() -> None:
    values = decimals(90, 70, 100, 80, 95)
    assert summarise(values[:4]) is None
    assert summarise(values) is not None
    assert summarise(values, smallest=6) is None
    assert summarise([], smallest=0) is None
    assert summarise(values[:1], smallest=1) == Distribution(1, *decimals(90, 90, 90, 90, 90))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("60", Place.LOWER_QUARTER),
        ("79.99", Place.LOWER_QUARTER),
        ("80", Place.BELOW_MIDDLE),
        ("84.99", Place.BELOW_MIDDLE),
        ("85", Place.MIDDLE),
        ("85.01", Place.ABOVE_MIDDLE),
        ("90", Place.ABOVE_MIDDLE),
        ("90.01", Place.UPPER_QUARTER),
    ],
)
def test_place_in_words(value: str, expected: Place) -> None:
    distribution = summarise(decimals(70, 80, 85, 90, 100))
    found = place(Decimal(value), distribution)
    assert found is expected
    with translation.override("en"):
        assert not any(letter.isdigit() for letter in str(found.label)), "never an ordinal"


def test_no_place_without_value_or_distribution() -> None:
    assert place(None, summarise(decimals(70, 80, 85, 90, 100))) is None
    assert place(Decimal(80), summarise(decimals(70, 80))) is None


def test_all_the_same_are_in_the_middle() -> None:
    assert place(Decimal(100), summarise(decimals(*[100] * 7))) is Place.MIDDLE


@settings(max_examples=60)
@given(st.lists(VALUES, min_size=5, max_size=60))
def test_quartiles_against_the_standard_library(values: list[Decimal]) -> None:
    found = summarise(values)
    assert found is not None
    expected = quantiles(map(float, values), n=4, method="inclusive")
    assert [float(one) for one in (found.q1, found.median, found.q3)] == pytest.approx(expected)
    assert (found.minimum, found.maximum, found.n) == (min(values), max(values), len(values))
    assert found.minimum <= found.q1 <= found.median <= found.q3 <= found.maximum
    assert summarise(reversed(values)) == found


@settings(max_examples=60)
@given(st.lists(VALUES, min_size=5, max_size=40), VALUES, VALUES)
def test_a_higher_value_never_stands_lower(
    values: list[Decimal], one: Decimal, other: Decimal
) -> None:
    order = list(Place)
    distribution = summarise(values)
    low, high = place(min(one, other), distribution), place(max(one, other), distribution)
    assert low is not None
    assert high is not None
    assert order.index(low) <= order.index(high)

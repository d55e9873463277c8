"""Scores from 1 to 5 on the scales in use."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.kpi.errors import LevelsError
from apps.kpi.scoring import score

NARROW = tuple(map(Decimal, (80, 85, 90, 95, 100)))
WIDE = tuple(map(Decimal, (60, 70, 80, 90, 100)))
FALLING = tuple(map(Decimal, (10, 8, 5, 3, 1)))

NUMBERS = st.integers(min_value=-2000, max_value=12000).map(lambda n: Decimal(n) / 100)
LEVELS = st.lists(NUMBERS, min_size=5, max_size=5, unique=True).map(sorted)


@pytest.mark.parametrize(
    ("levels", "value", "points"),
    [
        *((NARROW, level, points) for points, level in enumerate(NARROW, start=1)),
        (NARROW, "82.5", "1.5"),
        (NARROW, "93", "3.6"),
        (NARROW, "99.99", "4.998"),
        (NARROW, "79.99", "1"),
        (NARROW, "0", "1"),
        (NARROW, "100.01", "5"),
        *((WIDE, level, points) for points, level in enumerate(WIDE, start=1)),
        (WIDE, "65", "1.5"),
        (WIDE, "97.5", "4.75"),
        (WIDE, "59", "1"),
        *((FALLING, level, points) for points, level in enumerate(FALLING, start=1)),
        (FALLING, "9", "1.5"),
        (FALLING, "6.5", "2.5"),
        (FALLING, "12", "1"),
        (FALLING, "0", "5"),
    ],
)
def test_at_between_and_beyond_the_levels(
    levels: tuple[Decimal, ...], value: str | Decimal, points: str | int
) -> None:
    assert score(Decimal(value), levels) == Decimal(points)


def test_no_value_has_no_score() -> None:
    assert score(None, NARROW) is None


@pytest.mark.parametrize(
    "levels",
    [
        (),
        (80, 85, 90, 95),
        (80, 85, 90, 95, 100, 105),
        (80, 85, 85, 95, 100),
        (80, 80, 90, 95, 100),
        (80, 85, 90, 100, 95),
        (100, 95, 90, 85, 90),
        ("NaN", 85, 90, 95, 100),
        (80, 85, 90, 95, "Infinity"),
    ],
)
def test_levels_that_are_none(levels: tuple[int | str, ...]) -> None:
    with pytest.raises(LevelsError):
        score(None, tuple(map(Decimal, levels)))


@settings(max_examples=80)
@given(LEVELS, NUMBERS, NUMBERS, st.booleans())
def test_a_better_value_never_scores_less(
    rising: list[Decimal], one: Decimal, other: Decimal, falling: bool
) -> None:
    levels = rising[::-1] if falling else rising
    worse, better = sorted((one, other), reverse=falling)
    low, high = score(worse, levels), score(better, levels)
    assert low is not None
    assert high is not None
    assert 1 <= low <= high <= 5


@settings(max_examples=60)
@given(LEVELS, NUMBERS)
def test_turning_everything_around_changes_no_score(levels: list[Decimal], value: Decimal) -> None:
    assert score(value, levels) == score(-value, [-level for level in levels])

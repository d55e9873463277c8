"""Working days: weekends, holidays of the country with their substitutes, own closed days."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.working_days import add_working_days, is_working_day, working_days_between

DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31))
TERMS = st.integers(0, 60)
few = settings(max_examples=60, deadline=None)


@st.composite
def closings(draw: st.DrawFn) -> tuple[dt.date, frozenset[dt.date]]:
    """A day, and closed days near it."""
    start = draw(DAYS)
    offsets = draw(st.sets(st.integers(0, 40), max_size=12))
    return start, frozenset(start + dt.timedelta(days=offset) for offset in offsets)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-06-02", True),
        ("2026-06-03", False),  # the Queen's birthday, a Wednesday
        ("2026-05-31", False),  # Visakha Bucha, a Sunday
        ("2026-06-01", False),  # its substitute
        ("2026-12-05", False),  # a Saturday
        ("2026-12-07", False),  # its substitute
        ("2026-05-13", False),  # the Royal Ploughing Ceremony: government offices
        ("2025-06-02", False),  # declared a bridge by the cabinet
        ("2025-06-04", True),
        ("2026-04-16", True),  # the day after Songkran
        ("2026-01-10", False),
    ],
)
def test_days_of_the_thai_calendar(day: str, works: bool) -> None:
    assert is_working_day(dt.date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-06-05", 1, "2026-06-08"),  # from Friday to Monday
        ("2026-06-06", 1, "2026-06-08"),  # a letter of Saturday is read on Monday
        ("2026-04-10", 3, "2026-04-20"),  # across Songkran and a weekend
        ("2026-12-29", 2, "2027-01-04"),  # across the New Year
        ("2026-06-08", 15, "2026-06-29"),
        ("2026-06-07", 0, "2026-06-07"),
    ],
)
def test_a_term_ends_on_its_last_working_day(start: str, days: int, due: str) -> None:
    begin, end = dt.date.fromisoformat(start), dt.date.fromisoformat(due)
    assert add_working_days(begin, days) == end
    assert working_days_between(begin, end) == days


def test_own_closed_days_are_added() -> None:
    monday = dt.date(2026, 6, 8)
    closed = {dt.date(2026, 6, 9), dt.date(2026, 6, 13)}
    assert add_working_days(monday, 2, closed) == dt.date(2026, 6, 11)
    assert working_days_between(monday, dt.date(2026, 6, 15), closed) == 4


def test_a_term_is_not_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_working_days(dt.date(2026, 6, 8), -1)


@few
@given(closings(), TERMS)
def test_counting_takes_adding_back(
    given_days: tuple[dt.date, frozenset[dt.date]], days: int
) -> None:
    start, closed = given_days
    end = add_working_days(start, days, closed)
    assert working_days_between(start, end, closed) == days
    assert days == 0 or is_working_day(end, closed)


@few
@given(closings(), TERMS, TERMS)
def test_terms_add_up(
    given_days: tuple[dt.date, frozenset[dt.date]], first: int, second: int
) -> None:
    start, closed = given_days
    at_once = add_working_days(start, first + second, closed)
    assert add_working_days(add_working_days(start, first, closed), second, closed) == at_once


@few
@given(closings(), st.integers(-20, 60))
def test_a_closed_day_never_shortens_a_term(
    given_days: tuple[dt.date, frozenset[dt.date]], span: int
) -> None:
    start, closed = given_days
    end = start + dt.timedelta(days=span)
    open_days = working_days_between(start, end)
    assert 0 <= working_days_between(start, end, closed) <= open_days <= max(span, 0)
    number = max(span, 0)
    assert add_working_days(start, number, closed) >= add_working_days(start, number)

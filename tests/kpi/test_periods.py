"""Terms, years, quarters and months."""

import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.kpi.errors import PeriodError
from apps.kpi.periods import (
    Period,
    PeriodKind,
    YearKind,
    buckets,
    following,
    label,
    month_bucket,
    parse_period,
    period_at,
    previous,
    term_bucket,
    terms,
)

DAYS = st.dates(min_value=dt.date(1995, 1, 1), max_value=dt.date(2090, 12, 31))
KINDS: st.SearchStrategy[PeriodKind] = st.sampled_from(["term", "year", "quarter", "month"])
YEAR_KINDS: st.SearchStrategy[YearKind] = st.sampled_from(["academic", "fiscal", "calendar"])


@pytest.mark.parametrize(
    ("code", "year_kind", "first", "last", "thai", "english"),
    [
        ("2025-T1", "academic", "2025-08-01", "2025-12-31", "1/2568", "1/2025"),
        ("2025-T2", "academic", "2026-01-01", "2026-05-31", "2/2568", "2/2025"),
        ("2025-T3", "academic", "2026-06-01", "2026-07-31", "3/2568", "3/2025"),
        ("2025-T2", "fiscal", "2026-01-01", "2026-05-31", "2/2568", "2/2025"),
        ("2025", "academic", "2025-08-01", "2026-07-31", "ปีการศึกษา 2568", "Academic year 2025"),
        ("2025", "fiscal", "2024-10-01", "2025-09-30", "ปีงบประมาณ 2568", "Fiscal year 2025"),
        ("2025", "calendar", "2025-01-01", "2025-12-31", "ปี 2568", "Year 2025"),
        (
            *("2025-Q1", "fiscal", "2024-10-01", "2024-12-31"),
            *("ไตรมาส 1 ปีงบประมาณ 2568", "Quarter 1 of the fiscal year 2025"),
        ),
        (
            *("2025-Q2", "academic", "2025-11-01", "2026-01-31"),
            *("ไตรมาส 2 ปีการศึกษา 2568", "Quarter 2 of the academic year 2025"),
        ),
        ("2024-Q1", "calendar", "2024-01-01", "2024-03-31", "ไตรมาส 1 ปี 2567", "Quarter 1 of 2024"),
        ("2024-02", "calendar", "2024-02-01", "2024-02-29", "ก.พ. 2567", "Feb 2024"),
        ("2025-08", "academic", "2025-08-01", "2025-08-31", "ส.ค. 2568", "Aug 2025"),
    ],
)
def test_days_and_labels(
    code: str, year_kind: YearKind, first: str, last: str, thai: str, english: str
) -> None:
    period = parse_period(code, year_kind)
    assert period.code == code
    assert (period.starts_on.isoformat(), period.ends_on.isoformat()) == (first, last)
    with translation.override("th"):
        assert label(period) == thai
    with translation.override("en"):
        assert label(period) == english


@pytest.mark.parametrize(
    ("code", "year_kind", "before"),
    [
        ("2025-T1", "academic", "2024-T3"),
        ("2025-T2", "academic", "2025-T1"),
        ("2025", "fiscal", "2024"),
        ("2025-Q1", "fiscal", "2024-Q4"),
        ("2025-01", "calendar", "2024-12"),
    ],
)
def test_the_one_before(code: str, year_kind: YearKind, before: str) -> None:
    assert previous(parse_period(code, year_kind)) == parse_period(before, year_kind)
    assert following(parse_period(before, year_kind)) == parse_period(code, year_kind)


def test_buckets_are_months_and_a_term_is_its_own() -> None:
    assert buckets(parse_period("2025-T1")) == ("2025-T1",)
    assert buckets(parse_period("2025-08")) == ("2025-08",)
    assert buckets(parse_period("2025-Q1", "fiscal")) == ("2024-10", "2024-11", "2024-12")
    year = buckets(parse_period("2025"))
    assert (len(year), year[0], year[4], year[-1]) == (12, "2025-08", "2025-12", "2026-07")


def test_buckets_of_what_happens() -> None:
    assert month_bucket(dt.date(2025, 8, 31)) == "2025-08"
    assert term_bucket(2025, 2) == "2025-T2"
    with pytest.raises(PeriodError):
        term_bucket(2025, 4)


def test_terms_of_an_academic_year() -> None:
    year = parse_period("2025")
    assert [one.code for one in terms(year)] == ["2025-T1", "2025-T2", "2025-T3"]
    assert terms(year)[0].starts_on == year.starts_on
    assert terms(year)[-1].ends_on == year.ends_on
    assert terms(parse_period("2025", "fiscal")) == ()
    assert terms(parse_period("2025-T1")) == ()


@pytest.mark.parametrize(
    "code",
    [
        *("", "2568", "2568-T1", "25", "2025-T0", "2025-T4", "2025-Q0", "2025-Q5", "2025-00"),
        *("2025-13", "2025-8", "2025-T1\n", " 2025", "2025-t1", "1/2568", "๒๕๖๘", "２０２５"),
        *("1989", "2101", "2025-08-01"),
    ],
)
def test_codes_that_are_refused(code: str) -> None:
    with pytest.raises(PeriodError) as refused:
        parse_period(code)
    assert refused.value.data == {"period": code}


def test_a_long_text_is_not_carried_along() -> None:
    with pytest.raises(PeriodError) as refused:
        parse_period("9" * 500)
    assert len(refused.value.data["period"]) == 20


@settings(max_examples=100)
@given(DAYS, KINDS, YEAR_KINDS)
def test_periods_tile_the_calendar(day: dt.date, kind: PeriodKind, year_kind: YearKind) -> None:
    period = period_at(day, kind, year_kind)
    assert period.starts_on <= day <= period.ends_on
    after, before = following(period), previous(period)
    assert after.starts_on == period.ends_on + dt.timedelta(days=1)
    assert before.ends_on == period.starts_on - dt.timedelta(days=1)
    assert previous(after) == period
    assert following(before) == period
    assert period_at(period.starts_on, kind, year_kind) == period
    assert period_at(period.ends_on, kind, year_kind) == period
    assert parse_period(period.code, year_kind) == period


@settings(max_examples=100)
@given(DAYS, st.sampled_from(["year", "quarter"]), YEAR_KINDS)
def test_months_fill_a_period_without_gap(
    day: dt.date, kind: PeriodKind, year_kind: YearKind
) -> None:
    period = period_at(day, kind, year_kind)
    months = [parse_period(code) for code in buckets(period)]
    assert len(months) == (12 if kind == "year" else 3)
    assert months[0].starts_on == period.starts_on
    assert months[-1].ends_on == period.ends_on
    assert [following(month).code for month in months[:-1]] == [one.code for one in months[1:]]
    assert month_bucket(day) in buckets(period)


@settings(max_examples=60)
@given(DAYS, YEAR_KINDS)
def test_quarters_fill_the_year_of_their_number(day: dt.date, year_kind: YearKind) -> None:
    year = period_at(day, "year", year_kind)
    quarters: list[Period] = [parse_period(f"{year.code}-Q{n}", year_kind) for n in range(1, 5)]
    assert quarters[0].starts_on == year.starts_on
    assert quarters[-1].ends_on == year.ends_on
    assert [following(one) for one in quarters[:-1]] == quarters[1:]

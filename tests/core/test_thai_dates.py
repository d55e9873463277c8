"""Buddhist dates read and written."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.thai.dates import (
    MONTHS,
    SHORT_MONTHS,
    academic_term,
    certificate_date,
    parse_date,
    thai_date,
)

BIRTHS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
MARCH = dt.date(2007, 3, 5)


@settings(max_examples=100)
@given(BIRTHS, st.sampled_from(["numeric", "long", "short"]), st.booleans())
def test_what_is_written_is_read(day: dt.date, form: str, thai: bool) -> None:
    written = thai_date(day, form, thai_digits=thai)  # type: ignore[arg-type]
    assert parse_date(written).value == day


@settings(max_examples=50)
@given(BIRTHS)
def test_date_cells(day: dt.date) -> None:
    assert parse_date(day).value == day
    assert parse_date(dt.datetime(day.year, day.month, day.day)).value == day  # noqa: DTZ001
    assert parse_date(day.isoformat()).value == day


@pytest.mark.parametrize(
    "written",
    ["5/3/2550", "05-03-2550", "5.3.2550", "๕/๓/๒๕๕๐", "5 มี.ค. 2550", "5 มีนาคม พ.ศ. 2550",
     "5 มีค 2550", "วันที่ 5 เดือน มีนาคม พ.ศ. 2550", "2007-03-05", "2550-03-05", "5/3/2550 0:00:00"],
)  # fmt: skip
def test_forms_seen_in_lists(written: str) -> None:
    assert parse_date(written).value == MARCH


@pytest.mark.parametrize(
    ("raw", "problem"),
    [("", "missing"), (None, "missing"), ("-", "missing"), ("5/3/50", "two_digit_year"),
     ("5 มี.ค. 50", "two_digit_year"), ("3/25/2550", "unreadable"), ("30/2/2550", "unreadable"),
     ("5/0/2550", "unreadable"), ("5/3/1700", "unreadable"), ("5 มกรา 2550", "unreadable"),
     ("ไม่ทราบ", "unreadable"), (39146.0, "unreadable"), ("5/3/25500", "unreadable")],
)  # fmt: skip
def test_what_is_no_date(raw: object, problem: str) -> None:
    parsed = parse_date(raw)
    assert (parsed.problem, parsed.value, parsed.year) == (problem, None, None)


@pytest.mark.parametrize("raw", ["2550", "พ.ศ. 2550", "-/-/2550", "00/00/2550", 2550.0, "2007"])
def test_only_the_year_is_known(raw: object) -> None:
    parsed = parse_date(raw)
    assert (parsed.value, parsed.year, parsed.problem) == (None, 2007, "")


def test_leap_days() -> None:
    assert parse_date("29/2/2547").value == dt.date(2004, 2, 29)
    assert parse_date("29/2/2548").problem == "unreadable"
    # 2548 is a leap year as a Christian year, but the Buddhist one is not
    assert parse_date(dt.date(2548, 2, 29)).problem == "unreadable"
    assert thai_date(dt.date(2004, 2, 29)) == "29 กุมภาพันธ์ 2547"


def test_notes() -> None:
    assert parse_date("5/3/2007").note == "christian_year"
    assert parse_date("2007-03-05").note == ""
    moved = parse_date(dt.date(2550, 3, 5))
    assert (moved.value, moved.note) == (MARCH, "buddhist_in_date_cell")


def test_papers() -> None:
    day = dt.date(2025, 3, 5)
    assert certificate_date(day) == "วันที่ ๕ เดือน มีนาคม พ.ศ. ๒๕๖๘"
    assert thai_date(day, thai_digits=True) == "๕ มีนาคม ๒๕๖๘"
    assert thai_date(day, "numeric") == "05/03/2568"
    assert academic_term(2024, 1) == "1/2567"
    assert len(MONTHS) == len(SHORT_MONTHS) == 12

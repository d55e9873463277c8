"""Credits: what is read, what is refused, one canonical writing."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.thai.numerals import to_thai
from apps.courses.credits import Credits, parse_credits, plain_number

HOURS = st.integers(min_value=0, max_value=999)
VALUES = st.integers(min_value=1, max_value=300).map(lambda tenths: Decimal(tenths) / 10)
CREDITS = st.builds(Credits, VALUES) | st.builds(
    Credits, VALUES, HOURS, HOURS, st.none() | HOURS
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "read", "notation"),
    [
        ("3(2-2-5)", Credits(Decimal(3), 2, 2, 5), "3(2-2-5)"),
        ("1(0-3)", Credits(Decimal(1), 0, 3), "1(0-3)"),
        ("3", Credits(Decimal(3)), "3"),
        ("1.5", Credits(Decimal("1.5")), "1.5"),
        ("3.0 (3-0-6)", Credits(Decimal(3), 3, 0, 6), "3(3-0-6)"),
        ("๓ (๒-๒-๕)", Credits(Decimal(3), 2, 2, 5), "3(2-2-5)"),
        ("\ufeff 3\u00a0( 2 – 2 – 5 )\t", Credits(Decimal(3), 2, 2, 5), "3(2-2-5)"),
        ("3（2－2－5）", Credits(Decimal(3), 2, 2, 5), "3(2-2-5)"),
        ("30", Credits(Decimal(30)), "30"),
        ("12(0-36-0)", Credits(Decimal(12), 0, 36, 0), "12(0-36-0)"),
    ],
)
def test_reading(typed: str, read: Credits, notation: str) -> None:
    assert parse_credits(typed) == read
    assert read.notation == notation


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "0", "0(0-0-0)", "-3", "3-", "30.1", "31", "100", "1.25", "1e1", "three",
        "3 หน่วยกิต", "3()", "3(2)", "3(2-2-5", "3(2-2-5-1)", "3(2--5)", "3(-2-2-5)", "(2-2-5)",
        "3(2-2-5) 3", "3(a-b-c)", "๐", "+3", "3,0", "NaN", "Infinity",
    ],
)  # fmt: skip
def test_nonsense_is_refused(typed: str) -> None:
    assert parse_credits(typed) is None


@settings(max_examples=100)
@given(CREDITS)
def test_the_notation_reads_back(credit: Credits) -> None:
    assert parse_credits(credit.notation) == credit
    assert parse_credits(to_thai(credit.notation)) == credit
    assert parse_credits(credit.notation.replace("(", " ( ").replace("-", " - ")) == credit


@settings(max_examples=100)
@given(st.text(st.sampled_from("0123456789.()- –๓a\u200b"), max_size=12) | st.text(max_size=8))
def test_any_text_is_read_to_a_fixed_point_or_refused(text: str) -> None:
    found = parse_credits(text)
    if found is not None:
        assert 0 < found.value <= 30
        again = parse_credits(found.notation)
        assert again is not None
        assert (again, again.notation) == (found, found.notation)


@pytest.mark.parametrize(
    ("value", "hours"),
    [
        ("0", ()), ("-1", ()), ("30.1", ()), ("1.25", ()),
        ("3", (2,)), ("3", (None, 2)), ("3", (None, None, 5)),
    ],
)  # fmt: skip
def test_impossible_values_cannot_be_made(value: str, hours: tuple[int | None, ...]) -> None:
    with pytest.raises(ValueError):
        Credits(Decimal(value), *hours)


@pytest.mark.parametrize(
    ("value", "written"),
    [("3.00", "3"), ("30", "30"), ("1E+1", "10"), ("0.75", "0.75"), ("0", "0")],
)
def test_plain_numbers(value: str, written: str) -> None:
    assert plain_number(Decimal(value)) == written

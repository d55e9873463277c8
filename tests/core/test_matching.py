"""Field by field: does the claim agree with the register, and how was that found."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.matching import (
    FieldAgreement,
    NameAgreement,
    PersonName,
    compare_births,
    compare_codes,
    compare_dates,
    compare_decimals,
    compare_names,
)

RECORDED = PersonName("น้ำฝน", "ศรีสุวรรณ์")
DAY = dt.date(2007, 3, 5)


@pytest.mark.parametrize(
    ("first", "last", "how"),
    [
        ("น้ำฝน", "ศรีสุวรรณ์", ()),
        ("นํ้าฝน", "ศรีสุวรรณ์", ("spelling",)),
        (" น้ำฝน\u200b", "ศรีสุวรรณ์", ("spacing",)),
        ("น้ำ ฝน", "ศรีสุวรรณ์", ("spacing",)),
        ("น้ำฝน ศรีสุวรรณ์", "", ("spacing",)),
        ("นางสาวน้ำฝน", "ศรีสุวรรณ์", ("title",)),
        ("น.ส. นํ้าฝน", "ศรีสุวรรณ์", ("title",)),
    ],
)
def test_names_that_agree(first: str, last: str, how: tuple[str, ...]) -> None:
    assert compare_names(PersonName(first, last), RECORDED) == NameAgreement(agrees=True, how=how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "last"), [("น้ำฝน", "ศรีสุวรรณ"), ("ฝน", "ศรีสุวรรณ์"), ("ศรีสุวรรณ์", "น้ำฝน"), ("น้ำฝน", "")]
)
def test_names_that_differ(first: str, last: str) -> None:
    found = compare_names(PersonName(first, last), RECORDED)
    assert found == NameAgreement(agrees=False)
    assert found.agreement == "differ"


@pytest.mark.parametrize("former", ["ศรีสุวรรณ์", "น้ำฝน ศรีสุวรรณ์", "นางสาว น้ำฝน ศรีสุวรรณ์"])
def test_former_names(former: str) -> None:
    claimed = PersonName("น้ำฝน", "ใจดี")
    found = compare_names(claimed, RECORDED, former_name=former)
    assert found.agrees
    assert found.how[0] == "former_name"
    assert not compare_names(claimed, RECORDED, former_name="แก้วมณี").agrees
    first_changed = compare_names(PersonName("ฝน", "ศรีสุวรรณ์"), RECORDED, former_name="น้ำฝน")
    assert first_changed.how == ("former_name",)


def test_thai_and_latin_are_not_compared() -> None:
    found = compare_names(PersonName("Namfon", "Srisuwan"), RECORDED)
    assert (found.agreement, found.how) == ("not_given", ("scripts_differ",))
    latin = PersonName("Namfon", "Srisuwan")
    assert compare_names(PersonName("Miss NAMFON", "SRISUWAN"), latin).agrees
    assert compare_names(PersonName("Namphon", "Srisuwan"), latin).agreement == "differ"


def test_a_name_that_is_not_given() -> None:
    assert compare_names(PersonName("", ""), RECORDED).agreement == "not_given"


@pytest.mark.parametrize(
    ("claimed", "recorded", "expected"),
    [
        ((DAY, 2007), (DAY, 2007), FieldAgreement("agree")),
        ((DAY, None), (dt.date(2007, 5, 3), 2007), FieldAgreement("differ")),
        ((DAY, None), (None, 2007), FieldAgreement("agree", ("year_only",))),
        ((None, 2007), (DAY, 2007), FieldAgreement("agree", ("year_only",))),
        ((None, 2006), (DAY, 2007), FieldAgreement("differ")),
        ((None, None), (DAY, 2007), FieldAgreement("not_given")),
        ((DAY, None), (None, None), FieldAgreement("not_given")),
    ],
)
def test_births(
    claimed: tuple[dt.date | None, int | None],
    recorded: tuple[dt.date | None, int | None],
    expected: FieldAgreement,
) -> None:
    assert compare_births(*claimed, *recorded) == expected


LATIN = PersonName("Namfon", "Srisuwan")


@pytest.mark.parametrize(
    ("first", "last", "how"),
    [
        ("Namfon", "Srisuwan", ()),
        ("NAMFON", "SRISUWAN", ("spelling",)),
        ("Nam-fon", "Sri Suwan", ("spacing",)),
        ("Miss Namfon", "Srisuwan", ("title",)),
        ("MS. NAMFON", "SRISUWAN", ("title",)),
        ("Mrs Namfon", "Srisuwan", ("title",)),
        ("Srisuwan", "Namfon", ("name_order",)),
        ("SRISUWAN,", "MISS NAMFON", ("name_order",)),
        ("Srisuwan Namfon", "", ("name_order",)),
    ],
)
def test_latin_names_that_agree(first: str, last: str, how: tuple[str, ...]) -> None:
    claimed = PersonName(first, last)
    expected = NameAgreement(agrees=True, how=how)  # type: ignore[arg-type]
    assert compare_names(claimed, LATIN) == expected
    assert compare_names(claimed, RECORDED, recorded_latin=LATIN) == expected
    assert compare_names(claimed, PersonName("", ""), recorded_latin=LATIN) == expected


@pytest.mark.parametrize(
    ("first", "last"), [("Namphon", "Srisuwan"), ("Nam", "Srisuwan"), ("Miss", "Srisuwan")]
)
def test_latin_names_that_differ(first: str, last: str) -> None:
    found = compare_names(PersonName(first, last), RECORDED, recorded_latin=LATIN)
    assert found == NameAgreement(agrees=False)


def test_a_thai_name_is_not_compared_with_a_register_in_latin_alone() -> None:
    found = compare_names(RECORDED, PersonName("", ""), recorded_latin=LATIN)
    assert (found.agreement, found.how) == ("not_given", ("scripts_differ",))


def test_a_former_name_in_the_register() -> None:
    married = PersonName("น้ำฝน", "ใจดี")
    assert compare_names(RECORDED, married).agreement == "differ"
    for former in ("ศรีสุวรรณ์", "น้ำฝน ศรีสุวรรณ์"):
        found = compare_names(RECORDED, married, recorded_former=former)
        assert (found.agreement, found.how) == ("agree", ("former_name",))
    assert compare_names(married, married, recorded_former="ศรีสุวรรณ์").how == ()


WORDS = st.text("abอนาสมิ้ -", max_size=5)


@given(WORDS, WORDS, WORDS, WORDS)
@settings(max_examples=100)
def test_comparing_names_is_symmetric_and_a_name_never_differs_from_itself(
    first: str, last: str, other_first: str, other_last: str
) -> None:
    one, other = PersonName(first, last), PersonName(other_first, other_last)
    assert compare_names(one, other).agreement == compare_names(other, one).agreement
    assert compare_names(one, one).agreement in ("agree", "not_given")


@given(st.text("abcd", min_size=1, max_size=5), st.text("กขคง", min_size=1, max_size=5))
@settings(max_examples=50)
def test_thai_and_latin_never_agree(latin: str, thai: str) -> None:
    found = compare_names(PersonName(latin, latin), PersonName(thai, thai))
    assert found.agreement == "not_given"


def test_other_fields() -> None:
    assert compare_decimals(Decimal("3.5"), Decimal("3.50")) == "agree"
    assert compare_decimals(Decimal("3.51"), Decimal("3.50")) == "differ"
    assert compare_decimals(None, Decimal("3.50")) == "not_given"
    assert compare_dates(DAY, DAY) == "agree"
    assert compare_dates(DAY, dt.date(2007, 3, 6)) == "differ"
    assert compare_dates(DAY, None) == "not_given"
    assert compare_codes("๖๕-0107.012 ab", "650107012AB") == "agree"
    assert compare_codes("0650107", "650107") == "agree"
    assert compare_codes("650108", "650107") == "differ"
    assert compare_codes(" ", "650107") == "not_given"

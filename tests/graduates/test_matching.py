"""Field by field: does the paper agree with the register, and how was that found."""

import datetime as dt
from decimal import Decimal

import pytest

from apps.graduates.matching import (
    FieldAgreement,
    NameAgreement,
    PersonName,
    compare_births,
    compare_dates,
    compare_gpax,
    compare_names,
    compare_por1,
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


def test_other_fields() -> None:
    assert compare_gpax(Decimal("3.5"), Decimal("3.50")) == "agree"
    assert compare_gpax(Decimal("3.51"), Decimal("3.50")) == "differ"
    assert compare_gpax(Decimal("3.51"), Decimal("3.50"), terms=5) == "not_given"
    assert compare_gpax(None, Decimal("3.50")) == "not_given"
    assert compare_dates(DAY, DAY) == "agree"
    assert compare_dates(DAY, dt.date(2007, 3, 6)) == "differ"
    assert compare_dates(DAY, None) == "not_given"
    assert compare_por1(("๐๐๐๑๒", "12"), ("00012", "000012")) == "agree"
    assert compare_por1(("00012", ""), ("00012", "000012")) == "agree"
    assert compare_por1(("00013", "000012"), ("00012", "000012")) == "differ"
    assert compare_por1(("", ""), ("00012", "1")) == "not_given"

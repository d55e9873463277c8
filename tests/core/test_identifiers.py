"""Identifiers: check digit, forms in which they are written, masks."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.identifiers import (
    PersonId,
    check_digit,
    is_national_id,
    mask_identifier,
    mask_numbers,
    parse_passport,
    parse_person_id,
    school_code,
    university_code,
)
from apps.core.thai.numerals import to_thai

TWELVE = st.text("0123456789", min_size=12, max_size=12).filter(lambda t: not t.endswith("0000"))
VALID = TWELVE.map(lambda first: first + check_digit(first))


def test_published_numbers() -> None:
    assert is_national_id("3100600445635")
    assert is_national_id("1234545678781")
    assert not is_national_id("1234545678789")
    assert not is_national_id("๓๑๐๐๖๐๐๔๔๕๖๓๕")
    assert not is_national_id("310060044563")


@settings(max_examples=100)
@given(TWELVE)
def test_exactly_one_check_digit(first: str) -> None:
    assert [d for d in "0123456789" if is_national_id(first + d)] == [check_digit(first)]


@settings(max_examples=100)
@given(
    VALID, st.sampled_from(["{}", " {} ", "'{}", '="{}"', "\u200b{}\u00a0", "{}.0"]), st.booleans()
)
def test_every_way_of_writing_gives_one_value(number: str, form: str, thai: bool) -> None:
    dashed = f"{number[0]}-{number[1:5]}-{number[5:10]}-{number[10:12]}-{number[12]}"
    for written in (number, dashed, dashed.replace("-", " ")):
        raw = form.format(to_thai(written) if thai else written)
        assert parse_person_id(raw).person_id == PersonId("national", "TH", number)


@settings(max_examples=50)
@given(VALID.filter(lambda number: number[0] != "0"))
def test_whole_floats_are_taken(number: str) -> None:
    assert parse_person_id(float(number)).person_id == PersonId("national", "TH", number)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [(None, "missing"), ("", "missing"), (" - ", "missing"), ("1.1006E+12", "precision_lost"),
     ("1,1006e+12", "precision_lost"), (1100600000000.0, "precision_lost"),
     ("1100600000000", "precision_lost"), (1.1e17, "precision_lost"), ("310060044563", "length"),
     (310060044563.0, "length"), ("31006004456355", "length"), ("3100600445634", "check_digit"),
     ("ไม่มี", "syntax"), ("3100600445635X99", "syntax"), (3.5, "length")],
)  # fmt: skip
def test_problems(raw: object, problem: str) -> None:
    reading = parse_person_id(raw)
    assert (reading.person_id, reading.problem) == (None, problem)


def test_other_kinds() -> None:
    assert parse_person_id("g644200000001").person_id == PersonId("gcode", "TH", "G644200000001")
    assert parse_person_id("AB 123456").person_id == PersonId("passport", "ZZ", "AB123456")
    assert parse_passport("123456789", country="US").person_id == PersonId(
        "passport", "US", "123456789"
    )
    assert parse_passport("12", country="US").problem == "syntax"
    leading_zero = "012345678901" + check_digit("012345678901")
    assert parse_person_id(leading_zero).person_id == PersonId("national", "TH", leading_zero)


@settings(max_examples=50)
@given(VALID)
def test_printing_masks(number: str) -> None:
    person_id = PersonId("national", "TH", number)
    for shown in (repr(person_id), str(person_id), f"{person_id}", repr([person_id])):
        assert number not in shown
        assert number[:10] not in shown
    assert person_id.masked() == f"x-xxxx-xxxxx-{number[10:12]}-{number[12]}"
    assert pickle.loads(pickle.dumps(person_id)) == person_id
    assert number not in mask_numbers(f"x {number} y")
    assert number not in mask_identifier(number)


def test_masks_of_other_values() -> None:
    assert mask_numbers("โทร 081-234-5678 ห้อง 12") == "โทร xxxxxxxxx678 ห้อง 12"
    assert mask_identifier("12345") == "xxxxx"
    assert str(PersonId("gcode", "TH", "G644200000001")) == "xxxxxxxxxx001"
    assert str(PersonId("passport", "ZZ", "AB123456")) == "xxxxxx56"


def test_codes_of_institutions() -> None:
    assert school_code("1010720039") == school_code(1010720039.0) == "1010720039"
    assert school_code("10720039") == "10720039"
    assert school_code("๑๐๗๒๐๐๓๙") == "10720039"
    assert school_code("123") == ""
    assert university_code(500.0) == "00500"
    assert university_code("มธ") == ""

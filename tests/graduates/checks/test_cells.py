"""Each rule about a cell, through a whole file: what is kept, said, and what keeps a row out."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from apps.core.identifiers import PersonId
from apps.graduates.checks.rules import RULES
from apps.intake.persons.findings import KEEPS_OUT
from tests.builders.files import national_id
from tests.graduates.checks.reads import broken, read_one

ID, BORN, GPAX, DONE = "เลขประจำตัวประชาชน", "วันเกิด (พ.ศ.)", "ผลการเรียนเฉลี่ย", "ผลการตัดสิน"
APPROVED, SET, TRIED, EARNED = "วันอนุมัติการจบ", "ปพ.1 ชุดที่", "ที่เรียน", "ที่ได้"
WRONG = national_id(0)[:12] + str((int(national_id(0)[12]) + 1) % 10)


@pytest.mark.parametrize(
    ("heading", "cell", "rule", "kept"),
    [
        (ID, "", "id_missing", False),
        (ID, WRONG, "id_check_digit", False),
        (ID, "1.1006E+12", "id_precision_lost", False),
        (ID, 1100600000000, "id_precision_lost", False),
        (ID, "123456789", "id_length", False),
        (ID, "ไม่มีเลข", "id_syntax", False),
        ("ชื่อ", "", "name_missing", False),
        ("ชื่อ", "สม?าย", "name_damaged", False),
        ("ชื่อ", "สมชาย1", "name_strange_sign", True),
        ("นามสกุล", "-", "last_name_missing", True),
        ("คำนำหน้า", "คุณ", "title_unknown", True),
        ("คำนำหน้า", "นางสาว", "title_gender_differs", True),
        ("เพศ", "x", "gender_unknown", True),
        (BORN, "", "birth_missing", False),
        (BORN, "5/3/50", "birth_two_digit_year", False),
        (BORN, "ไม่ทราบ", "birth_unreadable", False),
        (BORN, "5/3/2567", "birth_out_of_range", False),
        (BORN, "5/3/2420", "birth_out_of_range", False),
        (BORN, "5/3/2520", "birth_age_unusual", True),
        (BORN, "2550", "birth_year_only", True),
        (BORN, "5/3/2007", "birth_christian_year", True),
        (GPAX, "", "gpax_missing", True),
        (GPAX, "สามจุดห้า", "gpax_unreadable", False),
        (GPAX, "-1", "gpax_unreadable", False),
        (GPAX, "4.01", "gpax_out_of_range", False),
        (GPAX, "3.456", "gpax_decimals", False),
        (TRIED, "มาก", "credits_unreadable", False),
        (EARNED, "301", "credits_out_of_range", False),
        (EARNED, "82", "credits_earned_exceed", True),
        (DONE, "", "decision_missing", False),
        (DONE, "รอ", "decision_unknown", False),
        (APPROVED, "", "approved_missing", True),
        (APPROVED, "2568", "approved_unreadable", False),
        (APPROVED, "31/3/2566", "approved_before_year", True),
        (APPROVED, "1/7/2568", "approved_in_future", False),
        (SET, 12, "por1_zeros_lost", True),
        (SET, "1" * 21, "code_too_long", False),
        ("เลขประจำตัวนักเรียน", "1" * 21, "code_too_long", False),
    ],
)
def test_rule(heading: str, cell: Any, rule: str, kept: bool) -> None:
    result = read_one({heading: cell})
    assert broken(result) == [(heading, rule)]
    assert result.kept is kept
    assert (RULES[rule].cls not in KEEPS_OUT) is kept
    assert "%" not in result.findings[0].message.replace("%%", "")
    assert result.findings[0].remedy


@pytest.mark.parametrize(
    ("heading", "cell", "field", "value"),
    [
        (GPAX, "๓.๔๕", "gpax", Decimal("3.45")),
        (GPAX, 3.4499999999999997, "gpax", Decimal("3.45")),
        (GPAX, "3,5", "gpax", Decimal("3.50")),
        (GPAX, 4, "gpax", Decimal("4.00")),
        (GPAX, "0.00", "gpax", Decimal("0.00")),
        (TRIED, 81.5, "credits_attempted", Decimal("81.5")),
        (DONE, "ไม่จบ", "decision", "not_graduated"),
        (BORN, dt.date(2550, 3, 5), "born_on", dt.date(2007, 3, 5)),
        (BORN, dt.datetime(2007, 3, 5), "born_on", dt.date(2007, 3, 5)),  # noqa: DTZ001
        (BORN, "29/2/2547", "born_on", dt.date(2004, 2, 29)),
        (BORN, "2550", "born_year", 2007),
        (APPROVED, "๓๑ มี.ค. ๒๕๖๘", "approved_on", dt.date(2025, 3, 31)),
        (SET, "๐๐๐๑๒", "por1_set", "00012"),
        ("เพศ", "ชาย", "gender", "m"),
        ("คำนำหน้า", "ด.ช.", "title", "เด็กชาย"),
        ("ชื่อ", "นํ้าฝน\u200b", "first_name", "น้ำฝน"),
        ("เลขประจำตัวนักเรียน", 40001, "student_code", "40001"),
    ],
)
def test_value(heading: str, cell: Any, field: str, value: object) -> None:
    result = read_one({heading: cell})
    assert result.person is not None
    assert getattr(result.person, field) == value


def test_forms_of_the_identifier() -> None:
    plain = national_id(7)
    dashed = f"{plain[0]}-{plain[1:5]}-{plain[5:10]}-{plain[10:12]}-{plain[12]}"
    for cell in (plain, int(plain), float(plain), dashed, f"\u00a0{plain}\u200b", f"'{plain}"):
        result = read_one({ID: cell})
        assert result.person is not None
        assert result.person.person_id == PersonId("national", "TH", plain)
        assert result.findings == ()


def test_what_was_written_is_kept_beside_the_canonical_name() -> None:
    person = read_one({"ชื่อ": "นํ้าฝน", "นามสกุล": "ใจ  ดี"}).person
    assert person is not None
    assert (person.first_name, person.last_name) == ("น้ำฝน", "ใจ ดี")
    assert person.name_as_written == "นาย นํ้าฝน ใจ  ดี"


def test_a_title_written_onto_the_first_name() -> None:
    person = read_one({"คำนำหน้า": "", "ชื่อ": "นายสมชาย"}).person
    assert person is not None
    assert (person.title, person.first_name) == ("นาย", "สมชาย")
    doubtful = read_one({"คำนำหน้า": "", "ชื่อ": "พระพร"})
    assert broken(doubtful) == [("ชื่อ", "name_joined_ambiguous")]
    assert doubtful.person is not None
    assert doubtful.person.first_name == "พระพร"
    woman = read_one({"คำนำหน้า": "น.ส.", "เพศ": "ญ", "ชื่อ": "นางนวล"})
    assert woman.findings == ()


def test_a_row_is_kept_out_with_all_its_reasons() -> None:
    result = read_one({ID: "", BORN: "5/3/50", GPAX: "9"})
    assert {rule for _heading, rule in broken(result)} == {
        "id_missing", "birth_two_digit_year", "gpax_out_of_range",
    }  # fmt: skip
    assert not result.kept


def test_history_lists_may_lack_identifier_and_birth() -> None:
    result = read_one({ID: "", BORN: "", APPROVED: "31/3/2568"}, "history")
    assert {rule for _heading, rule in broken(result)} == {
        "id_missing_history", "birth_missing_history",
    }  # fmt: skip
    assert result.kept
    assert not read_one({ID: ""}, "late").kept


def test_no_finding_holds_an_identifier() -> None:
    for cell in (WRONG, WRONG[:11], f"{WRONG}9", f"x{WRONG}"):
        finding = read_one({ID: cell, "ชื่อ": f"ก {national_id(5)}"}).findings
        told = " ".join(one.value + one.message + repr(one) for one in finding)
        assert cell[:10] not in told
        assert national_id(5)[:10] not in told


def test_values_are_short() -> None:
    assert len(read_one({"ชื่อ": "ก?" * 500}).findings[0].value) == 80

"""Each rule about a cell of the register, through a whole file."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from apps.intake.persons.findings import KEEPS_OUT
from apps.qualifications.incoming.rules import ENTRANT_RULES, REGISTER_RULES
from tests.builders.files import national_id
from tests.qualifications.incoming.reads import broken, read_degree

ID, CODE, BORN, DEGREE = "เลขประจำตัวประชาชน", "รหัสนักศึกษา", "วันเกิด", "ชื่อปริญญา"
YEAR, TERM, LEVEL, STATUS = "ปีการศึกษาที่สำเร็จ", "ภาค", "ระดับ", "สถานะ"
DONE, APPROVED, CEREMONY, GPAX = "วันสำเร็จการศึกษา", "วันอนุมัติ (สภา)", "วันรับปริญญา", "เกรดเฉลี่ย"
ABBR, ENGLISH = "อักษรย่อปริญญา", "ชื่อปริญญาภาษาอังกฤษ"


@pytest.mark.parametrize(
    ("heading", "cell", "rule", "kept"),
    [
        (ID, "", "id_missing", True),
        (ID, "123456789", "id_length", False),
        ("ชื่อ", "", "name_missing", False),
        ("ชื่ออังกฤษ", "พิมพ์", "name_en_thai", True),
        ("นามสกุล", "ก" * 201, "text_too_long", False),
        (BORN, "", "birth_missing", True),
        (BORN, "5/3/45", "birth_two_digit_year", False),
        (BORN, "5/3/2555", "birth_out_of_range", False),
        (BORN, "5/3/2551", "birth_age_unusual", True),
        (LEVEL, "ชั้นสูง", "level_unknown", True),
        (LEVEL, "ปริญญาโท", "level_differs", True),
        (YEAR, "", "year_missing", False),
        (YEAR, "66", "year_unreadable", False),
        (YEAR, "2590", "year_out_of_range", False),
        (TERM, "9", "term_unreadable", True),
        (DONE, "พ.ค. 2567", "completed_unreadable", False),
        (DONE, "30/5/2565", "completed_outside_year", True),
        (APPROVED, "2567", "approved_unreadable", False),
        (APPROVED, "", "approved_missing", True),
        (APPROVED, "29/5/2567", "dates_out_of_order", False),
        (CEREMONY, "ปลายปี", "ceremony_unreadable", False),
        (CEREMONY, "24/6/2567", "ceremony_before_approval", True),
        (GPAX, "4.5", "gpax_out_of_range", False),
        (STATUS, "ไม่แน่ใจ", "standing_unknown", False),
        (STATUS, "กำลังศึกษา", "standing_studying", False),
        (STATUS, "รออนุมัติ", "standing_differs", True),
        (STATUS, "พ้นสภาพ", "attended_with_approval", False),
        ("สาขาวิชา", "ก" * 201, "text_too_long", False),
    ],
)
def test_rule(heading: str, cell: Any, rule: str, kept: bool) -> None:
    result = read_degree({heading: cell})
    assert (heading, rule) in broken(result)
    assert result.kept is kept
    finding = next(one for one in result.findings if one.rule == rule)
    assert (REGISTER_RULES[rule].cls in KEEPS_OUT) is not kept
    assert "%(" not in finding.message
    assert finding.remedy


def test_names_of_different_degrees() -> None:
    result = read_degree({ENGLISH: "Bachelor of Arts"})
    assert broken(result) == [(DEGREE, "degrees_differ")]
    assert "Bachelor of Arts" in result.findings[0].message


def test_dates_to_come() -> None:
    future = {DONE: "2/6/2568", YEAR: "2567", APPROVED: "", CEREMONY: "", STATUS: "รออนุมัติ"}
    result = read_degree(future)
    assert broken(result) == [(DONE, "completed_in_future")]
    planned = read_degree({YEAR: "2567", DONE: "30/5/2568", APPROVED: "25/6/2568", CEREMONY: ""})
    assert broken(planned) == [(APPROVED, "approved_in_future")]
    assert planned.kept
    assert planned.person is not None
    assert planned.person.standing == "completed"


@pytest.mark.parametrize(
    ("status", "approved", "standing", "rules"),
    [
        ("สำเร็จการศึกษา", "25/6/2567", "conferred", []),
        ("", "25/6/2567", "conferred", []),
        ("สำเร็จการศึกษา", "", "completed", ["approved_missing"]),
        ("รออนุมัติ", "", "completed", []),
        ("พ้นสภาพ-ไม่สำเร็จ", "", "attended", []),
        ("ลาออก", "", "attended", []),
    ],
)
def test_standing(status: str, approved: str, standing: str, rules: list[str]) -> None:
    result = read_degree({STATUS: status, APPROVED: approved, CEREMONY: ""})
    assert [one.rule for one in result.findings] == rules
    assert result.person is not None
    assert result.person.standing == standing


def test_who_left_needs_neither_degree_nor_year() -> None:
    blank = dict.fromkeys((DEGREE, ABBR, ENGLISH, YEAR, DONE, APPROVED, CEREMONY), "")
    result = read_degree(blank | {STATUS: "พ้นสภาพ"})
    assert (result.findings, result.kept) == ((), True)
    others = read_degree(blank | {YEAR: "2566"})
    assert (DEGREE, "degree_missing") in broken(others)
    assert not others.kept


@pytest.mark.parametrize(
    ("heading", "cell", "field", "value"),
    [
        (YEAR, "๒๕๖๖", "academic_year", 2023),
        (YEAR, 2566, "academic_year", 2023),
        (YEAR, "ปีการศึกษา 2566", "academic_year", 2023),
        (YEAR, "2023", "academic_year", 2023),
        (TERM, "ฤดูร้อน", "term", 3),
        (TERM, "ภาคการศึกษาที่ 1", "term", 1),
        (TERM, 2.0, "term", 2),
        (LEVEL, "ป.ตรี", "level", 2),
        (LEVEL, "", "level", 2),
        (DONE, dt.date(2567, 5, 30), "completed_on", dt.date(2024, 5, 30)),
        (GPAX, "๓.๕", "gpax", Decimal("3.50")),
        ("เกียรตินิยม", "เกียรตินิยมอันดับหนึ่ง", "honours", "1"),
        ("เกียรตินิยม", "อันดับ 2", "honours", "2"),
        ("เกียรตินิยม", "-", "honours", ""),
        ("เกียรตินิยม", "อันดับ 1 (เหรียญทอง)", "honours", "อันดับ 1 (เหรียญทอง)"),
        ("คำนำหน้า", "น.ส.", "title", "นางสาว"),
        ("นามสกุลเดิม", "แก้วมณี", "former_name", "แก้วมณี"),
        ("ชื่อเดิม", "สมหญิง แก้วมณี", "former_last_name", "แก้วมณี"),
        (CODE, 6301012345, "student_code", "6301012345"),
    ],
)
def test_value(heading: str, cell: Any, field: str, value: object) -> None:
    result = read_degree({heading: cell})
    assert result.person is not None
    assert getattr(result.person, field) == value
    assert result.kept


@pytest.mark.parametrize("cell", ["2/2566", "2566/2", "ภาคปลาย 2566"])
def test_a_term_written_with_its_year(cell: str) -> None:
    person = read_degree({YEAR: cell, TERM: ""}).person
    assert person is not None
    assert (person.academic_year, person.term) == (2023, 2)


def test_the_year_of_the_whole_list() -> None:
    person = read_degree({YEAR: ""}, year=2023).person
    assert person is not None
    assert person.academic_year == 2023
    other = read_degree({YEAR: "2565", DONE: "", APPROVED: "25/6/2566"}, year=2023)
    assert broken(other) == [(YEAR, "year_differs")]
    assert "2566" in other.findings[0].message
    assert other.person is not None
    assert other.person.academic_year == 2022


def test_somebody_must_be_meant() -> None:
    result = read_degree({ID: "", CODE: ""})
    assert (ID, "unidentified") in broken(result)
    assert not result.kept


def test_no_finding_holds_an_identifier() -> None:
    wrong = national_id(0)[:12] + str((int(national_id(0)[12]) + 1) % 10)
    result = read_degree({ID: wrong, "ชื่อ": f"ก {national_id(5)}"})
    told = " ".join(one.value + one.message + repr(one) for one in result.findings)
    assert wrong[:10] not in told
    assert national_id(5)[:10] not in told
    assert national_id(0) not in repr(read_degree({}).person)


def test_every_rule_has_a_sentence_and_a_remedy() -> None:
    with override("en"):
        for rules in (REGISTER_RULES, ENTRANT_RULES):
            for rule, found in rules.items():
                assert rule.replace("_", "").isalpha()
                assert str(found.message).endswith((".", "”."))
                assert str(found.remedy).endswith(".")

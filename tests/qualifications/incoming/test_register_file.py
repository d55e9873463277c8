"""Registers as they come: any order and headings, other rows, the same degree twice."""

import datetime as dt
import random

import pytest

from apps.intake.errors import Unreadable
from apps.qualifications.incoming.register_file import read_register
from apps.qualifications.incoming.register_layout import register_template
from tests.builders.files import csv_bytes, national_id, xlsx_bytes
from tests.qualifications.incoming.reads import (
    REGISTER_HEAD,
    TODAY,
    broken,
    degree_cells,
    read_degrees,
)

MADE_UP = {"university_code": "00500", "university_names": (), "academic_year": 2023}


def test_the_template_is_read_without_findings() -> None:
    rows = [REGISTER_HEAD, *(degree_cells(number) for number in range(30))]
    reading, results = read_degrees(rows)
    assert (reading.whole, reading.dropped, reading.header_row) == ([], [], 1)
    assert (reading.counts.rows, reading.counts.kept) == (30, 30)
    assert all(result.findings == () for result in results)
    person = results[7].person
    assert person is not None
    assert person.person_id is not None
    assert person.person_id.canonical == national_id(7)
    assert (person.degree_abbr, person.level, person.standing) == ("วท.บ.", 2, "conferred")
    assert person.ceremony_on == dt.date(2024, 11, 1)
    assert register_template().decode("utf-8-sig").split("\r\n")[0].split(",") == REGISTER_HEAD


def test_columns_in_any_order() -> None:
    rows = [REGISTER_HEAD, *(degree_cells(number) for number in range(6))]
    expected = [result.person for result in read_degrees(rows)[1]]
    for seed in range(4):
        order = random.Random(seed).sample(range(len(REGISTER_HEAD)), len(REGISTER_HEAD))
        shuffled = [[row[place] for place in order] for row in rows]
        found = [result.person for result in read_degrees(shuffled)[1]]
        for one, other in zip(found, expected, strict=True):
            assert one is not None
            assert other is not None
            assert (one.person_id, one.degree_th, one.major, one.approved_on, one.former_name) == (
                other.person_id, other.degree_th, other.major, other.approved_on, "",
            )  # fmt: skip


def test_a_list_with_a_title_signatures_and_other_headings() -> None:
    rows = [
        ["รายชื่อผู้สำเร็จการศึกษา ปีการศึกษา 2566"],
        ["ลำดับที่", "เลขทะเบียนนักศึกษา", "เลขบัตรประชาชน", "ชื่อ-สกุล", "Name", "วุฒิ", "สาขา",
         "วันที่สภาอนุมัติ", "ศาสนา"],
        ["1", "6301011111", national_id(1), "น.ส.น้ำฝน ใจดี", "Miss Namfon Jaidee", "วท.บ.(เคมี)", "",
         "25 มิ.ย. 2567", "พุทธ"],
        ["2", "6301012222", national_id(2), "นายธนกฤต แก้วมณี", "KAEWMANEE, Thanakrit",
         "Master of Science in Physics", "", "25 มิ.ย. 2567", "พุทธ"],
        ["", "", "", "ลงชื่อ ........... นายทะเบียน"],
        ["รวม 2 คน"],
    ]  # fmt: skip
    reading, results = read_degrees(rows, year=2023)
    assert (reading.header_row, reading.dropped) == (2, ["ศาสนา"])
    assert [(result.row, result.findings) for result in results] == [(3, ()), (4, ())]
    first, second = (result.person for result in results)
    assert first is not None
    assert (first.title, first.first_name, first.last_name) == ("นางสาว", "น้ำฝน", "ใจดี")
    assert (first.title_en, first.first_name_en, first.last_name_en) == ("Miss", "Namfon", "Jaidee")
    assert (first.degree_th, first.degree_abbr, first.major) == ("", "วท.บ.(เคมี)", "เคมี")
    assert second is not None
    assert (second.first_name_en, second.last_name_en) == ("Thanakrit", "KAEWMANEE")
    assert (second.degree_en, second.level) == ("Master of Science in Physics", 4)
    assert [(one.rule, one.params) for one in reading.whole] == [
        ("birth_not_in_file", {"count": 2})
    ]


def test_a_list_in_english_alone() -> None:
    rows = [
        ["Student ID", "Title", "First name", "Last name", "Date of birth", "Degree", "Major",
         "Academic year", "Date of conferral"],
        ["6301011111", "Ms.", "Anna", "Lee", "1999-03-05", "Bachelor of Arts", "English", "2023",
         "2024-06-25"],
    ]  # fmt: skip
    reading, results = read_degrees(rows)
    person = results[0].person
    assert person is not None
    assert (person.title, person.first_name, person.last_name) == ("Ms.", "Anna", "Lee")
    assert (person.degree_en, person.standing, results[0].kept) == (
        "Bachelor of Arts", "conferred", True,
    )  # fmt: skip
    assert [one.rule for one in reading.whole] == ["id_not_in_file"]


def test_student_codes_of_thirteen_digits_are_no_identifiers() -> None:
    rows = [
        ["รหัสนักศึกษา", "ชื่อ", "นามสกุล", "ปริญญา", "ปีการศึกษา"],
        *([national_id(n), "น้ำฝน", f"ใจดี{chr(3585 + n)}", "วท.บ.", "2566"] for n in range(5)),
    ]
    results = read_degrees(rows)[1]
    for number, result in enumerate(results):
        assert result.person is not None
        assert result.person.person_id is None
        assert result.person.student_code == national_id(number)


def test_without_the_councils_dates_nothing_is_conferred() -> None:
    keep = [place for place, head in enumerate(REGISTER_HEAD) if "สภา" not in head]
    rows = [REGISTER_HEAD, *(degree_cells(number) for number in range(3))]
    reading, results = read_degrees([[row[place] for place in keep] for row in rows])
    assert {result.person.standing for result in results if result.person} == {"completed"}
    assert [(one.rule, one.params) for one in reading.whole] == [
        ("approved_not_in_file", {"count": 3})
    ]


def test_a_programme_named_for_its_degree() -> None:
    rows = [
        ["รหัสนักศึกษา", "เลขประจำตัวประชาชน", "ชื่อ", "นามสกุล", "หลักสูตร", "ปีการศึกษา"],
        ["6301011111", national_id(1), "น้ำฝน", "ใจดี", "หลักสูตรวิทยาศาสตรบัณฑิต สาขาวิชาเคมี", "2566"],
    ]
    person = read_degrees(rows)[1][0].person
    assert person is not None
    assert (person.degree_th, person.major, person.level) == (rows[1][4], "เคมี", 2)


def test_rows_of_another_university_are_kept_out_and_their_data_is_not_held() -> None:
    head = ["รหัสสถาบัน", "สถาบัน", *REGISTER_HEAD]
    rows = [
        head,
        ["500", "มธ.", *degree_cells(0)],
        ["00200", "มหาวิทยาลัยเกษตรศาสตร์", *degree_cells(1)],
    ]
    own, other = read_degrees(rows)[1]
    assert (own.kept, own.findings) == (True, ())
    assert (other.kept, other.person) == (False, None)
    assert broken(other) == [("รหัสสถาบัน", "other_university_row")]
    assert "เกษตรศาสตร์" in other.findings[0].message
    named = [head[1:], ["Thammasat", *degree_cells(0)], ["Kasetsart University", *degree_cells(1)]]
    assert [result.kept for result in read_degrees(named)[1]] == [True, False]


def test_the_same_degree_of_the_same_person() -> None:
    rows = [
        REGISTER_HEAD,
        degree_cells(0),
        degree_cells(0),
        degree_cells(0, {"เกรดเฉลี่ย": "3.50", "ชื่อปริญญา": "วท.บ.", "อักษรย่อปริญญา": ""}),
        degree_cells(0, {"สาขาวิชา": "ฟิสิกส์"}),
    ]
    reading, results = read_degrees(rows)
    assert [result.kept for result in results] == [True, False, False, True]
    found = [(one.rule, one.params) for result in results for one in result.findings]
    assert found == [("same_row_twice", {"first_row": 2}), ("duplicate_degree", {"first_row": 2})]
    assert [result.is_choice for result in results] == [False, True, True, False]
    assert reading.counts.kept + reading.counts.kept_out == reading.counts.rows == 4


def test_one_student_code_for_two_persons() -> None:
    code = {"รหัสนักศึกษา": "6301000000"}
    rows = [REGISTER_HEAD, degree_cells(0, code), degree_cells(1, code | {"สาขาวิชา": "ฟิสิกส์"})]
    assert broken(read_degrees(rows)[1][1]) == [("รหัสนักศึกษา", "student_code_twice")]


def test_what_cannot_be_read() -> None:
    rows = [["รหัสนักศึกษา", "ชื่อ", "นามสกุล"], ["6301011111", "น้ำฝน", "ใจดี"]]
    with pytest.raises(Unreadable) as caught:
        read_degrees(rows)
    assert caught.value.rule == "headings_missing"
    assert "ชื่อปริญญา" in caught.value.message
    with (
        pytest.raises(Unreadable) as caught,
        read_register(b"%PDF-1.7", "r.pdf", today=TODAY, **MADE_UP),  # type: ignore[arg-type]
    ):
        pass
    assert caught.value.rule


def test_workbook_with_a_second_list() -> None:
    rows = [REGISTER_HEAD, degree_cells(0)]
    data = xlsx_bytes({"2566": rows, "2565": [REGISTER_HEAD, degree_cells(1)]})
    with read_register(data, "r.xlsx", today=TODAY, **MADE_UP) as reading:  # type: ignore[arg-type]
        assert len(list(reading.rows())) == 1
    assert [(one.rule, one.params) for one in reading.whole] == [
        ("sheet_not_read", {"sheet": "2565"})
    ]


def test_a_text_file_in_the_old_thai_encoding() -> None:
    data = csv_bytes([REGISTER_HEAD, degree_cells(0)], "cp874")
    with read_register(data, "r.csv", today=TODAY, **MADE_UP) as reading:  # type: ignore[arg-type]
        results = list(reading.rows())
    assert (reading.encoding, results[0].findings) == ("cp874", ())

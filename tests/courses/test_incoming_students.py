"""Lists of students as registrars paste and upload them. All persons are invented."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.courses.incoming.problems import ListRefusedError
from apps.courses.incoming.student_columns import LARGEST_LIST, template_csv
from apps.courses.incoming.student_list import StudentRow, read_student_file, read_student_text
from tests.builders.files import (
    csv_bytes,
    national_id,
    text_cell,
    workbook_parts,
    xlsx_bytes,
    zip_bytes,
)

TODAY = dt.date(2025, 11, 21)
HEADINGS = ["ลำดับ", "รหัสนักศึกษา", "ชื่อ - สกุล", "รหัสวิชา", "กลุ่มเรียน"]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def read(text: str, **options: Any) -> list[StudentRow]:
    return list(read_student_text(text, today=TODAY, **options))


def told(row: StudentRow) -> list[tuple[str, str]]:
    return [(problem.column, problem.code) for problem in row.problems]


def named(row: StudentRow) -> tuple[str, str, str]:
    return row.title, row.first_name, row.last_name


def test_straight_from_excel_with_headings() -> None:
    text = "\n".join(
        [
            "รายชื่อนักศึกษาที่ขอลงทะเบียนข้ามสถาบัน",
            "\t".join(HEADINGS),
            "1\t๖๕๐๑๒๓๔\tนายสมชาย  ใจดี\tcs101\t1",
            "2\t6501235\tน.ส. พิมพ์ชนก ศรีสุวรรณ์\tCS101\t๒",
            "\t\t\t\t",
        ]
    )
    students = read_student_text(text, today=TODAY)
    first, second = students
    assert (first.line, first.student_code, first.course_code, first.section) == (
        3, "6501234", "CS101", "1",
    )  # fmt: skip
    assert named(first) == ("นาย", "สมชาย", "ใจดี")
    assert named(second) == ("นางสาว", "พิมพ์ชนก", "ศรีสุวรรณ์")
    assert second.section == "2"
    assert not first.problems
    assert not second.problems
    assert students.headings["full_name"] == "ชื่อ - สกุล"


@pytest.mark.parametrize(
    "text",
    [
        "6501234\tนายสมชาย ใจดี\tCS101\t1\n6501235\tนางสาวกัญญา ณ อยุธยา\tCS101\t1",
        "6501234,นาย,สมชาย,ใจดี,CS101,1\n6501235,น.ส.,กัญญา,ณ อยุธยา,CS101,1",
        "6501234;นาย;สมชาย;ใจดี;CS101;1\n6501235;นส.;กัญญา;ณ อยุธยา;CS101;1",
        "6501234   นายสมชาย ใจดี    CS101  1\n6501235   น.ส.กัญญา ณ อยุธยา    CS101  1",
        "6501234 นาย สมชาย ใจดี CS101 1\n6501235 น.ส. กัญญา ณ อยุธยา CS101 1",
        "1\t6501234\tนายสมชาย ใจดี\tCS101\t1\n2\t6501235\tน.ส.กัญญา ณ อยุธยา\tCS101\t1",
        "\ufeff6501234\tนาย\tสมชาย\tใจดี\tCS101\t1\r\n6501235\tนางสาว\tกัญญา\tณ อยุธยา\tCS101\t1\r\n",
    ],
)
def test_without_headings(text: str) -> None:
    first, second = read(text)
    assert named(first) == ("นาย", "สมชาย", "ใจดี")
    assert named(second) == ("นางสาว", "กัญญา", "ณ อยุธยา")
    assert [(r.student_code, r.course_code, r.section) for r in (first, second)] == [
        ("6501234", "CS101", "1"), ("6501235", "CS101", "1"),
    ]  # fmt: skip
    assert not first.problems
    assert not second.problems


def test_columns_that_nothing_explains_are_named() -> None:
    text = f"6501234\tสมชาย ใจดี\tSomchai Jaidee\t{national_id(1)}\tCS101\t1\t5/3/2548"
    students = read_student_text(text, today=TODAY)
    row = students[0]
    assert (row.first_name_en, row.last_name_en) == ("Somchai", "Jaidee")
    assert row.person_id is not None
    assert row.person_id.canonical == national_id(1)
    assert students.ignored == ("column 7",)
    assert row.born_on is None


def test_one_course_for_all() -> None:
    text = "6501234\tสมชาย ใจดี\n6501235\tกัญญา แก้วมณี"
    assert [told(row) for row in read(text)] == [[("รหัสวิชา", "course_code_missing")]] * 2
    assert [told(row) for row in read(text, one_course=True)] == [[], []]


def test_every_field_of_a_file_in_thai() -> None:
    headings = [
        "รหัสนิสิต", "คำนำหน้า", "ชื่อ", "นามสกุล", "ชื่อ (อังกฤษ)", "นามสกุล (อังกฤษ)", "รหัสวิชา", "ตอน",
        "เลขประจำตัวประชาชน", "วันเกิด", "ต้องใช้ผลภายใน", "หน่วยกิตที่ลงทะเบียน", "คณะ",
    ]  # fmt: skip
    row = [
        6501234.0, "น.ส.", "น้ําฝน", "ใจดี", "Miss Namfon", "Jaidee", "ทษ 101", 1, national_id(3),
        dt.date(2548, 3, 5), "๓๑ มี.ค. ๒๕๖๙", "๑๕ หน่วยกิต", "วิทยาศาสตร์",
    ]  # fmt: skip
    data = xlsx_bytes({"S": [["มหาวิทยาลัยตัวอย่าง"], [], headings, row]})
    students = read_student_file(data, "รายชื่อ.xlsx", today=TODAY)
    student = students[0]
    assert not student.problems
    assert (student.line, student.student_code, student.course_code) == (4, "6501234", "ทษ 101")
    assert (student.title, student.first_name, student.section) == ("นางสาว", "น้ำฝน", "1")
    assert (student.first_name_en, student.last_name_en) == ("Namfon", "Jaidee")
    assert student.born_on == dt.date(2005, 3, 5)
    assert student.needed_by == dt.date(2026, 3, 31)
    assert student.home_credits == Decimal(15)
    assert students.ignored == ("คณะ",)
    assert national_id(3) not in repr(student)


@pytest.mark.parametrize("encoding", ["cp874", "utf-8", "utf-8-sig", "utf-16"])
def test_text_files_in_every_encoding(encoding: str) -> None:
    rows = [HEADINGS, ["1", "6501234", "นางสาวกัญญา ณ อยุธยา", "CS101", "1"]]
    student = read_student_file(csv_bytes(rows, encoding), "list.csv", today=TODAY)[0]
    assert named(student) == ("นางสาว", "กัญญา", "ณ อยุธยา")


def test_a_name_merged_over_columns_and_a_surname_called_name() -> None:
    merged = [["รหัสนักศึกษา", "ชื่อ-สกุล", "", "", "รหัสวิชา"], ["6501234", "นาย", "สมชาย", "ใจดี", "X1"]]
    assert named(read("\n".join("\t".join(r) for r in merged))[0]) == ("นาย", "สมชาย", "ใจดี")
    formal = "รหัสนักศึกษา\tชื่อ\tชื่อสกุล\tรหัสวิชา\n6501234\tนายสมชาย\tใจดี\tX1"
    assert named(read(formal)[0]) == ("นาย", "สมชาย", "ใจดี")


def test_rows_with_problems_stay_and_say_what_to_do() -> None:
    headings = "รหัสนักศึกษา\tชื่อ-สกุล\tรหัสวิชา\tเลขประจำตัวประชาชน\tวันเกิด\tต้องใช้ผลภายใน\tHome credits"
    wrong = national_id(5)[:-1] + str((int(national_id(5)[-1]) + 1) % 10)
    rows = read(
        f"{headings}\n\t\tCS101\t{wrong}\t5/3/48\t1/1/2560\tมาก\n"
        "6.5E+09\tสม?าย ใจดี\t-\t123\t2548\tเร็ว ๆ นี้\t99\n"
        "6501234\tสมชาย\tCS101\t\t1/1/2568\t\t"
    )
    assert told(rows[0]) == [
        ("เลขประจำตัวประชาชน", "id_check_digit"), ("รหัสนักศึกษา", "student_code_missing"),
        ("ชื่อ-สกุล", "name_missing"), ("วันเกิด", "date"), ("ต้องใช้ผลภายใน", "needed_by_out_of_range"),
        ("Home credits", "home_credits"),
    ]  # fmt: skip
    assert {code for _column, code in told(rows[1])} == {
        "id_length", "code_rounded", "course_code_missing", "name_damaged", "date", "home_credits",
    }  # fmt: skip
    assert told(rows[2]) == [
        ("ชื่อ-สกุล", "surname_missing"), ("วันเกิด", "birth_out_of_range"),
    ]  # fmt: skip
    surname = rows[2].problems[0]
    assert not surname.blocks
    assert surname.told == (
        "Row 4, column “ชื่อ-สกุล”, “สมชาย”: There is no surname. Add it, unless the person has none."
    )
    everything = " ".join(p.told + repr(p) for row in rows for p in row.problems)
    assert wrong not in everything
    assert wrong[-3:] in everything


def test_the_same_student_and_course_twice() -> None:
    rows = read(
        "6501234\tสมชาย ใจดี\tCS 101\t1\n6501234\tสมชาย ใจดี\tMA101\t1\n65-01234\tสมชาย ใจดี\tcs101\t2"
    )
    assert [told(row) for row in rows[:2]] == [[], []]
    problem = rows[2].problems[0]
    assert problem.code == "repeated"
    assert "row 1" in problem.sentence


def test_an_uncertain_name_is_asked_about() -> None:
    row = read("6501234\tพระมหาสมชาย ใจดี\tCS101\n6501235\tสมชาย ใจดี มาก\tCS101")
    assert [told(each) for each in row] == [[("column 2", "name_uncertain")]] * 2
    assert not any(each.is_blocked for each in row)
    assert "“พระมหา”" in row[0].problems[0].sentence


def test_national_ids_in_place_of_codes_are_refused_and_not_handed_on() -> None:
    rows = read("\n".join(f"{national_id(n)}\tสมชาย ใจดี\tCS{n}01" for n in range(1, 5)))
    assert {code for row in rows for _column, code in told(row)} == {"national_id_as_code"}
    assert not any(row.student_code for row in rows)
    assert not any(national_id(n) in repr(rows) for n in range(1, 5))
    one = national_id(9)
    text = f"รหัสนักศึกษา\tชื่อ-สกุล\tรหัสวิชา\tเลขบัตรประชาชน\n{one}\tสมชาย ใจดี\tCS101\t{one}"
    assert told(read(text)[0]) == [("รหัสนักศึกษา", "national_id_as_code")]


def test_formulas_without_value_and_cells_with_errors() -> None:
    rows = [HEADINGS, ["1", "=A1", "สมชาย ใจดี", "CS101", "1"]]
    row = read_student_file(xlsx_bytes({"S": rows}), "a.xlsx", today=TODAY)[0]
    assert told(row) == [("รหัสนักศึกษา", "formula")]
    heads = "".join(text_cell(f"{c}1", h) for c, h in zip("ABCDE", HEADINGS, strict=True))
    cells = '<c r="B2" t="e"><v>#N/A</v></c>' + text_cell("C2", "สมชาย ใจดี")
    sheet = f'<sheetData><row r="1">{heads}</row><row r="2">{cells}</row></sheetData>'
    row = read_student_file(zip_bytes(workbook_parts(sheet)), "a.xlsx", today=TODAY)[0]
    assert ("รหัสนักศึกษา", "error") in told(row)


def test_headings_printed_again_and_blank_rows_are_passed_over() -> None:
    head = "\t".join(HEADINGS)
    rows = read(
        f"{head}\n1\t6501234\tก ข\tCS101\t1\n\n{head}\n2\t6501235\tค ง\tCS101\t1\n3\t\t\t\t"
    )
    assert [row.line for row in rows] == [2, 5]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "no_rows"),
        (" \n\t\n", "no_rows"),
        ("\t".join(HEADINGS), "no_rows"),
        ("รหัสนักศึกษา\tรหัสวิชา\n6501234\tCS101", "headings_missing"),
        ("รหัสนักศึกษา\tรหัสนิสิต\tชื่อ-สกุล\n1\t2\tก ข", "headings_ambiguous"),
        ('6501234\t"สมชาย ใจดี\tCS101', "csv_quotes"),
        ("x" * 500_001, "text_too_long"),
        ("x" * 150_000 + "\t1", "csv_quotes"),
        ("10/11/2568\t11:00", "headings_missing"),
        ("\n".join(f"65{n:05d}\tก ข\tCS101" for n in range(LARGEST_LIST + 1)), "list_too_long"),
    ],
)
def test_refusals_of_pasted_lists(text: str, rule: str) -> None:
    with pytest.raises(ListRefusedError) as caught:
        read(text)
    assert caught.value.rule == rule
    assert str(caught.value.message).endswith(".")


def test_the_longest_list_is_taken_whole() -> None:
    text = "\n".join(f"65{n:05d}\tสมชาย ใจดี\tCS101\t1" for n in range(LARGEST_LIST))
    rows = read(text)
    assert len(rows) == LARGEST_LIST
    assert not any(row.problems for row in rows)


def test_the_template_is_read_as_it_is_written() -> None:
    filled = template_csv().decode("utf-8-sig") + "6501234,นาย,สมชาย,ใจดี,,,CS101,1,,,,\r\n"
    row = read_student_file(filled.encode(), "t.csv", today=TODAY)[0]
    assert not row.problems
    assert (row.student_code, row.section) == ("6501234", "1")


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20).map(
    lambda text: " ".join(text.split())
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(CELL, min_size=1, max_size=6), min_size=1, max_size=6))
def test_whatever_is_pasted_gives_rows_or_a_refusal(rows: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in rows)
    try:
        students = read(text)
    except ListRefusedError:
        return
    for student in students:
        assert 1 <= student.line <= len(text.splitlines()) + 1
        assert student.is_blocked or (student.student_code and student.first_name)


def test_signatures_under_the_list_are_passed_over_and_told() -> None:
    given = [
        ["รหัสนักศึกษา", "ชื่อ-สกุล", "รหัสวิชา"],
        ["6609617701", "นางสาวปิยะธิดา ศรีสุวรรณ", "CS101"],
        ["", "รวม 1 คน", ""],
        ["ลงชื่อ ............... นายทะเบียน", "", ""],
        ["6609617702", "นายรวมพร ใจดี", "CS101"],
        ["", "นายไม่มี รหัส", "CS101"],
    ]
    read = read_student_text("\n".join("\t".join(cells) for cells in given))
    assert [row.line for row in read] == [2, 5, 6]
    assert [row.is_blocked for row in read] == [False, False, True]
    assert read.notes == ("Rows with signatures or totals were not read: 3, 4.",)

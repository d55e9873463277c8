"""Lists of students as offices hold them."""

import csv
from io import BytesIO, StringIO

import pytest
from django.utils import translation
from openpyxl import Workbook

from apps.certificates.incoming.application_list import ApplicationRow, read_application_file
from apps.certificates.incoming.columns import template_csv
from apps.certificates.services.requesting import request_papers
from apps.courses.incoming.problems import ListRefusedError
from apps.courses.incoming.read_list import ReadList
from apps.institutions.scope import scope
from tests.certificates.desks import Desk

HEADINGS = (
    "ลำดับ", "รหัสนักศึกษา", "ชื่อ-นามสกุล", "หลักสูตร", "คณะ", "ระดับ", "ชั้นปี", "ปีที่เข้าศึกษา",
    "ปีการศึกษา", "ภาคการศึกษา", "สถานะ", "ศาสนา",
)  # fmt: skip
FIRST = (
    "1", "6500000001", "นางสาวปาริชาติ ศรีสุวรรณ์", "วิทยาศาสตรบัณฑิต", "คณะวิทยาศาสตร์", "ป.ตรี", "๓",
    "2566", "2568", "1", "ปกติ", "พุทธ",
)  # fmt: skip


def row(**changes: str) -> tuple[str, ...]:
    given = dict(zip(HEADINGS, FIRST, strict=True)) | changes
    return tuple(given[heading] for heading in HEADINGS)


def read(
    *rows: tuple[object, ...], kind: str = "student_status", language: str = "th"
) -> ReadList[ApplicationRow]:
    written = StringIO()
    csv.writer(written).writerows(rows)
    with translation.override("en"):
        return read_application_file(
            written.getvalue().encode(), "list.csv", kind=kind, language=language
        )


def test_rows_become_applications(desk: Desk) -> None:
    found = read(HEADINGS, FIRST, row(รหัสนักศึกษา="6500000002"))
    assert found.ignored == ("ศาสนา",)
    assert [one.name for one in found] == ["นางสาวปาริชาติ ศรีสุวรรณ์"] * 2
    assert not any(one.problems for one in found)
    first = found[0].application
    assert first is not None
    assert first.facts == {
        "student_code": "6500000001", "title": "นางสาว", "first_name": "ปาริชาติ",
        "last_name": "ศรีสุวรรณ์", "programme": "วิทยาศาสตรบัณฑิต", "faculty": "คณะวิทยาศาสตร์",
        "level": "bachelor", "year_of_study": 3, "admitted_year": 2023, "status": "studying",
        "academic_year": 2025, "term": 1,
    }  # fmt: skip
    assert "พุทธ" not in repr(found.rows)
    with scope(desk.clerk.actor) as actor:
        batch = request_papers(
            actor=actor,
            kind="student_status",
            language="th",
            applications=[one.application for one in found if one.application],
        )
    assert batch.total == 2


def problems(*rows: tuple[object, ...], **kinds: str) -> list[tuple[int, str, str]]:
    found = read(*rows, **kinds)
    assert all(one.is_blocked for one in found if one.problems)
    return [(one.line, one.column, one.code) for each in found for one in each.problems]


def test_every_problem_is_told_with_its_place() -> None:
    assert problems(
        HEADINGS,
        FIRST,
        row(),
        row(**{"รหัสนักศึกษา": "1101700203450", "ชื่อ-นามสกุล": ""}),
        row(รหัสนักศึกษา="6.5E+09", ชั้นปี="สาม", ระดับ="อนุบาล"),
    ) == [
        (3, "รหัสนักศึกษา", "repeated"),
        (4, "รหัสนักศึกษา", "national_id_as_code"),
        (4, "ชื่อ-นามสกุล", "name_missing"),
        (5, "รหัสนักศึกษา", "code_rounded"),
        (5, "ระดับ", "fact"),
        (5, "ชั้นปี", "fact"),
    ]


def test_what_confirming_would_refuse_is_found_before() -> None:
    headings = (*HEADINGS, "อีเมล", "วัตถุประสงค์", "เลขที่หนังสือ")
    found = read(
        headings,
        (*FIRST, "student@example.ac.th", "ขอทุน", "อว 67/1"),
        (*row(รหัสนักศึกษา="6500000002"), "student at example", "ขอทุน", ""),
        (*row(รหัสนักศึกษา="6500000003"), "", "ก" * 301, "1" * 61),
    )
    first, second, third = found
    assert not first.is_blocked
    assert [one.column for one in second.problems] == ["อีเมล"]
    assert "This is not an e-mail address." in second.problems[0].sentence
    assert [one.column for one in third.problems] == ["วัตถุประสงค์", "เลขที่หนังสือ"]
    assert second.is_blocked
    assert third.is_blocked


def test_an_identifier_in_the_place_of_a_code_is_masked() -> None:
    found = read(HEADINGS, row(รหัสนักศึกษา="1101700203450"))
    assert found[0].student_code == ""
    assert "1101700203450" not in repr(found.rows)


def test_an_english_paper_asks_for_english_columns() -> None:
    assert problems(HEADINGS, FIRST, language="en") == [
        (2, "ชื่อ (อังกฤษ)", "fact"),
        (2, "หลักสูตร (อังกฤษ)", "fact"),
        (2, "คณะ (อังกฤษ)", "fact"),
    ]


def test_graduates_from_a_workbook() -> None:
    """Dates as the office's spreadsheet holds them: real ones, Buddhist years, words."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["รายชื่อผู้สำเร็จการศึกษา"])
    sheet.append([
        "รหัสนักศึกษา", "คำนำหน้า", "ชื่อ", "นามสกุล", "ชื่อปริญญา", "คณะ", "เกรดเฉลี่ย",
        "วันที่สำเร็จการศึกษา", "วันที่สภาอนุมัติ",
    ])  # fmt: skip
    sheet.append([
        6200000001, "นาย", "ธนกร", "อินทรวิเศษ", "วิทยาศาสตรบัณฑิต", "คณะวิทยาศาสตร์", 3.5, "15/5/2568",
        "20 มิ.ย. 2568",
    ])  # fmt: skip
    written = BytesIO()
    book.save(written)
    (found,) = read_application_file(
        written.getvalue(), "list.xlsx", kind="graduation", language="th"
    )
    assert found.application is not None, found.problems
    facts = found.application.facts
    assert (facts["completed_on"], facts["approved_on"]) == ("2025-05-15", "2025-06-20")
    assert (facts["gpax"], facts["student_code"]) == ("3.50", "6200000001")


def test_a_list_without_its_columns_is_refused() -> None:
    with pytest.raises(ListRefusedError):
        read(("ชื่อวิชา", "หน่วยกิต"), ("ฟิสิกส์", "3"))


@pytest.mark.parametrize("kind", ["student_status", "graduation"])
def test_the_template_is_read_back(kind: str) -> None:
    headings = next(csv.reader(StringIO(template_csv(kind).decode("utf-8-sig"))))
    assert len(headings) == len(set(headings))
    found = read(tuple(headings), tuple("x" for _ in headings), kind=kind)
    assert found.ignored == ()
    assert len(found.headings) == len(headings)

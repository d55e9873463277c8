"""Results as XLSX and CSV: read back with other programs than the one that wrote them."""

import csv
import datetime as dt
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from apps.courses.exports.columns import COLUMNS, Language, headings
from apps.courses.exports.flat_csv import results_csv
from apps.courses.exports.record import CourseRecord
from apps.courses.exports.xlsx import results_xlsx
from tests.courses.export_records import CASES, Body, a_record, any_record

FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\x00=1+1", " =1+1"]


def csv_rows(written: bytes) -> list[list[str]]:
    assert written.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(written.decode("utf-8-sig"), newline="")))


def csv_row(record: CourseRecord, language: Language = "en") -> dict[str, str]:
    heading, row = csv_rows(results_csv([record], language=language))
    return dict(zip(heading, row, strict=True))


def xlsx_cells(records: list[CourseRecord], language: Language = "en") -> list[list[Any]]:
    sheet = load_workbook(BytesIO(results_xlsx(records, language=language))).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows()]


def xlsx_row(record: CourseRecord, language: Language = "en") -> dict[str, Any]:
    heading, row = xlsx_cells([record], language)
    return {name.value: cell for name, cell in zip(heading, row, strict=True)}


def test_one_row_in_csv() -> None:
    assert csv_row(a_record()) == {
        "Request": "CR-2568-0001",
        "Home institution code": "00500",
        "Home institution": "Thammasat University",
        "Host institution code": "00400",
        "Host institution": "Chiang Mai University",
        "Student code at home": "0641012345",
        "Student code at host": "680510999",
        "Title": "นางสาว",
        "First name": "น้ำผึ้ง",
        "Last name": "ศรีสุวรรณ์",
        "First name (English)": "Namphueng",
        "Last name (English)": "Srisuwan",
        "Academic year": "2025",
        "Term": "1",
        "Term starts": "2025-06-23",
        "Term ends": "2025-10-26",
        "Course code": "204111",
        "Course name (Thai)": "การเขียนโปรแกรมเบื้องต้น",
        "Course name (English)": "Fundamentals of Programming",
        "Section": "001",
        "Credits (lecture-laboratory-self-study)": "3(2-2-5)",
        "Credits": "3",
        "Level": "bachelor's degree",
        "ISCED field": "0613",
        "Language of instruction": "th",
        "State": "recognised",
        "Outcome": "passed",
        "Grade": "B+",
        "Grade points": "3.5",
        "Version of the result": "2",
        "Completed on": "2025-10-20",
        "Announced at": "2025-11-10T10:00:00+07:00",
        "Grades of the class": "A: 8, B+: 5, C: 2, F: 1",
        "Grade at home": "B+",
        "Course code at home": "คพ.101",
        "Credits recognised": "3",
        "Registration": "0190a1b2-0000-7000-8000-000000000001",
    }


def test_a_workbook_keeps_codes_as_text_numbers_as_numbers_and_dates_as_dates() -> None:
    row = xlsx_row(a_record())
    for name, text in [
        ("Student code at home", "0641012345"), ("Course code", "204111"), ("ISCED field", "0613"),
        ("Section", "001"), ("Home institution code", "00500"),
    ]:  # fmt: skip
        assert (row[name].value, row[name].data_type, row[name].number_format) == (text, "s", "@")
    assert (row["Academic year"].value, row["Credits"].value) == (2025, 3)
    assert row["Grade points"].value == 3.5
    assert row["Completed on"].is_date
    assert row["Completed on"].value == dt.datetime(2025, 10, 20)  # noqa: DTZ001
    assert row["Completed on"].number_format == "yyyy-mm-dd"
    assert row["Announced at"].value == dt.datetime(2025, 11, 10, 10)  # noqa: DTZ001


def test_the_reader_s_language_whichever_is_active() -> None:
    with override("en"):
        thai = headings("th")
        row = csv_row(a_record(), "th")
    with override("th"):
        english = headings("en")
        assert headings("th") == thai
    assert english[0] == "Request"
    assert list(row) == thai
    assert row[thai[english.index("Academic year")]] == "2568"
    assert row[thai[english.index("Home institution")]] == "มหาวิทยาลัยธรรมศาสตร์"
    assert xlsx_row(a_record(), "th")[thai[english.index("Academic year")]].value == 2568


@pytest.mark.parametrize("language", ["th", "en"])
def test_headings_are_all_different(language: Language) -> None:
    assert len(set(headings(language))) == len(COLUMNS)


def test_an_institution_without_an_english_name_keeps_its_thai_one() -> None:
    assert csv_row(a_record(host=Body("00400", "มช.")))["Host institution"] == "มช."


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_run(text: str) -> None:
    record = a_record(first_name=text, course_name_en=text, grade=text, distribution={text: 10})
    safe = text.strip("\t\r\x00 ")
    in_csv, in_book = csv_row(record), xlsx_row(record)
    for name in ("First name", "Course name (English)", "Grade"):
        assert in_csv[name] == f"'{safe}"
        cell = in_book[name]
        assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (safe, "s", True)
    assert in_csv["Grades of the class"].startswith("'")


def test_a_small_class_shows_no_grades() -> None:
    assert csv_row(*CASES["small class"])["Grades of the class"] == ""


def test_what_is_not_known_is_empty() -> None:
    record = CASES["no grade yet"][0]
    in_csv, in_book = csv_row(record), xlsx_row(record)
    for name in ("Grade", "Grade points", "Completed on", "Announced at", "Credits recognised"):
        assert in_csv[name] == ""
        assert in_book[name].value is None


def test_another_reader_sees_the_same() -> None:
    records = [a_record(first_name="=1+1"), *CASES["several courses"]]
    book = CalamineWorkbook.from_filelike(BytesIO(results_xlsx(records, language="en")))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0] == headings("en")
    assert [row[rows[0].index("First name")] for row in rows[1:]] == [
        "=1+1", "น้ำผึ้ง", "น้ำผึ้ง",
    ]  # fmt: skip
    assert rows[1][rows[0].index("Student code at home")] == "0641012345"
    assert rows[1][rows[0].index("Term starts")] == dt.date(2025, 6, 23)


def test_an_export_of_nothing_has_its_headings() -> None:
    assert csv_rows(results_csv([], language="en")) == [headings("en")]
    assert [cell.value for cell in xlsx_cells([])[0]] == headings("en")


@given(st.lists(any_record, max_size=3))
@settings(max_examples=50, deadline=None)
def test_any_records_can_be_written_and_hold_no_formula(records: list[CourseRecord]) -> None:
    rows = csv_rows(results_csv(records, language="th"))
    assert len(rows) == len(records) + 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    written = xlsx_cells(records, "th")
    assert len(written) == len(records) + 1
    assert not [cell for row in written for cell in row if cell.data_type == "f"]


def test_numbers_have_no_exponent() -> None:
    assert csv_row(a_record(credit_value=Decimal("1E+2")))["Credits"] == "100"

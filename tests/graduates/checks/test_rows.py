"""Rules over several cells, rows and the whole file; rows that are no persons."""

import datetime as dt
import random

import pytest

from apps.graduates.checks.rules import RULES
from apps.graduates.spellings import POR3_HEADINGS
from apps.intake.errors import Unreadable
from tests.builders.files import (
    DMC_HEADINGS,
    csv_bytes,
    dmc_row,
    national_id,
    por3_row,
    por3_rows,
    text_cell,
    workbook_parts,
    xlsx_bytes,
    zip_bytes,
)
from tests.graduates.checks.reads import broken, read_csv, read_file, read_xlsx

ID = "เลขประจำตัวประชาชน"
HEAD = list(POR3_HEADINGS)


def refusal(rows: list[list[str]]) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_csv(rows)
    return caught.value


def test_the_flat_layout() -> None:
    reading, results = read_csv(por3_rows(30))
    assert (reading.layout, reading.header_row, reading.dropped) == ("por3", 1, [])
    assert (reading.counts.rows, reading.counts.kept, reading.whole) == (30, 30, [])
    assert [result.row for result in results] == list(range(2, 32))
    assert reading.columns["person_id"] == ID


def test_footers_blanks_and_repeated_headings_are_no_persons() -> None:
    rows = [
        ["รายชื่อผู้สำเร็จการศึกษา"], ["โรงเรียนตัวอย่าง", "", "", "", "ปีการศึกษา 2567"], HEAD,
        por3_row(0), por3_row(1), [], ["", "", "", "", "ลงชื่อ ........... นายทะเบียน"],
        ["", "", "", "", "(นายวิชัย ตั้งใจ)"], ["", "", "", "", "วิชัย ตั้งใจ"],
        ["รวม 2 คน", "", "", "ชาย 1", "หญิง 1"],
        HEAD, por3_row(2), por3_row(3, {ID: "", "ชื่อ": "รวมพร", "เพศ": "ญ"}),
        ["", "", "รวมทั้งสิ้น", "4"],
    ]  # fmt: skip
    reading, results = read_csv(rows)
    assert [result.row for result in results] == [4, 5, 12, 13]
    counts = reading.counts
    assert (counts.rows, counts.kept, counts.kept_out) == (4, 3, 1)
    assert (counts.footers, counts.blank, counts.repeated_headings) == (5, 1, 1)


def test_columns_in_any_order() -> None:
    rows = por3_rows(8)
    expected = [result.person for result in read_csv(rows)[1]]
    for seed in range(6):
        order = random.Random(seed).sample(range(len(HEAD)), len(HEAD))
        shuffled = [[row[place] for place in order] for row in rows]
        found = [result.person for result in read_csv(shuffled)[1]]
        names = [(p.first_name, p.last_name, p.person_id) for p in found if p]
        assert names == [(p.first_name, p.last_name, p.person_id) for p in expected if p]
        assert [p.por1_number for p in found if p] == [p.por1_number for p in expected if p]


def test_the_dmc_export() -> None:
    rows = [["วันและเวลาที่สร้างรายงาน 1 มิ.ย. 2568"], list(DMC_HEADINGS), dmc_row(0), dmc_row(1)]
    rows += [dmc_row(number, level) for number, level in ((2, "ม.5"), (3, "ม.1"), (4, "ม.๖/2"))]
    reading, results = read_csv(rows)
    assert (reading.layout, reading.header_row) == ("dmc", 2)
    assert [(result.row, result.findings) for result in results] == [(3, ()), (4, ()), (7, ())]
    person = results[1].person
    assert person is not None
    assert person.person_id is not None
    assert (person.person_id.canonical, person.student_code) == (national_id(1), "40001")
    assert {"ศาสนา", "น้ำหนัก", "ชื่อผู้ปกครอง", "ความด้อยโอกาส"} <= set(reading.dropped)
    assert [(f.rule, f.params) for f in reading.whole] == [
        ("level_not_m6", {"count": 2, "levels": "ม.1, ม.5"}),
        ("decision_not_in_file", {"count": 3}),
    ]  # fmt: skip
    assert person.decision == "graduated"


def test_the_dmc_export_with_its_columns_shuffled() -> None:
    order = random.Random(5).sample(range(len(DMC_HEADINGS)), len(DMC_HEADINGS))
    rows = [list(DMC_HEADINGS), *(dmc_row(number) for number in range(5))]
    for shuffled_order in (order, order[::-1]):
        rows_now = [[row[place] for place in shuffled_order] for row in rows]
        for number, result in enumerate(read_csv(rows_now, "studying")[1]):
            assert result.person is not None
            assert result.person.person_id is not None
            assert result.person.person_id.canonical == national_id(number)
            assert result.person.student_code == str(40000 + number)
            assert result.person.decision == ""


def test_rows_of_another_school_are_kept_out_and_their_data_is_not_held() -> None:
    other = dmc_row(1, changes={"รหัสโรงเรียน": "10720040", "ชื่อโรงเรียน": "โรงเรียนอื่น"})
    result = read_csv([list(DMC_HEADINGS), dmc_row(0), other])[1][1]
    assert (result.kept, result.person) == (False, None)
    assert broken(result) == [("รหัสโรงเรียน", "other_school_row")]
    assert result.findings[0].params == {"school": "โรงเรียนอื่น"}
    assert "โรงเรียนอื่น" in result.findings[0].message


def test_ten_digit_codes_and_names_of_schools() -> None:
    ten = dmc_row(0, changes={"รหัสโรงเรียน": "1010720039", "ชื่อโรงเรียน": "อีกชื่อหนึ่ง"})
    assert read_csv([list(DMC_HEADINGS), ten])[1][0].kept
    heads = ["ชื่อโรงเรียน", *HEAD]
    rows = [heads, ["ตัวอย่าง", *por3_row(0)], ["รร.อื่น", *por3_row(1)]]
    assert [result.kept for result in read_csv(rows)[1]] == [True, False]


def test_the_same_person_twice() -> None:
    rows = [HEAD, por3_row(0), por3_row(1), por3_row(0), por3_row(0, {"นามสกุล": "อื่น"})]
    reading, results = read_csv(rows)
    assert [result.kept for result in results] == [True, True, False, False]
    found = [(f.rule, f.cls, f.params) for result in results for f in result.findings]
    assert found == [
        ("same_row_twice", "whole", {"first_row": 2}),
        ("duplicate_person", "whole", {"first_row": 2}),
    ]  # fmt: skip
    assert results[3].person is not None
    assert results[3].person.last_name == "อื่น"
    assert (reading.counts.kept, reading.counts.kept_out) == (2, 2)


def test_one_student_code_for_two_persons() -> None:
    rows = [HEAD, por3_row(0), por3_row(1, {"เลขประจำตัวนักเรียน": "40000"})]
    result = read_csv(rows)[1][1]
    assert broken(result) == [("เลขประจำตัวนักเรียน", "student_code_twice")]
    assert result.kept


def test_a_guardians_number_before_the_students() -> None:
    heads = ["เลขประจำตัวประชาชนผู้ปกครอง", *HEAD]
    rows = [heads, *([national_id(900 + n), *por3_row(n)] for n in range(4))]
    reading, results = read_csv(rows)
    assert [r.person.person_id.canonical for r in results if r.person and r.person.person_id] == [
        national_id(n) for n in range(4)
    ]
    assert reading.dropped == ["เลขประจำตัวประชาชนผู้ปกครอง"]


def test_two_equal_headings_told_apart_by_neighbour_or_group() -> None:
    heads = ["ชื่อผู้ปกครอง", ID, *HEAD]
    rows = [heads, *(["ก ข", national_id(900 + n), *por3_row(n)] for n in range(4))]
    groups = ["ผู้ปกครอง", "", "นักเรียน"]
    plain = [["", ID, *HEAD], *rows[1:]]
    for variant in (rows, [groups, *plain]):
        for number, result in enumerate(read_csv(variant)[1]):
            assert result.person is not None
            assert result.person.person_id is not None
            assert result.person.person_id.canonical == national_id(number)


def test_two_equal_headings_that_nothing_tells_apart() -> None:
    rows = [[ID, "ชื่อ", ID, "นามสกุล"], [national_id(1), "สมชาย", national_id(2), "ใจดี"]]
    refused = refusal(rows)
    assert refused.rule == "headings_ambiguous"
    assert ID in refused.message


@pytest.mark.parametrize(
    "cells", [["นายสมชาย ใจดี"], ["นาย", "สมชาย", "ใจดี"], ["นาย", "สมชาย ใจดี"]], ids=len
)
def test_names_under_one_heading(cells: list[str]) -> None:
    heads = ["ที่", ID, "ชื่อ - สกุล", *[""] * (len(cells) - 1), "วันเกิด"]
    reading, results = read_csv([heads, ["1", national_id(0), *cells, "5/3/2550"]])
    person = results[0].person
    assert person is not None
    assert (person.title, person.first_name, person.last_name) == ("นาย", "สมชาย", "ใจดี")
    assert results[0].findings == ()
    assert reading.columns["full_name"] == "ชื่อ - สกุล"


def test_a_joined_name_with_more_than_one_reading() -> None:
    rows = [["ที่", ID, "ชื่อ-สกุล", "วันเกิด"], ["1", national_id(0), "นายสมชาย ใจ ดี", "5/3/2550"]]
    result = read_csv(rows)[1][0]
    assert broken(result) == [("ชื่อ-สกุล", "name_joined_ambiguous")]
    assert result.kept


def test_formulas_and_errors_are_marked_on_their_cells() -> None:
    heads = [ID, "ชื่อ", "นามสกุล", "วันเกิด", "GPAX"]
    cells = "".join(text_cell(f"{'ABCDE'[i]}1", heading) for i, heading in enumerate(heads))
    values = zip("ABC", (national_id(0), "สมชาย", "ใจดี"), strict=True)
    second = "".join(text_cell(f"{column}2", value) for column, value in values)
    second += '<c r="D2" t="e"><v>#N/A</v></c><c r="E2"><f>1+2</f><v>3</v></c>'
    data = f'<sheetData><row r="1">{cells}</row><row r="2">{second}</row></sheetData>'
    result = read_file(zip_bytes(workbook_parts(data)), "a.xlsx")[1][0]
    assert set(broken(result)) == {
        ("วันเกิด", "birth_missing"), ("วันเกิด", "cell_error"), ("GPAX", "formula"),
    }  # fmt: skip


def test_lists_of_pupils_hold_no_results() -> None:
    reading, results = read_csv(por3_rows(3), "studying")
    person = results[0].person
    assert person is not None
    assert (person.gpax, person.decision, person.por1_number) == (None, "", "")
    assert {"ผลการเรียนเฉลี่ย", "ผลการตัดสิน", "ปพ.1 เลขที่"} <= set(reading.dropped)


def test_other_sheets_with_students_are_reported() -> None:
    data = xlsx_bytes({"สารบัญ": [["หน้าแรก"]], "ม.6-1": por3_rows(3), "ม.6-2": por3_rows(2)})
    reading, results = read_file(data, "a.xlsx")
    assert (reading.sheet, len(results)) == ("ม.6-1", 3)
    assert [(f.rule, f.params) for f in reading.whole] == [("sheet_not_read", {"sheet": "ม.6-2"})]


def test_buddhist_date_cells_are_noted_once() -> None:
    rows: list[list[object]] = [list(HEAD), *[list(por3_row(n)) for n in range(3)]]
    for row in rows[1:]:
        row[7] = dt.date(2550, 1, 2)
    reading, results = read_xlsx(rows)
    assert [note.rule for note in reading.notes] == ["date_cells_buddhist"]
    assert all(r.person and r.person.born_on == dt.date(2007, 1, 2) for r in results)


def test_lists_that_cannot_be_read() -> None:
    assert refusal([["a", "b"], ["1", "2"]]).rule == "headings_missing"
    assert refusal([["ที่", "เพศ", "วันเกิด", "GPA"], ["1", "ช", "", ""]]).rule == "headings_missing"
    assert refusal([HEAD]).rule == "no_rows"
    two = [["ที่", ID, "ชื่อ", "นามสกุล"]]
    for number in range(4):
        two += [[str(number), national_id(number), "ก", "ข"], ["", "", "ค", "ง"]]
    assert refusal(two).rule == "two_line_rows"


def test_every_rule_has_its_words() -> None:
    params: dict[str, str | int] = dict.fromkeys(
        ("value", "age", "attempted", "school", "first_row", "count", "levels", "sheet", "last"), 7
    )
    for rule in RULES.values():
        assert "%" not in str(rule.message) % params
        assert "%" not in str(rule.remedy)


def test_cp874_and_messy_headings() -> None:
    rows = [
        ["", "บัญชีรายชื่อ"],
        [f" {heading} " for heading in HEAD],
        *[por3_row(n) for n in range(3)],
    ]
    data = csv_bytes(rows, "cp874", ";")
    reading, results = read_file(data, "a.csv")
    assert (reading.encoding, reading.layout, len(results)) == ("cp874", "por3", 3)

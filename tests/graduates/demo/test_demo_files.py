"""The files say exactly what the invented rows say, whatever their layout and disorder."""

import csv
import io
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from apps.core.demo.seeds import stream
from apps.graduates.demo.faults import FAULTS, spoiled
from apps.graduates.demo.files import dmc_xlsx, por3_csv, por3_xlsx
from apps.graduates.demo.mess import Mess, written_date
from apps.graduates.demo.people import roster_rows
from apps.graduates.demo.tables import (
    DMC_KEPT_HEADINGS,
    DMC_UNWANTED_HEADINGS,
    GUARDIAN_ID_HEADING,
    POR3_HEADINGS,
)

NAME = "โรงเรียนสมมุติวิทยา"
REPORTED_AT = datetime.fromisoformat("2026-07-01T09:30:00")
ROWS = roster_rows("1010990001", 2024, "graduates", 45, 11)
ID, CODE, BORN = "เลขประจำตัวประชาชน", "เลขประจำตัวนักเรียน", "วันเกิด (พ.ศ.)"
THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def flat(rows=ROWS, **options):
    return por3_csv(rows, school_name=NAME, academic_year=2024, **options)


def csv_table(data, encoding="utf-8-sig", delimiter=","):
    return list(csv.reader(io.StringIO(data.decode(encoding), newline=""), delimiter=delimiter))


def xlsx_table(data):
    book = load_workbook(io.BytesIO(data))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def body(table):
    """Heading → cell for every person, whatever stands above, between and below."""
    at = next(place for place, row in enumerate(table) if ID in row)
    headings = table[at]
    for row in table[at + 1 :]:
        filled = [cell for cell in row if cell not in (None, "")]
        if len(filled) > 4 and ID not in row:
            yield dict(zip(headings, row, strict=True))


def buddhist(day):
    return f"{day.day}/{day.month}/{day.year + 543}" if day else ""


def expected(row):
    """What a tidy CSV holds, spelled out."""
    return {
        CODE: row.student_code,
        ID: row.national_id,
        "คำนำหน้า": row.title,
        "ชื่อ": row.first_name,
        "นามสกุล": row.last_name,
        "เพศ": {"m": "ชาย", "f": "หญิง"}[row.gender],
        BORN: buddhist(row.born_on),
        "ที่เรียน": str(row.credits_attempted),
        "ที่ได้": str(row.credits_earned),
        "ผลการเรียนเฉลี่ย": f"{row.gpax:.2f}",
        "ผลการตัดสิน": {"graduated": "จบ", "not_graduated": "ไม่จบ"}[row.decision],
        "วันอนุมัติการจบ": buddhist(row.approved_on),
        "ปพ.1 ชุดที่": row.por1_set,
        "ปพ.1 เลขที่": row.por1_number,
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp874"])
def test_a_tidy_csv_holds_every_value(encoding):
    table = csv_table(flat(encoding=encoding), encoding)
    assert tuple(table[0]) == POR3_HEADINGS
    found = [dict(row) for row in body(table)]
    assert [row.pop("ที่") for row in found] == [str(n) for n in range(1, len(ROWS) + 1)]
    assert found == [expected(row) for row in ROWS]


def test_encodings_differ_in_their_first_bytes():
    assert flat().startswith(b"\xef\xbb\xbf")
    assert not flat(encoding="cp874").startswith(b"\xef\xbb\xbf")
    assert flat() == flat()


@given(st.integers(0, 99), st.sampled_from(["text", "float", "dashed", "thai"]), st.booleans())
@settings(max_examples=40, deadline=None)
def test_disorder_moves_and_disguises_values_but_loses_none(seed, ids, thai_digits):
    mess = Mess(
        title_rows=seed % 4,
        footers=True,
        page_size=20,
        ids=ids,
        thai_digits=thai_digits,
        padded_names=True,
        columns_seed=seed,
        guardian_ids=True,
    )
    table = csv_table(flat(encoding="cp874", mess=mess), "cp874")
    assert sum(ID in row for row in table) == 3
    found = list(body(table))
    for row, cells in zip(ROWS, found, strict=True):
        guardian = cells.pop(GUARDIAN_ID_HEADING)
        assert guardian.translate(THAI) != row.national_id
        cells = {
            heading: value.strip("\u00a0 ").translate(THAI) for heading, value in cells.items()
        }
        cells[ID] = cells[ID].removesuffix(".0").replace("-", "")
        assert {heading: cells[heading] for heading in expected(row)} == expected(row)


def test_title_rows_are_merged_in_a_workbook_and_footers_follow():
    data = por3_xlsx(
        ROWS, school_name=NAME, academic_year=2024, mess=Mess(title_rows=3, footers=True)
    )
    sheet = load_workbook(io.BytesIO(data)).active
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:O1", "A2:O2", "A3:O3"}
    assert sheet["A2"].value == NAME
    assert sheet["A3"].value == "ปีการศึกษา 2567"
    table = xlsx_table(data)
    assert tuple(table[3]) == POR3_HEADINGS
    assert "ลงชื่อ" in table[-1][1]
    assert len(list(body(table))) == len(ROWS)


def test_ids_as_numbers_and_real_dates_in_a_workbook():
    mess = Mess(ids="float", dates="cell")
    data = por3_xlsx(ROWS, school_name=NAME, academic_year=2024, mess=mess)
    for row, cells in zip(ROWS, body(xlsx_table(data)), strict=True):
        assert cells[ID] == int(row.national_id)
        assert cells[BORN].date() == row.born_on
        assert cells["ผลการเรียนเฉลี่ย"] == pytest.approx(float(row.gpax))
        assert cells["ปพ.1 ชุดที่"] == (row.por1_set or None)


@pytest.mark.parametrize(
    ("style", "day", "written"),
    [
        ("text", date(2008, 2, 29), "29/2/2551"),
        ("cell", date(2008, 2, 29), date(2008, 2, 29)),
        ("buddhist_cell", date(2008, 2, 29), "29/2/2551"),
        ("buddhist_cell", date(2008, 3, 1), date(2551, 3, 1)),
        ("text", None, None),
    ],
)
def test_dates_are_written_in_the_buddhist_year(style, day, written):
    assert written_date(day, style) == written


def test_the_dmc_export_has_one_heading_twice_and_columns_that_nobody_needs():
    data = dmc_xlsx(ROWS, smis_code="10990001", school_name=NAME, reported_at=REPORTED_AT)
    table = xlsx_table(data)
    assert table[0][0] == "วันและเวลาที่สร้างรายงาน 1/7/2569 09:30:00"
    assert tuple(table[1]) == DMC_KEPT_HEADINGS + DMC_UNWANTED_HEADINGS
    assert table[1].count(CODE) == 2
    assert len(table) == 2 + len(ROWS)
    for row, cells in zip(ROWS, table[2:], strict=True):
        assert cells[:4] == ["10990001", NAME, row.national_id, "ม.6"]
        assert cells[5:11] == [
            row.student_code,
            {"m": "ช", "f": "ญ"}[row.gender],
            row.title,
            row.first_name,
            row.last_name,
            buddhist(row.born_on),
        ]
        assert None not in cells


def test_shuffled_columns_of_the_dmc_export_keep_heading_and_value_together():
    data = dmc_xlsx(
        ROWS,
        smis_code="10990001",
        school_name=NAME,
        reported_at=REPORTED_AT,
        mess=Mess(columns_seed=3),
    )
    table = xlsx_table(data)
    assert sorted(table[1]) == sorted(DMC_KEPT_HEADINGS + DMC_UNWANTED_HEADINGS)
    assert tuple(table[1]) != DMC_KEPT_HEADINGS + DMC_UNWANTED_HEADINGS
    twice = [place for place, heading in enumerate(table[1]) if heading == CODE]
    for row, cells in zip(ROWS, table[2:], strict=True):
        assert {cells[place] for place in twice} == {row.national_id, row.student_code}
        assert cells[table[1].index("นามสกุล")] == row.last_name


def test_faults_change_only_their_own_cells():
    changes, named = spoiled(ROWS, tuple(FAULTS), stream("faults"))
    assert sorted(named.values()) == sorted(FAULTS)
    found = list(body(csv_table(flat(changes=changes))))
    for place, (row, cells) in enumerate(zip(ROWS, found, strict=True)):
        cells.pop("ที่")
        differing = {heading for heading, value in expected(row).items() if cells[heading] != value}
        assert differing == set(changes.get(place, {}))


def test_a_lost_id_cannot_be_read_back():
    changes, _ = spoiled(ROWS, ("lost_precision",), stream("faults"))
    ((place, cells),) = changes.items()
    assert f"{float(cells[ID]):.0f}" != ROWS[place].national_id
    assert "E+12" in cells[ID]


def test_an_empty_roster_is_a_heading_row():
    assert csv_table(flat([], mess=Mess(guardian_ids=True))) == [list(POR3_HEADINGS)]

"""The project's reader as a format of django-import-export and tablib."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import tablib
from django.utils import translation
from tablib.formats import registry

from apps.courses.incoming.cells import Broken
from apps.courses.incoming.fast_format import TITLE, ReadTable, register
from apps.courses.incoming.layouts import Layout
from apps.courses.incoming.offering_columns import FIELDS, OFFERINGS, SPELLINGS, template_csv
from apps.courses.incoming.problems import ListRefusedError
from apps.intake.headings import normal_heading
from tests.builders.files import csv_bytes, text_cell, workbook_parts, xlsx_bytes, zip_bytes

HEADINGS = ["รหัสวิชา", "ชื่อวิชา (ไทย)", "หน่วยกิต", "หมายเหตุ"]
ROW = ["CS101", "การเขียนโปรแกรม", "3(2-2-5)", "ใหม่"]
NAMES = Layout(
    {"first_name": ("ชื่อ",), "last_name": ("นามสกุล",)}, needed=(("last_name",),), limit=5_000
)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def rule_of(data: bytes, filename: str = "a.xlsx") -> str:
    with pytest.raises(ListRefusedError) as caught:
        ReadTable(filename=filename).create_dataset(data)
    assert str(caught.value.message).endswith(".")
    return caught.value.rule


def test_headings_are_found_below_titles_and_become_fields() -> None:
    data = xlsx_bytes({"S": [["รายวิชาที่เปิดสอน"], [], HEADINGS, ROW]})
    read = ReadTable().create_dataset(data)
    assert read.headers == ["row", "code", "name_th", "credits"]
    assert read[0] == (4, "CS101", "การเขียนโปรแกรม", "3(2-2-5)")


def test_headings_in_two_merged_rows() -> None:
    rows = [["รหัสวิชา", "ชื่อวิชา", "", "หน่วยกิต"], ["", "ไทย", "อังกฤษ", ""], ["A1", "ก", "b", "3"]]
    read = ReadTable().create_dataset(xlsx_bytes({"S": rows}))
    assert read.headers == ["row", "code", "name_th", "name_en", "credits"]


def test_tablib_knows_it_by_name_once_registered() -> None:
    register()
    register()
    data = csv_bytes([HEADINGS, ROW], "cp874")
    assert tablib.import_set(data, format=TITLE)[0][2] == "การเขียนโปรแกรม"
    assert tablib.detect_format(b'{"a": 1}') == "json"
    assert list(registry._formats).count(TITLE) == 1


def test_an_old_workbook_with_headings_of_another_list() -> None:
    data = (Path(__file__).parents[1] / "graduates" / "files" / "por3.xls").read_bytes()

    class ReadNames(ReadTable):
        layout = NAMES

    read = ReadNames(filename="por3.xls").create_dataset(data)
    assert read.headers == ["row", "first_name", "last_name"]
    assert len(read) > 1


def test_formulas_are_not_calculated_and_errors_are_marked() -> None:
    rows = [HEADINGS, ["CS101", '=A1&"x"', "3", ""]]
    assert ReadTable().create_dataset(xlsx_bytes({"S": rows}))[0][2] is Broken.FORMULA
    heads = "".join(text_cell(f"{c}1", h) for c, h in zip("ABC", HEADINGS, strict=False))
    cells = text_cell("A2", "CS101") + '<c r="B2" t="e"><v>#REF!</v></c>'
    sheet = f'<sheetData><row r="1">{heads}</row><row r="2">{cells}</row></sheetData>'
    assert ReadTable().create_dataset(zip_bytes(workbook_parts(sheet)))[0][2] is Broken.ERROR


def test_hostile_and_useless_files_get_their_sentence() -> None:
    far = f'<sheetData><row r="1">{text_cell("XFD1048576", "x")}</row></sheetData>'
    assert rule_of(zip_bytes(workbook_parts(far))) == "too_many_rows"
    parts = workbook_parts("<sheetData/>")
    parts["xl/worksheets/sheet1.xml"] = (
        '<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData>&a;</sheetData></worksheet>'
    )
    assert rule_of(zip_bytes(parts)) == "xml_dtd"
    assert rule_of(b"%PDF-1.7 not a list") == "wrong_extension"
    assert rule_of(b"") == "empty"
    assert rule_of(csv_bytes([["ก", "ข"], ["1", "2"]]), "a.csv") == "headings_missing"
    assert rule_of(csv_bytes([HEADINGS]), "a.csv") == "no_rows"
    assert rule_of(csv_bytes([HEADINGS[:2], ROW[:2]]), "a.csv") == "headings_missing"
    twice = [[*HEADINGS[:3], "ชื่อรายวิชา"], ROW]
    assert rule_of(csv_bytes(twice), "a.csv") == "headings_ambiguous"
    long = [HEADINGS, *([f"CS{n}", "ก", "3", ""] for n in range(2_001))]
    assert rule_of(csv_bytes(long), "a.csv") == "list_too_long"


def test_every_heading_stands_for_one_field() -> None:
    headings = [normal_heading(h) for spellings in SPELLINGS.values() for h in spellings]
    assert len(OFFERINGS.known) == len(set(headings))
    fields = {normal_heading(h): f for f, spellings in SPELLINGS.items() for h in spellings}
    assert all(OFFERINGS.known[h] == f for h, f in fields.items())
    for field, spellings in SPELLINGS.items():
        assert all(OFFERINGS.known[normal_heading(heading)] == field for heading in spellings)


@pytest.mark.parametrize("english", [False, True])
def test_the_template_has_every_field(english: bool) -> None:
    read = ReadTable(filename="t.csv").create_dataset(template_csv(english=english))
    assert read.headers == ["row", *FIELDS]
    assert len(read) == 1

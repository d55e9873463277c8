"""Registers and lists of entrants as the files that universities hold."""

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from apps.qualifications.demo.claims import Entrant
from apps.qualifications.demo.faults import Changes
from apps.qualifications.incoming.entrant_layout import ENTRANT_HEADINGS
from apps.qualifications.incoming.register_layout import REGISTER_HEADINGS
from apps.qualifications.incoming.shapes import DegreeRow

_LEVELS = {1: "อนุปริญญา", 2: "ปริญญาตรี", 4: "ปริญญาโท", 6: "ปริญญาเอก"}
_STANDINGS = {"conferred": "สำเร็จการศึกษา", "completed": "รออนุมัติ", "attended": "พ้นสภาพ"}
_HONOURS = {"1": "อันดับหนึ่ง", "2": "อันดับสอง"}
_NO_CHANGES: Changes = {}
Grid = list[list[str]]


def register_grid(rows: Sequence[DegreeRow], changes: Changes = _NO_CHANGES) -> Grid:
    """Headings of the template, then the degrees, with cells changed as told."""
    body = [_changed(register_cells(row), changes.get(place, {})) for place, row in enumerate(rows)]
    return [list(REGISTER_HEADINGS), *body]


def register_cells(row: DegreeRow) -> dict[str, str]:
    """One degree by heading, years and dates as Buddhist ones."""
    values = (
        row.student_code, _id(row), row.title, row.first_name, row.last_name, row.first_name_en,
        row.last_name_en, row.former_first_name, row.former_last_name, _day(row.born_on),
        row.degree_th, row.degree_abbr, row.degree_en, row.programme, row.major, row.faculty,
        row.campus, _LEVELS.get(row.level or 0, ""), _year(row.academic_year), str(row.term or ""),
        _day(row.completed_on), _day(row.approved_on), _day(row.ceremony_on), _gpax(row.gpax),
        _HONOURS.get(row.honours, ""), _STANDINGS[row.standing],
    )  # fmt: skip
    return dict(zip(REGISTER_HEADINGS, values, strict=True))


def entrants_grid(entrants: Sequence[Entrant]) -> Grid:
    """Headings of the template, then one claimed degree in each row."""
    return [list(ENTRANT_HEADINGS), *(_changed(_entrant(one), one.faults) for one in entrants)]


def _entrant(one: Entrant) -> dict[str, str]:
    row = one.claimed
    values = (
        one.reference, _id(row), row.title, row.first_name, row.last_name, row.first_name_en,
        row.last_name_en, row.former_first_name, row.former_last_name, _day(row.born_on),
        one.university, one.degree, row.major, row.faculty, row.student_code,
        _year(row.academic_year), _gpax(row.gpax),
    )  # fmt: skip
    return dict(zip(ENTRANT_HEADINGS, values, strict=True))


def workbook(grid: Grid, *, title: str, sheet_name: str) -> bytes:
    """XLSX with a title above the headings; identifiers and codes are texts."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook always has one
    sheet.title = sheet_name
    sheet.append([title])
    for row in grid:
        sheet.append([cell or None for cell in row])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(grid[0]))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_file(grid: Grid) -> bytes:
    """UTF-8 with a mark, as spreadsheet programs write it."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(grid)
    return out.getvalue().encode("utf-8-sig")


def _changed(cells: dict[str, str], changes: Mapping[str, Any]) -> list[str]:
    return [cell or "" for cell in (cells | dict(changes)).values()]


def _id(row: DegreeRow) -> str:
    return row.person_id.canonical if row.person_id else ""


def _day(day: dt.date | None) -> str:
    return f"{day.day}/{day.month}/{day.year + 543}" if day else ""


def _year(year: int | None) -> str:
    return str(year + 543) if year else ""


def _gpax(gpax: Decimal | None) -> str:
    return f"{gpax:.2f}" if gpax is not None else ""

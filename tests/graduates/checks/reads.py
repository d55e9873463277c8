"""Reading rows as a roster in tests: one school, one year, one today."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from apps.graduates.checks.shapes import Kind
from apps.graduates.reading import RosterReading, RowResult, read_roster
from tests.builders.files import POR3_HEADINGS, csv_bytes, por3_row, xlsx_bytes

SCHOOL = {"school_code": "1010720039", "smis_code": "10720039", "school_name": "โรงเรียนตัวอย่าง"}
TODAY = dt.date(2025, 6, 1)


def read_file(
    data: bytes, name: str, kind: Kind = "graduates", year: int = 2024
) -> tuple[RosterReading, list[RowResult]]:
    """Return the reading and its rows, all taken."""
    with read_roster(data, name, academic_year=year, kind=kind, today=TODAY, **SCHOOL) as reading:
        return reading, list(reading.rows())


def read_csv(
    rows: Sequence[Sequence[Any]], kind: Kind = "graduates"
) -> tuple[RosterReading, list[RowResult]]:
    """Read rows, headings included, as a text file."""
    return read_file(csv_bytes(rows), "roster.csv", kind)


def read_xlsx(
    rows: Sequence[Sequence[Any]], kind: Kind = "graduates"
) -> tuple[RosterReading, list[RowResult]]:
    """Read rows, headings included, as a workbook."""
    return read_file(xlsx_bytes({"รายชื่อ": rows}), "roster.xlsx", kind)


def read_one(changes: Mapping[str, Any], kind: Kind = "graduates") -> RowResult:
    """Read one row of the flat layout with some cells changed, by heading."""
    row: list[Any] = por3_row(0, changes)
    return read_xlsx([list(POR3_HEADINGS), row], kind)[1][0]


def broken(result: RowResult) -> list[tuple[str, str]]:
    """Return (heading, rule) of a row's findings."""
    return [(finding.column, finding.rule) for finding in result.findings]

"""Registers and lists of entrants read from rows, as files. All persons are invented."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.intake.persons.findings import RowResult
from apps.qualifications.incoming.entrant_layout import ENTRANT_HEADINGS
from apps.qualifications.incoming.entrants import EntrantReading, read_entrants
from apps.qualifications.incoming.register_file import RegisterReading, read_register
from apps.qualifications.incoming.register_layout import REGISTER_HEADINGS
from apps.qualifications.incoming.shapes import DegreeRow, EntrantRow
from tests.builders.files import csv_bytes, national_id, xlsx_bytes

TODAY = dt.date(2025, 6, 1)
REGISTER_HEAD, ENTRANT_HEAD = list(REGISTER_HEADINGS), list(ENTRANT_HEADINGS)
Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Names:
    """An institution, as far as its names go."""

    code: str
    name_th: str
    name_en: str


UNIVERSITIES = (
    Names("00100", "จุฬาลงกรณ์มหาวิทยาลัย", "Chulalongkorn University"),
    Names("00200", "มหาวิทยาลัยเกษตรศาสตร์", "Kasetsart University"),
    Names("00400", "มหาวิทยาลัยเชียงใหม่", "Chiang Mai University"),
    Names("00500", "มหาวิทยาลัยธรรมศาสตร์", "Thammasat University"),
    Names("01400", "มหาวิทยาลัยเทคโนโลยีพระจอมเกล้าธนบุรี", "King Mongkut's University of Technology"),
    Names("01500", "มหาวิทยาลัยเทคโนโลยีพระจอมเกล้าพระนครเหนือ", "KMUTNB"),
    Names("90001", "มหาวิทยาลัยราชภัฏพระนครศรีอยุธยา", ""),
)
DUBIOUS = ("มหาวิทยาลัยโลกเสรี",)


def degree_cells(number: int = 0, changes: Mapping[str, Any] | None = None) -> list[Any]:
    """Return one row of the register's template; changes are by heading."""
    row = {
        "รหัสนักศึกษา": f"63010{number:05d}",
        "เลขประจำตัวประชาชน": national_id(number),
        "คำนำหน้า": "นางสาว",
        "ชื่อ": "พิมพ์ชนก",
        "นามสกุล": "ใจดี",
        "ชื่ออังกฤษ": "Pimchanok",
        "นามสกุลอังกฤษ": "Jaidee",
        "ชื่อเดิม": "",
        "นามสกุลเดิม": "",
        "วันเกิด": "5/3/2545",
        "ชื่อปริญญา": "วิทยาศาสตรบัณฑิต",
        "อักษรย่อปริญญา": "วท.บ.",
        "ชื่อปริญญาภาษาอังกฤษ": "Bachelor of Science",
        "หลักสูตร": "",
        "สาขาวิชา": "เคมี",
        "คณะ": "วิทยาศาสตร์",
        "วิทยาเขต": "",
        "ระดับ": "ปริญญาตรี",
        "ปีการศึกษาที่สำเร็จ": "2566",
        "ภาค": "2",
        "วันสำเร็จการศึกษา": "30/5/2567",
        "วันอนุมัติ (สภา)": "25/6/2567",
        "วันรับปริญญา": "1/11/2567",
        "เกรดเฉลี่ย": "3.45",
        "เกียรตินิยม": "",
        "สถานะ": "สำเร็จการศึกษา",
    }
    return list((row | dict(changes or {})).values())


def entrant_cells(number: int = 0, changes: Mapping[str, Any] | None = None) -> list[Any]:
    """Return one row of the entrants' template; changes are by heading."""
    row = {
        "เลขที่สมัคร": f"A{number:04d}",
        "เลขประจำตัวประชาชน": national_id(number),
        "คำนำหน้า": "นาย",
        "ชื่อ": "ธนกฤต",
        "นามสกุล": "แก้วมณี",
        "ชื่ออังกฤษ": "",
        "นามสกุลอังกฤษ": "",
        "ชื่อเดิม": "",
        "นามสกุลเดิม": "",
        "วันเกิด": "5/3/2545",
        "มหาวิทยาลัย": "มหาวิทยาลัยธรรมศาสตร์",
        "ปริญญา": "วท.บ. (เคมี)",
        "สาขาวิชา": "",
        "คณะ": "วิทยาศาสตร์",
        "รหัสนักศึกษาเดิม": "6301012345",
        "ปีที่สำเร็จการศึกษา": "2567",
        "เกรดเฉลี่ย": "3.45",
    }
    return list((row | dict(changes or {})).values())


def read_degrees(
    rows: Rows, *, year: int | None = None, book: bool = False
) -> tuple[RegisterReading, list[RowResult[DegreeRow]]]:
    """Read rows, headings included, as a text file or a workbook."""
    data = xlsx_bytes({"บัณฑิต": rows}) if book else csv_bytes(rows)
    with read_register(
        data,
        "register.xlsx" if book else "register.csv",
        university_code="00500",
        university_names=("มหาวิทยาลัยธรรมศาสตร์", "Thammasat University"),
        academic_year=year,
        today=TODAY,
    ) as reading:
        return reading, list(reading.rows())


def read_degree(changes: Mapping[str, Any], *, year: int | None = None) -> RowResult[DegreeRow]:
    """Read one row of the template with some cells changed, by heading."""
    return read_degrees([REGISTER_HEAD, degree_cells(0, changes)], year=year, book=True)[1][0]


def read_list(rows: Rows) -> tuple[EntrantReading, list[RowResult[EntrantRow]]]:
    """Read rows, headings included, as a list of entrants."""
    with read_entrants(
        csv_bytes(rows), "entrants.csv", institutions=UNIVERSITIES, dubious=DUBIOUS, today=TODAY
    ) as reading:
        return reading, list(reading.rows())


def read_entrant(changes: Mapping[str, Any]) -> RowResult[EntrantRow]:
    """Read one row of the template with some cells changed, by heading."""
    return read_list([ENTRANT_HEAD, entrant_cells(0, changes)])[1][0]


def broken(result: RowResult[Any]) -> list[tuple[str, str]]:
    """Return (heading, rule) of a row's findings."""
    return [(finding.column, finding.rule) for finding in result.findings]

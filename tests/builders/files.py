"""Files as schools and strangers send them, made from rows. All persons are invented."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from apps.core.identifiers import check_digit
from apps.graduates.spellings import POR3_HEADINGS

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

DMC_HEADINGS = (
    "รหัสโรงเรียน", "ชื่อโรงเรียน", "เลขประจำตัวนักเรียน", "ชั้น", "ห้อง", "เลขประจำตัวนักเรียน", "เพศ",
    "คำนำหน้าชื่อ", "ชื่อ", "นามสกุล", "วันเกิด", "อายุ(ปี)", "น้ำหนัก", "ส่วนสูง", "กลุ่มเลือด", "ศาสนา",
    "เชื้อชาติ", "สัญชาติ", "บ้านเลขที่", "หมู่", "ถนน/ซอย", "ตำบล", "อำเภอ", "จังหวัด", "ชื่อผู้ปกครอง",
    "ความด้อยโอกาส",
)  # fmt: skip
_FIRST = ("สมชาย", "พิมพ์ชนก", "ณัฐวุฒิ", "กัญญาณัฐ", "ธนกฤต", "น้ำฝน")
_LAST = ("ใจดี", "ศรีสุวรรณ์", "ณ อยุธยา", "แก้วมณี", "บุญช่วย")


def national_id(number: int) -> str:
    """Return a valid national ID, a different one for each number."""
    first = f"1{(number + 7) * 7_368_787 % 10**11:011d}"
    return first + check_digit(first)


def por3_row(number: int, changes: Mapping[str, Any] | None = None) -> list[Any]:
    """Return one row of the flat ปพ.3 layout; changes are by heading.

    They are a mapping and not keywords, for Python brings keywords to NFKC, which splits ำ.
    """
    woman = number % 2 == 1
    row = {
        "ที่": str(number + 1),
        "เลขประจำตัวนักเรียน": f"{40000 + number}",
        "เลขประจำตัวประชาชน": national_id(number),
        "คำนำหน้า": "นางสาว" if woman else "นาย",
        "ชื่อ": _FIRST[number % len(_FIRST)],
        "นามสกุล": _LAST[number % len(_LAST)],
        "เพศ": "ญ" if woman else "ช",
        "วันเกิด (พ.ศ.)": f"{number % 28 + 1}/{number % 12 + 1}/2550",
        "ที่เรียน": "81.5",
        "ที่ได้": "81.5",
        "ผลการเรียนเฉลี่ย": f"{2 + number % 200 / 100:.2f}",
        "ผลการตัดสิน": "จบ",
        "วันอนุมัติการจบ": "31/3/2568",
        "ปพ.1 ชุดที่": "00012",
        "ปพ.1 เลขที่": f"{number:06d}",
    }
    return list((row | dict(changes or {})).values())


def por3_rows(count: int) -> list[list[Any]]:
    """Return headings and ``count`` rows of the flat ปพ.3 layout."""
    return [list(POR3_HEADINGS), *(por3_row(number) for number in range(count))]


def dmc_row(number: int, level: str = "ม.6", changes: Mapping[str, Any] | None = None) -> list[Any]:
    """Return one row of the DMC export; changes are by heading, ``id`` for the first of two."""
    woman = number % 2 == 1
    row = {
        "รหัสโรงเรียน": "10720039",
        "ชื่อโรงเรียน": "โรงเรียนตัวอย่าง",
        "id": national_id(number),
        "ชั้น": level,
        "ห้อง": "1",
        "code": f"{40000 + number}",
        "เพศ": "ญ" if woman else "ช",
        "คำนำหน้าชื่อ": "น.ส." if woman else "นาย",
        "ชื่อ": _FIRST[number % len(_FIRST)],
        "นามสกุล": _LAST[number % len(_LAST)],
        "วันเกิด": f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/2550",
    }
    other = ["17", "55", "170", "A", "พุทธ", "ไทย", "ไทย", "1", "2", "-", "ต", "อ", "จ", "ผู้ดูแล", "-"]
    return [*(row | dict(changes or {})).values(), *other]


def csv_bytes(
    rows: Sequence[Sequence[Any]], encoding: str = "utf-8-sig", comma: str = ","
) -> bytes:
    """Return the rows as a text file."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=comma).writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx_bytes(sheets: Mapping[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = ()) -> bytes:
    """Return the sheets as a workbook, with the cells as they are given."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook_parts(sheet_data: str) -> dict[str, str]:
    """Return the parts of a minimal workbook around hand-written rows, to be tampered with."""
    xml = '<?xml version="1.0" encoding="UTF-8"?>'
    return {
        "[Content_Types].xml": f'{xml}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_BOOK_TYPE}"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}"/></Types>',
        "_rels/.rels": f'{xml}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'{xml}<workbook {MAIN} xmlns:r="{_RELATION}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{xml}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f"{xml}<worksheet {MAIN}>{sheet_data}</worksheet>",
    }


def zip_bytes(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return the parts as an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def text_cell(reference: str, text: str) -> str:
    """Return one cell of hand-written sheet data."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'

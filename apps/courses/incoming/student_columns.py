"""The headings under which home universities hold their students, and lists without headings."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

from apps.courses.incoming.guessing import Kind, column_kinds, is_running_number
from apps.courses.incoming.layouts import SEQUENCE, Layout
from apps.intake.headings import NumberedRow

LARGEST_LIST = 1_000
STUDENT_CODES = (
    "รหัสนักศึกษา", "รหัสนิสิต", "รหัสประจำตัวนักศึกษา", "รหัสประจำตัวนิสิต", "เลขประจำตัวนักศึกษา",
    "เลขประจำตัวนิสิต", "รหัสประจำตัว", "รหัสนิสิต/นักศึกษา", "รหัส", "Student ID", "Student code",
    "Student no.", "Student number",
)  # fmt: skip
COURSE_CODES = ("รหัสวิชา", "รหัสรายวิชา", "Course code", "Course", "Subject code")
SECTIONS = (
    "กลุ่มเรียน", "กลุ่ม", "ตอน", "ตอนเรียน", "หมู่เรียน", "หมู่", "Section", "Sec", "Sec.",
)  # fmt: skip
SEQUENCES = ("ที่", "ลำดับ", "ลำดับที่", "No.")
FULL_NAMES = (
    "ชื่อ-นามสกุล", "ชื่อ-สกุล", "ชื่อ-ชื่อสกุล", "ชื่อและนามสกุล", "ชื่อตัว-ชื่อสกุล",
    "ชื่อนักศึกษา", "ชื่อนิสิต", "ชื่อ-สกุล นักศึกษา", "ชื่อ-นามสกุล (ไทย)", "ชื่อ-สกุล (ไทย)", "Name",
    "Full name", "Name (Thai)",
)  # fmt: skip

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    SEQUENCE: SEQUENCES,
    "student_code": STUDENT_CODES,
    "title": ("คำนำหน้า", "คำนำหน้าชื่อ", "คำนำหน้านาม", "Title", "Prefix"),
    "first_name": ("ชื่อ", "ชื่อตัว", "ชื่อ (ไทย)", "First name", "First name (Thai)"),
    "last_name": ("นามสกุล", "สกุล", "นามสกุล (ไทย)", "Last name", "Surname", "Last name (Thai)"),
    "full_name": FULL_NAMES,
    "first_name_en": ("ชื่อ (อังกฤษ)", "ชื่อภาษาอังกฤษ", "First name (English)"),
    "last_name_en": ("นามสกุล (อังกฤษ)", "นามสกุลภาษาอังกฤษ", "Last name (English)"),
    "full_name_en": ("ชื่อ-นามสกุล (อังกฤษ)", "ชื่อ-สกุล (อังกฤษ)", "Name (English)"),
    "course_code": COURSE_CODES,
    "section": SECTIONS,
    "person_id": (
        "เลขประจำตัวประชาชน", "เลขบัตรประชาชน", "เลขประจำตัวประชาชน 13 หลัก", "เลขที่บัตรประชาชน",
        "หมายเลขบัตรประชาชน", "เลขบัตรประจำตัวประชาชน", "National ID", "Citizen ID",
        "เลขประจำตัวประชาชน/หนังสือเดินทาง", "Passport",
    ),
    "born_on": (
        "วันเกิด", "วัน เดือน ปีเกิด", "วันเดือนปีเกิด", "วันเกิด (พ.ศ.)", "Date of birth", "Birth date",
    ),
    "needed_by": (
        "ต้องใช้ผลภายใน", "ต้องการผลภายใน", "วันที่ต้องใช้ผล", "วันที่ต้องการผล", "ต้องใช้ผลการเรียนภายใน",
        "Needed by", "Result needed by",
    ),
    "home_credits": (
        "หน่วยกิตที่ต้นสังกัด", "หน่วยกิตที่ลงทะเบียน", "หน่วยกิตที่ลงทะเบียนที่ต้นสังกัด",
        "หน่วยกิตภาคนี้", "Home credits", "Credits at home",
    ),
}  # fmt: skip

STUDENTS = Layout(
    SPELLINGS,
    needed=(("student_code",), ("full_name", "first_name")),
    limit=LARGEST_LIST,
    spread=frozenset({"full_name"}),
)
_IN_TEMPLATE = tuple(field for field in SPELLINGS if field not in (SEQUENCE, "full_name",
    "full_name_en"))  # fmt: skip


def template_csv() -> bytes:
    """Return the template: one line of headings, UTF-8 with BOM for Excel."""
    written = StringIO(newline="")
    csv.writer(written).writerow([STUDENTS.heading(field) for field in _IN_TEMPLATE])
    return ("\ufeff" + written.getvalue()).encode()


def guess_students(rows: Sequence[NumberedRow]) -> dict[str, tuple[int, ...]]:
    """Return the columns (from 0) of a list without headings.

    Codes are student, then course, from left to right; names are told by their letters. Dates and
    other numbers are left out, for nothing tells what they are of.
    """
    kinds = column_kinds(rows)
    columns = guess_codes(rows, kinds)
    taken = {places[0] for places in columns.values()}
    for field in ("person_id", "title"):
        found = [place for place, kind in enumerate(kinds) if kind == field and place not in taken]
        if found:
            columns[field] = (found[0],)
    thai = [place for place, kind in enumerate(kinds) if kind == "thai"]
    latin = [place for place, kind in enumerate(kinds) if kind == "latin"]
    columns |= _names(thai or latin, "")
    return columns | (_names(latin, "_en") if thai else {})


def guess_codes(rows: Sequence[NumberedRow], kinds: Sequence[Kind]) -> dict[str, tuple[int, ...]]:
    """Return the running number, the student's code, the course's code and the section."""
    columns: dict[str, tuple[int, ...]] = {}
    if len(kinds) > 1 and kinds[0] == "short" and is_running_number(rows, 0):
        columns[SEQUENCE] = (0,)
    codes = [place for place, kind in enumerate(kinds) if kind == "code"]
    ids = [place for place, kind in enumerate(kinds) if kind == "person_id"]
    name = next((p for p, kind in enumerate(kinds) if kind in ("thai", "latin")), len(kinds))
    enough = len(codes) > 1 if name == len(kinds) else codes and codes[0] < name
    if ids and ids[0] < name and not enough:
        # listed by national ID instead of the student's code: each row will be told so
        codes = [ids[0], *codes]
    columns |= {f: (p,) for f, p in zip(("student_code", "course_code"), codes, strict=False)}
    shorts = [place for place, kind in enumerate(kinds) if kind == "short"]
    shorts = [place for place in shorts if codes and place > codes[0]]
    return columns | ({"section": (shorts[0],)} if shorts else {})


def _names(places: Sequence[int], suffix: str) -> dict[str, tuple[int, ...]]:
    if len(places) >= 2:
        return {f"first_name{suffix}": (places[0],), f"last_name{suffix}": (places[1],)}
    return {f"full_name{suffix}": (places[0],)} if places else {}

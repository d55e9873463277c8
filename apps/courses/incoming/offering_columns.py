"""The headings under which universities hold their course offerings, and the template.

Sources: the columns of course schedules that Thai registrars publish each term, and the fields of
the catalogue's form.
"""

import csv
from collections.abc import Mapping
from io import StringIO

from apps.courses.incoming.layouts import SEQUENCE, Layout

LARGEST_FILE = 2_000
"""Offerings in one file: a university of 2,000 sections sends each faculty's apart."""

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    SEQUENCE: ("ที่", "ลำดับ", "ลำดับที่", "No."),
    "code": ("รหัสวิชา", "รหัสรายวิชา", "Course code", "Code", "Subject code", "Course no."),
    "section": ("กลุ่มเรียน", "กลุ่ม", "ตอน", "ตอนเรียน", "หมู่เรียน", "หมู่", "Section", "Sec", "Sec.",
        "Group"),
    "name_th": ("ชื่อวิชา (ไทย)", "ชื่อวิชา", "ชื่อรายวิชา", "ชื่อรายวิชา (ไทย)", "ชื่อวิชาภาษาไทย",
        "ชื่อรายวิชาภาษาไทย", "ชื่อวิชา (ภาษาไทย)", "ชื่อรายวิชา (ภาษาไทย)", "Course name (Thai)",
        "Thai name", "Course title (Thai)"),
    "name_en": ("ชื่อวิชา (อังกฤษ)", "ชื่อรายวิชา (อังกฤษ)", "ชื่อวิชาภาษาอังกฤษ",
        "ชื่อรายวิชาภาษาอังกฤษ", "ชื่อวิชา (ภาษาอังกฤษ)", "ชื่อรายวิชา (ภาษาอังกฤษ)",
        "Course name", "Course title", "Course name (English)", "English name",
        "Course title (English)"),
    "credits": ("หน่วยกิต", "จำนวนหน่วยกิต", "นก.", "น.ก.", "หน่วยกิต (ท-ป-ต)",
        "หน่วยกิต (บรรยาย-ปฏิบัติ-ศึกษาด้วยตนเอง)", "Credits", "Credit"),
    "level": ("ระดับ", "ระดับการศึกษา", "ระดับปริญญา", "Level"),
    "isced": ("ISCED", "ISCED-F", "รหัส ISCED", "รหัสสาขา ISCED", "สาขา ISCED", "ISCED code",
        "ISCED field"),
    "seats": ("จำนวนรับ", "จำนวนที่รับ", "จำนวนที่นั่ง", "รับ", "รับจำนวน", "ที่นั่ง", "โควตา",
        "จำนวนรับ (คน)", "Seats", "Quota", "Capacity"),
    "fee": ("ค่าธรรมเนียม", "ค่าธรรมเนียม (บาท)", "ค่าลงทะเบียน", "ค่าเล่าเรียน", "ค่าลงทะเบียน (บาท)",
        "Fee", "Fee (baht)", "Tuition"),
    "schedule": ("วันเวลาเรียน", "วัน-เวลาเรียน", "วัน เวลา", "วันและเวลาเรียน", "วันเวลา", "เวลาเรียน",
        "ตารางเรียน", "วัน-เวลา-ห้อง", "Schedule", "Day and time", "Days and times", "Time"),
    "language": ("ภาษาที่สอน", "ภาษาที่ใช้สอน", "ภาษา", "สอนเป็นภาษา", "Language",
        "Language of instruction"),
    "withdraw_by": ("วันสุดท้ายของการถอนรายวิชา", "วันสุดท้ายที่ถอนรายวิชา", "วันสุดท้ายของการถอน",
        "ถอนรายวิชาภายใน", "กำหนดถอนรายวิชา", "วันสุดท้ายของการถอน (W)", "Withdraw by",
        "Withdrawal deadline", "Last day to withdraw"),
    "description": ("คำอธิบายรายวิชา", "คำอธิบาย", "เนื้อหารายวิชา", "Description",
        "Course description"),
}  # fmt: skip

OFFERINGS = Layout(
    SPELLINGS, needed=(("code",), ("name_th", "name_en"), ("credits",)), limit=LARGEST_FILE
)
FIELDS = tuple(field for field in SPELLINGS if field != SEQUENCE)
_EXAMPLE = {
    "code": "CS101",
    "section": "1",
    "name_th": "การเขียนโปรแกรมเบื้องต้น",
    "name_en": "Introduction to Programming",
    "credits": "3(2-2-5)",
    "level": "ปริญญาตรี",
    "isced": "0613",
    "seats": "40",
    "fee": "1500.00",
    "schedule": "จ. 09:00-12:00",
    "language": "ไทย",
    "withdraw_by": "",
    "description": "หลักการเขียนโปรแกรม ตัวแปร เงื่อนไข การวนซ้ำ และฟังก์ชัน",
}
_EXAMPLE_IN_ENGLISH = {
    "level": "Bachelor",
    "schedule": "Mon 09:00-12:00",
    "language": "Thai",
    "description": "Principles of programming: variables, conditions, loops and functions.",
}


def template_csv(*, english: bool = False) -> bytes:
    """Return the template: headings and one example, UTF-8 with BOM for Excel."""
    written = StringIO(newline="")
    example = _EXAMPLE | (_EXAMPLE_IN_ENGLISH if english else {})
    headings = [_english(field) if english else OFFERINGS.heading(field) for field in FIELDS]
    csv.writer(written).writerows([headings, [example[field] for field in FIELDS]])
    return ("\ufeff" + written.getvalue()).encode()


def _english(field: str) -> str:
    return next(heading for heading in SPELLINGS[field] if heading.isascii())

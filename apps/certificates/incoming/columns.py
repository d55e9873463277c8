"""The headings under which offices hold what a paper says of a student."""

import csv
from collections.abc import Mapping
from io import StringIO

from apps.certificates.kinds import Kind
from apps.courses.incoming.layouts import SEQUENCE, Layout
from apps.courses.incoming.student_columns import SPELLINGS as OF_STUDENTS
from apps.documents.papers.certificate_words import STATUSES
from apps.documents.papers.wording import LEVELS

MOST_ROWS = 2_000
PERSON = (
    SEQUENCE, "student_code", "title", "first_name", "last_name", "full_name", "first_name_en",
    "last_name_en", "full_name_en",
)  # fmt: skip
FACULTY: Mapping[str, tuple[str, ...]] = {
    "title_en": ("คำนำหน้า (อังกฤษ)", "คำนำหน้าภาษาอังกฤษ", "Title (English)"),
    "major": ("สาขาวิชา", "สาขา", "วิชาเอก", "Major", "Field of study"),
    "major_en": ("สาขาวิชา (อังกฤษ)", "สาขาวิชาภาษาอังกฤษ", "Major (English)"),
    "faculty": ("คณะ", "คณะ/วิทยาลัย", "สำนักวิชา", "วิทยาลัย", "Faculty", "School"),
    "faculty_en": ("คณะ (อังกฤษ)", "คณะภาษาอังกฤษ", "Faculty (English)"),
}
OFFICE: Mapping[str, tuple[str, ...]] = {
    "purpose": ("วัตถุประสงค์", "ใช้สำหรับ", "เพื่อ", "Purpose"),
    "letter_number": ("เลขที่หนังสือ", "ที่หนังสือ", "Letter number"),
    "contact_email": ("อีเมล", "อีเมล์", "E-mail", "Email"),
}
STATUS: Mapping[str, tuple[str, ...]] = {
    "programme": ("หลักสูตร", "ชื่อหลักสูตร", "Programme", "Program", "Degree programme"),
    "programme_en": ("หลักสูตร (อังกฤษ)", "ชื่อหลักสูตรภาษาอังกฤษ", "Programme (English)"),
    "level": ("ระดับ", "ระดับการศึกษา", "ระดับปริญญา", "Level"),
    "year_of_study": ("ชั้นปี", "ชั้นปีที่", "Year of study"),
    "admitted_year": ("ปีที่เข้าศึกษา", "ปีการศึกษาที่เข้า", "ปีที่รับเข้า", "Year of admission"),
    "status": ("สถานภาพ", "สถานะ", "สถานะนักศึกษา", "Status"),
    "academic_year": ("ปีการศึกษา", "Academic year"),
    "term": ("ภาคการศึกษา", "ภาคเรียน", "ภาค", "Term", "Semester"),
    "expected_year": ("ปีการศึกษาที่คาดว่าจะสำเร็จ", "Expected year"),
    "expected_term": ("ภาคการศึกษาที่คาดว่าจะสำเร็จ", "Expected term"),
}
GRADUATED: Mapping[str, tuple[str, ...]] = {
    "degree": ("ปริญญา", "ชื่อปริญญา", "ชื่อปริญญา (ไทย)", "Degree"),
    "degree_en": ("ชื่อปริญญา (อังกฤษ)", "ปริญญา (อังกฤษ)", "Degree (English)"),
    "degree_short": ("อักษรย่อปริญญา", "อักษรย่อ", "Abbreviation"),
    "degree_short_en": ("อักษรย่อ (อังกฤษ)", "Abbreviation (English)"),
    "honours": ("เกียรตินิยม", "Honours"),
    "honours_en": ("เกียรตินิยม (อังกฤษ)", "Honours (English)"),
    "gpax": ("เกรดเฉลี่ยสะสม", "เกรดเฉลี่ย", "คะแนนเฉลี่ยสะสม", "GPAX", "GPA"),
    "completed_on": ("วันที่สำเร็จการศึกษา", "วันสำเร็จการศึกษา", "Date of completion"),
    "approved_on": ("วันที่สภาอนุมัติ", "วันอนุมัติปริญญา", "วันที่อนุมัติ", "Date of approval"),
    "ceremony_on": ("วันที่รับปริญญา", "วันพระราชทานปริญญาบัตร", "Date of ceremony"),
}
_OF_KIND = {Kind.STUDENT_STATUS: STATUS, Kind.GRADUATION: GRADUATED}
WORDS: Mapping[str, Mapping[str, str]] = {
    "level": {
        **{word.casefold(): code for words in LEVELS.values() for code, word in words.items()},
        "ป.ตรี": "bachelor", "ตรี": "bachelor", "ป.โท": "master", "โท": "master",
        "ป.เอก": "doctor", "เอก": "doctor", "ป.บัณฑิต": "graduate_certificate",
    },
    "status": {
        **{word.casefold(): code for words in STATUSES.values() for code, word in words.items()},
        "ปกติ": "studying", "ลาพัก": "on_leave", "รักษาสภาพ": "status_kept",
    },
}  # fmt: skip
"""Field → word in a cell → code."""


def layout_of(kind: str) -> Layout:
    """Of a kind that is made here. The template's headings are the first ones."""
    spellings = {field: OF_STUDENTS[field] for field in PERSON}
    return Layout(
        {**spellings, **FACULTY, **_OF_KIND[Kind(kind)], **OFFICE},
        needed=(("student_code",), ("full_name", "first_name")),
        limit=MOST_ROWS,
        spread=frozenset({"full_name"}),
    )


def template_csv(kind: str) -> bytes:
    """One line of headings, UTF-8 with BOM for Excel."""
    layout = layout_of(kind)
    left_out = {SEQUENCE, "full_name", "full_name_en"}
    written = StringIO(newline="")
    headings = [layout.heading(field) for field in layout.spellings if field not in left_out]
    csv.writer(written).writerow(headings)
    return ("\ufeff" + written.getvalue()).encode()

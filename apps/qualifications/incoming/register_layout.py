"""The headings under which universities list the degrees that they conferred."""

import csv
import io
from collections.abc import Mapping

from apps.intake.persons.columns import ListLayout
from apps.qualifications.incoming.person import SPELLINGS as PERSON_SPELLINGS
from apps.qualifications.incoming.person import STAND_INS

REGISTER_HEADINGS = (
    "รหัสนักศึกษา", "เลขประจำตัวประชาชน", "คำนำหน้า", "ชื่อ", "นามสกุล", "ชื่ออังกฤษ", "นามสกุลอังกฤษ",
    "ชื่อเดิม", "นามสกุลเดิม", "วันเกิด", "ชื่อปริญญา", "อักษรย่อปริญญา", "ชื่อปริญญาภาษาอังกฤษ", "หลักสูตร",
    "สาขาวิชา", "คณะ", "วิทยาเขต", "ระดับ", "ปีการศึกษาที่สำเร็จ", "ภาค", "วันสำเร็จการศึกษา", "วันอนุมัติ (สภา)",
    "วันรับปริญญา", "เกรดเฉลี่ย", "เกียรตินิยม", "สถานะ",
)  # fmt: skip
"""The template that universities are offered, in its order."""

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    **PERSON_SPELLINGS,
    "student_code": (
        "รหัสนักศึกษา", "รหัสประจำตัวนักศึกษา", "เลขประจำตัวนักศึกษา", "เลขทะเบียนนักศึกษา", "รหัสนิสิต",
        "เลขประจำตัวนิสิต", "รหัสประจำตัวนิสิต", "รหัสประจำตัว", "เลขประจำตัว", "เลขทะเบียน", "Student ID",
        "Student code", "Student number", "Student No.",
    ),
    "degree_th": (
        "ชื่อปริญญา", "ปริญญา", "ชื่อปริญญา (ไทย)", "ชื่อปริญญาภาษาไทย", "ชื่อปริญญาไทย", "ปริญญาที่ได้รับ",
        "วุฒิ", "วุฒิการศึกษา", "ชื่อวุฒิ", "คุณวุฒิ", "ปริญญาบัตร", "Degree (Thai)",
    ),
    "degree_abbr": (
        "อักษรย่อปริญญา", "อักษรย่อ", "ชื่อย่อปริญญา", "ชื่อปริญญา (ย่อ)", "ชื่อย่อ", "ตัวย่อปริญญา",
        "ปริญญา (ย่อ)", "Degree abbreviation", "Abbreviation",
    ),
    "degree_en": (
        "ชื่อปริญญาภาษาอังกฤษ", "ชื่อปริญญาอังกฤษ", "ชื่อปริญญา (อังกฤษ)", "ปริญญา (อังกฤษ)", "Degree",
        "Degree name", "Degree (English)", "Degree (EN)",
    ),
    "programme": ("หลักสูตร", "ชื่อหลักสูตร", "Programme", "Program", "Curriculum"),
    "major": (
        "สาขาวิชา", "สาขา", "วิชาเอก", "สาขาวิชาเอก", "เอก", "แขนงวิชา", "Major", "Field of study",
    ),
    "faculty": ("คณะ", "ชื่อคณะ", "คณะ/วิทยาลัย", "คณะที่สังกัด", "สำนักวิชา", "Faculty", "School"),
    "campus": ("วิทยาเขต", "ชื่อวิทยาเขต", "ศูนย์", "Campus"),
    "level": (
        "ระดับ", "ระดับการศึกษา", "ระดับปริญญา", "ระดับหลักสูตร", "ระดับคุณวุฒิ", "Level", "Degree level",
    ),
    "academic_year": (
        "ปีการศึกษาที่สำเร็จ", "ปีการศึกษาที่สำเร็จการศึกษา", "ปีที่สำเร็จการศึกษา", "ปีที่สำเร็จ",
        "ปีการศึกษาที่จบ", "ปีที่จบ", "ปีการศึกษา", "ปีที่จบการศึกษา", "Academic year", "Graduation year",
        "Year of graduation",
    ),
    "term": (
        "ภาค", "ภาคการศึกษา", "ภาคการศึกษาที่", "ภาคเรียน", "ภาคเรียนที่", "เทอม", "ภาคการศึกษาที่สำเร็จ",
        "Semester", "Term",
    ),
    "term_year": (
        "ภาค/ปีการศึกษา", "ภาคการศึกษา/ปีการศึกษา", "ภาค/ปีการศึกษาที่สำเร็จ", "ภาคและปีการศึกษาที่สำเร็จ",
        "ภาคการศึกษาและปีการศึกษาที่สำเร็จ", "Semester/Year", "Term/Year",
    ),
    "completed_on": (
        "วันสำเร็จการศึกษา", "วันที่สำเร็จการศึกษา", "วันที่สำเร็จ", "วันจบการศึกษา", "วันที่จบการศึกษา", "วันที่จบ",
        "Completion date", "Date of completion", "Graduation date",
    ),
    "approved_on": (
        "วันอนุมัติ (สภา)", "วันอนุมัติ", "วันที่อนุมัติ", "วันอนุมัติปริญญา", "วันที่อนุมัติปริญญา", "วันที่สภาอนุมัติ",
        "วันสภาอนุมัติ", "วันที่สภามหาวิทยาลัยอนุมัติ", "วันที่สภาอนุมัติปริญญา", "วันที่สภาฯ อนุมัติ",
        "Approval date", "Date of approval", "Conferral date", "Date of conferral",
    ),
    "ceremony_on": (
        "วันรับปริญญา", "วันที่รับปริญญา", "วันพระราชทานปริญญาบัตร", "วันที่รับพระราชทานปริญญาบัตร",
        "วันที่เข้ารับพระราชทานปริญญาบัตร", "Ceremony date", "Date of ceremony",
    ),
    "gpax": (
        *PERSON_SPELLINGS["gpax"], "คะแนนเฉลี่ยสะสม", "แต้มเฉลี่ยสะสม", "ค่าระดับเฉลี่ยสะสม",
        "ระดับคะแนนเฉลี่ยสะสม", "Cumulative GPA",
    ),
    "honours": ("เกียรตินิยม", "ระดับเกียรตินิยม", "เกียรตินิยมอันดับ", "Honours", "Honors"),
    "standing": (
        "สถานะ", "สถานภาพ", "สถานภาพนักศึกษา", "สถานะนักศึกษา", "สถานะการสำเร็จการศึกษา", "Status",
    ),
    "university_code": ("รหัสมหาวิทยาลัย", "รหัสสถาบัน", "รหัสสถาบันการศึกษา", "University code"),
    "university_name": (
        "มหาวิทยาลัย", "ชื่อมหาวิทยาลัย", "สถาบัน", "ชื่อสถาบัน", "สถาบันการศึกษา", "University", "Institution",
    ),
}  # fmt: skip

REGISTER = ListLayout(
    SPELLINGS,
    needed=(("degree_th", "degree_abbr", "degree_en", "programme"),),
    stand_ins=STAND_INS,
)


def register_template() -> bytes:
    """Return the template as a text file (UTF-8 with a mark, headings alone)."""
    return headings_file(REGISTER_HEADINGS)


def headings_file(headings: tuple[str, ...]) -> bytes:
    """Return one row of headings as a text file that spreadsheets open with its Thai letters."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow(headings)
    return out.getvalue().encode("utf-8-sig")

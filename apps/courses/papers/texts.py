"""The words of the papers, in the paper's own language whatever the reader's."""

import datetime as dt
from collections.abc import Mapping

from apps.core.thai.dates import thai_date
from apps.core.thai.numerals import to_thai
from apps.courses.exports.elmo_course import term_titles
from apps.documents.rendering import Language

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

WORDS: Mapping[Language, Mapping[str, str]] = {
    "th": {
        "results_title": "ใบแสดงผลการศึกษารายวิชาต่างสถาบัน",
        "statement_title": "ใบแสดงรายการหน่วยกิต",
        "revised": "ฉบับแก้ไข",
        "revised_line": "ฉบับแก้ไข ครั้งที่",
        "announced": "ประกาศเมื่อ",
        "issued_on": "ออกให้ ณ วันที่",
        "qr": "รหัสคิวอาร์สำหรับตรวจสอบเอกสาร",
        "verify_at": "ตรวจสอบเอกสารได้ที่",
        "code_word": "รหัส",
        "page": "หน้า",
        "serial": "เลขที่เอกสาร",
        "student": "ชื่อ–สกุล",
        "student_other": "ชื่อภาษาอังกฤษ",
        "home": "สถาบันต้นสังกัด",
        "host": "สถาบันที่ไปเรียน",
        "home_code": "รหัสนักศึกษา (ต้นสังกัด)",
        "host_code": "รหัสนักศึกษา (สถาบันที่ไปเรียน)",
        "term": "ภาคการศึกษา",
        "programme": "หลักสูตร",
        "faculty": "คณะ",
        "number": "ลำดับ",
        "course_code": "รหัสวิชา",
        "course_name": "ชื่อรายวิชา",
        "credits": "หน่วยกิต",
        "grade": "ผลการเรียน",
        "points": "แต้ม",
        "note": "หมายเหตุ",
        "total": "รวม",
        "courses": "รายวิชา",
        "credits_taken": "หน่วยกิตที่ลงทะเบียน",
        "credits_passed": "หน่วยกิตที่สอบผ่าน",
        "scale": "ระดับคะแนน",
        "scale_since": "ใช้ตั้งแต่วันที่",
        "approved_by": "ผู้อนุมัติผลการศึกษา ตามที่บันทึกไว้ในระบบ",
        "approved_on": "อนุมัติเมื่อ",
        "unsigned": "เอกสารฉบับนี้ออกโดยระบบคอมพิวเตอร์ ไม่มีการลงลายมือชื่อ ตรวจสอบได้จากรหัสในหน้าแรก",
        "newer": "มีเอกสารฉบับใหม่กว่า",
        "corrected": "ผลการเรียนที่เอกสารนี้อ้างถึงได้รับการแก้ไข",
        "as_of": "ข้อมูล ณ วันที่",
        "summary": "สรุปหน่วยกิต",
        "earned": "ได้รับ",
        "recognised": "เทียบโอนแล้ว",
        "available": "คงเหลือที่ใช้ได้",
        "not_granted": "ไม่ได้รับการเทียบ",
        "entries": "รายการในบัญชี",
        "date": "วันที่",
        "entry": "รายการ",
        "balance": "คงเหลือ",
        "decisions": "รายวิชาที่เทียบโอนแล้ว",
        "no_decisions": "ยังไม่มีรายวิชาที่เทียบโอน",
        "taken_there": "รายวิชาที่เรียน",
        "counts_as": "เทียบเป็นรายวิชา",
        "decided_on": "อนุมัติเมื่อ",
    },
    "en": {
        "results_title": "Results of Courses at Another University",
        "statement_title": "Credit Statement",
        "revised": "Corrected version",
        "revised_line": "Corrected version",
        "announced": "announced on",
        "issued_on": "Issued on",
        "qr": "Square code to check this paper",
        "verify_at": "Check this paper at",
        "code_word": "Code",
        "page": "Page",
        "serial": "Serial number",
        "student": "Name",
        "student_other": "Name in Thai",
        "home": "Home university",
        "host": "Host university",
        "home_code": "Student code at home",
        "host_code": "Student code at the host",
        "term": "Term",
        "programme": "Programme",
        "faculty": "Faculty",
        "number": "No.",
        "course_code": "Code",
        "course_name": "Course",
        "credits": "Credits",
        "grade": "Grade",
        "points": "Points",
        "note": "Note",
        "total": "Total",
        "courses": "courses",
        "credits_taken": "credits taken",
        "credits_passed": "credits passed",
        "scale": "Grade scale,",
        "scale_since": "in force since",
        "approved_by": "Results approved by, as recorded in the system",
        "approved_on": "approved on",
        "unsigned": "Issued by computer, without a signature. The code on page 1 checks it.",
        "newer": "A newer paper was made.",
        "corrected": "A result that this paper tells of was corrected.",
        "as_of": "As of",
        "summary": "Credits",
        "earned": "Earned",
        "recognised": "Recognised",
        "available": "Available",
        "not_granted": "Not granted",
        "entries": "Entries of the account",
        "date": "Date",
        "entry": "Entry",
        "balance": "Balance",
        "decisions": "Recognised courses",
        "no_decisions": "No course has been recognised yet.",
        "taken_there": "Taken there",
        "counts_as": "Counts as",
        "decided_on": "Approved on",
    },
}  # fmt: skip

OUTCOMES: Mapping[Language, Mapping[str, str]] = {
    "th": {
        "passed": "ผ่าน",
        "failed": "ไม่ผ่าน",
        "in_progress": "ยังไม่สมบูรณ์",
        "withdrawn": "ถอนรายวิชา",
        "not_counted": "ไม่นับหน่วยกิต",
    },
    "en": {
        "passed": "passed",
        "failed": "failed",
        "in_progress": "incomplete",
        "withdrawn": "withdrawn",
        "not_counted": "not counted",
    },
}

ENTRIES: Mapping[Language, Mapping[str, str]] = {
    "th": {
        "earned": "ได้รับหน่วยกิต",
        "used": "ใช้เทียบโอน",
        "released": "เปิดการเทียบโอนใหม่",
        "reversed": "ผลการเรียนถูกแก้ไข",
    },
    "en": {
        "earned": "Earned",
        "used": "Recognised",
        "released": "Recognition reopened",
        "reversed": "Result corrected",
    },
}


def day_text(day: dt.date, language: Language) -> str:
    """๕ มีนาคม ๒๕๖๙, or 5 March 2026."""
    if language == "th":
        return thai_date(day, thai_digits=True)
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"


def short_day(day: dt.date, language: Language) -> str:
    """๕ มี.ค. ๒๕๖๙, or 5 Mar 2026."""
    if language == "th":
        return thai_date(day, "short", thai_digits=True)
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1][:3]} {day.year}"


def term_text(academic_year: int, term: int, language: Language) -> str:
    """Of a Christian year: ภาคการศึกษาที่ ๑ ปีการศึกษา ๒๕๖๙, or Semester 1, academic year 2026."""
    thai, english = term_titles(academic_year, term)
    return to_thai(thai) if language == "th" else english

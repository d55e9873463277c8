"""The headings under which schools hold the fields of a roster.

Sources: the flat form of ปพ.3, the export of the ministry's student system (DMC) in its older and
newer style, and headings seen in schools' own lists.
"""

from collections.abc import Mapping

from apps.intake.persons.spellings import PERSON_SPELLINGS

POR3_HEADINGS = (
    "ที่", "เลขประจำตัวนักเรียน", "เลขประจำตัวประชาชน", "คำนำหน้า", "ชื่อ", "นามสกุล", "เพศ",
    "วันเกิด (พ.ศ.)", "ที่เรียน", "ที่ได้", "ผลการเรียนเฉลี่ย", "ผลการตัดสิน", "วันอนุมัติการจบ",
    "ปพ.1 ชุดที่", "ปพ.1 เลขที่",
)  # fmt: skip
"""The template that schools are offered, in its order."""

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    **PERSON_SPELLINGS,
    "student_code": (
        "เลขประจำตัวนักเรียน", "เลขประจำตัว", "รหัสนักเรียน", "รหัสประจำตัวนักเรียน", "รหัสประจำตัว",
        "Student ID", "Student Code",
    ),
    "person_id": (
        *PERSON_SPELLINGS["person_id"], "เลขประจำตัวประชาชนนักเรียน", "เลขประจำตัวประชาชนของนักเรียน",
    ),
    "first_name": (*PERSON_SPELLINGS["first_name"], "ชื่อนักเรียน"),
    "full_name": (*PERSON_SPELLINGS["full_name"], "ชื่อ-สกุลนักเรียน", "ชื่อ-นามสกุลนักเรียน"),
    "credits_attempted": ("ที่เรียน", "หน่วยกิตที่เรียน", "หน่วยกิต ที่เรียน", "จำนวนหน่วยกิตที่เรียน"),
    "credits_earned": ("ที่ได้", "หน่วยกิตที่ได้", "หน่วยกิต ที่ได้", "จำนวนหน่วยกิตที่ได้"),
    "decision": ("ผลการตัดสิน", "ผลการจบ", "สถานะการจบ", "การจบการศึกษา"),
    "approved_on": (
        "วันอนุมัติการจบ", "วันที่อนุมัติการจบ", "วันที่อนุมัติจบ", "วันอนุมัติจบ", "วันที่จบ",
        "วันที่จบการศึกษา", "วันที่สำเร็จการศึกษา",
    ),
    "por1_set": ("ปพ.1 ชุดที่", "ปพ.1:พ ชุดที่", "ชุดที่ ปพ.1", "ชุดที่"),
    "por1_number": ("ปพ.1 เลขที่", "ปพ.1:พ เลขที่", "เลขที่ ปพ.1"),
    "school_code": ("รหัสโรงเรียน", "รหัสสถานศึกษา", "รหัส SMIS"),
    "school_name": ("ชื่อโรงเรียน", "โรงเรียน", "ชื่อสถานศึกษา", "สถานศึกษา"),
    "level": ("ชั้น", "ระดับชั้น", "ชั้นปี", "ระดับชั้นเรียน", "ชั้นเรียน"),
}  # fmt: skip

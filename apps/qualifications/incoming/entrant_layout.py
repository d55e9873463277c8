"""The headings under which graduate schools list their entrants and the degrees they claim.

A list may have one group of columns for each level (ป.ตรี, ป.โท): `university:2` is the university
of the first degree. Such headings are made here from the plain ones and the words for the level,
before or behind, in one cell or merged above.
"""

from collections.abc import Mapping

from apps.intake.persons.columns import ListLayout
from apps.qualifications.incoming.person import SPELLINGS as PERSON_SPELLINGS
from apps.qualifications.incoming.person import STAND_INS
from apps.qualifications.incoming.register_layout import headings_file

ENTRANT_HEADINGS = (
    "เลขที่สมัคร", "เลขประจำตัวประชาชน", "คำนำหน้า", "ชื่อ", "นามสกุล", "ชื่ออังกฤษ", "นามสกุลอังกฤษ",
    "ชื่อเดิม", "นามสกุลเดิม", "วันเกิด", "มหาวิทยาลัย", "ปริญญา", "สาขาวิชา", "คณะ", "รหัสนักศึกษาเดิม",
    "ปีที่สำเร็จการศึกษา", "เกรดเฉลี่ย",
)  # fmt: skip
"""The template that graduate schools are offered, in its order."""

CLAIM_FIELDS = (
    "university", "degree", "major", "faculty", "holder_code", "graduated", "gpax",
)  # fmt: skip
"""Fields of one claimed degree; `field:level` where a list has columns for each level."""

_CLAIM_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "university": (
        "มหาวิทยาลัย", "ชื่อมหาวิทยาลัย", "มหาวิทยาลัยเดิม", "สถาบัน", "ชื่อสถาบัน", "สถาบันเดิม", "สถาบันการศึกษา",
        "สถาบันการศึกษาเดิม", "สถานศึกษา", "สถานศึกษาเดิม", "สถาบันที่สำเร็จการศึกษา", "สถาบันที่สำเร็จ",
        "สถาบันที่จบ",
        "มหาวิทยาลัยที่จบ", "มหาวิทยาลัยที่สำเร็จการศึกษา", "สำเร็จการศึกษาจาก", "จบจาก", "รหัสมหาวิทยาลัย",
        "รหัสสถาบัน", "University", "Institution", "University attended",
    ),
    "degree": (
        "ปริญญา", "ชื่อปริญญา", "วุฒิ", "วุฒิการศึกษา", "วุฒิเดิม", "วุฒิการศึกษาเดิม", "วุฒิที่จบ", "คุณวุฒิ", "หลักสูตร",
        "Degree", "Degree name", "Qualification",
    ),
    "major": (
        "สาขาวิชา", "สาขา", "วิชาเอก", "สาขาวิชาเดิม", "สาขาที่จบ", "สาขาวิชาที่จบ", "Major",
        "Field of study",
    ),
    "faculty": ("คณะ", "คณะเดิม", "คณะที่จบ", "Faculty"),
    "holder_code": (
        "รหัสนักศึกษาเดิม", "รหัสนักศึกษา (เดิม)", "รหัสนิสิตเดิม", "รหัสนักศึกษาที่สถาบันเดิม",
        "รหัสนักศึกษามหาวิทยาลัยเดิม", "Former student ID", "Student ID at university",
    ),
    "graduated": (
        "ปีที่สำเร็จการศึกษา", "ปีที่สำเร็จ", "ปีที่จบ", "ปีที่จบการศึกษา", "ปีการศึกษาที่จบ", "ปีการศึกษาที่สำเร็จ",
        "วันที่สำเร็จการศึกษา", "วันสำเร็จการศึกษา", "วันที่จบ", "วันที่สำเร็จ", "Graduation year",
        "Graduation date", "Year of graduation", "Date of graduation",
    ),
    "gpax": (*PERSON_SPELLINGS["gpax"], "คะแนนเฉลี่ยสะสม", "Cumulative GPA"),
}  # fmt: skip
_LEVEL_WORDS: Mapping[int, tuple[str, ...]] = {
    2: ("ปริญญาตรี", "ป.ตรี", "ระดับปริญญาตรี", "Bachelor", "Bachelor's"),
    3: ("ป.บัณฑิต", "ประกาศนียบัตรบัณฑิต"),
    4: ("ปริญญาโท", "ป.โท", "ระดับปริญญาโท", "Master", "Master's"),
    6: ("ปริญญาเอก", "ป.เอก", "ระดับปริญญาเอก", "Doctoral"),
}
_ONLY_WITH_LEVEL: Mapping[str, tuple[str, ...]] = {"university": ("จาก", "จบจาก", "ที่")}


def _with_level(level: int) -> dict[str, tuple[str, ...]]:
    made = {}
    for field, plain in _CLAIM_SPELLINGS.items():
        headings = (*plain, *_ONLY_WITH_LEVEL.get(field, ()))
        made[f"{field}:{level}"] = tuple(
            pair
            for word in _LEVEL_WORDS[level]
            for heading in headings
            for pair in (f"{heading} {word}", f"{word} {heading}")
        )
    return made


_PLAIN: Mapping[str, tuple[str, ...]] = {
    **{field: names for field, names in PERSON_SPELLINGS.items() if field != "gpax"},
    # รหัสนักศึกษา without เดิม is the entrant's new code at the graduate school
    "reference": (
        "เลขที่สมัคร", "เลขที่ใบสมัคร", "เลขประจำตัวผู้สมัคร", "รหัสผู้สมัคร", "เลขประจำตัวสอบ", "เลขที่นั่งสอบ",
        "เลขที่อ้างอิง", "รหัสนักศึกษา", "รหัสประจำตัวนักศึกษา", "เลขประจำตัวนักศึกษา", "รหัสนิสิต",
        "เลขประจำตัวนิสิต", "Applicant number", "Application number", "Reference", "Student ID",
    ),
    "named_level": ("ระดับ", "ระดับการศึกษา", "ระดับปริญญา", "ระดับการศึกษาเดิม", "Level"),
    **_CLAIM_SPELLINGS,
}  # fmt: skip
SPELLINGS: Mapping[str, tuple[str, ...]] = {
    **{field: names for level in _LEVEL_WORDS for field, names in _with_level(level).items()},
    **_PLAIN,
}
LEVELS = (None, *_LEVEL_WORDS)
"""None for columns without a level."""

ENTRANTS = ListLayout(
    SPELLINGS,
    needed=(("university", *(f"university:{level}" for level in _LEVEL_WORDS)),),
    identified_by=frozenset({"person_id", "reference", "born"}),
    stand_ins=STAND_INS,
)


def column_of(field: str, level: int | None) -> str:
    """Return the name of a claim's field in the columns of a level."""
    return field if level is None else f"{field}:{level}"


def entrants_template() -> bytes:
    """Return the template as a text file (UTF-8 with a mark, headings alone)."""
    return headings_file(ENTRANT_HEADINGS)

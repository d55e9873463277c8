"""What the cells of a register say of a degree: year, term, level, dates, honours, status."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from apps.core.academic_year import christian_year
from apps.core.identifiers import university_code
from apps.core.thai.dates import parse_date
from apps.core.thai.numerals import to_arabic
from apps.core.thai.text import search_key
from apps.intake.persons.rows import CellCheck, remembered
from apps.intake.persons.studies import check_code, check_gpax
from apps.intake.persons.values import FINE, Read, text_of
from apps.intake.reading import Cell
from apps.qualifications.degrees import level_of_name
from apps.qualifications.incoming.person import person_checks, text_check

Stated = Literal["conferred", "completed", "attended", "studying", ""]
TermYear = tuple[int | None, int | None]
"""(term, academic year as a Christian number)."""

_YEAR = re.compile("(?:ปีการศึกษา|ปี|พศ|คศ|academicyear)?([0-9]{4})")
_TERM = re.compile("(?:ภาคการศึกษาที่|ภาคการศึกษา|ภาคเรียนที่|ภาคที่|ภาค|เทอม|semester|term)?([1-3])")
_TERM_YEAR = re.compile(r"(.{1,40}?)\s*[/\- ]\s*([0-9]{4})")
_YEAR_TERM = re.compile(r"([0-9]{4})\s*[/\-]\s*([1-3])")
_TERM_WORDS = {
    "ต้น": 1, "ภาคต้น": 1, "first": 1, "1st": 1, "ปลาย": 2, "ภาคปลาย": 2, "second": 2, "2nd": 2,
    "ฤดูร้อน": 3, "ภาคฤดูร้อน": 3, "ซัมเมอร์": 3, "summer": 3, "s": 3,
}  # fmt: skip
_FIRST_YEAR = 1917  # 2460, the first university
_HONOURS = {
    **dict.fromkeys(("", "ไม่มี", "ไม่ได้รับ", "no", "none", "0", "ไม่"), ""),
    **dict.fromkeys(
        ("1", "อันดับ1", "อันดับหนึ่ง", "เกียรตินิยมอันดับ1", "เกียรตินิยมอันดับหนึ่ง", "firstclass",
         "firstclasshonours", "firstclasshonors", "เกียรตินิยม1"), "1",
    ),
    **dict.fromkeys(
        ("2", "อันดับ2", "อันดับสอง", "เกียรตินิยมอันดับ2", "เกียรตินิยมอันดับสอง", "secondclass",
         "secondclasshonours", "secondclasshonors", "เกียรตินิยม2"), "2",
    ),
}  # fmt: skip
_STANDINGS: dict[str, Stated] = {
    **dict.fromkeys(
        ("สำเร็จ", "สำเร็จการศึกษา", "สำเร็จการศึกษาแล้ว", "จบ", "จบการศึกษา", "อนุมัติ", "อนุมัติแล้ว",
         "อนุมัติปริญญา", "ได้รับปริญญา", "graduated", "conferred", "graduate"), "conferred",
    ),
    **dict.fromkeys(
        ("รออนุมัติ", "รออนุมัติปริญญา", "รอสภาอนุมัติ", "รอสภามหาวิทยาลัยอนุมัติ", "รออนุมัติจบ",
         "รออนุมัติสำเร็จการศึกษา", "ครบหลักสูตร", "เรียนครบหลักสูตร", "สำเร็จรออนุมัติ",
         "completed", "awaitingapproval"), "completed",
    ),
    **dict.fromkeys(
        ("พ้นสภาพ", "พ้นสภาพนักศึกษา", "พ้นสภาพไม่สำเร็จ", "พ้นสภาพการเป็นนักศึกษา", "ลาออก", "ไม่สำเร็จ",
         "ไม่สำเร็จการศึกษา", "ไม่จบ", "ตกออก", "คัดชื่อออก", "withdrawn", "dismissed", "attended",
         "notgraduated"), "attended",
    ),
    **dict.fromkeys(
        ("กำลังศึกษา", "กำลังศึกษาอยู่", "ปกติ", "ลาพัก", "ลาพักการศึกษา", "รักษาสภาพ", "studying", "active"),
        "studying",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RegisterContext:
    """Whose register it is, of which academic year (Christian; None: the rows say), and today."""

    university_code: str
    university_names: tuple[str, ...]
    academic_year: int | None
    today: dt.date


def register_checks(context: RegisterContext) -> dict[str, CellCheck]:
    """Return the check of each attribute of a draft."""
    year_check = _year_check(context.today)
    repeated: dict[str, CellCheck] = {
        **person_checks(context.today),
        "degree_th": text_check(200),
        "degree_abbr": text_check(60),
        "degree_en": text_check(200),
        "programme": text_check(200),
        "major": text_check(200),
        "faculty": text_check(200),
        "campus": text_check(100),
        "named_level": check_level,
        "in_year": year_check,
        "in_term": check_term,
        "in_term_year": year_check,
        "completed_on": date_check("completed_unreadable"),
        "approved_on": date_check("approved_unreadable"),
        "ceremony_on": date_check("ceremony_unreadable"),
        "gpax": check_gpax,
        "honours": check_honours,
        "stated": check_standing,
        "university_code": _code_check(context.university_code),
        "university_name": _name_check(context.university_names),
    }
    return remembered(repeated) | {"student_code": check_code}


def check_level(cell: Cell) -> Read[int | None]:
    """Rule level_unknown; the value is the TQF level."""
    text = text_of(cell)
    level = level_of_name(text) if text else None
    return level, ("level_unknown",) if text and level is None else FINE


def check_term(cell: Cell) -> Read[int | None]:
    """Rule term_unreadable."""
    text = to_arabic(text_of(cell)).casefold().replace(" ", "")
    if not text:
        return None, FINE
    found = _TERM.fullmatch(text)
    term = int(found[1]) if found else _TERM_WORDS.get(text)
    return term, FINE if term else ("term_unreadable",)


def check_honours(cell: Cell) -> Read[str]:
    """Rule text_too_long; "1" and "2" for the two usual classes, else the text as written."""
    text = text_of(cell)
    if len(text) > 60:
        return "", ("text_too_long",)
    return _HONOURS.get(search_key(text), text), FINE


def check_standing(cell: Cell) -> Read[Stated]:
    """Rules standing_unknown, standing_studying."""
    key = search_key(text_of(cell))
    if not key:
        return "", FINE
    stated = _STANDINGS.get(key, "")
    if stated == "studying":
        return stated, ("standing_studying",)
    return stated, FINE if stated else ("standing_unknown",)


def date_check(rule: str) -> Callable[[Cell], Read[dt.date | None]]:
    """Return the check of a full date that breaks the rule where it is none."""

    def check(cell: Cell) -> Read[dt.date | None]:
        parsed = parse_date(cell)
        if parsed.problem == "missing":
            return None, FINE
        return parsed.value, FINE if parsed.value else (rule,)

    return check


def _year_check(today: dt.date) -> Callable[[Cell], Read[TermYear]]:
    """Rules year_unreadable, year_out_of_range; a term may be written with the year (2/2566)."""

    def check(cell: Cell) -> Read[TermYear]:
        text = to_arabic(text_of(cell))
        if not text:
            return (None, None), FINE
        term, year = _term_and_year(text)
        if year is None:
            return (None, None), ("year_unreadable",)
        year = christian_year(year)
        if not _FIRST_YEAR <= year <= today.year:
            return (None, None), ("year_out_of_range",)
        return (term, year), FINE

    return check


def _term_and_year(text: str) -> tuple[int | None, int | None]:
    if found := _YEAR.fullmatch(search_key(text)):
        return None, int(found[1])
    if found := _YEAR_TERM.fullmatch(text):
        return int(found[2]), int(found[1])
    found = _TERM_YEAR.fullmatch(text)
    term = check_term(found[1])[0] if found else None
    return (term, int(found[2])) if found and term else (None, None)


def _code_check(own: str) -> Callable[[Cell], Read[str]]:
    """Rule other_university_row; the value is the code of the row."""

    def check(cell: Cell) -> Read[str]:
        text = text_of(cell)
        if not text:
            return "", FINE
        code = university_code(text) or text[:40]
        return code, FINE if code == own else ("other_university_row",)

    return check


def _name_check(own_names: tuple[str, ...]) -> Callable[[Cell], Read[str]]:
    """Rule other_university_row; a name that contains the other counts as the same."""
    own = [search_key(name) for name in own_names if name]

    def check(cell: Cell) -> Read[str]:
        name = text_of(cell)[:200]
        key = search_key(name)
        same = not key or not own or any(key in one or one in key for one in own)
        return name, FINE if same else ("other_university_row",)

    return check

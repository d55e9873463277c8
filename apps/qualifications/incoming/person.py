"""What registers and lists of entrants know of a person beyond rosters: other names."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.core.thai.names import FullName
from apps.intake.persons.cells import (
    birth_check,
    check_first_name,
    check_full_name,
    check_gender,
    check_name,
    check_title,
)
from apps.intake.persons.draft import PersonDraft
from apps.intake.persons.rows import CellCheck
from apps.intake.persons.spellings import PERSON_SPELLINGS
from apps.intake.persons.values import FINE, Read, text_of
from apps.intake.reading import Cell

_THAI = re.compile("[\u0e01-\u0e5b]")
POSSIBLE_AGES = range(12, 121)
"""Of anybody in such a list, on the day it is read."""

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    **PERSON_SPELLINGS,
    "person_id": (
        *PERSON_SPELLINGS["person_id"], "เลขประจำตัวประชาชน/หนังสือเดินทาง",
        "เลขประจำตัวประชาชน/Passport", "เลขประจำตัวประชาชนหรือหนังสือเดินทาง", "Passport number",
    ),
    "first_name": ("ชื่อ", "ชื่อตัว", "ชื่อ (ไทย)", "ชื่อไทย", "ชื่อภาษาไทย", "First name (Thai)"),
    "last_name": (
        "นามสกุล", "สกุล", "นามสกุล (ไทย)", "นามสกุลไทย", "นามสกุลภาษาไทย", "Last name (Thai)",
    ),
    "full_name": (
        "ชื่อ-นามสกุล", "ชื่อ-สกุล", "ชื่อ-ชื่อสกุล", "ชื่อ นามสกุล", "ชื่อตัว-ชื่อสกุล", "ชื่อและนามสกุล",
        "ชื่อ-สกุล (ไทย)", "ชื่อ-นามสกุล (ไทย)", "ชื่อ-สกุลไทย", "ชื่อ-สกุลภาษาไทย", "Name (Thai)",
    ),
    "title_en": (
        "คำนำหน้าอังกฤษ", "คำนำหน้าชื่ออังกฤษ", "คำนำหน้าภาษาอังกฤษ", "คำนำหน้าชื่อภาษาอังกฤษ",
        "Title (English)", "Title (EN)", "Prefix",
    ),
    "first_name_en": (
        "ชื่ออังกฤษ", "ชื่อภาษาอังกฤษ", "ชื่อ (Eng)", "ชื่อ (EN)", "First name", "First name (English)",
        "First name (EN)", "Given name",
    ),
    "last_name_en": (
        "นามสกุลอังกฤษ", "นามสกุลภาษาอังกฤษ", "สกุลอังกฤษ", "นามสกุล (Eng)", "นามสกุล (EN)", "Last name",
        "Last name (English)", "Last name (EN)", "Surname", "Family name",
    ),
    "full_name_en": (
        "ชื่อ-สกุลอังกฤษ", "ชื่อ-นามสกุลอังกฤษ", "ชื่อ-สกุลภาษาอังกฤษ", "ชื่อ-นามสกุลภาษาอังกฤษ",
        "ชื่อ-สกุล (Eng)", "ชื่อ-สกุล (EN)", "Name", "Full name", "Name (English)", "Name (EN)",
    ),
    "former_first_name": ("ชื่อเดิม", "ชื่อตัวเดิม", "Former first name"),
    "former_last_name": ("นามสกุลเดิม", "สกุลเดิม", "Former last name", "Maiden name"),
    "former_full_name": (
        "ชื่อ-สกุลเดิม", "ชื่อ-นามสกุลเดิม", "ชื่อเดิม-นามสกุลเดิม", "ชื่อและนามสกุลเดิม", "Former name",
    ),
}  # fmt: skip

STAND_INS: Mapping[str, str] = {
    "full_name_en": "full_name",
    "first_name_en": "first_name",
    "last_name_en": "last_name",
    "title_en": "title",
}
"""A list in English alone has its names in these columns."""


@dataclass(slots=True, init=False)
class ListedDraft(PersonDraft):
    """The checked cells of a person, before names in one cell are divided."""

    title_en: str
    first_name_en: str
    last_name_en: str
    full_name_en: FullName
    former_first_name: str
    former_last_name: str
    former_full_name: FullName

    def listed(self, name_as_written: str) -> dict[str, Any]:
        """Return the fields of ListedPerson; Any: each has a type of its own."""
        born = self.dated[0]
        return {
            "person_id": self.person_id,
            "student_code": self.student_code,
            "title": self.title,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "name_as_written": name_as_written,
            "title_en": self.title_en,
            "first_name_en": self.first_name_en,
            "last_name_en": self.last_name_en,
            "former_first_name": self.former_first_name,
            "former_last_name": self.former_last_name,
            "gender": self.gender,
            "born_on": born.value,
            "born_year": born.year,
        }


def person_checks(today: dt.date, usual: range = POSSIBLE_AGES) -> dict[str, CellCheck]:
    """Return the checks of a person's cells, all but identifier and code.

    ``usual`` are the ages today outside of which a person looks.
    """
    return {
        "title": check_title,
        "named": check_first_name,
        "last_name": check_name,
        "gender": check_gender,
        "dated": birth_check(today.year, today, usual=usual, possible=POSSIBLE_AGES),
        "title_en": check_title,
        "first_name_en": check_latin_name,
        "last_name_en": check_latin_name,
        "full_name_en": _check_full_latin_name,
        "former_first_name": check_name,
        "former_last_name": check_name,
        "former_full_name": _check_former_name,
    }


def check_latin_name(cell: Cell) -> Read[str]:
    """Rule name_en_thai, and those of check_name."""
    name, rules = check_name(cell)
    return (name, (*rules, "name_en_thai")) if _THAI.search(name) else (name, rules)


def _check_full_latin_name(cell: Cell) -> Read[FullName]:
    last, comma, first = text_of(cell).partition(",")
    name, rules = check_latin_name(f"{first.strip()} {last.strip()}" if comma else cell)
    return _divided(name), rules


def _check_former_name(cell: Cell) -> Read[FullName]:
    name, rules = check_name(cell)
    return _divided(name), rules


def _divided(name: str) -> FullName:
    """Several words are read as first name and surname."""
    return check_full_name(name)[0]


def take_other_names(draft: ListedDraft) -> None:
    """Divide names in one cell; cells of their own win over them."""
    full = draft.full_name_en
    draft.title_en = draft.title_en or full.title
    draft.first_name_en = draft.first_name_en or full.first
    draft.last_name_en = draft.last_name_en or full.last
    former = draft.former_full_name
    if draft.former_first_name and not draft.former_last_name:
        former = _divided(draft.former_first_name)
        draft.former_first_name = former.first
    draft.former_first_name = draft.former_first_name or former.first
    draft.former_last_name = draft.former_last_name or former.last


def text_check(longest: int) -> CellCheck:
    """Return the check of a cell of free text (rule text_too_long)."""

    def check(cell: Cell) -> Read[str]:
        text = text_of(cell)
        return (text, FINE) if len(text) <= longest else ("", ("text_too_long",))

    return check

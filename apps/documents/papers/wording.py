"""Names, dates, terms and figures in the language of a paper, whatever its reader's."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from apps.core.academic_year import buddhist_year
from apps.core.thai.dates import certificate_date, thai_date
from apps.core.thai.numerals import to_thai
from apps.documents.rendering import Language

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
SUMMER = 3
_LATIN = re.compile("[A-Za-z]")

Level = Literal[
    "diploma", "bachelor", "graduate_certificate", "master", "higher_certificate", "doctor"
]
"""Levels of higher education (TQF:HEd 2552); the same codes as for courses."""

LEVELS: dict[Language, dict[str, str]] = {
    "th": {
        "diploma": "อนุปริญญา",
        "bachelor": "ปริญญาตรี",
        "graduate_certificate": "ประกาศนียบัตรบัณฑิต",
        "master": "ปริญญาโท",
        "higher_certificate": "ประกาศนียบัตรบัณฑิตชั้นสูง",
        "doctor": "ปริญญาเอก",
    },
    "en": {
        "diploma": "diploma",
        "bachelor": "bachelor’s degree",
        "graduate_certificate": "graduate certificate",
        "master": "master’s degree",
        "higher_certificate": "higher graduate certificate",
        "doctor": "doctoral degree",
    },
}


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A name in Thai and, where the institution has one, in English."""

    th: str = ""
    en: str = ""

    def in_(self, language: Language) -> str:
        """In the paper's language; in the other where this one is lacking."""
        return (self.en or self.th) if language == "en" else (self.th or self.en)

    def other(self, language: Language) -> str:
        """In the other language, '' where that says nothing more."""
        text = self.th if language == "en" else self.en
        return text if text != self.in_(language) else ""

    def __bool__(self) -> bool:
        return bool(self.th or self.en)

    def as_json(self) -> dict[str, str]:
        return {"th": self.th, "en": self.en}


NO_NAME = Bilingual()


@dataclass(frozen=True, slots=True)
class Term:
    """`academic_year` is Christian; `number` is 1, 2, or 3 for the summer session."""

    academic_year: int
    number: int

    def text(self, language: Language) -> str:
        """ภาคการศึกษาที่ ๑ ปีการศึกษา ๒๕๖๙, or Semester 1, academic year 2026."""
        if language == "en":
            term = "Summer session" if self.number == SUMMER else f"Semester {self.number}"
            return f"{term}, academic year {self.academic_year}"
        term = "ภาคฤดูร้อน" if self.number == SUMMER else f"ภาคการศึกษาที่ {self.number}"
        return to_thai(f"{term} ปีการศึกษา {buddhist_year(self.academic_year)}")

    def as_json(self) -> dict[str, int]:
        return {"academic_year": self.academic_year, "term": self.number}


def figures(value: object, language: Language) -> str:
    """Thai figures on a Thai paper. Not for codes, identifiers and PINs: machines read those."""
    return to_thai(str(value)) if language == "th" else str(value)


def case_text(case: str, language: Language) -> str:
    """An asker's own number: one of a letter (อว 6501/998) takes the figures of the paper, one with
    Latin letters (GRAD-2569-0042) is a code and stays as it was written.
    """
    return case if _LATIN.search(case) else figures(case, language)


def year_text(year: int, language: Language) -> str:
    """๒๕๖๙ or 2026, of a Christian year."""
    return to_thai(str(buddhist_year(year))) if language == "th" else str(year)


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


def given_day(day: dt.date, language: Language) -> str:
    """The date of a certificate: วันที่ ๕ เดือน มีนาคม พ.ศ. ๒๕๖๘, or 5 March 2025."""
    return certificate_date(day) if language == "th" else day_text(day, language)


def year_of_study(year: int, language: Language) -> str:
    """ชั้นปีที่ ๓, or third year."""
    if language == "th":
        return f"ชั้นปีที่ {to_thai(str(year))}"
    ordinal = ORDINALS[year - 1] if 1 <= year <= len(ORDINALS) else f"{year}th"
    return f"{ordinal} year"


def masked_code(code: str) -> str:
    """A student code for the public check: all but the last three signs as x."""
    return "x" * max(len(code) - 3, 0) + code[-3:]


def gpax_text(value: object) -> str:
    """Two decimals, as a transcript has it."""
    return f"{value:.2f}"


def letters(text: str) -> int:
    """How many take room on a line: the marks above and below do not."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)

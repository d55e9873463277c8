"""Dates as they are stored (ISO, Christian years) and as Thai papers and people write them.

Buddhist year = Christian year + 543. The year is always changed as a number before a date is made:
``date.replace(year=…)`` fails on 29 February.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Literal

from apps.core.thai.numerals import to_arabic, to_thai
from apps.core.thai.text import canonical

OFFSET = 543
MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน",
    "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip

_BUDDHIST, _CHRISTIAN = range(2400, 2701), range(1900, 2101)
_MONTH_NUMBER = {
    name.replace(".", ""): number
    for names in (MONTHS, SHORT_MONTHS)
    for number, name in enumerate(names, start=1)
}
_DAY_FIRST = re.compile(r"([0-9]{1,2}|-)[-/.\s]+([0-9]{1,2}|-)[-/.\s]+([0-9]{1,4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_WORDS = re.compile(r"(?:วันที่ ?)?([0-9]{1,2}) ?(?:เดือน ?)?([ก-๎.]+?) ?(?:พ\.?ศ\.? ?)?([0-9]{1,4})")
_YEAR_ONLY = re.compile(r"(?:ปี ?)?(?:พ\.?ศ\.? ?|ค\.?ศ\.? ?)?([0-9]{4})(?:\.0)?")
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?$")

DateProblem = Literal["", "missing", "unreadable", "two_digit_year"]
DateNote = Literal["", "christian_year", "buddhist_in_date_cell"]


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date read from a cell, in Christian years.

    ``value`` is the full date; where only the year is known ``value`` is None and ``year`` is set.
    ``problem`` is "" when either is set. ``note`` tells of a form that deserves a second look.
    """

    value: dt.date | None = None
    year: int | None = None
    problem: DateProblem = ""
    note: DateNote = ""


def buddhist_year(christian: int) -> int:
    """Return the Buddhist number of a Christian year."""
    return christian + OFFSET


def christian_year(buddhist: int) -> int:
    """Return the Christian number of a Buddhist year."""
    return buddhist - OFFSET


def thai_date(
    value: dt.date,
    form: Literal["long", "short", "numeric"] = "long",
    *,
    thai_digits: bool = False,
) -> str:
    """Return 5 มีนาคม 2568, 5 มี.ค. 2568 or 05/03/2568; on request with Thai digits (letters)."""
    year = buddhist_year(value.year)
    if form == "numeric":
        text = f"{value.day:02d}/{value.month:02d}/{year}"
    else:
        month = (MONTHS if form == "long" else SHORT_MONTHS)[value.month - 1]
        text = f"{value.day} {month} {year}"
    return to_thai(text) if thai_digits else text


def certificate_date(value: dt.date) -> str:
    """Return the date as a certificate has it: วันที่ ๕ เดือน มีนาคม พ.ศ. ๒๕๖๘."""
    month = MONTHS[value.month - 1]
    return to_thai(f"วันที่ {value.day} เดือน {month} พ.ศ. {buddhist_year(value.year)}")


def academic_term(christian: int, term: int) -> str:
    """Return a term as it is spoken of: 1/2567. The third term is the summer term."""
    return f"{term}/{buddhist_year(christian)}"


def parse_date(raw: object) -> ParsedDate:
    """Read a date as schools write it: d/m/Buddhist year, Thai months, ISO, or a real date cell.

    Years 2400–2700 are Buddhist, 1900–2100 Christian, a year of two digits is a problem. Days and
    months given as 0 or - leave the year alone. Months are never guessed: 3/25/2550 is unreadable.
    """
    if isinstance(raw, dt.date):  # a datetime is a date too
        return _from_date_cell(raw)
    text = canonical(
        f"{raw:.0f}" if isinstance(raw, float) else str(raw if raw is not None else "")
    )
    text = _MIDNIGHT.sub("", to_arabic(text))
    if text in ("", "-", "–"):
        return ParsedDate(problem="missing")
    if found := _DAY_FIRST.fullmatch(text):
        return _assemble(found[3], _number(found[2]), _number(found[1]))
    if found := _YEAR_FIRST.fullmatch(text):
        parsed = _assemble(found[1], int(found[2]), int(found[3]))
        return replace(parsed, note="")  # year, month, day: nothing to take for something else
    if found := _WORDS.fullmatch(text):
        month = _MONTH_NUMBER.get(found[2].replace(".", ""))
        if month is None:
            return ParsedDate(problem="unreadable")
        return _assemble(found[3], month, int(found[1]))
    if found := _YEAR_ONLY.fullmatch(text):
        return _assemble(found[1], 0, 0)
    return ParsedDate(problem="unreadable")


def _number(text: str) -> int:
    return 0 if text == "-" else int(text)


def _from_date_cell(raw: dt.date) -> ParsedDate:
    if raw.year in _BUDDHIST:  # typed as 5/3/2550 into a sheet that counts Christian years
        return _make(raw.year - OFFSET, raw.month, raw.day, "buddhist_in_date_cell")
    return _make(raw.year, raw.month, raw.day, "")


def _assemble(year_text: str, month: int, day: int) -> ParsedDate:
    if len(year_text) <= 2:
        return ParsedDate(problem="two_digit_year")
    year = int(year_text)
    if year in _BUDDHIST:
        return _make(year - OFFSET, month, day, "")
    if year in _CHRISTIAN:
        return _make(year, month, day, "christian_year")
    return ParsedDate(problem="unreadable")


def _make(year: int, month: int, day: int, note: DateNote) -> ParsedDate:
    if day == 0 and month in range(13):
        return ParsedDate(year=year, note=note)
    try:
        return ParsedDate(value=dt.date(year, month, day), year=year, note=note)
    except ValueError:
        return ParsedDate(problem="unreadable")

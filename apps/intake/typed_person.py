"""What somebody types about a person into a form or sends by API, read field by field.

Each reader takes the text as written and raises `Wrong` where it cannot be read; the sentence says
how to write it and never repeats the value.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.academic_year import christian_year
from apps.core.identifiers import IdReading, parse_person_id
from apps.core.thai.dates import ParsedDate, parse_date
from apps.core.thai.names import read_title, split_title
from apps.core.thai.numerals import to_arabic
from apps.core.thai.text import canonical, clean

ID_PROBLEMS: dict[str, str | Promise] = {
    "syntax": _("Write 13 digits, G and 12 digits, or a passport number."),
    "length": _("A national ID has 13 digits."),
    "check_digit": _("The check digit is wrong: compare the number with the paper."),
    "precision_lost": _("The spreadsheet rounded this number; type it from the paper."),
}
DATE_PROBLEM = _("Write day/month/Buddhist year, for example 5/3/2550; a year alone is also taken.")
GPAX_PROBLEM = _("Write a number from 0.00 to 4.00.")
YEAR_PROBLEM = _("Write the year with four digits, for example 2567 or 2024.")
YEARS = range(1900, 2101)


class Wrong(Exception):  # noqa: N818  (says what happened)
    """One field cannot be read; `message` says how to write it and never repeats the value."""

    def __init__(self, code: str, message: str | Promise) -> None:
        self.code = code
        self.message = message
        super().__init__(code)


def read_id(raw: str) -> IdReading:
    reading = parse_person_id(raw)
    if reading.person_id is None and reading.problem != "missing":
        raise Wrong(reading.problem, ID_PROBLEMS[reading.problem])
    return reading


def read_date(raw: str) -> ParsedDate | None:
    """None for an empty text; a partial date has a year and no day."""
    if not clean(raw):
        return None
    parsed = parse_date(raw)
    if parsed.value is None and parsed.year is None:
        raise Wrong("date", DATE_PROBLEM)
    return parsed


def read_gpax(raw: str) -> Decimal | None:
    text = to_arabic(clean(raw))
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise Wrong("gpax", GPAX_PROBLEM) from error
    if not value.is_finite() or not 0 <= value <= 4:
        raise Wrong("gpax", GPAX_PROBLEM)
    return value.quantize(Decimal("0.01"))


def read_year(raw: str) -> int | None:
    """The Christian number of a year written as 2567, ๒๕๖๗ or 2024; None for an empty text."""
    text = to_arabic(clean(raw)).removeprefix("พ.ศ.").removeprefix("ค.ศ.").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Wrong("year", YEAR_PROBLEM)
    year = christian_year(int(text))
    if year not in YEARS:
        raise Wrong("year", YEAR_PROBLEM)
    return year


@dataclass(frozen=True)
class Name:
    title: str
    first_name: str
    last_name: str


def read_name(first_name: str, last_name: str, title: str = "") -> Name:
    """Canonical forms; a title written before the first name is taken off where that is certain."""
    first = canonical(clean(first_name))
    given = read_title(canonical(clean(title)))
    if not given:
        split = split_title(first)
        if split.certain and split.title:
            given, first = split.title, split.rest
    return Name(given, first, canonical(clean(last_name)))

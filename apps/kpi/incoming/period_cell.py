"""A period as offices write it, Buddhist or Christian, into the code that is kept."""

import datetime as dt
import re

from apps.core.academic_year import christian_year
from apps.core.thai.dates import MONTHS, SHORT_MONTHS
from apps.core.thai.numerals import to_arabic
from apps.courses.incoming.cells import text_of
from apps.kpi.errors import PeriodError

_YEAR = re.compile(r"([0-9]{4})")
_PART_FIRST = re.compile(r"([0-9]{1,2}) ?/ ?([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4}) ?[-/] ?([TQ]?)([0-9]{1,2})", re.IGNORECASE)
_MONTH_NAMED = re.compile(r"([A-Za-zก-๎. ]+?) ?(?:พ\.?ศ\.? ?)?([0-9]{4})")
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH_NUMBER = {
    name.replace(".", ""): number
    for names in (MONTHS, SHORT_MONTHS, _ENGLISH, tuple(name[:3] for name in _ENGLISH))
    for number, name in enumerate(names, start=1)
}


def read_period(cell: object, *, by_term: bool) -> str:
    """The code of "1/2568", "2568-01", "ม.ค. 2568", "2025-T1", "2568-Q2" or "2568".

    "1/2568" is a term for an indicator that is counted by term and January for every other. A
    spreadsheet may have made a date of it: then its month is what stood before the year. Raises
    PeriodError.
    """
    if isinstance(cell, dt.date):
        return _code(cell.year, "", str(cell.month), by_term=by_term)
    text = to_arabic(text_of(cell))
    if found := _YEAR.fullmatch(text):
        return str(christian_year(int(found[1])))
    if found := _PART_FIRST.fullmatch(text):
        return _code(int(found[2]), "", found[1], by_term=by_term)
    if found := _YEAR_FIRST.fullmatch(text):
        is_term = by_term and len(found[3]) == 1
        return _code(int(found[1]), found[2].upper(), found[3], by_term=is_term)
    if (found := _MONTH_NAMED.fullmatch(text)) and (month := _month(found[1])):
        return _code(int(found[2]), "", str(month), by_term=False)
    raise PeriodError(text)


def _month(name: str) -> int | None:
    return _MONTH_NUMBER.get(name.replace(".", "").replace(" ", "").casefold())


def _code(year: int, letter: str, part: str, *, by_term: bool) -> str:
    christian = christian_year(year)
    if letter or by_term:
        return f"{christian}-{letter or 'T'}{int(part)}"
    return f"{christian}-{int(part):02d}"

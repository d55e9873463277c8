"""Periods of reporting and the buckets that they are made of. Christian years inside.

An academic year runs from August to July and is named by the year in which it begins; the Thai
fiscal year runs from October to September and is named by the year in which it ends. Terms begin
in August, January and June (the summer term): a record goes by the term that it names itself, so
these days order the terms and set deadlines, they do not sort records.
"""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from apps.core.reader import ENGLISH_MONTHS, academic_year_text, reads_thai, year_text
from apps.core.thai.dates import SHORT_MONTHS
from apps.kpi.errors import PeriodError

PeriodKind = Literal["term", "year", "quarter", "month"]
YearKind = Literal["academic", "fiscal", "calendar"]

YEARS = range(1990, 2101)
"""Years that a code may name; a Buddhist year is outside and therefore refused."""

# months between January of the year that names it and the first month of the year
_OFFSETS: dict[YearKind, int] = {"academic": 7, "fiscal": -3, "calendar": 0}
# first month of the academic year and number of months, for each term
_TERMS = {1: (0, 5), 2: (5, 5), 3: (10, 2)}
_CODE = re.compile(r"([0-9]{4})(?:-(?:T([1-3])|Q([1-4])|(0[1-9]|1[0-2])))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """Both days belong to it. ``year_kind`` says which year a year or quarter is counted in."""

    kind: PeriodKind
    code: str
    starts_on: dt.date
    ends_on: dt.date
    year_kind: YearKind = "academic"


def parse_period(code: str, year_kind: YearKind = "academic") -> Period:
    """Read "2025-T1", "2025-Q1", "2025-08" or "2025". Raises PeriodError."""
    found = _CODE.fullmatch(code)
    if found is None or int(found[1]) not in YEARS:
        raise PeriodError(code)
    year, term, quarter, month = (int(part) if part else 0 for part in found.groups())
    if term:
        return _term(year, term)
    if quarter:
        return _quarter(year, quarter, year_kind)
    return _month(year * 12 + month - 1) if month else _year(year, year_kind)


def period_at(day: dt.date, kind: PeriodKind, year_kind: YearKind = "academic") -> Period:
    """Return the period of this kind in which the day lies."""
    months = day.year * 12 + day.month - 1
    if kind == "month":
        return _month(months)
    counted: YearKind = "academic" if kind == "term" else year_kind
    year, into = divmod(months - _OFFSETS[counted], 12)
    if kind == "term":
        return _term(year, max(term for term, (first, _length) in _TERMS.items() if first <= into))
    return _quarter(year, into // 3 + 1, counted) if kind == "quarter" else _year(year, counted)


def previous(period: Period) -> Period:
    """Return the period of the same kind just before."""
    return period_at(period.starts_on - dt.timedelta(days=1), period.kind, period.year_kind)


def following(period: Period) -> Period:
    """Return the period of the same kind just after."""
    return period_at(period.ends_on + dt.timedelta(days=1), period.kind, period.year_kind)


def buckets(period: Period) -> tuple[str, ...]:
    """Return the codes of the buckets it sums: itself for a term, else its months in order."""
    if period.kind == "term":
        return (period.code,)
    first = period.starts_on.year * 12 + period.starts_on.month
    last = period.ends_on.year * 12 + period.ends_on.month
    return tuple(_month(months - 1).code for months in range(first, last + 1))


def month_bucket(day: dt.date) -> str:
    """Return the bucket of what happened on a day, in the portal's time zone: "2025-08"."""
    return f"{day.year}-{day.month:02d}"


def term_bucket(academic_year: int, term: int) -> str:
    """Return the bucket of what belongs to a term: "2025-T1". Raises PeriodError."""
    return parse_period(f"{academic_year}-T{term}").code


def terms(period: Period) -> tuple[Period, ...]:
    """Return the three terms of an academic year, none for any other period."""
    if period.kind != "year" or period.year_kind != "academic":
        return ()
    return tuple(_term(int(period.code), term) for term in _TERMS)


def label(period: Period) -> str:
    """1/2568, ปีงบประมาณ 2568, ไตรมาส 1 ปีงบประมาณ 2568, ส.ค. 2568; in English Christian years."""
    year = year_text(int(period.code[:4]))
    last = period.code[-1]
    if period.kind == "term":
        return f"{last}/{year}"
    if period.kind == "month":
        names = SHORT_MONTHS if reads_thai() else ENGLISH_MONTHS
        return f"{names[period.starts_on.month - 1]} {year}"
    if period.kind == "quarter":
        return _quarter_label(period.year_kind) % {"quarter": last, "year": year}
    if period.year_kind == "academic":
        return academic_year_text(int(period.code))
    words = _("Fiscal year %(year)s") if period.year_kind == "fiscal" else _("Year %(year)s")
    return words % {"year": year}


def _quarter_label(year_kind: YearKind) -> str:
    if year_kind == "academic":
        return _("Quarter %(quarter)s of the academic year %(year)s")
    if year_kind == "fiscal":
        return _("Quarter %(quarter)s of the fiscal year %(year)s")
    return _("Quarter %(quarter)s of %(year)s")


def _term(year: int, term: int) -> Period:
    first, length = _TERMS[term]
    days = _span(year * 12 + _OFFSETS["academic"] + first, length)
    return Period("term", f"{year}-T{term}", *days)


def _quarter(year: int, quarter: int, year_kind: YearKind) -> Period:
    days = _span(year * 12 + _OFFSETS[year_kind] + 3 * (quarter - 1), 3)
    return Period("quarter", f"{year}-Q{quarter}", *days, year_kind)


def _year(year: int, year_kind: YearKind) -> Period:
    return Period("year", str(year), *_span(year * 12 + _OFFSETS[year_kind], 12), year_kind)


def _month(months: int) -> Period:
    days = _span(months, 1)
    return Period("month", month_bucket(days[0]), *days)


def _span(first: int, length: int) -> tuple[dt.date, dt.date]:
    """First and last day of so many months; months count from January of the year 0."""
    year, month = divmod(first, 12)
    last_year, last_month = divmod(first + length - 1, 12)
    last_day = monthrange(last_year, last_month + 1)[1]
    return dt.date(year, month + 1, 1), dt.date(last_year, last_month + 1, last_day)

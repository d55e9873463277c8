"""Working days of Thai offices: Monday to Friday without public holidays and own closed days.

Holidays are those of the whole country and of government offices (วันหยุดราชการ), substitution and
bridge days included, as the `holidays` package has them from the Royal Gazette. Days of a coming
year that the cabinet has not announced yet are what the calendar makes of them.
"""

import datetime as dt
from collections.abc import Collection
from functools import lru_cache

import holidays

SATURDAY = 5
ONE_DAY = dt.timedelta(days=1)


@lru_cache(maxsize=64)
def holidays_of(year: int) -> frozenset[dt.date]:
    """Public and government holidays of a Christian year, those at weekends too."""
    found = holidays.country_holidays("TH", years=year, categories=("public", "government"))
    return frozenset(found)


def is_working_day(day: dt.date, closed: Collection[dt.date] = ()) -> bool:
    """Whether offices work on `day`; `closed` are the institution's own days off."""
    return day.weekday() < SATURDAY and day not in closed and day not in holidays_of(day.year)


def add_working_days(start: dt.date, days: int, closed: Collection[dt.date] = ()) -> dt.date:
    """The last day of a term of `days` working days: the `days`-th working day after `start`.

    The day on which the clock starts does not count (Civil and Commercial Code section 193/3);
    nought days end on `start` itself. Raises ValueError for a negative number.
    """
    if days < 0:
        raise ValueError("a term has no negative number of days")
    day = start
    while days:
        day += ONE_DAY
        days -= is_working_day(day, closed)
    return day


def working_days_between(start: dt.date, end: dt.date, closed: Collection[dt.date] = ()) -> int:
    """Working days after `start` up to and including `end`; 0 where `end` is not later."""
    span = max((end - start).days, 0)
    return sum(is_working_day(start + number * ONE_DAY, closed) for number in range(1, span + 1))

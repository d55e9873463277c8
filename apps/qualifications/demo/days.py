"""On which day and at what time things happen: counted back from today, in working days."""

import datetime as dt

from apps.core.demo.seeds import stream
from apps.core.working_days import ONE_DAY, is_working_day
from apps.courses.demo.calendar import BANGKOK

PROMISED_ON = dt.date(2025, 7, 1)
LOADED_ON = dt.date(2025, 9, 8)
"""The first load of the older years; each further year is loaded two days later."""
LATEST_LOADED_ON = dt.date(2026, 9, 28)
CORRECTED_ON = dt.date(2026, 10, 12)
"""Corrections and withdrawals of the past; the years' loads come before it."""
_OPENS, _MINUTES = dt.time(9, 5), 410


def days_before(today: dt.date, days: int) -> dt.date:
    """The day that lies so many working days of the country before today."""
    day = today
    while days > 0:
        day -= ONE_DAY
        days -= is_working_day(day)
    return day


def moment_before(today: dt.date, days: int, *parts: object) -> dt.datetime:
    """A minute of the office hours of that day, the same for the same `parts`."""
    minutes = stream("minute", *parts).randrange(_MINUTES)
    return on(days_before(today, days)) + dt.timedelta(minutes=minutes)


def on(day: dt.date) -> dt.datetime:
    """When the office has just opened."""
    return dt.datetime.combine(day, _OPENS, BANGKOK)


def term_of(day: dt.date) -> tuple[int, int]:
    """Academic year (Christian) and term that runs, or has just ended, on a day."""
    if day.month >= 7:
        return day.year, 1
    return day.year - 1, 2

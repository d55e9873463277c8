"""Dates and years in the reader's calendar: Buddhist years in Thai, Christian in English."""

import datetime as dt

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from apps.core.thai.dates import buddhist_year, thai_date

ENGLISH_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def reads_thai() -> bool:
    return (translation.get_language() or "th").startswith("th")


def local(value: dt.date) -> dt.date:
    """A moment in the portal's time zone; a plain date, or a moment without zone, as it is."""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def date_text(value: dt.date) -> str:
    """12 มี.ค. 2567, or 12 Mar 2024."""
    day = local(value)
    if reads_thai():
        return thai_date(day, "short")
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"


def moment_text(value: dt.datetime) -> str:
    """12 มี.ค. 2567 14:05 น., or 12 Mar 2024, 14:05; always the portal's time zone."""
    clock = f"{local(value):%H:%M}"
    return f"{date_text(value)} {clock} น." if reads_thai() else f"{date_text(value)}, {clock}"


def year_text(christian: int) -> str:
    """2567, or 2024: never with a thousands separator."""
    return str(buddhist_year(christian) if reads_thai() else christian)


def day_as_written(day: dt.date) -> str:
    """5/3/2567, or 5/3/2024: as a person would type it."""
    return f"{day.day}/{day.month}/{year_text(day.year)}"


def academic_year_text(christian: int) -> str:
    """ปีการศึกษา 2567, or Academic year 2024."""
    return _("Academic year %(year)s") % {"year": year_text(christian)}

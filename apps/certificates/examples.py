"""Years and days as examples of how something is written, in the reader's calendar."""

import datetime as dt
from typing import Any

from django.utils.functional import lazy

from apps.core.reader import year_text


def _day(day: dt.date) -> str:
    return f"{day.day}/{day.month}/{year_text(day.year)}"


year_example: Any = lazy(year_text, str)
"""2569, or 2026; of a Christian year."""
day_example: Any = lazy(_day, str)
"""5/3/2568, or 5/3/2025."""

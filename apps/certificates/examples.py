"""Years and days as examples of how something is written, in the reader's calendar."""

from typing import Any

from django.utils.functional import lazy

from apps.core.reader import day_as_written, year_text

year_example: Any = lazy(year_text, str)
"""2569, or 2026; of a Christian year."""
day_example: Any = lazy(day_as_written, str)
"""5/3/2568, or 5/3/2025."""

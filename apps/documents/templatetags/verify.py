"""Filters of the public check's pages."""

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from apps.core.thai.dates import thai_date
from apps.documents.codes import grouped
from apps.documents.kinds import kind_label

register = template.Library()
register.filter("paper_code", grouped)
register.filter("paper_kind", kind_label)


@register.filter
def paper_date(value: dt.datetime) -> str:
    """The day in words and in the reader's calendar: 5 มีนาคม 2568, or 5 March 2025."""
    day = timezone.localdate(value)
    if (get_language() or "th").startswith("th"):
        return thai_date(day)
    return date_format(day, "j F Y")

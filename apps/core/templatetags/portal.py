"""Tags and filters of the pages. `{% load portal %}`.

{{ roster.certified_at|reader_date }}      12 มี.ค. 2567   or  12 Mar 2024
{{ roster.certified_at|reader_datetime }}  12 มี.ค. 2567 14:05 น.  or  12 Mar 2024, 14:05
{{ roster.academic_year|academic_year }}   ปีการศึกษา 2567  or  Academic year 2024
{{ count|number }}                         1,234
{{ raw_id|masked }}                        x-xxxx-xxxxx-12-1
{% icon "house" %}  {% badge "done" word %}  {% widget field hint_id %}
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core import reader
from apps.core.identifiers import PersonId, mask_identifier, parse_person_id
from apps.core.thai.dates import thai_date

register = template.Library()

NOTHING = "–"
TONES = {
    "done": "check-circle-fill",
    "progress": "arrow-repeat",
    "need": "exclamation-circle-fill",
    "refused": "x-octagon",
    "neutral": "dash-circle",
}


def time_element(value: dt.date, text: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', reader.local(value).isoformat(), text)


@register.filter
def reader_date(value: dt.date | None) -> str:
    """The date in the reader's calendar, in an element that is never broken across lines."""
    return time_element(value, reader.date_text(value)) if value else NOTHING


@register.filter
def reader_datetime(value: dt.datetime | None) -> str:
    """The same with hours and minutes of the portal's time zone."""
    return time_element(value, reader.moment_text(value)) if value else NOTHING


@register.filter
def plain_date(value: dt.date | None) -> str:
    """The text of `reader_date` alone, for attributes and mail."""
    return reader.date_text(value) if value else NOTHING


@register.filter
def buddhist_date(value: dt.date | None) -> str:
    """Thai form and calendar whatever the reader's language."""
    return time_element(value, thai_date(reader.local(value), "short")) if value else NOTHING


@register.filter
def reader_year(christian: int | None) -> str:
    """2024 as 2567 in Thai, 2024 in English."""
    return NOTHING if christian is None else reader.year_text(christian)


@register.filter
def written_day(iso: str) -> str:
    """An example for a field: "2026-08-01" as 1/8/2569 in Thai, 1/8/2026 in English."""
    return reader.day_as_written(dt.date.fromisoformat(iso))


@register.filter
def academic_year(christian: int | None) -> str:
    """2024 as ปีการศึกษา 2567 in Thai, Academic year 2024 in English."""
    return NOTHING if christian is None else reader.academic_year_text(christian)


@register.filter
def number(value: float | Decimal | None) -> str:
    """Thousands with commas, the same in both languages."""
    return NOTHING if value is None else f"{value:,}"


@register.filter
def masked(value: object) -> str:
    """An identifier with all but its last signs hidden, whether it is valid or not."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, PersonId):
        return value.masked()
    found = parse_person_id(value).person_id
    return found.masked() if found else mask_identifier(str(value))


@register.filter
def tone_icon(tone: str) -> str:
    """The icon of a state's tone. Raises KeyError for a tone that there is not."""
    return TONES[tone]


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; decoration unless it has a label of its own."""
    address = f"{static('vendor/icons/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>',
            label,
            address,
        )
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>',
        address,
    )


@register.inclusion_tag("components/badge.html")
def badge(tone: str, word: str, icon: str = "") -> dict[str, str]:
    """A state in colour, icon and word. Tones: done, progress, need, refused, neutral."""
    return {"tone": tone, "word": word, "icon": icon}


@register.simple_tag
def widget(field: BoundField, *described_by: str) -> SafeString:
    """A form field's control, said to be described by the elements with these ids as well."""
    parts = [field.aria_describedby or "", *described_by]
    ids = " ".join(dict.fromkeys(" ".join(parts).split()))
    return field.as_widget(attrs={"aria-describedby": ids} if ids else None)


@register.filter
def under(row: Sequence[object], columns: Sequence[object]) -> list[tuple[object, object]]:
    """Each cell with the heading that it stands under, for tables that become cards."""
    return list(zip(columns, row, strict=True))

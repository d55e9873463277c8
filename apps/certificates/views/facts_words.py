"""Kept facts as an officer types and reads them."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst

from apps.certificates.facts import FIELDS, Field, Shape
from apps.certificates.models import ServiceRequest
from apps.core.reader import date_text, reads_thai, year_text
from apps.core.thai.dates import parse_date, thai_date


def typed_value(field: Field, value: object) -> str:
    """As it stands in the field of a form: years and days in the reader's calendar."""
    if field.shape is Shape.YEAR:
        return year_text(int(str(value)))
    if field.shape is Shape.DAY:
        day = parse_date(str(value)).value
        if day is not None:
            return thai_date(day, "numeric") if reads_thai() else f"{day:%d/%m/%Y}"
    return str(value)


def shown_value(field: Field, value: object) -> str:
    """As it is read."""
    if field.shape is Shape.CHOICE:
        return str(dict(field.choices).get(str(value), value))
    if field.shape is Shape.DAY:
        day = parse_date(str(value)).value
        return date_text(day) if day else str(value)
    return typed_value(field, value)


def facts_shown(kind: str, facts: Mapping[str, object]) -> list[tuple[str, str]]:
    """Label and value of each fact that there is, in the order of the kind's fields."""
    return [
        (capfirst(str(field.label)), shown_value(field, facts[field.name]))
        for field in FIELDS.get(kind, ())
        if facts.get(field.name) not in (None, "")
    ]


def initial_of(row: ServiceRequest) -> dict[str, Any]:
    """Of a form that begins with what a request holds."""
    facts = {
        field.name: typed_value(field, row.facts[field.name])
        for field in FIELDS[row.kind]
        if field.name in row.facts
    }
    return facts | {
        "purpose": row.purpose,
        "addressee": row.addressee,
        "letter_number": row.letter_number,
        "contact_email": row.contact_email,
        "needed_by": row.needed_by,
    }

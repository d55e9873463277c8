"""An entry of the register in words: its fields, and what one version changes against another."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.reader import date_text, year_text
from apps.courses.choices import TermNumber
from apps.qualifications.choices import Level, Standing
from apps.qualifications.degree_words import major_beside
from apps.qualifications.models import Conferral, ConferralStatus

STATUS_TONES: Mapping[str, str] = {
    ConferralStatus.DRAFT: "progress",
    ConferralStatus.IN_FORCE: "done",
    ConferralStatus.SUPERSEDED: "neutral",
    ConferralStatus.WITHDRAWN: "refused",
}
LABELS: Mapping[str, str | Promise] = {
    "student_code": _("student code"),
    "id_masked": _("identifier"),
    "title": _("title"),
    "first_name": _("first name"),
    "last_name": _("surname"),
    "first_name_en": _("first name in English"),
    "last_name_en": _("surname in English"),
    "former_name": _("former name"),
    "born_on": _("birth date"),
    "born_year": _("birth year"),
    "degree_th": _("degree in Thai"),
    "degree_abbr": _("degree, abbreviated"),
    "degree_en": _("degree in English"),
    "programme": _("programme"),
    "major": _("field of study"),
    "faculty": _("faculty"),
    "campus": _("campus"),
    "level": _("level"),
    "standing": _("how far"),
    "academic_year": _("academic year of graduation"),
    "term": _("term"),
    "completed_on": _("day of completion"),
    "approved_on": _("day of the council's approval"),
    "ceremony_on": _("day of the ceremony"),
    "gpax": _("GPAX"),
    "honours": _("honours"),
}
YEARS = ("born_year", "academic_year")
CODED = {"level": Level, "standing": Standing}


def degree_shown(entry: Conferral) -> tuple[str, str]:
    """The degree as lists name it, and the field beside it where the name does not hold it."""
    degree = entry.degree_th or entry.degree_abbr or entry.degree_en
    return degree, major_beside(degree, entry.major)


def facts_of(entry: Conferral) -> list[tuple[str | Promise, str]]:
    """Every field that has a value, with its name."""
    told = [(label, shown(entry, field)) for field, label in LABELS.items()]
    return [(label, value) for label, value in told if value]


def shown(entry: Conferral, field: str) -> str:
    """A field as people read it, "" where it is empty."""
    value: object = getattr(entry, field)
    if value in (None, "") or (field == "born_year" and entry.born_on):
        return ""
    if isinstance(value, dt.date):
        return date_text(value)
    if field in YEARS and isinstance(value, int):
        return year_text(value)
    if field in CODED:
        return str(CODED[field](value).label)
    if field == "term":
        return str(TermNumber(int(str(value))).label)
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)


def differences(before: Conferral, after: Conferral) -> list[tuple[str | Promise, str, str]]:
    """Field, as it stood, as it is written now; of what differs."""
    pairs = [(label, shown(before, field), shown(after, field)) for field, label in LABELS.items()]
    return [(label, old, new) for label, old, new in pairs if old != new]

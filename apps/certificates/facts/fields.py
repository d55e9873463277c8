"""What a paper says of a person, kind by kind: the one table that forms, lists and API follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.certificates.kinds import Kind
from apps.courses.choices import Level

NAME, LONG = 150, 300


class Shape(StrEnum):
    TEXT = "text"
    CODE = "code"
    NAME = "name"
    YEAR = "year"  # kept as a Christian number; Buddhist ones are understood
    NUMBER = "number"
    DAY = "day"  # ISO
    GRADE = "grade"  # 0.00 to 4.00, kept as text
    CHOICE = "choice"


class Studying(TextChoices):
    STUDYING = "studying", _("studying")
    ON_LEAVE = "on_leave", _("on leave")
    STATUS_KEPT = "status_kept", _("keeping the student status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One fact. `english`: needed on an English paper; `most`: signs, or the largest number."""

    name: str
    label: str | Promise
    shape: Shape = Shape.TEXT
    needed: bool = False
    english: bool = False
    most: int = LONG
    choices: Sequence[tuple[str, str | Promise]] = ()


PERSON = (
    Field(
        name="student_code", label=_("student code"), shape=Shape.CODE, needed=True, most=30
    ),
    Field(name="title", label=_("title"), most=50),
    Field(name="first_name", label=_("first name"), shape=Shape.NAME, needed=True, most=NAME),
    Field(name="last_name", label=_("surname"), shape=Shape.NAME, most=NAME),
    Field(name="title_en", label=_("title in English"), most=50),
    Field(
        name="first_name_en", label=_("first name in English"), shape=Shape.NAME, english=True,
        most=NAME,
    ),
    Field(name="last_name_en", label=_("surname in English"), shape=Shape.NAME, most=NAME),
)  # fmt: skip
FACULTY = (
    Field(name="major", label=_("field of study")),
    Field(name="major_en", label=_("field of study in English")),
    Field(name="faculty", label=_("faculty"), needed=True),
    Field(name="faculty_en", label=_("faculty in English"), english=True),
)
STATUS = (
    *PERSON,
    Field(name="programme", label=_("programme"), needed=True),
    Field(name="programme_en", label=_("programme in English"), english=True),
    *FACULTY,
    Field(name="level", label=_("level"), shape=Shape.CHOICE, choices=Level.choices, needed=True),
    Field(
        name="year_of_study", label=_("year of study"), shape=Shape.NUMBER, needed=True, most=9
    ),
    Field(name="admitted_year", label=_("year of admission"), shape=Shape.YEAR, needed=True),
    Field(name="status", label=_("status"), shape=Shape.CHOICE, choices=Studying.choices),
    Field(name="academic_year", label=_("academic year"), shape=Shape.YEAR, needed=True),
    Field(name="term", label=_("term"), shape=Shape.NUMBER, needed=True, most=3),
    Field(
        name="expected_year", label=_("academic year of expected graduation"), shape=Shape.YEAR
    ),
    Field(
        name="expected_term", label=_("term of expected graduation"), shape=Shape.NUMBER, most=3
    ),
)  # fmt: skip
GRADUATED = (
    *PERSON,
    Field(name="degree", label=_("degree"), needed=True),
    Field(name="degree_en", label=_("degree in English"), english=True),
    Field(name="degree_short", label=_("abbreviation of the degree"), most=60),
    Field(name="degree_short_en", label=_("abbreviation of the degree in English"), most=60),
    *FACULTY,
    Field(name="honours", label=_("honours")),
    Field(name="honours_en", label=_("honours in English")),
    Field(name="gpax", label=_("grade point average"), shape=Shape.GRADE),
    Field(name="completed_on", label=_("date of completion"), shape=Shape.DAY, needed=True),
    Field(
        name="approved_on", label=_("date of the council's approval"), shape=Shape.DAY, needed=True
    ),
    Field(name="ceremony_on", label=_("date of the ceremony"), shape=Shape.DAY),
)
FIELDS: Mapping[str, tuple[Field, ...]] = {Kind.STUDENT_STATUS: STATUS, Kind.GRADUATION: GRADUATED}


def field_named(kind: str, name: str) -> Field:
    return next(field for field in FIELDS[kind] if field.name == name)

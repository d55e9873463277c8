"""The students of a request, one line each."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.core.identifiers import parse_person_id
from apps.core.thai.names import read_title, split_title
from apps.core.thai.numerals import to_arabic
from apps.core.thai.text import canonical, clean
from apps.courses.api.inputs.base import (
    MOST,
    CodeField,
    Input,
    OfficerIn,
    TermField,
    UniversityField,
    YearField,
    seen_rows,
)
from apps.courses.candidates import Candidate
from apps.courses.choices import Level
from apps.courses.incoming.person_cells import id_sentence
from apps.courses.load import MOST_HOME_CREDITS
from apps.courses.student_codes import FAULT, identifier_fault


class StudentIn(Input):
    """One student for one course. Of a student whom you sent before, names may be left out."""

    student_code = CodeField(max_length=30, help_text="At the home university.")
    course_code = CodeField(max_length=20, help_text="As in the host's catalogue.")
    section = serializers.CharField(
        max_length=20,
        required=False,
        allow_blank=True,
        help_text="Needed where the course has several.",
    )
    title = serializers.CharField(max_length=50, required=False, allow_blank=True)
    first_name = serializers.CharField(max_length=150, required=False, allow_blank=True)
    last_name = serializers.CharField(max_length=150, required=False, allow_blank=True)
    first_name_en = serializers.CharField(max_length=150, required=False, allow_blank=True)
    last_name_en = serializers.CharField(max_length=150, required=False, allow_blank=True)
    gender = serializers.ChoiceField(choices=["m", "f"], required=False, allow_blank=True)
    born_on = serializers.DateField(
        required=False, allow_null=True, help_text="ISO 8601, Christian year."
    )
    person_id = serializers.CharField(
        max_length=40,
        required=False,
        allow_blank=True,
        help_text="National ID, G-code or passport. Kept encrypted, never given out again.",
    )
    level = serializers.ChoiceField(choices=Level.choices, required=False)
    programme = serializers.CharField(max_length=300, required=False, allow_blank=True)
    faculty = serializers.CharField(max_length=300, required=False, allow_blank=True)
    programme_credits = serializers.DecimalField(
        max_digits=5, decimal_places=1, min_value=Decimal(0), required=False
    )
    home_credits = serializers.DecimalField(
        max_digits=3,
        decimal_places=1,
        min_value=Decimal(0),
        max_value=MOST_HOME_CREDITS,
        required=False,
        help_text="Credits taken at home in the same term, for the check of the load.",
    )
    needed_by = serializers.DateField(
        required=False,
        allow_null=True,
        help_text="Day by which the result is needed, e.g. to graduate.",
    )

    def validate_person_id(self, value: str) -> Any:
        reading = parse_person_id(value)
        if reading.person_id is None and reading.problem != "missing":
            raise serializers.ValidationError(
                id_sentence(reading.problem), code=f"id_{reading.problem}"
            )
        return reading.person_id

    def validate_needed_by(self, value: dt.date | None) -> dt.date | None:
        if value is not None and value < timezone.localdate():
            raise serializers.ValidationError(
                _("The date by which the result is needed must lie ahead. Correct it."),
                code="needed_by",
            )
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if fault := identifier_fault(attrs["student_code"], attrs.get("person_id")):
            raise serializers.ValidationError({"student_code": [fault]}, code=FAULT)
        return attrs


class RequestIn(Input):
    """One request: an agreement, a host, a term, and the students, at most 1,000 lines."""

    officer = OfficerIn()
    agreement = serializers.UUIDField()
    host = UniversityField()
    academic_year = YearField()
    term = TermField()
    students: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=StudentIn(), min_length=1, max_length=MOST, allow_empty=False
    )
    reference = serializers.CharField(
        max_length=100, required=False, allow_blank=True, help_text="Your own file number."
    )
    contact = serializers.CharField(
        max_length=200, required=False, allow_blank=True, help_text="Whom to ask."
    )
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)
    submit = serializers.BooleanField(
        default=False, help_text="true: sent to the host at once; false: kept in preparation."
    )
    overload_reason = serializers.CharField(
        max_length=300,
        required=False,
        allow_blank=True,
        help_text="Why students may take more than your rules allow in a term.",
    )

    def validate_students(self, rows: list[dict[str, Any]]) -> list[Candidate]:
        return [candidate_of(line, row) for line, row in enumerate(rows, 1)]


class SubmitIn(Input):
    """The lines that are sent, each in the version that you saw."""

    officer = OfficerIn()
    registrations = seen_rows()
    overload_reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


def candidate_of(line: int, row: dict[str, Any]) -> Candidate:
    """Codes and names in the forms in which they are kept."""
    first_name, title = canonical(clean(row.get("first_name", ""))), clean(row.get("title", ""))
    title = read_title(title) or title
    if not title and (split := split_title(first_name)).certain:
        title, first_name = split.title, split.rest
    plain = {
        name: value
        for name, value in row.items()
        if name not in ("student_code", "course_code", "section", "title", "first_name")
    }
    if "last_name" in plain:
        plain["last_name"] = canonical(clean(plain["last_name"]))
    return Candidate(
        line=line,
        student_code=code_of(row["student_code"]),
        course_code=code_of(row["course_code"]),
        section=code_of(row.get("section", "")),
        title=title,
        first_name=first_name,
        **plain,
    )


def code_of(text: str) -> str:
    """As files are read: ASCII digits, capital letters, single spaces."""
    return to_arabic(clean(text)).upper()

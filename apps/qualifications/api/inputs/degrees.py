"""Degrees on their way into the register, by the rules by which a file is read."""

from dataclasses import fields
from typing import Any

from rest_framework import serializers

from apps.courses.api.inputs.base import Input, OfficerIn
from apps.courses.choices import TermNumber
from apps.qualifications.api.inputs.base import (
    GraduationYearField,
    PersonIdField,
    TextField,
    date_field,
    gpax_field,
    level_number,
)
from apps.qualifications.api.inputs.claims import told
from apps.qualifications.api.inputs.judging import judged
from apps.qualifications.choices import CorrectionReason, Level, Standing
from apps.qualifications.degrees import degree_key
from apps.qualifications.errors import AlreadyThereError
from apps.qualifications.incoming.shapes import DegreeRow
from apps.qualifications.services.asking import MOST

CHANGES = "What is left out stays as it is; an empty value empties the field."


class DegreeFactsIn(Input):
    """One degree of one person. Names in Thai or in English, at least one name of the degree."""

    person_id = PersonIdField(
        help_text="National ID, G-code or passport. Without it no check finds the degree by "
        "itself. Kept encrypted, never given out again."
    )
    student_code = TextField(40, help_text="At your university; this or the identifier is needed.")
    title = TextField(60)
    first_name = TextField(200)
    last_name = TextField(200)
    first_name_en = TextField(200)
    last_name_en = TextField(200)
    former_first_name = TextField(150)
    former_last_name = TextField(149)
    gender = serializers.ChoiceField(choices=["m", "f"], required=False, allow_blank=True)
    born_on = date_field()
    born_year = GraduationYearField(help_text="Where only the year is known.")
    degree_th = TextField(200, help_text="For example วิทยาศาสตรบัณฑิต.")
    degree_abbr = TextField(60, help_text="For example วท.บ.")
    degree_en = TextField(200)
    programme = TextField(200)
    major = TextField(200)
    faculty = TextField(200)
    campus = TextField(100)
    level = serializers.ChoiceField(
        choices=Level.choices, required=False, help_text="Where the name does not tell it."
    )
    academic_year = GraduationYearField(
        help_text="Of graduation; 2564 and 2021 mean the same academic year."
    )
    term = serializers.ChoiceField(choices=TermNumber.choices, required=False, allow_null=True)
    completed_on = date_field()
    approved_on = date_field(
        "Day of the council's approval. Without it the degree counts as completed only."
    )
    ceremony_on = date_field()
    gpax = gpax_field()
    honours = TextField(60, help_text="`1`, `2`, or as it is worded.")
    standing = serializers.ChoiceField(
        choices=Standing.choices,
        required=False,
        help_text="Follows from the day of approval; needed only for `attended`.",
    )

    def validate_level(self, code: str) -> int | None:
        return level_number(code)


class DegreeIn(DegreeFactsIn):
    def validate(self, attrs: dict[str, Any]) -> DegreeRow:
        return judged(attrs)


class DegreesIn(Input):
    """1 to 1,000 degrees. What the register holds already becomes a new version of it."""

    officer = OfficerIn()
    degrees: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=DegreeIn(), min_length=1, max_length=MOST, allow_empty=False
    )
    complete = serializers.BooleanField(
        default=False,
        help_text="true: with these the register of their years, campuses and levels is whole.",
    )
    note = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)

    def validate_degrees(self, rows: list[DegreeRow]) -> list[DegreeRow]:
        seen: set[tuple[str, str]] = set()
        doubled = []
        for row in rows:
            key = (
                _whose(row),
                degree_key(row.degree_th, row.degree_abbr, row.degree_en, row.major),
            )
            doubled.append(key in seen)
            seen.add(key)
        if any(doubled):
            twice = {"degree_th": told(AlreadyThereError.message, AlreadyThereError.code)}
            raise serializers.ValidationError([twice if again else {} for again in doubled])
        return rows


def _whose(row: DegreeRow) -> str:
    """As the register tells persons apart: by the student code, else by the identifier."""
    if row.student_code:
        return f"s:{row.student_code.casefold()}"
    return f"i:{row.person_id.canonical}" if row.person_id else ""


class WithdrawalIn(Input):
    """The degree is to leave the register."""

    officer = OfficerIn()
    version = serializers.IntegerField(min_value=1, help_text="Of the degree, as you saw it.")
    reason = serializers.ChoiceField(choices=CorrectionReason.choices)
    note = serializers.CharField(max_length=300, help_text="At least five letters.")


class CorrectionIn(WithdrawalIn):
    """`context["row"]`: the degree as it stands."""

    changes = DegreeFactsIn(help_text=CHANGES)

    def validate_changes(self, changes: dict[str, Any]) -> DegreeRow:
        row: DegreeRow = self.context["row"]
        before = {one.name: getattr(row, one.name) for one in fields(DegreeRow)}
        # what follows from the days is found anew
        before["standing"] = "attended" if row.standing == "attended" else ""
        if changes.get("approved_on"):
            before["standing"] = ""
        if changes.get("born_year"):
            before["born_on"] = None
        return judged(before | changes)

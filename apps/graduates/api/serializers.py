"""Shapes of the verification endpoint: input and output apart."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.core.academic_year import christian_year
from apps.graduates.claims import Claim
from apps.graduates.models.verification import Purpose
from apps.graduates.services.verifying import MOST
from apps.institutions.models import Institution, Kind
from apps.intake.typed_person import Wrong, read_id, read_name

YEARS = range(1957, 2101)  # school years 2500 to 2643


class ApplicantIn(serializers.Serializer[Any]):
    """What one applicant's paper says; fields left out are not compared."""

    reference = serializers.CharField(
        max_length=100, required=False, help_text="Your own key; comes back with the outcome."
    )
    person_id = serializers.CharField(
        max_length=40,
        required=False,
        help_text="National ID, G-code or passport. Without it nothing is ever confirmed.",
    )
    title = serializers.CharField(max_length=60, required=False)
    first_name = serializers.CharField(max_length=200)
    last_name = serializers.CharField(max_length=200)
    former_name = serializers.CharField(max_length=300, required=False)
    birth_date = serializers.DateField(required=False, help_text="ISO 8601, Christian year.")
    birth_year = serializers.IntegerField(
        required=False, min_value=1900, max_value=2100, help_text="Where only the year is known."
    )
    school_code = serializers.RegexField(
        r"^([0-9]{10}|[0-9]{8})$", help_text="Code of 10 digits (ministry) or 8 digits (SMIS)."
    )
    academic_year = serializers.IntegerField(help_text="2567 and 2024 mean the same school year.")
    gpax = serializers.DecimalField(
        max_digits=3, decimal_places=2, min_value=0, max_value=4, required=False
    )
    gpax_terms = serializers.ChoiceField(choices=[5, 6], required=False)
    por1_set = serializers.CharField(max_length=40, required=False)
    por1_number = serializers.CharField(max_length=40, required=False)
    approved_on = serializers.DateField(required=False)

    def validate_person_id(self, value: str) -> Any:
        try:
            return read_id(value).person_id
        except Wrong as wrong:
            raise serializers.ValidationError(str(wrong.message), code=wrong.code) from wrong

    def validate_academic_year(self, value: int) -> int:
        year = christian_year(value)
        if year not in YEARS:
            raise serializers.ValidationError(
                _("Write the school year, for example 2567 or 2024."), code="academic_year"
            )
        return year


class QuestionIn(serializers.Serializer[Any]):
    officer = serializers.CharField(
        max_length=200, help_text="Person responsible for the question."
    )
    purpose = serializers.ChoiceField(choices=Purpose.choices)
    case = serializers.CharField(max_length=100, help_text="Your own reference of the case.")
    applicants: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=ApplicantIn(), min_length=1, max_length=MOST, allow_empty=False
    )

    def validate_applicants(self, rows: list[dict[str, Any]]) -> list[Claim]:
        """Claims, with the schools found in one query. Unknown codes are named by their place."""
        codes = {row["school_code"] for row in rows}
        schools: dict[str, int] = {}
        known = Institution.objects.filter(kind=Kind.SCHOOL)
        for field in ("code", "smis_code"):
            found = known.filter(**{f"{field}__in": codes}).values_list(field, "pk")
            schools.update(dict(found))
        if codes - schools.keys():
            unknown = _("No such school is known here. Check the code.")
            raise serializers.ValidationError(
                [
                    {}
                    if row["school_code"] in schools
                    else {"school_code": [serializers.ErrorDetail(str(unknown), "unknown_school")]}
                    for row in rows
                ]
            )
        return [claim_of(row, schools[row["school_code"]]) for row in rows]


def claim_of(row: dict[str, Any], school_id: int) -> Claim:
    name = read_name(row["first_name"], row["last_name"], row.get("title", ""))
    return Claim(
        reference=row.get("reference", ""),
        person_id=row.get("person_id"),
        title=name.title,
        first_name=name.first_name,
        last_name=name.last_name,
        former_name=row.get("former_name", ""),
        born_on=row.get("birth_date"),
        born_year=row.get("birth_year"),
        school_id=school_id,
        academic_year=row["academic_year"],
        gpax=row.get("gpax"),
        gpax_terms=row.get("gpax_terms", 6),
        por1_set=row.get("por1_set", ""),
        por1_number=row.get("por1_number", ""),
        approved_on=row.get("approved_on"),
    )


class OutcomeOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    reference = serializers.CharField()
    outcome = serializers.CharField()
    agreeing = serializers.ListField(child=serializers.CharField())
    differing = serializers.ListField(child=serializers.CharField())
    explanation = serializers.ListField(child=serializers.CharField())
    as_of = serializers.DateTimeField(allow_null=True)


class VerificationOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    created_at = serializers.DateTimeField()
    officer = serializers.CharField()
    purpose = serializers.CharField()
    case = serializers.CharField()
    persons = serializers.IntegerField()
    outcomes = serializers.DictField(child=serializers.IntegerField())


class AnswerOut(VerificationOut):
    results = OutcomeOut(many=True)


class PageOut(serializers.Serializer[Any]):
    items = VerificationOut(many=True)
    next = serializers.CharField(allow_null=True)

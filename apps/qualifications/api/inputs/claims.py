"""A question: who asks and why, and the degrees as the papers of persons have them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from apps.core.academic_year import christian_year
from apps.courses.api.inputs.base import CODE, Input, OfficerIn
from apps.courses.student_codes import FAULT, identifier_fault
from apps.institutions.models import Institution, Kind
from apps.institutions.scope import current_actor
from apps.intake.typed_person import YEAR_PROBLEM, YEARS, read_name
from apps.qualifications.api.inputs.base import (
    GraduationYearField,
    PersonIdField,
    TextField,
    date_field,
    documents_field,
    gpax_field,
)
from apps.qualifications.choices import Basis, CameBy, Level, Purpose
from apps.qualifications.claims import DegreeClaim
from apps.qualifications.errors import ClaimMissingError, PersonMissingError
from apps.qualifications.services.asking import MOST, Question
from apps.qualifications.services.conversing import GivenFile

UNKNOWN_HOLDER = _("No university with this code is known here. Check the code.")
OWN_HOLDER = _("This is your own university. Look into your own register instead.")
TEXTS = ("reference", "former_name", "student_code", "degree", "major", "faculty", "level")
VALUES = ("person_id", "born_on", "academic_year", "completed_on", "gpax")


class ClaimIn(Input):
    """One degree of one person as claimed; what is left out is not compared."""

    holder = serializers.CharField(
        max_length=10, help_text="The ministry's code of the university that awarded the degree."
    )
    reference = TextField(100, help_text="Your own key; comes back with the answer.")
    person_id = PersonIdField(
        help_text="National ID, G-code or passport. Without it a person of the holder must look. "
        "Kept encrypted, never given out again."
    )
    title = TextField(60)
    first_name = TextField(200, help_text="In Thai; names in English may stand instead.")
    last_name = TextField(200)
    first_name_en = TextField(200)
    last_name_en = TextField(200)
    former_name = TextField(300, help_text="Former first name and surname.")
    born_on = date_field()
    born_year = serializers.IntegerField(
        required=False, allow_null=True, help_text="Where only the year is known."
    )
    student_code = TextField(40, help_text="At the university that awarded the degree.")
    degree = TextField(200, help_text="As on the paper, in full or abbreviated; else the level.")
    major = TextField(200)
    faculty = TextField(200)
    level = serializers.ChoiceField(choices=Level.choices, required=False)
    academic_year = GraduationYearField(help_text="Of graduation; 2565 and 2022 mean the same.")
    completed_on = date_field("Day of graduation on the paper, ISO 8601, Christian year.")
    gpax = gpax_field()
    documents = documents_field()

    def validate_born_year(self, value: int | None) -> int | None:
        year = None if value is None else christian_year(value)
        if year is not None and year not in YEARS:
            raise serializers.ValidationError(YEAR_PROBLEM, code="year")
        return year

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        problems: dict[str, list[ErrorDetail]] = {}
        thai = attrs.get("first_name") and attrs.get("last_name")
        if not thai and not (attrs.get("first_name_en") and attrs.get("last_name_en")):
            problems["first_name"] = told(PersonMissingError.message, PersonMissingError.code)
        if not attrs.get("degree") and not attrs.get("level"):
            problems["degree"] = told(ClaimMissingError.message, ClaimMissingError.code)
        fault = identifier_fault(attrs.get("student_code", ""), attrs.get("person_id"))
        if fault:
            problems["student_code"] = told(fault, FAULT)
        if problems:
            raise serializers.ValidationError(problems)
        return attrs


class Claimed(NamedTuple):
    """A claim with the documents that go along."""

    claim: DegreeClaim
    documents: list[GivenFile]


class CheckQuestionIn(Input):
    """1 to 1,000 degrees for one purpose and one case; each counts as one look-up of a person."""

    officer = OfficerIn()
    purpose = serializers.ChoiceField(choices=Purpose.choices)
    basis = serializers.ChoiceField(choices=Basis.choices, help_text="Legal basis (PDPA).")
    case = serializers.CharField(max_length=100, help_text="Your own reference of the case.")
    claims: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=ClaimIn(), min_length=1, max_length=MOST, allow_empty=False
    )

    def validate_claims(self, rows: list[dict[str, Any]]) -> list[Claimed]:
        """Universities found in one query; unknown ones and one's own are named by their place."""
        holders = _holders(row["holder"] for row in rows)
        own = current_actor().institution_id
        faults = [_holder_fault(holders.get(row["holder"]), own) for row in rows]
        if any(faults):
            raise serializers.ValidationError(faults)
        return [
            Claimed(claim_of(row, holders[row["holder"]]), row.get("documents", [])) for row in rows
        ]


def told(message: str | Promise, code: str) -> list[ErrorDetail]:
    return [ErrorDetail(str(message), code)]


def _holders(codes: Iterable[str]) -> dict[str, int]:
    wanted = {code for code in codes if CODE.fullmatch(code)}
    known = Institution.objects.filter(kind=Kind.UNIVERSITY, is_active=True, code__in=wanted)
    return dict(known.values_list("code", "pk"))


def _holder_fault(holder: int | None, own: int) -> dict[str, list[ErrorDetail]]:
    if holder is None:
        return {"holder": told(UNKNOWN_HOLDER, "unknown_institution")}
    return {"holder": told(OWN_HOLDER, "own_institution")} if holder == own else {}


def question_of(read: dict[str, Any]) -> Question:
    return Question(
        officer=read["officer"].name,
        purpose=read["purpose"],
        basis=read["basis"],
        case=read["case"],
        came_by=CameBy.API,
    )


def claim_of(row: dict[str, Any], holder_id: int) -> DegreeClaim:
    """A title written before the first name is taken off where that is certain."""
    thai = read_name(row.get("first_name", ""), row.get("last_name", ""), row.get("title", ""))
    latin = read_name(row.get("first_name_en", ""), row.get("last_name_en", ""))
    given: dict[str, Any] = {name: row.get(name, "") for name in TEXTS}
    given |= {name: row.get(name) for name in VALUES}
    return DegreeClaim(
        holder_id=holder_id,
        title=thai.title or row.get("title", ""),
        first_name=thai.first_name,
        last_name=thai.last_name,
        first_name_en=latin.first_name,
        last_name_en=latin.last_name,
        born_year=None if row.get("born_on") else row.get("born_year"),
        **given,
    )

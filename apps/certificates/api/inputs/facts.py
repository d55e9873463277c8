"""What a paper says of a person, in the fields of the one table that pages and lists follow too."""

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from apps.certificates.facts import FIELDS, Field, Shape
from apps.courses.api.inputs.base import Input
from apps.courses.student_codes import FAULT, identifier_fault
from apps.qualifications.api.inputs.base import TextField

YEAR = "2569 and 2026 mean the same academic year."
DAY = "ISO 8601, Christian year."


class CertificateFactsIn(Input):
    """Each kind has its own fields; one that the kind does not have is refused.

    What the degree named beside it tells need not be sent; what the register holds goes before.
    """

    def get_fields(self) -> dict[str, Any]:
        known = {one.name: one for fields in FIELDS.values() for one in fields}
        return {name: _input(one) for name, one in known.items()}

    def validate_student_code(self, code: str) -> str:
        if fault := identifier_fault(code):
            raise serializers.ValidationError([ErrorDetail(fault, FAULT)])
        return code


def _input(one: Field) -> Any:
    """Which fields a kind needs is decided by the service, for all of them at once."""
    if one.shape in (Shape.TEXT, Shape.CODE, Shape.NAME):
        return TextField(one.most, help_text=_help(one))
    how: dict[str, Any] = {"required": False, "allow_null": True}
    if one.shape == Shape.CHOICE:
        return serializers.ChoiceField(choices=list(one.choices), help_text=_help(one), **how)
    if one.shape == Shape.DAY:
        return serializers.DateField(help_text=f"{_help(one)} {DAY}", **how)
    if one.shape == Shape.GRADE:
        return serializers.DecimalField(
            max_digits=3, decimal_places=2, min_value=0, max_value=4, help_text=_help(one), **how
        )
    if one.shape == Shape.YEAR:
        return serializers.IntegerField(help_text=f"{_help(one)} {YEAR}", **how)
    return serializers.IntegerField(min_value=1, max_value=one.most, help_text=_help(one), **how)


def _help(one: Field) -> str:
    kinds = [kind for kind, fields in FIELDS.items() if one in fields]
    where = " and ".join(f"`{kind}`" for kind in kinds)
    if one.needed:
        return f"For {where}: needed."
    return f"For {where}: needed on an English paper." if one.english else f"For {where}."

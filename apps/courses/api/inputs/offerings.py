"""A section as the host describes it, and what may be asked of lists."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.courses.api.inputs.base import (
    CodeField,
    Input,
    OfficerIn,
    TermField,
    YearField,
)
from apps.courses.choices import Level
from apps.courses.credits import parse_credits
from apps.courses.services.offering import Course
from apps.courses.states import OfferingState

DESCRIBED = (
    "academic_year", "term", "code", "name_th", "credits", "section", "name_en", "level", "isced",
    "seats", "fee", "schedule", "language", "withdraw_by", "description",
)  # fmt: skip


class OfferingIn(Input):
    """A whole section. With `uuid` and `version` the one that exists becomes what is sent."""

    officer = OfficerIn()
    uuid = serializers.UUIDField(required=False)
    version = serializers.IntegerField(min_value=1, required=False)
    academic_year = YearField()
    term = TermField()
    code = CodeField(max_length=20)
    section = serializers.CharField(max_length=20, default="1")
    name_th = serializers.CharField(max_length=300)
    name_en = serializers.CharField(max_length=300, required=False, allow_blank=True)
    credits = serializers.CharField(max_length=20, help_text="In the notation 3(2-2-5), or 3.")
    level = serializers.ChoiceField(choices=Level.choices, default=Level.BACHELOR)
    isced = serializers.RegexField(
        r"^[0-9]{2,4}$", required=False, allow_blank=True, help_text="ISCED-F 2013, 2 to 4 digits."
    )
    seats = serializers.IntegerField(
        min_value=0,
        max_value=100_000,
        required=False,
        allow_null=True,
        help_text="For students of other universities; null: any number.",
    )
    fee = serializers.DecimalField(
        max_digits=9, decimal_places=2, min_value=Decimal(0), required=False, allow_null=True
    )
    schedule = serializers.CharField(max_length=200, required=False, allow_blank=True)
    language = serializers.RegexField(r"^[a-z]{2}$", default="th", help_text="ISO 639-1.")
    withdraw_by = serializers.DateField(
        required=False, allow_null=True, help_text="Last day of withdrawal with W."
    )
    description = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    state = serializers.ChoiceField(
        choices=OfferingState.choices, required=False, help_text="`draft` without it when made."
    )
    distribution = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=100_000),
        required=False,
        help_text="Grade → number of students in the whole class, failures included.",
    )

    def validate_credits(self, value: str) -> str:
        if parse_credits(value) is None:
            raise serializers.ValidationError(
                _("Write the credits as 3(2-2-5): credits, lecture, practice, study."),
                code="credits",
            )
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("uuid" in attrs) != ("version" in attrs):
            message = _("To change a section send its uuid together with the version you saw.")
            raise serializers.ValidationError({"version": [message]}, code="version")
        return attrs


def course_of(read: dict[str, Any]) -> Course:
    return Course(**{name: read[name] for name in DESCRIBED if name in read})

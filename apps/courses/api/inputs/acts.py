"""Acts of either side on registrations, in batches."""

from typing import Any

from rest_framework import serializers

from apps.courses.api.inputs.base import CodeField, Input, OfficerIn, Rows, SeenIn, seen_rows
from apps.courses.choices import ChangeReason, DeclineReason, Payment
from apps.courses.load import MOST_HOME_CREDITS
from apps.courses.services.hosting import Enrolment
from apps.courses.services.registrations import Pick
from apps.courses.services.submitting import Change
from apps.courses.student_codes import FAULT, identifier_fault


def note_field() -> serializers.CharField:
    return serializers.CharField(max_length=300, required=False, default="", allow_blank=True)


class AcceptIn(Input):
    officer = OfficerIn()
    registrations = seen_rows()
    note = note_field()


class DeclineIn(AcceptIn):
    reason = serializers.ChoiceField(choices=DeclineReason.choices, help_text="`other` needs note.")


class LeaveIn(AcceptIn):
    """Withdraw or cancel."""

    reason = serializers.ChoiceField(choices=ChangeReason.choices)


class AcknowledgeIn(Input):
    officer = OfficerIn()
    registrations = seen_rows()


class EnrolmentIn(SeenIn):
    """What the host knows of the student; a field left out stays as it is."""

    host_student_code = serializers.CharField(max_length=30, required=False, allow_blank=True)
    section = serializers.CharField(max_length=20, required=False)
    payment = serializers.ChoiceField(choices=Payment.choices, required=False)

    def validate_host_student_code(self, value: str) -> str:
        if fault := identifier_fault(value):
            raise serializers.ValidationError(fault, code=FAULT)
        return value

    def validate(self, attrs: dict[str, Any]) -> Enrolment:  # type: ignore[override]
        return Enrolment(pick=Pick(attrs.pop("uuid"), attrs.pop("version")), **attrs)


class EnrolIn(Input):
    officer = OfficerIn()
    registrations = Rows(key="uuid", child=EnrolmentIn())


class ChangeIn(Input):
    """A new proposal for one registration; what is left out stays as it is."""

    officer = OfficerIn()
    version = serializers.IntegerField(min_value=1)
    reason = serializers.ChoiceField(choices=ChangeReason.choices)
    note = note_field()
    course_code = CodeField(max_length=20, required=False)
    section = serializers.CharField(max_length=20, required=False)
    needed_by = serializers.DateField(required=False)
    home_credits = serializers.DecimalField(
        max_digits=3, decimal_places=1, min_value=0, max_value=MOST_HOME_CREDITS, required=False
    )


def change_of(uuid: Any, read: dict[str, Any]) -> Change:
    wanted = ("course_code", "section", "needed_by", "home_credits")
    return Change(Pick(uuid, read["version"]), **{name: read.get(name) for name in wanted})

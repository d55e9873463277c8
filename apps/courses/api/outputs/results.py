"""Results as the two sides see them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.courses.api.outputs.base import NamedOfficerOut, amount, officer
from apps.courses.grades import Outcome
from apps.courses.models import Result
from apps.courses.services.resulting import digest


class ResultOut(serializers.Serializer[Any]):
    """One version. The home reads announced ones only."""

    uuid = serializers.UUIDField()
    version = serializers.IntegerField(help_text="2 and more: a correction.")
    grade = serializers.CharField()
    points = amount(3, 2, allow_null=True)
    outcome = serializers.ChoiceField(choices=list(Outcome))
    completed_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField(help_text="Of a correction; else empty.")
    note = serializers.CharField()
    distribution = serializers.DictField(
        child=serializers.IntegerField(),
        allow_null=True,
        help_text="Grade → number in the class; null where fewer than 10 were in it.",
    )
    entered_by = serializers.SerializerMethodField()
    entered_at = serializers.DateTimeField()
    approved_by = serializers.SerializerMethodField()
    announced_at = serializers.DateTimeField(allow_null=True, help_text="null: not approved yet.")

    @extend_schema_field(NamedOfficerOut)
    def get_entered_by(self, row: Result) -> dict[str, str] | None:
        return officer(row, "entered")

    @extend_schema_field(NamedOfficerOut(allow_null=True))
    def get_approved_by(self, row: Result) -> dict[str, str] | None:
        return officer(row, "approved")


class WaitingResultOut(ResultOut):
    """A result that a second officer has to approve, or has sent back to be entered anew."""

    registration = serializers.UUIDField(source="registration.uuid")
    course_code = serializers.CharField(source="registration.course_code")
    section = serializers.CharField(source="registration.section")
    host_student_code = serializers.CharField(source="registration.host_student_code")
    seen = serializers.SerializerMethodField(
        help_text="Binds the approval to what was shown; any edit changes it."
    )

    returned_at = serializers.DateTimeField(
        allow_null=True, help_text="Sent back by the approver then; null: waits for approval."
    )
    returned_name = serializers.CharField(help_text="Who sent it back; else empty.")
    returned_note = serializers.CharField(help_text="Why; else empty.")

    def get_seen(self, row: Result) -> str:
        return digest(row)


class WaitingResultsOut(serializers.Serializer[Any]):
    results = WaitingResultOut(many=True)

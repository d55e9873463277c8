"""Decisions of the home, and the learner's credit account."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.courses.api.outputs.base import NamedOfficerOut, PartyOut, amount, officer
from apps.courses.models import CreditEntry, Recognition
from apps.courses.services.recognising import digest
from apps.courses.states import CreditKind, CreditStatus, RecognitionState


class TargetOut(serializers.Serializer[Any]):
    code = serializers.CharField(source="target_code")
    name_th = serializers.CharField(source="target_name_th")
    name_en = serializers.CharField(source="target_name_en")
    credits = amount(source="target_credits")
    level = serializers.CharField(source="target_level")
    home_grade = serializers.CharField()


class CriterionOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    met = serializers.BooleanField(allow_null=True, help_text="null: not known.")
    asked = serializers.CharField()
    found = serializers.CharField()


class SourceOut(serializers.Serializer[Any]):
    registration = serializers.UUIDField(source="registration.uuid")
    host = PartyOut(source="registration.host")
    course_code = serializers.CharField(source="registration.course_code")
    credit_value = amount(source="registration.credit_value")
    credits_used = amount()
    grade = serializers.CharField(source="result.grade")
    result_version = serializers.IntegerField(source="result.version")
    live = serializers.BooleanField(help_text="false: the decision no longer stands on it.")


class RecognitionOut(serializers.Serializer[Any]):
    """One or several courses there for one course here, or an explicit "no transfer"."""

    uuid = serializers.UUIDField()
    state = serializers.ChoiceField(choices=RecognitionState.choices)
    outcome = serializers.CharField()
    learner = serializers.UUIDField(source="learner.uuid")
    student_code = serializers.CharField(source="learner.student_code")
    target = serializers.SerializerMethodField()
    no_transfer = serializers.CharField()
    content_share = amount(4, 3, allow_null=True)
    criteria = CriterionOut(many=True)
    overridden = serializers.BooleanField()
    override_reason = serializers.CharField()
    note = serializers.CharField()
    proposed_by = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    approved_by = serializers.SerializerMethodField()
    approved_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True, help_text="Returned or reopened.")
    ended_reason = serializers.CharField(
        help_text="Code of the reason of a correction that reopened it; else empty."
    )
    ended_note = serializers.CharField(
        help_text="Why it was returned or reopened; after a correction the code of the course."
    )
    sources = serializers.SerializerMethodField()
    seen = serializers.SerializerMethodField(
        help_text="Of a proposal: binds the approval to what was shown. Else null."
    )

    @extend_schema_field(TargetOut(allow_null=True))
    def get_target(self, row: Recognition) -> Any:
        return None if row.no_transfer else TargetOut(row).data

    @extend_schema_field(NamedOfficerOut)
    def get_proposed_by(self, row: Recognition) -> dict[str, str] | None:
        return officer(row, "proposed")

    @extend_schema_field(NamedOfficerOut(allow_null=True))
    def get_approved_by(self, row: Recognition) -> dict[str, str] | None:
        return officer(row, "approved")

    @extend_schema_field(SourceOut(many=True))
    def get_sources(self, row: Recognition) -> Any:
        return SourceOut(sorted(row.sources.all(), key=lambda one: one.pk), many=True).data

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_seen(self, row: Recognition) -> str | None:
        return digest(row) if row.state == RecognitionState.PROPOSED else None


class EntryOut(serializers.Serializer[Any]):
    """One booking. Entries are only added."""

    uuid = serializers.UUIDField()
    at = serializers.DateTimeField(source="created_at")
    kind = serializers.ChoiceField(choices=CreditKind.choices)
    credits = amount(help_text="Signed.")
    balance = amount(6, 1, help_text="Of the whole account after this entry.")
    course_balance = amount(source="after")
    course_status = serializers.ChoiceField(choices=CreditStatus.choices, source="status_after")
    registration = serializers.UUIDField(source="registration.uuid")
    host = PartyOut(source="registration.host")
    course_code = serializers.CharField(source="registration.course_code")
    recognition = serializers.SerializerMethodField()
    officer = serializers.SerializerMethodField()

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_recognition(self, row: CreditEntry) -> str | None:
        return str(row.recognition.uuid) if row.recognition else None

    @extend_schema_field(NamedOfficerOut)
    def get_officer(self, row: CreditEntry) -> dict[str, str]:
        return {"name": row.name, "post": row.post}


class TotalsOut(serializers.Serializer[Any]):
    earned = amount(6, 1)
    recognised = amount(6, 1)
    available = amount(6, 1, help_text="Earned and not used by a decision.")


class AccountOut(serializers.Serializer[Any]):
    """The credit account of one of your own students."""

    uuid = serializers.UUIDField()
    student_code = serializers.CharField()
    title = serializers.CharField()
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    person_id = serializers.CharField(source="id_masked", help_text="Masked.")
    programme = serializers.CharField()
    totals = serializers.SerializerMethodField()
    entries = serializers.SerializerMethodField(help_text="The oldest first.")

    @extend_schema_field(TotalsOut)
    def get_totals(self, row: Any) -> Any:
        return TotalsOut(self.context["totals"]).data

    @extend_schema_field(EntryOut(many=True))
    def get_entries(self, row: Any) -> Any:
        return EntryOut(self.context["entries"], many=True).data

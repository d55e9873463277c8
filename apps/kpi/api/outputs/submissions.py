"""Figures of the own institution: one revision, its evidence, findings, returns and history."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.courses.api.outputs.base import NamedOfficerOut, officer
from apps.kpi.api.outputs.base import IndicatorPeriodOut, number
from apps.kpi.api.words import finding_shown, period_shown, pointer_of
from apps.kpi.choices import ReturnReason, Source, Stage
from apps.kpi.models import Evidence, Return, Submission, SubmissionAct
from apps.kpi.selectors.cycles import period_of
from apps.kpi.states import Action, State

WEIGHTS = [(each, each) for each in ("stop", "reason", "note")]
OFFERED = [(each, each) for each in ("save", "evidence", "submit")]


class IndicatorEvidenceOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    criterion = serializers.CharField()
    filename = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.SerializerMethodField()
    attached_at = serializers.DateTimeField(source="created_at")
    attached_by = serializers.CharField(source="name")

    def get_sha256(self, row: Evidence) -> str:
        return bytes(row.sha256).hex()


class IndicatorFindingOut(serializers.Serializer[Any]):
    """What a check found."""

    key = serializers.CharField(help_text="The reason stands under this key in `overrides`.")
    code = serializers.CharField()
    pointer = serializers.CharField(help_text="JSON pointer (RFC 6901) into this figure.")
    weight = serializers.ChoiceField(
        choices=WEIGHTS,
        help_text="`stop`: correct it; `reason`: correct it or give a reason; `note`: read it.",
    )
    reason = serializers.CharField(help_text="As given in `overrides`; empty without one.")
    message_th = serializers.CharField()
    message_en = serializers.CharField()


class IndicatorReturnOut(serializers.Serializer[Any]):
    """A value that was sent back."""

    pointer = serializers.SerializerMethodField(help_text="JSON pointer into this figure.")
    stage = serializers.ChoiceField(choices=Stage.choices, help_text="Who sent it back.")
    reason = serializers.ChoiceField(choices=ReturnReason.choices)
    note = serializers.CharField()
    version = serializers.IntegerField(help_text="Of the figure that was looked at.")
    at = serializers.DateTimeField(source="created_at")
    officer = serializers.SerializerMethodField()
    answered = serializers.SerializerMethodField(help_text="A later version was sent.")

    def get_pointer(self, row: Return) -> str:
        return pointer_of(row.field)

    @extend_schema_field(NamedOfficerOut)
    def get_officer(self, row: Return) -> dict[str, str]:
        return {"name": row.name, "post": row.post}

    def get_answered(self, row: Return) -> bool:
        return bool(self.context["last_sent"] > row.version)


class IndicatorActOut(serializers.Serializer[Any]):
    at = serializers.DateTimeField(source="created_at")
    action = serializers.ChoiceField(choices=Action.choices)
    from_state = serializers.CharField(help_text="Empty at the beginning.")
    to_state = serializers.ChoiceField(choices=State.choices)
    version = serializers.IntegerField()
    officer = serializers.SerializerMethodField()
    note = serializers.CharField()

    @extend_schema_field(NamedOfficerOut)
    def get_officer(self, row: SubmissionAct) -> dict[str, str]:
        return {"name": row.name, "post": row.post}


class IndicatorSubmissionOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    cycle = serializers.UUIDField(source="cycle.uuid")
    indicator = serializers.CharField(source="cycle.indicator.code")
    definition_version = serializers.IntegerField(source="cycle.definition.version")
    period = serializers.SerializerMethodField()
    revision = serializers.IntegerField()
    is_current = serializers.BooleanField(help_text="false: a newer revision followed.")
    state = serializers.ChoiceField(choices=State.choices)
    version = serializers.IntegerField()
    basis = serializers.ChoiceField(choices=Source.choices, help_text="Where it comes from.")
    counts = serializers.DictField(
        child=serializers.IntegerField(), help_text="Empty before anything was entered."
    )
    numerator = serializers.IntegerField(allow_null=True)
    denominator = serializers.IntegerField(allow_null=True)
    value = number(allow_null=True, help_text="Percent; null without data.")
    n = serializers.IntegerField(allow_null=True, help_text="Records that count.")
    spread = number(allow_null=True)
    sent_at = serializers.DateTimeField(allow_null=True, help_text="To the own approver.")
    first_sent_at = serializers.DateTimeField(
        allow_null=True, help_text="To the network, for the first time: on time or late."
    )
    accepted_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(IndicatorPeriodOut)
    def get_period(self, row: Submission) -> Any:
        return IndicatorPeriodOut(period_shown(period_of(row.cycle))).data


class IndicatorRevisionOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    revision = serializers.IntegerField()
    state = serializers.ChoiceField(choices=State.choices)
    value = number(allow_null=True)
    accepted_at = serializers.DateTimeField(allow_null=True)
    reopened_reason = serializers.CharField(help_text="Why it was begun after another one.")


class WholeIndicatorSubmissionOut(IndicatorSubmissionOut):
    """`context` holds evidence, findings, returns, last_sent, revisions, acts and actions."""

    narrative = serializers.CharField()
    overrides = serializers.DictField(child=serializers.CharField())
    evidence = serializers.SerializerMethodField(help_text="Criterion → its files.")
    findings = serializers.SerializerMethodField()
    returns = serializers.SerializerMethodField(help_text="The latest first.")
    actions = serializers.SerializerMethodField(help_text="What you may send now.")
    entered_by = serializers.SerializerMethodField()
    approved_by = serializers.SerializerMethodField(help_text="null before the approval.")
    accepted_by = serializers.SerializerMethodField()
    revisions = serializers.SerializerMethodField(help_text="All of this cycle, newest first.")
    history = serializers.SerializerMethodField(help_text="The latest first.")

    @extend_schema_field(serializers.DictField(child=IndicatorEvidenceOut(many=True)))
    def get_evidence(self, row: Submission) -> Any:
        files: dict[str, list[Any]] = {}
        for each in self.context["evidence"]:
            files.setdefault(each.criterion, []).append(IndicatorEvidenceOut(each).data)
        return files

    @extend_schema_field(IndicatorFindingOut(many=True))
    def get_findings(self, row: Submission) -> Any:
        found = [
            finding_shown(each, row.overrides.get(each.key, ""))
            for each in self.context["findings"]
        ]
        return IndicatorFindingOut(found, many=True).data

    @extend_schema_field(IndicatorReturnOut(many=True))
    def get_returns(self, row: Submission) -> Any:
        rows = self.context["returns"]
        return IndicatorReturnOut(rows, many=True, context=self.context).data

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=OFFERED)))
    def get_actions(self, row: Submission) -> list[str]:
        actions: list[str] = self.context["actions"]
        return actions

    @extend_schema_field(NamedOfficerOut)
    def get_entered_by(self, row: Submission) -> dict[str, str] | None:
        return officer(row, "entered")

    @extend_schema_field(NamedOfficerOut(allow_null=True))
    def get_approved_by(self, row: Submission) -> dict[str, str] | None:
        return officer(row, "approved")

    @extend_schema_field(NamedOfficerOut(allow_null=True))
    def get_accepted_by(self, row: Submission) -> dict[str, str] | None:
        return officer(row, "accepted")

    @extend_schema_field(IndicatorRevisionOut(many=True))
    def get_revisions(self, row: Submission) -> Any:
        return IndicatorRevisionOut(self.context["revisions"], many=True).data

    @extend_schema_field(IndicatorActOut(many=True))
    def get_history(self, row: Submission) -> Any:
        return IndicatorActOut(self.context["acts"], many=True).data

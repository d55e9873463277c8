"""The timeline of a check, the board of many, and what comes near in the holder's register."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.courses.api.outputs.base import NamedOfficerOut, PartyOut
from apps.qualifications.api.outputs.register import DegreeOut
from apps.qualifications.choices import Closing
from apps.qualifications.models import CheckAct
from apps.qualifications.states import CheckAction, CheckState, Side, shown_state


class DocumentOut(serializers.Serializer[Any]):
    """The file is at qualification-checks/<check>/documents/<uuid>."""

    uuid = serializers.UUIDField()
    filename = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")


class CheckActOut(serializers.Serializer[Any]):
    """One act or message; `context["side"]` is the reader's."""

    at = serializers.DateTimeField(source="created_at")
    institution = PartyOut()
    action = serializers.ChoiceField(choices=CheckAction.choices)
    from_state = serializers.SerializerMethodField()
    to_state = serializers.SerializerMethodField()
    officer = serializers.SerializerMethodField()
    note = serializers.CharField()
    outcome = serializers.SerializerMethodField(help_text="Of the answer that was given.")
    inside = serializers.SerializerMethodField(help_text="true: only your university sees it.")
    documents = DocumentOut(source="attachments", many=True)

    @extend_schema_field(serializers.ChoiceField(choices=CheckState.choices))
    def get_from_state(self, row: CheckAct) -> str:
        return self._shown(row.from_state)

    @extend_schema_field(serializers.ChoiceField(choices=CheckState.choices))
    def get_to_state(self, row: CheckAct) -> str:
        return self._shown(row.to_state)

    def _shown(self, state: str) -> str:
        side: Side = self.context["side"]
        return str(shown_state(state, side).value) if state else ""

    @extend_schema_field(NamedOfficerOut)
    def get_officer(self, row: CheckAct) -> dict[str, str]:
        return {"name": row.name, "post": row.post}

    @extend_schema_field(serializers.ChoiceField(choices=Closing.choices, allow_blank=True))
    def get_outcome(self, row: CheckAct) -> str:
        return str(row.data.get("outcome", ""))

    def get_inside(self, row: CheckAct) -> bool:
        return row.reader_id is None


class TimelineOut(serializers.Serializer[Any]):
    """Oldest first."""

    items = CheckActOut(many=True)


class HolderCountsOut(serializers.Serializer[Any]):
    holder = serializers.SerializerMethodField()
    asked = serializers.IntegerField(help_text="Without what was cancelled.")
    answered = serializers.IntegerField()
    confirmed = serializers.IntegerField()
    other = serializers.IntegerField(help_text="Answered otherwise.")
    waiting = serializers.IntegerField(help_text="With the holder, the overdue ones among them.")
    documents = serializers.IntegerField(help_text="Waiting for documents of yours.")
    overdue = serializers.IntegerField()

    @extend_schema_field(PartyOut)
    def get_holder(self, row: Any) -> dict[str, str]:
        return {"code": row.code, "name_th": row.name_th, "name_en": row.name_en}


class BoardOut(serializers.Serializer[Any]):
    """One line for each university that was asked, the most overdue first. No persons."""

    items = HolderCountsOut(many=True)


class NearDegreeOut(serializers.Serializer[Any]):
    degree = DegreeOut()
    fields = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ChoiceField(choices=["agree", "differ", "unclear", "not_given"]),
        help_text="Field → how the claim compares with this degree.",
    )


class NearDegreesOut(serializers.Serializer[Any]):
    """At most eight: by identifier, student code, then name."""

    items = NearDegreeOut(many=True)

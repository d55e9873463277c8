"""The service clock: what was fed, what was promised, what came of it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.certificates.kinds import MADE_HERE, Kind
from apps.certificates.models import ServiceLevel
from apps.courses.api.outputs.base import NamedOfficerOut, officer


class FedOut(serializers.Serializer[Any]):
    """Of the requests that were sent."""

    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField()


class LevelInForceOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=Kind.choices)
    working_days = serializers.IntegerField(help_text="3 where your institution has set none.")
    made_here = serializers.SerializerMethodField(help_text="false: made by your own system.")

    def get_made_here(self, row: dict[str, Any]) -> bool:
        return row["kind"] in MADE_HERE


class SetLevelOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=Kind.choices)
    working_days = serializers.IntegerField()
    valid_from = serializers.DateField()
    set_by = serializers.SerializerMethodField()

    @extend_schema_field(NamedOfficerOut)
    def get_set_by(self, row: ServiceLevel) -> dict[str, str] | None:
        return officer(row, "set")


class ServiceLevelsOut(serializers.Serializer[Any]):
    """Working days from the request until the paper is ready."""

    on = serializers.DateField()
    items = LevelInForceOut(many=True, help_text="In force today.")
    settings = SetLevelOut(many=True, help_text="All that were ever set, the latest first.")


def _hours(help_text: str) -> serializers.FloatField:
    return serializers.FloatField(allow_null=True, help_text=help_text)


class ServiceFiguresLineOut(serializers.Serializer[Any]):
    """Requests of one kind and source that were due in the period."""

    kind = serializers.ChoiceField(choices=Kind.choices)
    made_by = serializers.ChoiceField(
        source="source", choices=["portal", "fed"], help_text="`fed`: made elsewhere."
    )
    due = serializers.IntegerField(help_text="Without the cancelled ones.")
    in_time = serializers.IntegerField()
    late = serializers.IntegerField(help_text="Ready, after their day.")
    open_late = serializers.IntegerField(help_text="Not ready although their day is over.")
    cancelled = serializers.IntegerField()
    approval_hours = _hours("Mean time from request to approval; null where none got so far.")
    production_hours = _hours("From approval to the paper.")
    delivery_hours = _hours("From the paper to its delivery.")


class ServiceFiguresOut(serializers.Serializer[Any]):
    """No persons."""

    start = serializers.DateField()
    end = serializers.DateField()
    items = ServiceFiguresLineOut(many=True)

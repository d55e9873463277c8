"""Cycles that ask the own institution."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.kpi.api.outputs.base import (
    IndicatorPeriodOut,
    IndicatorSourcesOut,
    SourceDifferenceOut,
)
from apps.kpi.api.words import period_shown
from apps.kpi.selectors.cycles import period_of
from apps.kpi.selectors.submissions import Expected
from apps.kpi.states import State

NOTHING_YET = "open"
STATES = [(NOTHING_YET, NOTHING_YET), *((each.value, each.value) for each in State)]


class IndicatorCycleOut(serializers.Serializer[Any]):
    """Of an `Expected`; `context["today"]` decides what is open and late."""

    uuid = serializers.UUIDField(source="cycle.uuid")
    indicator = serializers.CharField(source="cycle.indicator.code")
    definition_version = serializers.IntegerField(source="cycle.definition.version")
    period = serializers.SerializerMethodField()
    opens_on = serializers.DateField(source="cycle.opens_on")
    due_on = serializers.DateField(help_text="For your institution: an exception counts.")
    locks_on = serializers.DateField(source="cycle.locks_on")
    exception_until = serializers.DateField(source="until", allow_null=True)
    locked_at = serializers.DateTimeField(source="cycle.locked_at", allow_null=True)
    is_open = serializers.SerializerMethodField(help_text="true: you may enter today.")
    excused = serializers.CharField(help_text="Why no figure is expected; empty where one is.")
    state = serializers.SerializerMethodField(help_text="`open`: nothing was entered yet.")
    late = serializers.SerializerMethodField(
        help_text="Its day is over and nothing has reached the network."
    )
    submission = serializers.SerializerMethodField(help_text="The revision in work or the last.")
    version = serializers.SerializerMethodField(help_text="Of that; 0 where there is none.")

    @extend_schema_field(IndicatorPeriodOut)
    def get_period(self, row: Expected) -> Any:
        return IndicatorPeriodOut(period_shown(period_of(row.cycle))).data

    def get_is_open(self, row: Expected) -> bool:
        return row.is_open(self.context["today"])

    @extend_schema_field(serializers.ChoiceField(choices=STATES))
    def get_state(self, row: Expected) -> str:
        return row.submission.state if row.submission else NOTHING_YET

    def get_late(self, row: Expected) -> bool:
        reached = row.submission is not None and row.submission.first_sent_at is not None
        return not reached and not row.excused and self.context["today"] > row.due_on

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_submission(self, row: Expected) -> str | None:
        return str(row.submission.uuid) if row.submission else None

    def get_version(self, row: Expected) -> int:
        return row.submission.version if row.submission else 0


class WholeIndicatorCycleOut(IndicatorCycleOut):
    """With what the portal has: `context["sources"]`, `context["differences"]`."""

    sources = serializers.SerializerMethodField()
    differences = serializers.SerializerMethodField()

    @extend_schema_field(IndicatorSourcesOut)
    def get_sources(self, row: Expected) -> Any:
        return IndicatorSourcesOut(self.context["sources"]).data

    @extend_schema_field(SourceDifferenceOut(many=True))
    def get_differences(self, row: Expected) -> Any:
        return SourceDifferenceOut(self.context["differences"], many=True).data

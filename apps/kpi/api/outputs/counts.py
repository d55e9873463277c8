"""Counts that were sent."""

from typing import Any

from rest_framework import serializers

from apps.kpi.api.outputs.base import IndicatorFigureOut, IndicatorPeriodOut


class FedCountsResultOut(serializers.Serializer[Any]):
    """Of the periods that were sent."""

    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField()


class FedCountsOut(serializers.Serializer[Any]):
    """In force: what was sent last for an indicator and period."""

    uuid = serializers.UUIDField()
    indicator = serializers.CharField()
    period = IndicatorPeriodOut()
    version = serializers.IntegerField(help_text="How often it was sent with other numbers.")
    counts = serializers.DictField(child=serializers.IntegerField())
    figure = IndicatorFigureOut(
        allow_null=True, help_text="null where the definition no longer knows the outcomes."
    )
    reference = serializers.CharField()
    sent_at = serializers.DateTimeField()
    sent_by = serializers.CharField()

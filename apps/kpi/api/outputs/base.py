"""Shapes that several answers about indicators share."""

from decimal import ROUND_HALF_UP
from typing import Any

from rest_framework import serializers

from apps.kpi.choices import PeriodKind


def number(digits: int = 12, places: int = 6, **how: Any) -> serializers.DecimalField:
    """A decimal number as text, rounded half up."""
    return serializers.DecimalField(digits, places, rounding=ROUND_HALF_UP, **how)


class IndicatorPeriodOut(serializers.Serializer[Any]):
    """Both days belong to it."""

    code = serializers.CharField(help_text="With the Christian year.")
    kind = serializers.ChoiceField(choices=PeriodKind.choices)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    label_th = serializers.CharField()
    label_en = serializers.CharField()


class IndicatorFigureOut(serializers.Serializer[Any]):
    """`value` in percent; null where the denominator is 0, which is no data and never 0 percent."""

    numerator = serializers.IntegerField()
    denominator = serializers.IntegerField()
    value = number(allow_null=True)
    n = serializers.IntegerField(help_text="Records that count.")
    spread = number(
        allow_null=True,
        help_text="Standard deviation of single answers in percent of the scale; null for shares.",
    )


class SourceFigureOut(IndicatorFigureOut):
    """What the portal saw, or what was sent."""

    counts = serializers.DictField(child=serializers.IntegerField())
    as_of = serializers.DateTimeField(
        allow_null=True, help_text="The moment that the counts tell of; null where it is unknown."
    )
    frozen = serializers.BooleanField(help_text="Kept as they were when the cycle was locked.")


class IndicatorSourcesOut(serializers.Serializer[Any]):
    """null where the source has nothing."""

    derived = SourceFigureOut(allow_null=True, help_text="Seen by the portal.")
    fed = SourceFigureOut(allow_null=True, help_text="Sent by your institution's system.")


class SourceDifferenceOut(serializers.Serializer[Any]):
    """Why two of the three figures are not the same."""

    code = serializers.CharField()
    first = serializers.CharField()
    second = serializers.CharField()
    contradiction = serializers.BooleanField(help_text="true: both cannot be right.")
    message_th = serializers.CharField()
    message_en = serializers.CharField()

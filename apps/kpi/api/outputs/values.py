"""Own values with all their sources, and where they stand in the network."""

from typing import Any

from rest_framework import serializers

from apps.kpi.api.inputs.queries import GROUPS
from apps.kpi.api.outputs.base import (
    IndicatorFigureOut,
    IndicatorPeriodOut,
    SourceDifferenceOut,
    SourceFigureOut,
    number,
)
from apps.kpi.choices import Source
from apps.kpi.distribution import Place
from apps.kpi.states import State

PLACES = [(each.value, each.value) for each in Place]


class DeclaredFigureOut(IndicatorFigureOut):
    """What your institution entered: the revision in work or the last one."""

    submission = serializers.UUIDField()
    revision = serializers.IntegerField()
    state = serializers.ChoiceField(choices=State.choices)
    basis = serializers.ChoiceField(choices=Source.choices, help_text="What it was taken from.")


class IndicatorValueOut(serializers.Serializer[Any]):
    """One period. Each source is labelled by its name; null where it has nothing."""

    indicator = serializers.CharField()
    definition_version = serializers.IntegerField()
    cycle = serializers.UUIDField()
    period = IndicatorPeriodOut()
    derived = SourceFigureOut(allow_null=True, help_text="Seen by the portal.")
    fed = SourceFigureOut(allow_null=True, help_text="Sent by your institution's system.")
    declared = DeclaredFigureOut(allow_null=True, help_text="Entered by your institution.")
    accepted = DeclaredFigureOut(
        allow_null=True, help_text="The revision that the network accepted: the one that counts."
    )
    score = number(
        3, 2, allow_null=True, help_text="1 to 5; null while the network shows no scores."
    )
    differences = SourceDifferenceOut(many=True)


class IndicatorSpreadOut(serializers.Serializer[Any]):
    """Quartiles as spreadsheets have them (QUARTILE.INC)."""

    n = serializers.IntegerField(help_text="Institutions whose figures are compared.")
    minimum = number()
    q1 = number()
    median = number()
    q3 = number()
    maximum = number()


class IndicatorDistributionOut(serializers.Serializer[Any]):
    """No institution is named and no order is made."""

    indicator = serializers.CharField()
    cycle = serializers.UUIDField()
    period = IndicatorPeriodOut()
    group = serializers.ChoiceField(choices=GROUPS)
    smallest_group = serializers.IntegerField(help_text="Smaller groups are not shown.")
    distribution = IndicatorSpreadOut(
        allow_null=True, help_text="null where the group, or the rest of the network, is too small."
    )
    own = IndicatorFigureOut(
        allow_null=True,
        help_text="Your accepted figure; null without one that may be compared.",
    )
    place = serializers.ChoiceField(choices=PLACES, allow_null=True)

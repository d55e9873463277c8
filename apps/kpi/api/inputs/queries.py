"""What may be asked of lists and figures, in the query of an address."""

from rest_framework import serializers

from apps.courses.api.inputs.base import Input, PageIn
from apps.kpi.peers import GroupKind
from apps.kpi.states import State

MOST_VALUES = 20
GROUPS = [(each.value, each.value) for each in GroupKind]


def indicator_field(*, required: bool = False) -> serializers.CharField:
    return serializers.CharField(max_length=20, required=required, help_text="As REG01.")


def period_field(*, required: bool = False) -> serializers.CharField:
    text = "Christian years: 2025-T1, 2025-Q1, 2025-08 or 2025."
    return serializers.CharField(max_length=10, required=required, help_text=text)


class IndicatorDefinitionQueryIn(PageIn):
    indicator = indicator_field()
    in_force = serializers.BooleanField(
        required=False, help_text="`true`: the versions that count today."
    )


class IndicatorCycleQueryIn(PageIn):
    indicator = indicator_field()
    period = period_field()
    open = serializers.BooleanField(
        required=False, help_text="`true`: those into which your institution may enter today."
    )


class IndicatorSubmissionQueryIn(PageIn):
    indicator = indicator_field()
    period = period_field()
    state = serializers.ChoiceField(choices=State.choices, required=False)
    current = serializers.BooleanField(
        required=False, help_text="`true`: without revisions that a newer one followed."
    )


class IndicatorValueQueryIn(PageIn):
    indicator = indicator_field()
    period = period_field()
    page_size = serializers.IntegerField(
        required=False, min_value=1, max_value=MOST_VALUES, help_text="1 to 20; 20 without it."
    )


class IndicatorDistributionQueryIn(Input):
    indicator = indicator_field(required=True)
    period = period_field(required=True)
    group = serializers.ChoiceField(
        choices=GROUPS,
        required=False,
        default=GroupKind.NETWORK.value,
        help_text="`network`, the own `region`, or those of a like `size`.",
    )


class IndicatorCountsQueryIn(PageIn):
    indicator = indicator_field()
    period = period_field()

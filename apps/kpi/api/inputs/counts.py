"""Counts that an institution's own system sends."""

from typing import Any

from rest_framework import serializers

from apps.courses.api.inputs.base import Input
from apps.kpi.api.inputs.figures import NumbersIn
from apps.kpi.services.feeding import LONGEST_REFERENCE, MOST_ROWS
from apps.qualifications.api.inputs.base import TextField


class FedCountsRowIn(NumbersIn):
    indicator = serializers.CharField(max_length=20, help_text="As REG02.")
    period = serializers.CharField(
        max_length=10,
        help_text="Christian years: 2025-T1, 2025-Q1, 2025-08 or 2025, as the definition counts.",
    )


class FedCountsIn(Input):
    """1 to 1,000 periods, each indicator and period once. No persons."""

    reference = TextField(LONGEST_REFERENCE, help_text="What you call this transfer.")
    counts: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=FedCountsRowIn(), min_length=1, max_length=MOST_ROWS, allow_empty=False
    )

"""Stages of papers that another system makes."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from apps.certificates.kinds import Delivery, Kind, Language
from apps.certificates.services.feeding import MOST_FED, FedRequest
from apps.courses.api.inputs.base import Input
from apps.courses.student_codes import FAULT, identifier_fault
from apps.qualifications.api.inputs.base import TextField

EARLIEST = 2000
TOO_EARLY = _("This time lies before the year 2000. Check the year; it is a Christian one.")
PERSONAL = _("This is a national ID. Send a reference that names no person.")


class StageTimeField(serializers.DateTimeField):
    """A time with its zone; one without is taken as Bangkok's."""

    def __init__(self, **how: Any) -> None:
        given: dict[str, Any] = {"required": False, "allow_null": True, "default": None} | how
        super().__init__(**given)

    def to_internal_value(self, value: Any) -> dt.datetime:
        time: dt.datetime = super().to_internal_value(value)
        if time.year < EARLIEST:
            raise serializers.ValidationError([ErrorDetail(str(TOO_EARLY), "too_early")])
        return time


class FedRequestIn(Input):
    """One request as your system has it now, with every stage that it reached."""

    reference = TextField(
        100, required=True, allow_blank=False, help_text="Your own key; it must name no person."
    )
    kind = serializers.ChoiceField(choices=Kind.choices)
    language = serializers.ChoiceField(choices=Language.choices, default="th", required=False)
    requested_at = StageTimeField(
        required=True, allow_null=False, default=serializers.empty, help_text="ISO 8601."
    )
    approved_at = StageTimeField()
    produced_at = StageTimeField(help_text="The paper is ready: the clock stops here.")
    delivered_at = StageTimeField()
    cancelled_at = StageTimeField()
    failed_at = StageTimeField()
    delivered_how = serializers.ChoiceField(
        choices=Delivery.choices, required=False, allow_blank=True, default=""
    )

    def validate_reference(self, value: str) -> str:
        if identifier_fault(value):
            raise serializers.ValidationError([ErrorDetail(str(PERSONAL), FAULT)])
        return value

    def validate(self, attrs: dict[str, Any]) -> FedRequest:
        return FedRequest(**attrs)


class FeedIn(Input):
    """1 to 2,000 requests, each reference once."""

    stages: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=FedRequestIn(), min_length=1, max_length=MOST_FED, allow_empty=False
    )

"""Stages of papers that another system makes."""

from typing import Any

from rest_framework import serializers

from apps.certificates.kinds import Delivery, Kind, Language
from apps.certificates.services.feeding import MOST_FED, FedRequest
from apps.courses.api.inputs.base import Input
from apps.qualifications.api.inputs.base import TextField


def _time(**how: Any) -> serializers.DateTimeField:
    """A time with its zone; one without is taken as Bangkok's."""
    given: dict[str, Any] = {"required": False, "allow_null": True, "default": None} | how
    return serializers.DateTimeField(**given)


class FedRequestIn(Input):
    """One request as your system has it now, with every stage that it reached."""

    reference = TextField(
        100, required=True, allow_blank=False, help_text="Your own key; it must name no person."
    )
    kind = serializers.ChoiceField(choices=Kind.choices)
    language = serializers.ChoiceField(choices=Language.choices, default="th", required=False)
    requested_at = _time(
        required=True, allow_null=False, default=serializers.empty, help_text="ISO 8601."
    )
    approved_at = _time()
    produced_at = _time(help_text="The paper is ready: the clock stops here.")
    delivered_at = _time()
    cancelled_at = _time()
    failed_at = _time()
    delivered_how = serializers.ChoiceField(
        choices=Delivery.choices, required=False, allow_blank=True, default=""
    )

    def validate(self, attrs: dict[str, Any]) -> FedRequest:
        return FedRequest(**attrs)


class FeedIn(Input):
    """1 to 2,000 requests, each reference once."""

    stages: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=FedRequestIn(), min_length=1, max_length=MOST_FED, allow_empty=False
    )

"""What the home decides on courses taken elsewhere."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.courses.api.inputs.acts import note_field
from apps.courses.api.inputs.base import CodeField, Input, OfficerIn, PageIn, seen_rows
from apps.courses.choices import Level, NoTransferReason
from apps.courses.services.recognising import Proposal, Target
from apps.courses.states import RecognitionState


class TargetIn(Input):
    """The course of the home university for which credit is given."""

    code = CodeField(max_length=20)
    name_th = serializers.CharField(max_length=300)
    name_en = serializers.CharField(max_length=300, required=False, allow_blank=True)
    credits = serializers.DecimalField(max_digits=4, decimal_places=1, min_value=Decimal("0.1"))
    level = serializers.ChoiceField(choices=Level.choices)
    home_grade = serializers.CharField(
        max_length=10, required=False, allow_blank=True, help_text="The grade as recorded at home."
    )

    def validate(self, attrs: dict[str, Any]) -> Target:
        return Target(**attrs)


class RecognitionIn(Input):
    """Either `target` with `content_share`, or `no_transfer` with its reason."""

    officer = OfficerIn()
    registrations = seen_rows()
    target = TargetIn(required=False)
    content_share = serializers.DecimalField(
        max_digits=4,
        decimal_places=3,
        min_value=Decimal(0),
        max_value=Decimal(1),
        required=False,
        help_text="How much of the target's content is covered, 0 to 1, as a person judged it.",
    )
    no_transfer = serializers.ChoiceField(choices=NoTransferReason.choices, required=False)
    override_reason = serializers.CharField(
        max_length=300,
        required=False,
        allow_blank=True,
        help_text="Needed where your rules are not met.",
    )
    note = note_field()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("target" in attrs) == ("no_transfer" in attrs):
            message = _("Send either a target or a reason of no transfer.")
            raise serializers.ValidationError({"target": [message]}, code="target")
        return attrs


def proposal_of(read: dict[str, Any]) -> Proposal:
    wanted = ("target", "content_share", "no_transfer", "override_reason", "note")
    given = {name: read[name] for name in wanted if name in read}
    return Proposal(sources=read["registrations"], **given)


class ApproveRecognitionIn(Input):
    officer = OfficerIn()
    seen = serializers.CharField(max_length=64, help_text="`seen` of the proposal.")


class RecognitionQueryIn(PageIn):
    state = serializers.ChoiceField(choices=RecognitionState.choices, required=False)
    learner = serializers.UUIDField(required=False)

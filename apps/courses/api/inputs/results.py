"""Results: entered, approved, sent back."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.courses.api.inputs.acts import note_field
from apps.courses.api.inputs.base import Input, OfficerIn, PageIn, Rows
from apps.courses.choices import CorrectionReason
from apps.courses.services.approving import Approval
from apps.courses.services.registrations import Pick
from apps.courses.services.resulting import GradeEntry


class GradeIn(Input):
    """One grade. `reason` is needed where it corrects an announced result, and only there."""

    registration = serializers.UUIDField()
    version = serializers.IntegerField(min_value=1, help_text="Of the registration, as you saw it.")
    grade = serializers.CharField(max_length=10, help_text="As on your grade scale in force.")
    completed_on = serializers.DateField(required=False, allow_null=True)
    reason = serializers.ChoiceField(
        choices=CorrectionReason.choices, required=False, allow_blank=True
    )
    note = note_field()

    def validate(self, attrs: dict[str, Any]) -> GradeEntry:
        return GradeEntry(pick=Pick(attrs.pop("registration"), attrs.pop("version")), **attrs)


class ResultsIn(Input):
    officer = OfficerIn()
    results = Rows(key="registration", child=GradeIn())


class ApprovalIn(Input):
    """A waiting result as the approving officer saw it."""

    uuid = serializers.UUIDField()
    seen = serializers.CharField(max_length=64, help_text="`seen` of the waiting result.")

    def validate(self, attrs: dict[str, Any]) -> Approval:
        return Approval(attrs["uuid"], attrs["seen"])


class ApproveResultsIn(Input):
    officer = OfficerIn()
    results = Rows(key="uuid", child=ApprovalIn())


class NoteIn(Input):
    """Something is sent back or reopened; the note says why, in at least five letters."""

    officer = OfficerIn()
    note = serializers.CharField(max_length=300)


class WaitingQueryIn(PageIn):
    waiting = serializers.CharField(
        help_text="`true`: results that wait for approval, or were sent back."
    )

    def validate_waiting(self, value: str) -> bool:
        if value != "true":
            raise serializers.ValidationError(
                _("Write waiting=true. Announced results stand with their registrations."),
                code="waiting",
            )
        return True

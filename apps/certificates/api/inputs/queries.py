"""What may be asked of lists and figures, in the query of an address."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from apps.certificates.kinds import Kind
from apps.certificates.states import State
from apps.courses.api.inputs.base import Input, PageIn

BACKWARDS = _("The period ends before it begins. Exchange the two days.")


class CertificateQueryIn(PageIn):
    state = serializers.ChoiceField(choices=State.choices, required=False)
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)
    batch = serializers.UUIDField(required=False, help_text="Requests of one batch.")
    overdue = serializers.BooleanField(
        required=False, help_text="`true`: not ready although the due day is over."
    )
    student_code = serializers.CharField(max_length=30, required=False)
    reference = serializers.CharField(
        max_length=100, required=False, help_text="Of a paper made elsewhere, as you fed it."
    )


class FiguresQueryIn(Input):
    start = serializers.DateField(help_text="Requests due from this day on. ISO 8601.")
    end = serializers.DateField(help_text="The last day, included.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, dt.date]:
        if attrs["end"] < attrs["start"]:
            detail = [ErrorDetail(str(BACKWARDS), "backwards")]
            raise serializers.ValidationError({"end": detail})
        return attrs

"""Numbers of one figure: counts by outcome, or numerator and denominator of a share."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from apps.courses.api.inputs.base import Input
from apps.kpi.findings import MESSAGES
from apps.kpi.formulas import share_counts
from apps.kpi.plausibility import LARGEST

OUTCOME = re.compile(r"[a-z_]{1,20}|[1-5]", re.ASCII)
REASON = re.compile(r"([a-z_]{1,40})(?::[A-Za-z0-9_.-]{1,20})?", re.ASCII)

UNKNOWN_OUTCOME = _("An outcome is not known here. Take those that the definition names.")
UNKNOWN_FINDING = _("Reasons are given under the keys of findings. Take those of the figure.")
LARGER = _("A part cannot be larger than its whole. Correct one of the two numbers.")
TWICE = _("Send either the counts, or the numerator and the denominator.")
MISSING = _("Send the numerator and the denominator together.")


def count_field(help_text: str) -> serializers.IntegerField:
    return serializers.IntegerField(
        min_value=0, max_value=LARGEST, required=False, help_text=help_text
    )


class CountsField(serializers.DictField):
    """Outcome → number. A name that is none may be anything, so it is not repeated."""

    child = serializers.IntegerField(min_value=0, max_value=LARGEST)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and not all(OUTCOME.fullmatch(str(name)) for name in data):
            raise serializers.ValidationError(UNKNOWN_OUTCOME, code="unknown_outcome")
        return super().to_internal_value(data)


class ReasonsField(serializers.DictField):
    """Key of a finding → why the figure is right all the same."""

    child = serializers.CharField(max_length=500)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and not all(_is_finding(str(key)) for key in data):
            raise serializers.ValidationError(UNKNOWN_FINDING, code="unknown_finding")
        return super().to_internal_value(data)


def _is_finding(key: str) -> bool:
    found = REASON.fullmatch(key)
    return found is not None and found[1] in MESSAGES


class NumbersIn(Input):
    """After validation `counts` holds the histogram, None where no numbers were sent."""

    counts = CountsField(
        required=False,
        help_text="Outcome → number, as the definition's `outcomes` name them: `good` and `bad` "
        "of a share, `1` to `5` of a question.",
    )
    numerator = count_field("Of a share, in place of `counts`.")
    denominator = count_field("Of a share, in place of `counts`.")

    def validate(self, attrs: dict[str, Any]) -> Any:
        counts = attrs.get("counts")
        part, whole = attrs.pop("numerator", None), attrs.pop("denominator", None)
        if (part is None) != (whole is None):
            name = "numerator" if part is None else "denominator"
            raise _refused(name, MISSING, "required")
        if part is None or whole is None:
            attrs["counts"] = counts
            return attrs
        if counts is not None:
            raise _refused("counts", TWICE, "twice")
        if part > whole:
            raise _refused("numerator", LARGER, "numerator_larger")
        attrs["counts"] = share_counts(part, whole)
        return attrs


def _refused(field: str, message: Any, code: str) -> serializers.ValidationError:
    return serializers.ValidationError({field: [ErrorDetail(str(message), code)]})

"""A figure that is entered, its evidence, and its way to the approver."""

from typing import Any

from rest_framework import serializers

from apps.courses.api.inputs.base import Input, OfficerIn
from apps.institutions.officers import named_officer
from apps.kpi.api.inputs.figures import NumbersIn, ReasonsField
from apps.kpi.choices import Source
from apps.kpi.services.entering import MOST_NARRATIVE
from apps.qualifications.api.inputs.base import DocumentIn


class IndicatorSubmissionIn(NumbersIn):
    """The whole draft anew: what is left out is empty then. Evidence is kept."""

    officer = OfficerIn()
    cycle = serializers.UUIDField()
    version = serializers.IntegerField(
        min_value=0, help_text="As you saw the figure; 0 where nothing was entered yet."
    )
    basis = serializers.ChoiceField(
        choices=Source.choices,
        default=Source.DECLARED,
        required=False,
        help_text="`derived` or `fed` takes over what the portal has: leave the numbers out. A "
        "`derived` figure tells of what passed through the portal alone and is never compared.",
    )
    narrative = serializers.CharField(
        max_length=MOST_NARRATIVE, required=False, allow_blank=True, default=""
    )
    overrides = ReasonsField(
        required=False, help_text="`key` of a finding → why the figure is right all the same."
    )


class SubmitIndicatorIn(Input):
    officer = OfficerIn()
    version = serializers.IntegerField(
        min_value=1, help_text="As the figure shows it; another version since then gives 409."
    )


class IndicatorEvidenceIn(Input):
    """One PDF for one criterion of the definition."""

    officer = OfficerIn()
    criterion = serializers.CharField(max_length=20, help_text="As E1.")
    document = DocumentIn()


class IndicatorEvidenceFormIn(Input):
    """The same as a form with a file. A request that is repeated must be the same byte for byte,
    its boundary too."""

    criterion = serializers.CharField(max_length=20, help_text="As E1.")
    officer_name = serializers.CharField(max_length=200)
    officer_post = serializers.CharField(max_length=200)
    file = serializers.FileField(max_length=200)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """In the shape of IndicatorEvidenceIn, with the file unread."""
        officer = named_officer(attrs["officer_name"], attrs["officer_post"])
        return {"officer": officer, "criterion": attrs["criterion"], "file": attrs["file"]}


class RemoveEvidenceIn(Input):
    officer = OfficerIn()

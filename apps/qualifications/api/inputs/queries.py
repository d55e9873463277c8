"""What may be asked of lists, in the query of an address."""

from rest_framework import serializers

from apps.courses.api.inputs.base import Input, PageIn, UniversityField
from apps.qualifications.choices import Closing
from apps.qualifications.states import CheckState, LoadState, Side

STATES = [one for one in CheckState.choices if one[0] != CheckState.DRAFT]


class CheckQueryIn(PageIn):
    side = serializers.ChoiceField(
        choices=Side.choices, help_text="`asker`: sent by you; `holder`: sent to you."
    )
    state = serializers.ChoiceField(choices=STATES, required=False)
    outcome = serializers.ChoiceField(choices=Closing.choices, required=False)
    partner = UniversityField(required=False, help_text="Code of the other university.")
    case = serializers.CharField(max_length=100, required=False)
    overdue = serializers.BooleanField(
        required=False, help_text="`true`: not answered although the due day is over."
    )


class BoardQueryIn(Input):
    case = serializers.CharField(
        max_length=100, required=False, help_text="Without it everything that you ever asked."
    )


class DegreeQueryIn(PageIn):
    query = serializers.CharField(
        max_length=100, required=False, help_text="A student code, or the beginning of a name."
    )
    load = serializers.UUIDField(required=False, help_text="Degrees that this load brought.")


class LoadQueryIn(PageIn):
    state = serializers.ChoiceField(choices=LoadState.choices, required=False)


class CoverageQueryIn(Input):
    university = UniversityField(required=False, help_text="Your own without it.")

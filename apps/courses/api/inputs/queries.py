"""What may be asked of lists and look-ups, in the query of an address."""

from rest_framework import serializers

from apps.courses.api.inputs.base import Input, PageIn, TermField, UniversityField, YearField
from apps.courses.choices import Level
from apps.courses.states import AgreementState, OfferingState, Side, State


class TermQueryIn(PageIn):
    academic_year = YearField(required=False)
    term = TermField(required=False)


class OfferingQueryIn(TermQueryIn):
    state = serializers.ChoiceField(choices=OfferingState.choices, required=False)


class CatalogueQueryIn(Input):
    """Pages of 50."""

    academic_year = YearField()
    term = TermField()
    cursor = serializers.CharField(
        required=False, max_length=500, help_text="As given in `next` of the page before."
    )
    language = serializers.RegexField(r"^[a-z]{2}$", required=False, help_text="ISO 639-1.")
    query = serializers.CharField(
        max_length=100, required=False, help_text="Words in code or name, Thai or English."
    )
    host = UniversityField(required=False)
    level = serializers.ChoiceField(choices=Level.choices, required=False)


class AgreementQueryIn(PageIn):
    state = serializers.ChoiceField(choices=AgreementState.choices, required=False)
    partner = UniversityField(required=False)


class RulesQueryIn(Input):
    institution = UniversityField(required=False)
    on = serializers.DateField(required=False, help_text="Rules in force on this day; today.")


class PrecedentQueryIn(Input):
    host = UniversityField()
    course = serializers.CharField(max_length=20, help_text="Code of the host's course.")


class RequestQueryIn(TermQueryIn):
    side = serializers.ChoiceField(
        choices=Side.choices, help_text="`home`: sent by you; `host`: sent to you."
    )


class RegistrationQueryIn(RequestQueryIn):
    state = serializers.ChoiceField(choices=State.choices, required=False)
    request = serializers.UUIDField(required=False, help_text="Lines of one request.")
    partner = UniversityField(required=False)


class LearnerQueryIn(Input):
    student_code = serializers.CharField(max_length=30)

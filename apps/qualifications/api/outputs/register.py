"""The own register, how rows come into it, and how far registers reach."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.courses.api.outputs.base import NamedOfficerOut, PartyOut, amount, officer
from apps.qualifications.choices import CorrectionReason, Level, Standing
from apps.qualifications.models import ConferralStatus, LoadKind, RegisterLoad
from apps.qualifications.states import LoadState


class DegreeOut(serializers.Serializer[Any]):
    """One version of one degree of one person."""

    uuid = serializers.UUIDField(source="line", help_text="Of the degree, in all versions.")
    version = serializers.IntegerField()
    status = serializers.ChoiceField(choices=ConferralStatus.choices)
    person_id = serializers.CharField(source="id_masked", help_text="Masked: x-xxxx-xxxxx-dd-d.")
    student_code = serializers.CharField()
    title = serializers.CharField()
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    first_name_en = serializers.CharField()
    last_name_en = serializers.CharField()
    former_name = serializers.CharField()
    gender = serializers.CharField()
    born_on = serializers.DateField(allow_null=True)
    born_year = serializers.IntegerField(allow_null=True)
    degree_th = serializers.CharField()
    degree_abbr = serializers.CharField()
    degree_en = serializers.CharField()
    programme = serializers.CharField()
    major = serializers.CharField()
    faculty = serializers.CharField()
    campus = serializers.CharField()
    level = serializers.ChoiceField(choices=Level.choices, allow_blank=True)
    academic_year = serializers.IntegerField(allow_null=True, help_text="Christian number.")
    term = serializers.IntegerField(allow_null=True)
    completed_on = serializers.DateField(allow_null=True)
    approved_on = serializers.DateField(allow_null=True)
    ceremony_on = serializers.DateField(allow_null=True)
    gpax = amount(3, 2, allow_null=True)
    honours = serializers.CharField()
    standing = serializers.ChoiceField(choices=Standing.choices)
    since = serializers.DateTimeField(source="created_at", help_text="When this version came.")
    ended_at = serializers.DateTimeField(allow_null=True)
    ended_reason = serializers.ChoiceField(choices=CorrectionReason.choices, allow_blank=True)


class DegreeVersionsOut(serializers.Serializer[Any]):
    """Newest first. `on_hold`: a privacy hold; the register answers nothing by itself."""

    on_hold = serializers.BooleanField()
    versions = DegreeOut(many=True)


class LoadOut(serializers.Serializer[Any]):
    """Rows that one officer brought and a second one puts into the register, in the portal."""

    uuid = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=LoadKind.choices)
    state = serializers.ChoiceField(choices=LoadState.choices)
    rows = serializers.IntegerField()
    kept = serializers.IntegerField()
    added = serializers.IntegerField(help_text="Degrees that the register did not hold.")
    changed = serializers.IntegerField(help_text="New versions of degrees that it held.")
    unchanged = serializers.IntegerField()
    complete = serializers.BooleanField()
    reason = serializers.ChoiceField(choices=CorrectionReason.choices, allow_blank=True)
    note = serializers.CharField()
    degree = serializers.UUIDField(
        source="target_line", allow_null=True, help_text="Which one is corrected or withdrawn."
    )
    created_at = serializers.DateTimeField()
    brought_by = serializers.SerializerMethodField()
    accepted_at = serializers.DateTimeField(allow_null=True)
    accepted_by = serializers.SerializerMethodField()

    @extend_schema_field(NamedOfficerOut)
    def get_brought_by(self, row: RegisterLoad) -> dict[str, str] | None:
        return officer(row, "made")

    @extend_schema_field(NamedOfficerOut(allow_null=True))
    def get_accepted_by(self, row: RegisterLoad) -> dict[str, str] | None:
        return officer(row, "accepted")


class CoverageLineOut(serializers.Serializer[Any]):
    academic_year = serializers.IntegerField(help_text="Christian number.")
    campus = serializers.CharField()
    level = serializers.ChoiceField(choices=Level.choices, allow_blank=True)
    conferrals = serializers.IntegerField()
    complete = serializers.BooleanField(help_text="true: the register is whole here.")
    as_of = serializers.DateTimeField()


class CoverageOut(serializers.Serializer[Any]):
    """Years newest first."""

    university = PartyOut()
    working_days = serializers.IntegerField(help_text="Within how many it promises to answer.")
    items = CoverageLineOut(many=True)

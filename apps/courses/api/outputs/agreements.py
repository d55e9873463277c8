"""Agreements, and the rules that institutions publish."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.courses.api.outputs.base import PartyOut, amount
from apps.courses.choices import TermNumber
from apps.courses.grades import Outcome
from apps.courses.models import Agreement
from apps.courses.selectors.agreements import rows_of


class SignatureOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    post = serializers.CharField()
    signed_on = serializers.DateField()


class AgreementPartyOut(PartyOut):
    signature = SignatureOut(
        allow_null=True, help_text="Under the version as it is; null: not signed yet."
    )


class AgreementOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    kind = serializers.CharField()
    number = serializers.CharField()
    title_th = serializers.CharField()
    title_en = serializers.CharField()
    parties = serializers.SerializerMethodField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    seats_per_term = serializers.IntegerField(
        allow_null=True, help_text="Registrations of one home at one host in a term."
    )
    terms = serializers.CharField()
    state = serializers.CharField()
    version = serializers.IntegerField()
    document_name = serializers.CharField()
    in_force_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(AgreementPartyOut(many=True))
    def get_parties(self, row: Agreement) -> Any:
        return [AgreementPartyOut(party).data for party in self.context["parties"][row.pk]]


def agreements_shown(rows: Sequence[Agreement]) -> list[dict[str, Any]]:
    """With their parties and signatures, in two statements for any number."""
    parties = {
        one.agreement.pk: [
            {
                "code": party.institution.code,
                "name_th": party.institution.name_th,
                "name_en": party.institution.name_en,
                "signature": party.signature,
            }
            for party in one.parties
        ]
        for one in rows_of(rows)
    }
    return [dict(AgreementOut(row, context={"parties": parties}).data) for row in rows]


class GradeOut(serializers.Serializer[Any]):
    grade = serializers.CharField()
    points = serializers.CharField(allow_null=True)
    outcome = serializers.ChoiceField(choices=list(Outcome))


class ScaleOut(serializers.Serializer[Any]):
    valid_from = serializers.DateField()
    note = serializers.CharField()
    grades = GradeOut(many=True)


class PolicyOut(serializers.Serializer[Any]):
    study = serializers.CharField(help_text="`undergraduate` or `graduate`.")
    valid_from = serializers.DateField()
    note = serializers.CharField()
    content_share = amount(4, 3, help_text="Least share of the content, 0 to 1.")
    grade_points = amount(3, 2)
    ungraded_passes = serializers.BooleanField(help_text="S and the like count.")
    load_cap = amount(allow_null=True, help_text="Credits a term in all.")
    programme_share = amount(4, 3, allow_null=True, help_text="Part of a programme's credits.")


class TermOut(serializers.Serializer[Any]):
    academic_year = serializers.IntegerField(help_text="Christian number.")
    term = serializers.ChoiceField(choices=TermNumber.choices)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    withdraw_by = serializers.DateField(allow_null=True)
    results_due_on = serializers.DateField(allow_null=True)


class RulesOut(serializers.Serializer[Any]):
    institution = PartyOut()
    on = serializers.DateField(help_text="The day for which the rules are told.")
    grade_scale = ScaleOut(allow_null=True)
    policies = PolicyOut(many=True)
    terms = TermOut(many=True, help_text="The latest twelve.")

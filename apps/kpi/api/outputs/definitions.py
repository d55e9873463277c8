"""Definitions with every field of the template of indicators."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.kpi.api.outputs.base import number
from apps.kpi.api.words import both
from apps.kpi.choices import Measure, PeriodKind, YearKind
from apps.kpi.formulas import FORMULAS
from apps.kpi.models import Definition
from apps.kpi.selectors.definitions import is_in_force

FORMULA_CODES = [(code, code) for code in FORMULAS]
TEXTS = ("meaning", "formula_text", "numerator", "denominator", "sources", "collection")
NAMES = ("dimension", "unit", "supervisor", "collector")


class IndicatorCriterionOut(serializers.Serializer[Any]):
    """Evidence that is asked for."""

    code = serializers.CharField()
    text_th = serializers.CharField()
    text_en = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]


class AuditedFieldOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    th = serializers.CharField()
    en = serializers.CharField()


class IndicatorFormulaOut(serializers.Serializer[Any]):
    """A named function; its label says what it does."""

    code = serializers.ChoiceField(choices=FORMULA_CODES)
    label_th = serializers.CharField()
    label_en = serializers.CharField()
    parameters = serializers.DictField(child=serializers.IntegerField())
    outcomes = serializers.ListField(
        child=serializers.CharField(), help_text="What `counts` may name."
    )


class IndicatorDefinitionOut(serializers.Serializer[Any]):
    """One published version. `context["today"]` decides what is in force.

    Texts stand in Thai and English; an empty English one has not been written yet.
    """

    indicator = serializers.CharField(source="indicator.code")
    name_th = serializers.CharField(source="indicator.name_th")
    name_en = serializers.CharField(source="indicator.name_en")
    version = serializers.IntegerField()
    in_force = serializers.SerializerMethodField()
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True)
    published_at = serializers.DateTimeField()
    published_by = serializers.CharField(source="published_name")
    formula = serializers.SerializerMethodField()
    measure = serializers.ChoiceField(
        choices=Measure.choices,
        allow_blank=True,
        help_text="What the portal counts by itself; empty where it counts nothing.",
    )
    grouping = serializers.DictField(
        child=serializers.CharField(),
        help_text="Outcome of a record that the portal counts → outcome of the formula.",
    )
    audited_fields = AuditedFieldOut(many=True)
    weight = number(5, 2)
    target = number(7, 3, allow_null=True)
    levels = serializers.ListField(
        child=number(7, 3), help_text="For the scores 1 to 5; empty where none are agreed."
    )
    lowest = number(7, 3)
    highest = number(7, 3)
    change_limit = number(7, 3, help_text="Points of change that ask for a reason.")
    period_kind = serializers.ChoiceField(choices=PeriodKind.choices)
    year_kind = serializers.ChoiceField(choices=YearKind.choices)
    criteria = IndicatorCriterionOut(many=True, source="criteria.all")

    def get_fields(self) -> dict[str, Any]:
        texts = {
            f"{name}_{language}": serializers.CharField()
            for name in (*NAMES, *TEXTS)
            for language in ("th", "en")
        }
        return {**super().get_fields(), **texts}

    def get_in_force(self, row: Definition) -> bool:
        return is_in_force(row, self.context["today"])

    @extend_schema_field(IndicatorFormulaOut)
    def get_formula(self, row: Definition) -> Any:
        formula = FORMULAS[row.formula]
        label = both(lambda: str(formula.label))
        told = {
            "code": row.formula,
            "label_th": label["th"],
            "label_en": label["en"],
            "parameters": row.parameters,
            "outcomes": formula.outcomes,
        }
        return IndicatorFormulaOut(told).data


class PastValueOut(serializers.Serializer[Any]):
    period = serializers.CharField(source="cycle.period_code")
    version = serializers.IntegerField(
        source="cycle.definition.version", help_text="Of the definition of that time."
    )
    value = number(allow_null=True)


class WholeIndicatorDefinitionOut(IndicatorDefinitionOut):
    """With the own accepted values of the last three years: `context["past"]`."""

    past = serializers.SerializerMethodField(
        help_text="Your institution's accepted values of the last three years, the newest first."
    )

    @extend_schema_field(PastValueOut(many=True))
    def get_past(self, row: Definition) -> Any:
        return PastValueOut(self.context["past"], many=True).data

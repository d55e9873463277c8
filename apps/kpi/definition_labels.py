"""What the fields of a definition are called, in the order of the Thai template of indicators."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: Mapping[str, str | Promise] = {
    "code": _("Code"),
    "name": _("Name of the indicator"),
    "dimension": _("Dimension"),
    "unit": _("Unit"),
    "weight": _("Weight"),
    "meaning": _("Meaning"),
    "formula_text": _("Formula in words"),
    "numerator": _("Numerator"),
    "denominator": _("Denominator"),
    "formula": _("Formula by which the portal calculates"),
    "parameters": _("Parameters of the formula"),
    "measure": _("What the portal counts by itself"),
    "grouping": _("What each outcome counts as"),
    "audited_fields": _("Fields that the sample audit compares"),
    "past": _("Values of the last three years"),
    "target": _("Target"),
    "levels": _("Criteria for scores 1 to 5"),
    "lowest": _("Lowest value that can be right"),
    "highest": _("Highest value that can be right"),
    "change_limit": _("Change in points that asks for a reason"),
    "period_kind": _("Reported for each"),
    "year_kind": _("Kind of year"),
    "valid_from": _("In force from"),
    "sources": _("Sources of data"),
    "collection": _("How it is collected"),
    "supervisor": _("Supervised by"),
    "collector": _("Collected by"),
    "criteria": _("Evidence"),
}


def label_of(field: str) -> str | Promise:
    """Of a field in either language (`meaning_th`) as well."""
    return LABELS.get(field) or LABELS[field.removesuffix("_th").removesuffix("_en")]

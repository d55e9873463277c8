"""Sentences and places of figures as the API gives them: in both languages, as JSON pointers."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import lazy

from apps.kpi.findings import Finding
from apps.kpi.periods import Period, label
from apps.partner_api.pointers import escape
from apps.partner_api.problems import in_both

FIELDS = ("basis", "numerator", "denominator", "value", "narrative")


def both(words: Callable[[], str]) -> dict[str, str]:
    """`words` in each language, by its code."""
    return in_both(lazy(words, str)())


def pointer_of(field: str) -> str:
    """Where a field of returns and findings stands in the figure as the API shows it: "counts:5"
    is `/counts/5`, "evidence:E1" is `/evidence/E1`, the outcome "good" is `/counts/good`.
    """
    name, colon, key = field.partition(":")
    if colon:
        return f"/{name}/{escape(key)}"
    return f"/{name}" if name in FIELDS else f"/counts/{escape(name)}"


def finding_shown(finding: Finding, reason: str) -> dict[str, Any]:
    told = both(lambda: finding.sentence)
    return {
        "key": finding.key,
        "code": finding.code,
        "pointer": pointer_of(finding.field),
        "weight": finding.weight,
        "reason": reason,
        "message_th": told["th"],
        "message_en": told["en"],
    }


def period_shown(period: Period) -> dict[str, Any]:
    labels = both(lambda: label(period))
    return {
        "code": period.code,
        "kind": period.kind,
        "starts_on": period.starts_on,
        "ends_on": period.ends_on,
        "label_th": labels["th"],
        "label_en": labels["en"],
    }

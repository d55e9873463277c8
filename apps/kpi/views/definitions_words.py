"""The fields of a definition as they are read, in both versions of a comparison alike."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.core.reader import reads_thai
from apps.kpi.choices import Measure, PeriodKind, YearKind
from apps.kpi.definition_labels import label_of
from apps.kpi.formulas import FORMULAS
from apps.kpi.models import Definition
from apps.kpi.outcome_words import GROUPS, outcomes_of
from apps.kpi.selectors.definitions import CRITERIA, Difference
from apps.kpi.views.submission_words import PERCENT

NOTHING = "–"


def plain(value: Decimal | None) -> str:
    """95, 4.25: without zeros that say nothing."""
    return NOTHING if value is None else f"{value.normalize():f}"


def with_unit(value: Decimal | None, definition: Definition) -> str:
    """95 % for a share, as figures are written everywhere; 4.25 points."""
    if value is None:
        return NOTHING
    unit = definition.unit
    return f"{plain(value)} {'%' if unit in PERCENT else unit}".strip()


def grouping_rows(definition: Definition) -> list[tuple[str, str]]:
    """Outcome and what it counts as, in words; empty where outcomes count as they are."""
    return _grouping(definition.grouping, definition.measure) if definition.grouping else []


def parameter_rows(definition: Definition) -> list[tuple[str, str]]:
    """Every parameter of the formula with the value that it has."""
    formula = FORMULAS.get(definition.formula)
    return [
        (str(each.label), str(definition.parameters.get(each.code, each.default)))
        for each in (formula.parameters if formula else ())
    ]


def in_own_language(named: Mapping[str, str]) -> str:
    """Of a field that a sample audit compares; Thai where there is no English."""
    return named["th"] if reads_thai() else named.get("en") or named["th"]


def formula_words(code: str) -> str:
    return str(FORMULAS[code].label) if code in FORMULAS else code


def differences_shown(
    found: list[Difference], definition: Definition
) -> list[tuple[str | Promise, str, str]]:
    """Label, before, after."""
    return [
        (
            _label(each.field),
            said(each.field, each.before, definition),
            said(each.field, each.after, definition),
        )
        for each in found
    ]


def said(field: str, value: Any, definition: Definition) -> str:
    """One value as text; `definition` tells which outcomes a grouping sorts."""
    if value in (None, "", [], {}):
        return NOTHING
    say = SAYING.get(field)
    if say is not None:
        return say(value, definition)
    return plain(value) if isinstance(value, Decimal) else str(value)


def _label(field: str) -> str | Promise:
    label = label_of(field)
    if field.endswith("_en"):
        return _("%(field)s (English)") % {"field": label}
    return _("%(field)s (Thai)") % {"field": label} if field.endswith("_th") else label


def _grouping(grouping: Mapping[str, str], measure: str) -> list[tuple[str, str]]:
    words = outcomes_of(measure)
    named = {**words, **{code: code for code in grouping if code not in words}}
    return [
        (str(word), str(GROUPS.get(grouping.get(code, ""), grouping.get(code, ""))))
        for code, word in named.items()
    ]


def _word_of(choices: Any) -> Callable[[Any, Definition], str]:
    return lambda value, _definition: str(choices(value).label)


def _criteria(rows: Any, _definition: Definition) -> str:
    return "; ".join(
        f"{row['code']} {row['text_th']}" + (f" ({_('required')})" if row["required"] else "")
        for row in rows
    )


SAYING: Mapping[str, Callable[[Any, Definition], str]] = {
    "measure": _word_of(Measure),
    "period_kind": _word_of(PeriodKind),
    "year_kind": _word_of(YearKind),
    "formula": lambda value, _definition: formula_words(value),
    "parameters": lambda value, _d: ", ".join(f"{code}: {each}" for code, each in value.items()),
    "grouping": lambda value, definition: "; ".join(
        f"{outcome}: {group}" for outcome, group in _grouping(value, definition.measure)
    ),
    "levels": lambda value, _definition: " / ".join(plain(each) for each in value),
    "audited_fields": lambda value, _definition: ", ".join(each["th"] for each in value),
    CRITERIA: _criteria,
}

"""How counts that were sent are shown: the figure they give, and the numbers it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.kpi.formulas import Figure, evaluate
from apps.kpi.models import Definition, FedCounts
from apps.kpi.periods import Period, label
from apps.kpi.selectors.fed import Sent
from apps.kpi.views.submission_words import value_text


@dataclass(frozen=True, slots=True)
class Shown:
    """`value` with its unit, or "No data"; `of`: "119 of 120"."""

    row: FedCounts
    code: str
    period: str
    value: str
    of: str


def sent_shown(one: Sent) -> Shown:
    value, of = figure_words(one.figure, one.definition)
    return Shown(one.row, one.definition.indicator.code, label(one.period), value, of)


def figure_words(figure: Figure | None, definition: Definition) -> tuple[str, str]:
    """The value with its unit, and what it comes from; "–" where the formula changed since."""
    if figure is None:
        return "–", ""
    value = value_text(figure, definition)
    if not figure.is_share:
        return value, _("%(count)s answers") % {"count": f"{figure.n:,}"}
    given = {"numerator": f"{figure.numerator:,}", "denominator": f"{figure.denominator:,}"}
    return value, _("%(numerator)s of %(denominator)s") % given


def counts_words(definition: Definition, counts: Mapping[str, int]) -> tuple[str, str]:
    return figure_words(evaluate(definition.formula, definition.parameters, counts), definition)


def period_words(period: Period | None, written: str) -> str:
    """As it was understood, else as it was written."""
    return label(period) if period else written or "–"

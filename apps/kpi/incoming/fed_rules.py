"""What counts that a system sends must fulfil, the same for a file and for the API."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.kpi.choices import PeriodKind
from apps.kpi.errors import PeriodError
from apps.kpi.formulas import formula_of
from apps.kpi.models import Definition
from apps.kpi.periods import Period, label
from apps.kpi.plausibility import check_counts
from apps.kpi.selectors.versions import period_in, version_for

Fault = tuple[str, str | Promise]
"""Field ("period", an outcome, "counts") and a sentence with what to do."""

TAKEN: Mapping[str, tuple[str, ...]] = {
    PeriodKind.TERM: (PeriodKind.TERM,),
    PeriodKind.YEAR: (PeriodKind.MONTH, PeriodKind.YEAR),
    PeriodKind.QUARTER: (PeriodKind.MONTH, PeriodKind.QUARTER),
    PeriodKind.MONTH: (PeriodKind.MONTH,),
}
"""Kind of a definition's period → kinds of period that counts may be sent for."""

_WRITE_SO: Mapping[str, str | Promise] = {
    PeriodKind.TERM: _("This indicator is counted by term. Write the term as 1/2568 or 2025-T1."),
    PeriodKind.YEAR: _(
        "This indicator is counted by month or by year. Write the month as 2568-01 or 2025-01, or "
        "the year as 2568 or 2025."
    ),
    PeriodKind.QUARTER: _(
        "This indicator is counted by month or by quarter. Write the month as 2568-01 or 2025-01, "
        "or the quarter as 2568-Q1 or 2025-Q1."
    ),
    PeriodKind.MONTH: _(
        "This indicator is counted by month. Write the month as 2568-01 or 2025-01."
    ),
}
_AHEAD = _("The period {period} has not begun yet. Check the year, Buddhist or Christian.")
_NOT_IN_FORCE = _(
    "No definition of this indicator was in force when the period {period} began. Check the year."
)
_UNKNOWN = _("The indicator's formula does not count “{outcome}”. It counts: {known}.")
_NOTHING = _("No numbers are given. Write the numbers of this period, or leave the row out.")


def definition_at(
    versions: Sequence[Definition], code: str, today: dt.date
) -> tuple[Definition, Period] | Fault:
    """The version in force when the period begins, of published ones with the newest first.

    `code` as `periods.parse_period` reads it. A fault of the field "period" where there is none.
    """
    newest = versions[0]
    try:
        found = version_for(versions, code)
        period = period_in(found or newest, code)
    except PeriodError:
        return "period", _WRITE_SO[newest.period_kind]
    if found is None:
        return "period", format_lazy(_NOT_IN_FORCE, period=label(period))
    if period.kind not in TAKEN[found.period_kind]:
        return "period", _WRITE_SO[found.period_kind]
    if period.starts_on > today:
        return "period", format_lazy(_AHEAD, period=label(period))
    return found, period


def count_faults(
    definition: Definition, counts: Mapping[str, object], labels: Mapping[str, str | Promise]
) -> list[Fault]:
    """Each outcome known, each number whole, possible and not negative.

    `labels`: outcome → how the sender sees it.
    """
    if not counts:
        return [("counts", _NOTHING)]
    known = formula_of(definition.formula).outcomes
    faults: list[Fault] = [
        (
            str(outcome)[:30],
            format_lazy(_UNKNOWN, outcome=str(outcome)[:30], known=", ".join(known)),
        )
        for outcome in counts
        if outcome not in known
    ]
    rest = {outcome: count for outcome, count in counts.items() if outcome in known}
    return faults + [(one.field, one.sentence) for one in check_counts(rest, labels)]

"""Which version of a definition counts: on a day, and for a period."""

import datetime as dt
from collections.abc import Iterable

from apps.kpi.models import Definition, Indicator
from apps.kpi.periods import Period, parse_period
from apps.kpi.refusals import NoDefinitionError
from apps.kpi.selectors.definitions import is_in_force


def period_in(definition: Definition, code: str) -> Period:
    """The period of this code, in the definition's kind of year. Raises PeriodError."""
    return parse_period(code, definition.year_kind)  # type: ignore[arg-type]


def version_for(versions: Iterable[Definition], code: str) -> Definition | None:
    """Of published versions the one in force when the period begins. Raises PeriodError."""
    return next((one for one in versions if is_in_force(one, period_in(one, code).starts_on)), None)


def published_of(indicator: Indicator) -> list[Definition]:
    """Its published versions, the newest first."""
    rows = Definition.objects.filter(indicator=indicator, state=Definition.State.PUBLISHED)
    return list(rows.order_by("-version"))


def definition_for(indicator: Indicator, code: str) -> Definition:
    """The version by which a period is counted. Raises NoDefinitionError, PeriodError."""
    found = version_for(published_of(indicator), code)
    if found is None:
        raise NoDefinitionError
    return found


def latest_versions(on: dt.date, code: str = "") -> dict[int, Definition]:
    """Active indicator's id → the newest version that had begun on that day, else its first one.

    In the order of the indicators; one of them where `code` names it.
    """
    rows = Definition.objects.filter(state=Definition.State.PUBLISHED, indicator__is_active=True)
    if code:
        rows = rows.filter(indicator__code=code)
    found: dict[int, Definition] = {}
    for each in rows.select_related("indicator").order_by(
        "indicator__position", "indicator__code", "version"
    ):
        if each.valid_from <= on or each.indicator_id not in found:
            found[each.indicator_id] = each
    return found

"""Which groups of answers may be told beside each other, so that no difference tells of a few.

Answers lie in cells of service and month. Told are sums: of everything, of fiscal years, of months,
of services. Whoever subtracts them from each other must always be left with many answers or none.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from apps.kpi.periods import Period, parse_period, period_at
from apps.kpi.survey_items import LEAST_ANSWERS

Cell = tuple[str, str]
"""Service and month."""


def shown_groups(sizes: Mapping[str, int], least: int = LEAST_ANSWERS) -> set[str]:
    """Groups that may stand beside their sum.

    None is smaller than `least`, and neither is what is left of the sum without them: else the
    difference would tell what the small ones hide.
    """
    shown = {name for name, size in sizes.items() if size >= least}
    rest = sum(size for name, size in sizes.items() if name not in shown)
    while shown and 0 < rest < least:
        smallest = min(shown, key=lambda name: (sizes[name], name))
        shown.remove(smallest)
        rest += sizes[smallest]
    return shown


def may_tell(
    sizes: Mapping[Cell, int],
    *,
    period: Period | None = None,
    service: str = "",
    least: int = LEAST_ANSWERS,
) -> bool:
    """Whether the sum of a period, a service, or both may be told. sizes: answers of each cell.

    Years stand beside everything, months beside the year that is told, services beside everything.
    A service within a period is told only where no cell of service and period is small: then there
    is nothing to hide in the whole table.
    """
    if service and period is not None:
        table = _sums(sizes, lambda cell: (cell[0], _part(cell[1], period)))
        return (
            all(size >= least for size in table.values() if size)
            and table[service, period.code] >= least
            and may_tell(sizes, period=period, least=least)
        )
    if service:
        return service in shown_groups(_sums(sizes, lambda cell: cell[0]), least)
    return _tells_period(_sums(sizes, lambda cell: cell[1]), period, least)


def _tells_period(months: Mapping[str, int], period: Period | None, least: int) -> bool:
    if period is None:
        return sum(months.values()) >= least
    years = _sums(months, year_of)
    if period.kind != "month":
        return period.code in shown_groups(years, least)
    year = year_of(period.code)
    same = {month: size for month, size in months.items() if year_of(month) == year}
    return year in shown_groups(years, least) and period.code in shown_groups(same, least)


def year_of(month: str) -> str:
    """Code of the fiscal year in which a month lies."""
    return period_at(parse_period(month).starts_on, "year", "fiscal").code


def _part(month: str, period: Period) -> str:
    return month if period.kind == "month" else year_of(month)


def _sums(sizes: Mapping[Any, int], key: Callable[[Any], Any]) -> Counter[Any]:
    found: Counter[Any] = Counter()
    for cell, size in sizes.items():
        found[key(cell)] += size
    return found


def is_told_period(period: Period) -> bool:
    """Months and fiscal years: sums of other periods would lie across these."""
    return period.kind == "month" or (period.kind == "year" and period.year_kind == "fiscal")

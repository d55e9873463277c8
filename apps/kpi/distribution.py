"""The network's distribution of an indicator: quartiles and a place in words, never an ordinal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SMALLEST_GROUP = 5
"""Of fewer institutions a summary would tell single values."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """n: institutions that have a value. The others in the unit of the values."""

    n: int
    minimum: Decimal
    q1: Decimal
    median: Decimal
    q3: Decimal
    maximum: Decimal


class Place(StrEnum):
    """Where a value stands among the quarters of the others."""

    LOWER_QUARTER = "lower_quarter"
    BELOW_MIDDLE = "below_middle"
    MIDDLE = "middle"
    ABOVE_MIDDLE = "above_middle"
    UPPER_QUARTER = "upper_quarter"

    @property
    def label(self) -> Promise:
        return _LABELS[self]


_LABELS = {
    Place.LOWER_QUARTER: _("in the lower quarter"),
    Place.BELOW_MIDDLE: _("in the middle half, below the median"),
    Place.MIDDLE: _("at the median"),
    Place.ABOVE_MIDDLE: _("in the middle half, above the median"),
    Place.UPPER_QUARTER: _("in the upper quarter"),
}


def summarise(
    values: Iterable[Decimal | None], *, smallest: int = SMALLEST_GROUP
) -> Distribution | None:
    """Return the summary of the values that are there; None for fewer than ``smallest``.

    Quartiles are interpolated as spreadsheets do (QUARTILE.INC; type 7 of R. J. Hyndman and Y. Fan,
    The American Statistician 50, 1996), so that a reader can recompute them.
    """
    ordered = sorted(value for value in values if value is not None)
    if not ordered or len(ordered) < smallest:
        return None
    q1, median, q3 = (_quantile(ordered, quarter) for quarter in (1, 2, 3))
    return Distribution(len(ordered), ordered[0], q1, median, q3, ordered[-1])


def place(value: Decimal | None, distribution: Distribution | None) -> Place | None:
    """Return where the value stands; None without a value or a distribution.

    A value on the edge of a quarter belongs to the middle half. "Lower" speaks of the value alone:
    whether that is good, the definition says.
    """
    if value is None or distribution is None:
        return None
    if value == distribution.median:
        return Place.MIDDLE
    if value < distribution.median:
        return Place.LOWER_QUARTER if value < distribution.q1 else Place.BELOW_MIDDLE
    return Place.UPPER_QUARTER if value > distribution.q3 else Place.ABOVE_MIDDLE


def median_of(values: Sequence[Decimal]) -> Decimal:
    """Return the median of at least one value."""
    return _quantile(sorted(values), 2)


def _quantile(ordered: Sequence[Decimal], quarters: int) -> Decimal:
    whole, rest = divmod((len(ordered) - 1) * quarters, 4)
    low = ordered[whole]
    if not rest:
        return low
    return low + (ordered[whole + 1] - low) * rest / 4

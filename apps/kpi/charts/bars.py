"""Horizontal bars with their values: answers of a survey from 5 to 1, stages of a service."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from apps.kpi.charts.chart import Bar, Bars, Caption, Chart, Text, tabled
from apps.kpi.charts.numbers import count_text, value_text


@dataclass(frozen=True, slots=True)
class Amount:
    """One bar, in the order given: answers, persons, papers."""

    label: Text
    count: int


def share_bars(amounts: Sequence[Amount], caption: Caption, *, what: Text) -> Chart:
    """Counts as parts of their sum: each with its share in percent ("No data" where all are 0).

    what: head of the labels' column ("Answer"). Raises ValueError for a negative count.
    """
    counts = [amount.count for amount in amounts]
    if min(counts, default=0) < 0:
        raise ValueError("counts are never negative")
    total = sum(counts)
    rows = []
    for amount in amounts:
        share = Decimal(100 * amount.count) / total if total else None
        texts = (count_text(amount.count), value_text(share))
        rows.append(Bar(str(amount.label), float(share or 0), texts))
    columns = (str(what), _("Count"), _("Share"))
    return tabled(caption, bars=Bars(columns, tuple(rows)))


@dataclass(frozen=True, slots=True)
class Measured:
    """One bar with a value of its own: working days of a stage, a value of a campus."""

    label: Text
    value: Decimal | None


def value_bars(
    values: Sequence[Measured],
    caption: Caption,
    *,
    what: Text,
    unit: str = "%",
    longest: Decimal | None = None,
) -> Chart:
    """Values (≥ 0) as lengths from 0. `longest`: the full length, else the largest value.

    Raises ValueError for a negative value.
    """
    known = [one.value for one in values if one.value is not None]
    if known and min(known) < 0:
        raise ValueError("a bar begins at zero")
    full = max([*known, longest or Decimal(0)])
    rows = [
        Bar(
            str(one.label),
            float(100 * (one.value or 0) / full) if full else 0.0,
            (value_text(one.value, unit),),
        )
        for one in values
    ]
    return tabled(caption, bars=Bars((str(what), _("Value")), tuple(rows)))

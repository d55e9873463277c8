"""Figures of several institutions taken together, as if all their records were one pile."""

from collections.abc import Sequence
from decimal import Decimal

from apps.kpi.formulas import HUNDRED, Figure


def pooled(figures: Sequence[Figure]) -> Figure:
    """Return the figure of all records together; figures without a value add nothing.

    Of a mean the spread is put together from each one's own spread and from how far its value lies
    from the common one, which gives what the single answers would give. None for an institution
    with two answers or more, and no spread, leaves the whole without one.
    """
    known = [figure for figure in figures if figure.value is not None]
    numerator = sum(figure.numerator for figure in known)
    denominator = sum(figure.denominator for figure in known)
    n = sum(figure.n for figure in known)
    value = HUNDRED * numerator / denominator if denominator else None
    if value is None or all(figure.is_share for figure in known):
        return Figure(numerator, denominator, value, n)
    return Figure(numerator, denominator, value, n, _spread(known, value, n))


def _spread(figures: Sequence[Figure], centre: Decimal, n: int) -> Decimal | None:
    if n < 2 or any(figure.spread is None and figure.n > 1 for figure in figures):
        return None
    squares = Decimal(0)
    for figure in figures:
        own = figure.value or Decimal(0)
        squares += (figure.n - 1) * (figure.spread or Decimal(0)) ** 2
        squares += figure.n * (own - centre) ** 2
    return (squares / (n - 1)).sqrt()

"""Figures as they are read: rounded here and nowhere before."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

HARD_SPACE = "\u00a0"
EXACT = 2
"""Decimals where numerator and denominator stand beside a value; charts and tiles have one."""


def rounded(value: Decimal, decimals: int = 1) -> str:
    """Half up, thousands with commas: 1,234.5."""
    return f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,}"


def value_text(value: Decimal | None, unit: str = "%", decimals: int = 1) -> str:
    """93.4 % with a space that no line breaks at; 93.4 without a unit; words for no value."""
    if value is None:
        return _("No data")
    return f"{rounded(value, decimals)}{HARD_SPACE}{unit}" if unit else rounded(value, decimals)


def decimals_apart(first: Decimal, second: Decimal) -> int:
    """One decimal; more where two values that differ would read alike: never “99.2 to 99.2”."""
    alike = first != second and rounded(first) == rounded(second)
    return EXACT if alike else 1


def tick_texts(values: Sequence[Decimal]) -> tuple[str, ...]:
    """All with the same number of decimals, as few as tell them exactly."""
    exponents = [value.normalize().as_tuple().exponent for value in values]
    decimals = max((-one for one in exponents if isinstance(one, int)), default=0)
    return tuple(rounded(value, max(decimals, 0)) for value in values)


def count_text(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"

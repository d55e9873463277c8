"""How a histogram of outcomes becomes a figure: named functions with parameters, never text.

A histogram maps an outcome to the number of records that had it. A share knows "good", "bad" and
"open" (due later, or not yet decided); a five-point question knows "1" to "5".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.kpi.errors import (
    CountsError,
    ParameterError,
    UnknownFormulaError,
    UnknownOutcomeError,
    UnknownParameterError,
)

HUNDRED = Decimal(100)
HIGHEST_POINT = 5
"""A satisfaction question is answered from 1 to 5, as is the custom in Thai surveys."""

Kind = Literal["share", "mean"]


@dataclass(frozen=True, slots=True)
class Figure:
    """What a formula gives.

    ``value``: percent, unrounded; None where the denominator is 0, which is no data and never 0 %.
    ``n``: records that count. ``spread``: sample standard deviation of single answers in percent
    of the scale; None for shares and for fewer than two answers.
    """

    numerator: int
    denominator: int
    value: Decimal | None
    n: int
    spread: Decimal | None = None

    @property
    def is_share(self) -> bool:
        """True where each record counts once in the denominator; a mean counts its points."""
        return self.denominator == self.n


@dataclass(frozen=True, slots=True)
class Parameter:
    """A whole number from ``low`` to ``high`` that a definition may set."""

    code: str
    label: Promise
    default: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Formula:
    """``kind`` chooses the limits of the funnel: binomial for a share, normal for a mean."""

    code: str
    label: Promise
    outcomes: tuple[str, ...]
    kind: Kind
    compute: Callable[[Mapping[str, int], Mapping[str, int]], Figure]
    parameters: tuple[Parameter, ...] = ()


def evaluate(formula: str, parameters: Mapping[str, object], counts: Mapping[str, int]) -> Figure:
    """Apply the formula. An outcome that is not named counts 0; a parameter has its default.

    Raises UnknownFormulaError, UnknownOutcomeError, UnknownParameterError, ParameterError and
    CountsError (a count that is negative or not a whole number).
    """
    chosen = formula_of(formula)
    for outcome, count in counts.items():
        if outcome not in chosen.outcomes:
            raise UnknownOutcomeError(outcome, chosen.outcomes)
        if not is_count(count):
            raise CountsError
    full = {outcome: counts.get(outcome, 0) for outcome in chosen.outcomes}
    return chosen.compute(full, read_parameters(chosen, parameters))


def formula_of(code: str) -> Formula:
    """Raises UnknownFormulaError."""
    if code not in FORMULAS:
        raise UnknownFormulaError(code, tuple(FORMULAS))
    return FORMULAS[code]


def read_parameters(formula: Formula, given: Mapping[str, object]) -> dict[str, int]:
    """Return every parameter with its value. Raises UnknownParameterError and ParameterError."""
    known = {one.code: one for one in formula.parameters}
    for code in given:
        if code not in known:
            raise UnknownParameterError(code)
    return {code: _whole(given.get(code, one.default), one) for code, one in known.items()}


def share_counts(numerator: int, denominator: int) -> dict[str, int]:
    """Return the histogram of a share that was entered as numerator and denominator.

    Raises CountsError where there is none: negative, or more good ones than all.
    """
    if not (is_count(numerator) and is_count(denominator) and numerator <= denominator):
        raise CountsError
    return {"good": numerator, "bad": denominator - numerator}


def is_count(value: object) -> bool:
    """True for a whole number, 0 or more; True and False are no numbers here."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def shown(value: Decimal | None, places: int = 2) -> str:
    """Return a figure as people read it: rounded half up, or "No data" where there is none."""
    if value is None:
        return gettext("No data")
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return str(abs(rounded) if rounded.is_zero() else rounded)


def mean_points(figure: Figure) -> Decimal | None:
    """Return the mean answer on the scale of five, unrounded, from a figure of a mean."""
    return None if figure.value is None else figure.value * HIGHEST_POINT / HUNDRED


def _whole(value: object, parameter: Parameter) -> int:
    low, high = parameter.low, parameter.high
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ParameterError(parameter.code, low, high)
    return value


def _percent(part: int, whole: int) -> Decimal | None:
    return HUNDRED * part / whole if whole else None


def _share(counts: Mapping[str, int], _parameters: Mapping[str, int]) -> Figure:
    good, n = counts["good"], counts["good"] + counts["bad"]
    return Figure(good, n, _percent(good, n), n)


def _mean_of_scale(counts: Mapping[str, int], _parameters: Mapping[str, int]) -> Figure:
    n = sum(counts.values())
    points = sum(int(point) * count for point, count in counts.items())
    return Figure(
        points, HIGHEST_POINT * n, _percent(points, HIGHEST_POINT * n), n, _spread(counts)
    )


def _spread(counts: Mapping[str, int]) -> Decimal | None:
    n = sum(counts.values())
    if n < 2:
        return None
    total = sum(int(point) * count for point, count in counts.items())
    squares = sum(int(point) ** 2 * count for point, count in counts.items())
    # in whole numbers up to the one division, so that nothing is lost for many equal answers
    variance = Decimal(n * squares - total**2) / (n * (n - 1))
    return variance.sqrt() * HUNDRED / HIGHEST_POINT


def _top_boxes(counts: Mapping[str, int], parameters: Mapping[str, int]) -> Figure:
    n = sum(counts.values())
    high = sum(count for point, count in counts.items() if int(point) >= parameters["from"])
    return Figure(high, n, _percent(high, n), n)


_SHARE = ("good", "bad", "open")
_POINTS = tuple(str(point) for point in range(1, HIGHEST_POINT + 1))

FORMULAS: dict[str, Formula] = {
    one.code: one
    for one in (
        Formula("share", _("Good ones out of all that were decided"), _SHARE, "share", _share),
        Formula(
            "mean_of_scale",
            _("Mean answer as a share of the highest answer"),
            _POINTS,
            "mean",
            _mean_of_scale,
        ),
        Formula(
            "top_boxes",
            _("Share of the high answers"),
            _POINTS,
            "share",
            _top_boxes,
            (Parameter("from", _("Lowest answer that counts as high"), 4, 1, HIGHEST_POINT),),
        ),
    )
}

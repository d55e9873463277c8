"""What can be refused here, each with its remedy."""

from collections.abc import Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.core.errors import InvalidError


class UnknownFormulaError(InvalidError):
    """`data["known"]`: the codes of the formulas that there are."""

    code = "formula_unknown"

    def __init__(self, formula: str, known: Sequence[str]) -> None:
        message = format_lazy(
            _("There is no formula “{formula}”. Choose one of: {known}."),
            formula=formula,
            known=", ".join(known),
        )
        super().__init__(message, data={"formula": formula, "known": list(known)})


class UnknownOutcomeError(InvalidError):
    """`data["known"]`: the outcomes that the formula counts."""

    code = "outcome_unknown"

    def __init__(self, outcome: str, known: Sequence[str]) -> None:
        message = format_lazy(
            _("The formula does not count “{outcome}”. It counts: {known}."),
            outcome=outcome,
            known=", ".join(known),
        )
        super().__init__(message, data={"outcome": outcome, "known": list(known)})


class ParameterError(InvalidError):
    code = "formula_parameter"

    def __init__(self, parameter: str, low: int, high: int) -> None:
        message = format_lazy(
            _("The formula's parameter “{parameter}” must be a whole number from {low} to {high}."),
            parameter=parameter,
            low=low,
            high=high,
        )
        super().__init__(message, data={"parameter": parameter, "low": low, "high": high})


class UnknownParameterError(InvalidError):
    code = "formula_parameter_unknown"

    def __init__(self, parameter: str) -> None:
        message = format_lazy(
            _("The formula has no parameter “{parameter}”. Take it away."), parameter=parameter
        )
        super().__init__(message, data={"parameter": parameter})


class CountsError(InvalidError):
    code = "counts_invalid"
    message = _(
        "The counts do not fit together: each must be a whole number, 0 or more, and a part cannot "
        "be larger than its whole."
    )


class LevelsError(InvalidError):
    code = "levels_invalid"
    message = _(
        "The five levels must all differ and go in one direction, for example 80, 85, 90, 95, 100."
    )


class PeriodError(InvalidError):
    """`data["period"]`: what was asked for."""

    code = "period_invalid"
    message = _(
        "The period cannot be read. Write a term as 2025-T1, a quarter as 2025-Q1, a month as "
        "2025-08 or a year as 2025, with the Christian year."
    )

    def __init__(self, period: str) -> None:
        super().__init__(data={"period": period[:20]})

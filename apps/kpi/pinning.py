"""Which values of a figure can be sent back, by the names that returns and versions use."""

from collections.abc import Iterable

from apps.kpi.formulas import formula_of

SHARE = ("numerator", "denominator")
COUNTS, EVIDENCE, REASONS = "counts:", "evidence:", "overrides:"


def pinnable_fields(formula: str, criteria: Iterable[str], overrides: Iterable[str]) -> list[str]:
    """In the order of the page: "numerator" or "counts:5", "narrative", "overrides:change",
    "evidence:E1".

    criteria: codes; overrides: keys of findings. A reason for missing evidence is sent back with
    the evidence itself. Raises UnknownFormulaError.
    """
    outcomes = formula_of(formula).outcomes
    numbers = SHARE if "good" in outcomes else [f"{COUNTS}{each}" for each in reversed(outcomes)]
    reasons = [f"{REASONS}{key}" for key in overrides if ":" not in key]
    files = [f"{EVIDENCE}{code}" for code in criteria]
    return [*numbers, "narrative", *reasons, *files]

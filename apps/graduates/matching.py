"""Comparing what an applicant's paper says with what a school certified.

Names and dates are compared as everywhere (`apps.core.matching`); here is what ปพ.1 adds.
"""

from decimal import Decimal
from typing import Literal

from apps.core.matching import (
    Agreement,
    FieldAgreement,
    NameAgreement,
    PersonName,
    compare_births,
    compare_codes,
    compare_dates,
    compare_decimals,
    compare_names,
)
from apps.graduates.deciding import (
    EntryKind,
    MatchFacts,
    Outcome,
    RosterState,
    decide,
    entry_precedence,
)

__all__ = [
    "Agreement",
    "EntryKind",
    "FieldAgreement",
    "MatchFacts",
    "NameAgreement",
    "Outcome",
    "PersonName",
    "RosterState",
    "compare_births",
    "compare_dates",
    "compare_gpax",
    "compare_names",
    "compare_por1",
    "decide",
    "entry_precedence",
]


def compare_gpax(
    claimed: Decimal | None, recorded: Decimal | None, *, terms: Literal[5, 6] = 6
) -> Agreement:
    """Compare GPAX to the second decimal. One of five terms is not that of the whole course."""
    return compare_decimals(claimed, recorded) if terms == 6 else "not_given"


def compare_por1(claimed: tuple[str, str], recorded: tuple[str, str]) -> Agreement:
    """Compare set and number of ปพ.1; zeros at the beginning count for nothing.

    A part that is missing on either side was not compared.
    """
    pairs = [compare_codes(ours, theirs) for ours, theirs in zip(claimed, recorded, strict=True)]
    if "differ" in pairs:
        return "differ"
    return "agree" if "agree" in pairs else "not_given"

"""How many credits a student takes in one term, at home and elsewhere together."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

MOST_HOME_CREDITS = Decimal(60)
"""More than anybody takes in one term: a number above it is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class LoadCheck:
    """Credits of the term with the new course, the cap in force (None = no cap), the verdict."""

    total: Decimal
    cap: Decimal | None
    within: bool


def check_load(registered: Iterable[Decimal], new: Decimal, cap: Decimal | None) -> LoadCheck:
    """Add a course to what is registered in the term. The cap itself is still allowed.

    The cap is a dated row of the home institution's policy; 15 credits a term in all is usual.
    """
    total = sum(registered, start=new)
    return LoadCheck(total, cap, within=cap is None or total <= cap)

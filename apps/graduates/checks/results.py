"""What the row says of the results: credits, decision, approval, number of the transcript."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Literal

from apps.core.thai.dates import parse_date
from apps.intake.persons.studies import check_code
from apps.intake.persons.values import FINE, Read, decimal_of, text_of
from apps.intake.reading import Cell

Decision = Literal["graduated", "not_graduated", ""]

_CREDITS_MAX = Decimal(300)
_SCHOOL_YEAR_BEGINS = (5, 1)
_DECISIONS: dict[str, Decision] = {
    **dict.fromkeys(
        ("จบ", "จบการศึกษา", "จบหลักสูตร", "สำเร็จการศึกษา", "อนุมัติจบ", "ผ่าน", "graduated"),
        "graduated",
    ),
    **dict.fromkeys(
        ("ไม่จบ", "ไม่จบการศึกษา", "ไม่จบหลักสูตร", "ไม่สำเร็จการศึกษา", "ไม่อนุมัติ", "ไม่ผ่าน", "not graduated"),
        "not_graduated",
    ),
}  # fmt: skip


def check_credits(cell: Cell) -> Read[Decimal | None]:
    """Rules credits_unreadable, credits_out_of_range."""
    if text_of(cell) == "":
        return None, FINE
    credits_ = decimal_of(cell)
    if credits_ is None:
        return None, ("credits_unreadable",)
    if credits_ > _CREDITS_MAX or credits_ != credits_.quantize(Decimal("0.1")):
        return None, ("credits_out_of_range",)
    return credits_.quantize(Decimal("0.1")), FINE


def check_decision(cell: Cell) -> Read[Decision]:
    """Rules decision_missing, decision_unknown."""
    text = text_of(cell).casefold()
    decision = _DECISIONS.get(text, "")
    if decision:
        return decision, FINE
    return "", ("decision_unknown" if text else "decision_missing",)


def approval_check(academic_year: int, today: dt.date) -> Callable[[Cell], Read[dt.date | None]]:
    """Return the check of approval dates (rules approved_*) for a school year (Christian)."""
    begins = dt.date(academic_year, *_SCHOOL_YEAR_BEGINS)

    def check(cell: Cell) -> Read[dt.date | None]:
        parsed = parse_date(cell)
        if parsed.problem == "missing":
            return None, FINE
        if parsed.value is None:
            return None, ("approved_unreadable",)
        if parsed.value > today:
            return None, ("approved_in_future",)
        return parsed.value, ("approved_before_year",) if parsed.value < begins else FINE

    return check


def check_por1(cell: Cell) -> Read[str]:
    """Rules code_too_long, por1_zeros_lost: set and number of ปพ.1 have leading zeros."""
    code, rules = check_code(cell)
    if not rules and code and isinstance(cell, float | int):
        return code, ("por1_zeros_lost",)
    return code, rules

"""The data of a letter: what a template under templates/documents/ may ask for."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

Outcome = Literal[
    "confirmed",
    "mismatch",
    "studying",
    "not_graduated",
    "not_in_roster",
    "roster_missing",
    "withheld",
    "ambiguous",
]
"""Outcomes of a verification in the order in which a letter counts them (product: M.6 roster)."""

Field = Literal[
    "person_id",
    "name",
    "birth_date",
    "school",
    "year",
    "por1_set",
    "por1_number",
    "approved_on",
    "gpax",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """`acting_for`: the post on whose behalf the signer acts (ปฏิบัติการแทน), or ''."""

    name: str
    post: str
    acting_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContext:
    """What every official letter carries. Plain text throughout; the templates escape it.

    number: the letter's number in the issuer's own register, '' where it keeps none
    signer: None for a letter that the system issues without a signature
    verify_url: full address with the code, for the QR; verify_address: the short one to be typed
    code: ungrouped; pin: six digits
    """

    office_name: str
    office_address: tuple[str, ...]
    contact: tuple[str, ...]
    number: str
    date: dt.date
    subject: str
    to: str
    references: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    signer: Signer | None = None
    serial: str
    code: str
    pin: str
    verify_url: str
    verify_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationRow:
    """One applicant. `masked_id` is masked already; `academic_year` is Christian (2567 → 2024).

    agreeing, differing: the fields compared; as_of: the date of the roster that decided, if any
    """

    name: str
    masked_id: str
    school: str
    academic_year: int
    outcome: Outcome
    agreeing: tuple[Field, ...] = ()
    differing: tuple[Field, ...] = ()
    as_of: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationRequest:
    """Who asked, why, and under which case of their own; `asked_on` in local time."""

    officer: str
    institution: str
    purpose: str
    case: str
    asked_on: dt.date


def graduate_verification_context(
    *,
    letter: LetterContext,
    request: VerificationRequest,
    rows: tuple[VerificationRow, ...],
) -> dict[str, object]:
    """The context of documents/graduate_verification.html. `rows` in the order asked, at least one.

    Counts and meanings are given for the outcomes that occur, in the order of `Outcome`.
    """
    if not rows:
        raise ValueError("a letter of verification needs at least one applicant")
    counts = [
        (outcome, sum(row.outcome == outcome for row in rows)) for outcome in get_args(Outcome)
    ]
    return {
        "letter": letter,
        "request": request,
        "rows": rows,
        "counts": [(outcome, number) for outcome, number in counts if number],
    }

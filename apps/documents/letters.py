"""The data of a letter: what a template under templates/documents/ may ask for."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

from apps.documents.papers.letter_words import LETTER
from apps.documents.papers.sentences import Sentence
from apps.documents.papers.verification_words import (
    FIELDS,
    MEANINGS,
    OUTCOMES,
    WORDS,
    opening,
    result_follows,
)
from apps.documents.papers.wording import day_text, figures, short_day, year_text
from apps.documents.rendering import Language

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
    """What every official letter carries, in its language. Plain text; the templates escape it.

    number: the letter's number in the issuer's own register of letters, as written there; '' where
        none was given: its place then stays, to be filled in by hand
    number_begins: the part of such numbers that is always the same, '' where the office set none
    references: what is answered; a text, or a sentence whose numbers are kept whole
    signer: None for a letter that the system issues without a signature
    garuda: leave the place of the ครุฑ at the top; only where the institution may use it
    contact: lines at the foot of the first page; phone, email: of the office, added to them
    verify_url: full address with the code, for the QR; verify_address: the short one to be typed
    code: ungrouped; pin: six digits
    """

    office_name: str
    office_address: tuple[str, ...]
    contact: tuple[str, ...]
    number: str
    number_begins: str = ""
    date: dt.date
    subject: str
    to: str
    references: tuple[str | Sentence, ...] = ()
    enclosures: tuple[str, ...] = ()
    signer: Signer | None = None
    garuda: bool = False
    phone: str = ""
    email: str = ""
    serial: str
    code: str
    pin: str
    verify_url: str
    verify_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationRow:
    """One applicant. `masked_id` is masked already; `academic_year` is Christian (2567 → 2024),
    0 where none was given.

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
    language: Language = "th",
) -> dict[str, object]:
    """The context of documents/graduate_verification.html. `rows` in the order asked, at least one.

    Counts and meanings are given for the outcomes that occur, in the order of `Outcome`.
    """
    if not rows:
        raise ValueError("a letter of verification needs at least one applicant")
    number = figures(len(rows), language)
    return {
        "letter": letter,
        "words": {**LETTER[language], **WORDS[language]},
        "opening": opening(
            institution=request.institution,
            officer=request.officer,
            purpose=request.purpose,
            case=request.case,
            asked_on=day_text(request.asked_on, language),
            number=number,
            language=language,
        ),
        "follows": result_follows(letter.office_name, alone=len(rows) == 1, language=language),
        "lines": [_line(at, row, language) for at, row in enumerate(rows, start=1)],
        "counts": _counts(rows, language),
        "total": number,
    }


def _counts(rows: tuple[VerificationRow, ...], language: Language) -> list[dict[str, object]]:
    counted = [(code, sum(row.outcome == code for row in rows)) for code in get_args(Outcome)]
    return [
        {
            "outcome": OUTCOMES[language][code],
            "number": figures(number, language),
            "meaning": MEANINGS[language][code],
        }
        for code, number in counted
        if number
    ]


def _line(at: int, row: VerificationRow, language: Language) -> dict[str, object]:
    fields = FIELDS[language]
    return {
        "number": figures(at, language),
        "name": row.name,
        "masked_id": row.masked_id,
        "school": row.school,
        "year": year_text(row.academic_year, language) if row.academic_year else "–",
        "outcome": OUTCOMES[language][row.outcome],
        "meaning": MEANINGS[language][row.outcome],
        "agreeing": [fields[one] for one in row.agreeing],
        "differing": [fields[one] for one in row.differing],
        "as_of": day_text(row.as_of, language) if row.as_of else "",
        "as_of_short": short_day(row.as_of, language) if row.as_of else "–",
    }

"""A holder's reply to a qualification check: one person in the letter, several in an annex. Pure.

The register's own values stand on the paper only where the holder chose to tell them: `told` in a
comparison, and degree, major, faculty and days in a row, which are left empty otherwise.
"""

import datetime as dt
import json
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from apps.documents.content import PaperContent
from apps.documents.details import PaperDetail
from apps.documents.letters import LetterContext
from apps.documents.papers.letter_words import LETTER
from apps.documents.papers.qualification_sentences import (
    basis_sentence,
    finding_sentence,
    opening_sentence,
)
from apps.documents.papers.qualification_words import CLOSINGS, FIELDS, MEANINGS, WORDS
from apps.documents.papers.wording import case_text, day_text, figures, short_day
from apps.documents.rendering import Attachment, Language

TEMPLATE = "documents/qualification_reply.html"
TEMPLATE_VERSION = "1"

Closing = Literal[
    "confirmed",
    "confirmed_with_differences",
    "not_found",
    "attended_not_conferred",
    "completed_awaiting_council",
    "needs_documents",
    "unable_to_confirm",
]
"""Closing codes of a check, in the order in which a letter counts them."""

QualificationField = Literal[
    "name",
    "former_name",
    "person_id",
    "birth_date",
    "student_code",
    "degree",
    "major",
    "faculty",
    "level",
    "academic_year",
    "completed_on",
    "approved_on",
    "honours",
    "gpax",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One field. asked: as the asker claimed it, ready to print (identifiers masked, dates worded);
    told: the register's value where it differs and the holder chose to tell it, else ''
    """

    field: QualificationField
    asked: str
    agrees: bool
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the register held when it was asked: Christian academic years, and in words of the
    paper's language what part (campus, level), '' for the whole institution.
    """

    first_year: int
    last_year: int
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationRow:
    """One person. name: as asked, with title; masked_id: masked already, '' where none was given

    holder: the university that holds the degree, '' where it answers itself
    degree, major, faculty, completed_on, approved_on: what the holder states; '' or None if not
    compared: every field that was compared; as_of: the day of the data that decided
    coverage: None where staff searched the institution's papers and no register covers the year
    documents: what is asked for (closing needs_documents); note: what the officer adds
    """

    name: str
    masked_id: str = ""
    student_code: str = ""
    holder: str = ""
    closing: Closing
    degree: str = ""
    major: str = ""
    faculty: str = ""
    completed_on: dt.date | None = None
    approved_on: dt.date | None = None
    compared: tuple[Compared, ...] = ()
    as_of: dt.date
    coverage: Coverage | None = None
    documents: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationRequest:
    """Who asked, why, on what legal basis, under which case; in the paper's language."""

    officer: str
    institution: str
    purpose: str
    case: str
    asked_on: dt.date
    legal_basis: str = ""


Rows = tuple[QualificationRow, ...]
COUNTED = frozenset({"birth_date", "academic_year", "completed_on", "approved_on", "gpax"})
"""Fields whose figures are dates and amounts: Thai ones on a Thai paper. Codes stay as written."""


def qualification_subject(language: Language) -> str:
    return WORDS[language]["subject_of_reply"]


def qualification_context(
    *, letter: LetterContext, request: QualificationRequest, rows: Rows, language: Language
) -> dict[str, object]:
    """The context of documents/qualification_reply.html. `rows` in the order asked, at least one.

    Counts are given for the closings that occur, in the order of `Closing`; `tells_days`: a day of
    completion is stated of somebody, so the annex has a column of them.
    """
    if not rows:
        raise ValueError("a reply to a qualification check needs at least one person")
    return {
        "letter": letter,
        "words": {**LETTER[language], **WORDS[language]},
        "tells_days": any(row.completed_on for row in rows),
        "opening": opening_sentence(request, len(rows), language),
        "lines": [_line(at, row, letter, language) for at, row in enumerate(rows, start=1)],
        "bases": list(dict.fromkeys(basis_sentence(row, language) for row in rows)),
        "counts": _counts(rows, language),
        "total": figures(len(rows), language),
    }


def _counts(rows: Rows, language: Language) -> list[dict[str, str]]:
    counted = [(code, sum(row.closing == code for row in rows)) for code in get_args(Closing)]
    return [
        {
            "closing": CLOSINGS[language][code],
            "number": figures(number, language),
            "meaning": MEANINGS[language][code],
        }
        for code, number in counted
        if number
    ]


def _line(
    at: int, row: QualificationRow, letter: LetterContext, language: Language
) -> dict[str, object]:
    fields, words = FIELDS[language], WORDS[language]
    return {
        "number": figures(at, language),
        "name": row.name,
        "masked_id": row.masked_id,
        "student_code": row.student_code,
        "stated": tuple(filter(None, (row.degree, row.major, row.faculty, row.holder))),
        "completed_on": short_day(row.completed_on, language) if row.completed_on else "",
        "closing": CLOSINGS[language][row.closing],
        "finding": finding_sentence(row, letter.office_name, language),
        "basis": basis_sentence(row, language),
        "differs": row.closing == "confirmed_with_differences",
        "compared": [
            {
                "field": fields[one.field],
                "asked": _figured(one.field, one.asked, language),
                "result": words["agrees"] if one.agrees else words["differs"],
                "agrees": one.agrees,
                "told": _figured(one.field, one.told, language),
            }
            for one in row.compared
        ],
        "differing": [fields[one.field] for one in row.compared if not one.agrees],
        "agreeing": [fields[one.field] for one in row.compared if one.agrees],
        "tells": any(one.told for one in row.compared),
        "documents": row.documents,
        "note": row.note,
        "as_of": short_day(row.as_of, language),
    }


def _figured(field: QualificationField, value: str, language: Language) -> str:
    return figures(value, language) if field in COUNTED else value


def qualification_data(
    *, letter: LetterContext, request: QualificationRequest, rows: Rows
) -> dict[str, Any]:
    """The same for machines: codes, ISO dates, Christian years; identifiers masked as on paper."""
    return {
        "serial": letter.serial,
        "kind": "qualification_reply",
        "number": letter.number,
        "issued_on": letter.date.isoformat(),
        "request": asdict(request) | {"asked_on": request.asked_on.isoformat()},
        "persons": [
            asdict(row)
            | {
                "ordinal": at,
                "completed_on": row.completed_on.isoformat() if row.completed_on else None,
                "approved_on": row.approved_on.isoformat() if row.approved_on else None,
                "as_of": row.as_of.isoformat(),
            }
            for at, row in enumerate(rows, start=1)
        ],
    }


def qualification_detail(
    *, request: QualificationRequest, rows: Rows, language: Language
) -> PaperDetail:
    """What the PIN opens at the public check."""
    words = WORDS[language]
    columns = ("number_word", "person", "identifier", "degree", "closing_code", "as_of")
    facts = (
        (words["asked_by"], request.institution),
        (words["case"], case_text(request.case, language)),
        (words["asked_on"], day_text(request.asked_on, language)),
    )
    return PaperDetail(
        facts=tuple(fact for fact in facts if fact[1]),
        columns=tuple(words[column] for column in columns),
        rows=tuple(
            (
                str(at),
                row.name,
                row.masked_id or "–",
                ", ".join(filter(None, (row.degree, row.holder))) or "–",
                CLOSINGS[language][row.closing],
                day_text(row.as_of, language),
            )
            for at, row in enumerate(rows, start=1)
        ),
    )


def qualification_content(
    *, letter: LetterContext, request: QualificationRequest, rows: Rows, language: Language
) -> PaperContent:
    """All that is laid out as one reply."""
    data = qualification_data(letter=letter, request=request, rows=rows)
    return PaperContent(
        template=TEMPLATE,
        context=qualification_context(letter=letter, request=request, rows=rows, language=language),
        persons=len(rows),
        detail=qualification_detail(request=request, rows=rows, language=language),
        attachments=(
            Attachment(
                "qualification.json",
                json.dumps(data, ensure_ascii=False, indent=1).encode(),
                WORDS[language]["attached"],
            ),
        ),
    )

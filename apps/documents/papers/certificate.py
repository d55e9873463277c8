"""The two certificates: of being a student, and of having graduated. Pure."""

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from apps.documents.content import PaperContent
from apps.documents.details import PaperDetail
from apps.documents.kinds import GRADUATION, STUDENT_STATUS
from apps.documents.papers.certificate_lines import (
    NAME_LETTERS,
    graduation_lines,
    spacing,
    status_lines,
)
from apps.documents.papers.certificate_words import STATUSES, WORDS
from apps.documents.papers.head import Head
from apps.documents.papers.wording import (
    NO_NAME,
    Bilingual,
    Level,
    Term,
    day_text,
    given_day,
    gpax_text,
    letters,
    masked_code,
)
from apps.documents.rendering import Attachment, Language

TEMPLATE = "documents/certificate.html"
STYLESHEET = "certificate.css"
TEMPLATE_VERSION = "1"

Studying = Literal["studying", "on_leave", "status_kept"]
"""กำลังศึกษา, ลาพักการศึกษา, รักษาสภาพการเป็นนักศึกษา."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentStatus:
    """หนังสือรับรองการเป็นนักศึกษา.

    name: with title; programme: "หลักสูตร…" without that word, full degree name
    year_of_study: from 1; admitted_year: Christian academic year; term: the one certified
    expected: the term in which graduation is expected, if the institution says so
    purpose: what it is wanted for, in the paper's language, '' for general use
    """

    name: Bilingual
    student_code: str
    programme: Bilingual
    major: Bilingual = NO_NAME
    faculty: Bilingual
    level: Level
    year_of_study: int
    admitted_year: int
    status: Studying = "studying"
    term: Term
    expected: Term | None = None
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graduation:
    """หนังสือรับรองสำเร็จการศึกษา.

    name: with title; degree: full name (วิทยาศาสตรบัณฑิต); degree_short: วท.บ.
    honours: as the institution words them (เกียรตินิยมอันดับหนึ่ง), empty for none
    completed_on: all requirements met; approved_on: the council conferred the degree
    gpax: 0.00–4.00, printed only where given; ceremony_on: only where held
    """

    name: Bilingual
    student_code: str
    degree: Bilingual
    degree_short: Bilingual = NO_NAME
    major: Bilingual = NO_NAME
    faculty: Bilingual
    honours: Bilingual = NO_NAME
    gpax: Decimal | None = None
    completed_on: dt.date
    approved_on: dt.date
    ceremony_on: dt.date | None = None
    purpose: str = ""


Certified = StudentStatus | Graduation


def certificate_kind(certified: Certified) -> str:
    """The kind of paper (kinds.py)."""
    return STUDENT_STATUS if isinstance(certified, StudentStatus) else GRADUATION


def certificate_subject(certified: Certified, language: Language) -> str:
    """The paper's title, for the ledger and the file."""
    return WORDS[language][f"{certificate_kind(certified)}_title"]


def certificate_context(
    *, head: Head, certified: Certified, language: Language
) -> dict[str, object]:
    """The context of documents/certificate.html."""
    if isinstance(certified, StudentStatus):
        lines = status_lines(certified, head.issuer, language)
    else:
        lines = graduation_lines(certified, head.issuer, language)
    name = certified.name.in_(language)
    return {
        "words": WORDS[language],
        "head": head,
        "issuer": head.issuer.in_(language),
        "issuer_other": head.issuer.other(language),
        "title": certificate_subject(certified, language),
        "name": name,
        "size": "smaller" if letters(name) > NAME_LETTERS else "full",
        "name_other": certified.name.other(language),
        "student_code": certified.student_code,
        "lines": lines,
        "spacing": spacing(name, lines, certified.purpose),
        "purpose": certified.purpose,
        "given_on": given_day(head.date, language),
    }


def certificate_data(*, head: Head, certified: Certified) -> dict[str, Any]:
    """The same for machines: years Christian, dates ISO, both languages where known."""
    common = {
        "serial": head.marks.serial,
        "kind": certificate_kind(certified),
        "number": head.number,
        "issued_on": head.date.isoformat(),
        "issuer": head.issuer.as_json(),
        "name": certified.name.as_json(),
        "student_code": certified.student_code,
        "major": certified.major.as_json(),
        "faculty": certified.faculty.as_json(),
        "purpose": certified.purpose,
    }
    if isinstance(certified, StudentStatus):
        return common | _status_data(certified)
    return common | _graduation_data(certified)


def _status_data(status: StudentStatus) -> dict[str, Any]:
    return {
        "programme": status.programme.as_json(),
        "level": status.level,
        "year_of_study": status.year_of_study,
        "admitted_year": status.admitted_year,
        "status": status.status,
        "term": status.term.as_json(),
        "expected": status.expected.as_json() if status.expected else None,
    }


def _graduation_data(graduation: Graduation) -> dict[str, Any]:
    held = graduation.ceremony_on
    return {
        "degree": graduation.degree.as_json(),
        "degree_short": graduation.degree_short.as_json(),
        "honours": graduation.honours.as_json(),
        "gpax": None if graduation.gpax is None else gpax_text(graduation.gpax),
        "completed_on": graduation.completed_on.isoformat(),
        "approved_on": graduation.approved_on.isoformat(),
        "ceremony_on": held.isoformat() if held else None,
    }


def certificate_detail(*, certified: Certified, language: Language) -> PaperDetail:
    """What the PIN opens at the public check; the student code is masked."""
    words = WORDS[language]
    common = (
        (words["name"], certified.name.in_(language)),
        (words["student_code"], masked_code(certified.student_code)),
    )
    if isinstance(certified, StudentStatus):
        facts = _status_facts(certified, language)
    else:
        facts = _graduation_facts(certified, language)
    return PaperDetail(facts=tuple(fact for fact in (*common, *facts) if fact[1]))


def _status_facts(status: StudentStatus, language: Language) -> tuple[tuple[str, str], ...]:
    words = WORDS[language]
    return (
        (words["programme"], status.programme.in_(language)),
        (words["major"], status.major.in_(language)),
        (words["faculty"], status.faculty.in_(language)),
        (words["status"], STATUSES[language][status.status]),
        (words["term"], status.term.text(language)),
    )


def _graduation_facts(graduation: Graduation, language: Language) -> tuple[tuple[str, str], ...]:
    words = WORDS[language]
    return (
        (words["degree"], graduation.degree.in_(language)),
        (words["major"], graduation.major.in_(language)),
        (words["faculty"], graduation.faculty.in_(language)),
        (words["honours"], graduation.honours.in_(language)),
        (words["completed_on"], day_text(graduation.completed_on, language)),
        (words["approved_on"], day_text(graduation.approved_on, language)),
    )


def certificate_content(*, head: Head, certified: Certified, language: Language) -> PaperContent:
    """All that is laid out as one certificate."""
    data = certificate_data(head=head, certified=certified)
    return PaperContent(
        template=TEMPLATE,
        context=certificate_context(head=head, certified=certified, language=language),
        persons=1,
        detail=certificate_detail(certified=certified, language=language),
        attachments=(
            Attachment(
                "certificate.json",
                json.dumps(data, ensure_ascii=False, indent=1).encode(),
                WORDS[language]["attached"],
            ),
        ),
        stylesheet=STYLESHEET,
    )

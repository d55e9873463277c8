"""The centred lines of a certificate below the holder's name, in Thai and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.documents.papers.certificate_words import STATUSES
from apps.documents.papers.sentences import Sentence, kept, prefixed, said, sentence
from apps.documents.papers.wording import (
    LEVELS,
    Bilingual,
    day_text,
    figures,
    gpax_text,
    letters,
    year_of_study,
    year_text,
)
from apps.documents.rendering import Language

if TYPE_CHECKING:
    from apps.documents.papers.certificate import Graduation, StudentStatus

Line = tuple[str, Sentence]
"""The class of a line in certificate.css ("strong", or ""), and what it says."""

Lines = tuple[Line, ...]

LINE_LETTERS = 70  # what a line holds, about
NAME_LETTERS = 36  # a holder's name at its size
SPACINGS = ((8, "roomy"), (10, "even"))
"""Lines up to which a certificate is set so; beyond, `tight`, so that it stays one page."""


def status_lines(status: StudentStatus, issuer: Bilingual, language: Language) -> Lines:
    made = (_status_english if language == "en" else _status_thai)(status, issuer)
    return tuple(line for line in made if line[1])


def graduation_lines(graduation: Graduation, issuer: Bilingual, language: Language) -> Lines:
    made = (_graduation_english if language == "en" else _graduation_thai)(graduation, issuer)
    return tuple(line for line in made if line[1])


def spacing(name: str, lines: Lines, purpose: str) -> str:
    """How far the lines stand apart: a class of certificate.css."""
    texts = ["".join(text for text, _ in parts) for _, parts in lines]
    needed = -(-letters(name) // NAME_LETTERS)
    needed += sum(-(-letters(text) // LINE_LETTERS) for text in (*texts, purpose))
    return next((word for most, word in SPACINGS if needed <= most), "tight")


def _status_thai(status: StudentStatus, issuer: Bilingual) -> Lines:
    level, year = LEVELS["th"][status.level], year_of_study(status.year_of_study, "th")
    expected = status.expected
    return (
        _plain(f"เป็นนักศึกษาระดับ{level} {year}"),
        _strong(prefixed("หลักสูตร", status.programme.in_("th"))),
        _strong(prefixed("สาขาวิชา", status.major.in_("th"))),
        _place(status.faculty, issuer, "th"),
        _plain(f"เข้าศึกษาตั้งแต่ปีการศึกษา {year_text(status.admitted_year, 'th')}"),
        _plain(f"{STATUSES['th'][status.status]}ใน{status.term.text('th')}"),
        _plain(f"คาดว่าจะสำเร็จการศึกษาใน{expected.text('th')}" if expected else ""),
    )


def _status_english(status: StudentStatus, issuer: Bilingual) -> Lines:
    level, year = LEVELS["en"][status.level], year_of_study(status.year_of_study, "en")
    expected = status.expected
    return (
        _plain(f"is a {level} student in the {year} of the programme"),
        _strong(status.programme.in_("en")),
        _strong(prefixed("in ", status.major.in_("en"))),
        _place(status.faculty, issuer, "en"),
        _plain(f"was admitted in academic year {status.admitted_year}"),
        _plain(f"and {STATUSES['en'][status.status]} in {status.term.text('en')}"),
        _plain(f"Graduation is expected in {expected.text('en')}" if expected else ""),
    )


def _graduation_thai(graduation: Graduation, issuer: Bilingual) -> Lines:
    held, gpax = graduation.ceremony_on, graduation.gpax
    completed, approved = (
        day_text(day, "th") for day in (graduation.completed_on, graduation.approved_on)
    )
    return (
        _plain("สำเร็จการศึกษาตามหลักสูตร"),
        _degree(graduation, "th"),
        _strong(prefixed("สาขาวิชา", graduation.major.in_("th"))),
        _strong(graduation.honours.in_("th")),
        _place(graduation.faculty, issuer, "th"),
        _plain("" if gpax is None else f"แต้มเฉลี่ยสะสม {figures(gpax_text(gpax), 'th')}"),
        _plain(f"สำเร็จการศึกษาเมื่อวันที่ {completed}"),
        _plain(f"{council(issuer)}อนุมัติปริญญาเมื่อวันที่ {approved}"),
        _plain(f"พิธีรับปริญญาบัตรเมื่อวันที่ {day_text(held, 'th')}" if held else ""),
    )


def _graduation_english(graduation: Graduation, issuer: Bilingual) -> Lines:
    held, gpax = graduation.ceremony_on, graduation.gpax
    completed, approved = (
        day_text(day, "en") for day in (graduation.completed_on, graduation.approved_on)
    )
    return (
        _plain("has completed all requirements for, and was conferred, the degree of"),
        _degree(graduation, "en"),
        _strong(prefixed("in ", graduation.major.in_("en"))),
        _strong(graduation.honours.in_("en")),
        _place(graduation.faculty, issuer, "en"),
        _plain("" if gpax is None else f"Cumulative grade point average {gpax_text(gpax)}"),
        _plain(f"Requirements completed on {completed}"),
        _plain(f"Degree conferred by the Council on {approved}"),
        _plain(f"Graduation ceremony held on {day_text(held, 'en')}" if held else ""),
    )


def council(issuer: Bilingual) -> str:
    """What the council is called where the institution is no มหาวิทยาลัย."""
    for kind in ("สถาบัน", "วิทยาลัย"):
        if issuer.th.startswith(kind):
            return f"สภา{kind}"
    return "สภามหาวิทยาลัย"


def _plain(text: str) -> Line:
    return "", sentence((said(text),))


def _strong(text: str) -> Line:
    return "strong", sentence((kept(text),))


def _degree(graduation: Graduation, language: Language) -> Line:
    short = graduation.degree_short.in_(language)
    abbreviated = (said(" "), kept(f"({short})")) if short else ()
    return "strong", (kept(graduation.degree.in_(language)), *abbreviated)


def _place(faculty: Bilingual, issuer: Bilingual, language: Language) -> Line:
    between = "," if language == "en" else ""
    return "", (kept(faculty.in_(language) + between), said(" "), kept(issuer.in_(language)))

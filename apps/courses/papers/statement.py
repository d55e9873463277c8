"""A home's paper: the credit account of one learner with every entry, and what was recognised."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from apps.courses.exports.plain_text import decimal_text
from apps.courses.exports.record import Body
from apps.courses.models import CrossRegistration, Learner, Recognition
from apps.courses.papers.head import STYLESHEET, Facts, body_data, json_bytes, language_of
from apps.courses.papers.recognition import approved_on
from apps.courses.papers.texts import ENTRIES, WORDS
from apps.courses.selectors.ledger import account_of, entries_of
from apps.courses.selectors.records import body_of
from apps.courses.states import RecognitionState
from apps.documents.content import PaperContent
from apps.documents.details import PaperDetail
from apps.documents.models import Paper
from apps.documents.papers.head import Head, sheet_head
from apps.documents.papers.wording import day_text, short_day
from apps.documents.rendering import Attachment, Language

TEMPLATE = "documents/credit_statement.html"


@dataclass(frozen=True, slots=True)
class Totals:
    """Credits: earned = recognised + available + not granted by a recognition that used them."""

    earned: Decimal
    recognised: Decimal
    available: Decimal
    not_granted: Decimal


@dataclass(frozen=True, slots=True)
class Statement:
    """The account as selectors.ledger reads it; entries in the order in which they were booked."""

    learner: Learner
    home: Body
    entries: list[Any]
    decisions: Sequence[Recognition]

    @property
    def totals(self) -> Totals:
        account = account_of(self.entries)
        left = account.earned - account.recognised - account.available
        return Totals(account.earned, account.recognised, account.available, left)


def read_statement(learner: Learner) -> Statement:
    """The learner's account in four queries; entries may be none."""
    decisions = Recognition.objects.filter(learner=learner, state=RecognitionState.APPROVED)
    return Statement(
        learner=learner,
        home=body_of(learner.home),
        entries=entries_of(learner),
        decisions=list(
            decisions.exclude(target_code="")
            .prefetch_related("sources__registration__host")
            .order_by("pk")
        ),
    )


def statement_data(statement: Statement) -> dict[str, Any]:
    """The paper's data for machines: all that decides what stands on it."""
    learner, totals = statement.learner, statement.totals
    return {
        "kind": "credit_statement",
        "home": body_data(statement.home),
        "learner": {
            "student_code": learner.student_code,
            "title": learner.title,
            "first_name": learner.first_name,
            "last_name": learner.last_name,
            "first_name_en": learner.first_name_en,
            "last_name_en": learner.last_name_en,
            "programme": learner.programme,
            "faculty": learner.faculty,
        },
        "totals": {
            name: decimal_text(getattr(totals, name))
            for name in ("earned", "recognised", "available", "not_granted")
        },
        "entries": [_entry_data(entry) for entry in statement.entries],
        "recognised": [_decision_data(one) for one in statement.decisions],
    }


def _entry_data(entry: Any) -> dict[str, Any]:
    row = entry.registration
    return {
        "entry": str(entry.uuid),
        "registration": str(row.uuid),
        "at": entry.created_at.isoformat(),
        "kind": entry.kind,
        "host_code": row.host.code,
        "course_code": row.course_code,
        "course_name_th": row.course_name_th,
        "course_name_en": row.course_name_en,
        "credits": decimal_text(entry.credits),
        "balance": decimal_text(entry.balance),
    }


def _decision_data(decision: Recognition) -> dict[str, Any]:
    return {
        "recognition": str(decision.uuid),
        "outcome": decision.outcome,
        "target_code": decision.target_code,
        "target_name_th": decision.target_name_th,
        "target_name_en": decision.target_name_en,
        "credits": decimal_text(decision.target_credits),
        "grade": decision.home_grade,
        "approved_on": approved_on(decision).isoformat(),
        "sources": [
            {
                "registration": str(source.registration.uuid),
                "credits_used": decimal_text(source.credits_used),
            }
            for source in decision.sources.all()
        ],
    }


def statement_subject(language: Language) -> str:
    return WORDS[language]["statement_title"]


def statement_context(statement: Statement, head: Head, language: Language) -> dict[str, object]:
    """The context of documents/credit_statement.html."""
    words, totals = WORDS[language], statement.totals
    return {
        "words": words,
        "head": sheet_head(
            head,
            language,
            title=words["statement_title"],
            subtitle=f"{words['as_of']} {day_text(head.date, language)}",
            facts=_facts(statement, language),
        ),
        "totals": [
            (words[name], decimal_text(getattr(totals, name)))
            for name in ("earned", "recognised", "available", "not_granted")
        ],
        "entries": [_entry(entry, language) for entry in statement.entries],
        "decisions": [_decision(one, language) for one in statement.decisions],
    }


def _facts(statement: Statement, language: Language) -> Facts:
    learner, words = statement.learner, WORDS[language]
    english = f"{learner.first_name_en} {learner.last_name_en}".strip()
    thai = learner.full_name
    name, other = (english, thai) if language == "en" and english else (thai, english)
    facts = (
        (words["student"], name),
        (words["student_other"], other if other != name else ""),
        (words["home_code"], learner.student_code),
        (words["programme"], learner.programme),
        (words["faculty"], learner.faculty),
    )
    return tuple((label, value) for label, value in facts if value)


def _course(row: CrossRegistration, language: Language) -> tuple[str, str]:
    """Code with name, and host, in the paper's language."""
    name = (row.course_name_en if language == "en" else "") or row.course_name_th
    return f"{row.course_code} {name}", body_of(row.host).name(language)


def _entry(entry: Any, language: Language) -> dict[str, str]:
    course, host = _course(entry.registration, language)
    sign = "+" if entry.credits > 0 else "−"
    return {
        "date": short_day(timezone.localdate(entry.created_at), language),
        "kind": ENTRIES[language][entry.kind],
        "course": course,
        "host": host,
        "credits": f"{sign}{decimal_text(abs(entry.credits))}",
        "balance": decimal_text(entry.balance),
    }


def _decision(decision: Recognition, language: Language) -> dict[str, object]:
    name = (decision.target_name_en if language == "en" else "") or decision.target_name_th
    return {
        "sources": [_course(one.registration, language) for one in decision.sources.all()],
        "target": f"{decision.target_code} {name}",
        "credits": decimal_text(decision.target_credits),
        "grade": decision.home_grade or "–",
        "on": short_day(approved_on(decision), language),
    }


def statement_attachments(statement: Statement, paper: Paper) -> list[Attachment]:
    content = json_bytes(statement_data(statement), paper)
    return [Attachment("statement.json", content, "Data of this paper")]


def statement_detail(statement: Statement, paper: Paper) -> PaperDetail:
    """What the PIN opens at the public check: totals and what was recognised."""
    language, totals = language_of(paper), statement.totals
    words = WORDS[language]
    columns = ("counts_as", "credits", "grade", "decided_on")
    lines = [_decision(one, language) for one in statement.decisions]
    return PaperDetail(
        facts=(
            *_facts(statement, language),
            (words["earned"], decimal_text(totals.earned)),
            (words["recognised"], decimal_text(totals.recognised)),
            (words["available"], decimal_text(totals.available)),
        ),
        columns=tuple(words[column] for column in columns),
        rows=tuple(
            tuple(str(line[key]) for key in ("target", "credits", "grade", "on")) for line in lines
        ),
    )


def statement_content(statement: Statement, paper: Paper, head: Head) -> PaperContent:
    """All that is laid out as one paper."""
    return PaperContent(
        template=TEMPLATE,
        context=statement_context(statement, head, language_of(paper)),
        persons=1,
        detail=statement_detail(statement, paper),
        attachments=statement_attachments(statement, paper),
        stylesheet=STYLESHEET,
    )

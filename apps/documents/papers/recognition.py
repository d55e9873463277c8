"""The home university's decision on courses that a learner took elsewhere. Pure."""

import datetime as dt
import json
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Literal

from apps.documents.content import PaperContent
from apps.documents.details import PaperDetail
from apps.documents.papers.head import Head, sheet_head
from apps.documents.papers.recognition_words import REASONS, WORDS
from apps.documents.papers.wording import NO_NAME, Bilingual, day_text, figures, short_day
from apps.documents.rendering import Attachment, Language

TEMPLATE = "documents/recognition_decision.html"
STYLESHEET = "course_paper.css"
TEMPLATE_VERSION = "1"

NoTransfer = Literal["", "content", "grade", "cap", "no_equivalent", "student_wish", "other"]
"""Why nothing is transferred; '' where something is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenCourse:
    """A course there. term: as printed, e.g. 1/2567; credits: as the host writes them, 3(2-2-5)"""

    code: str
    name: Bilingual
    host: Bilingual
    credits: str
    grade: str
    term: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedCourse:
    """A course here, that those there count for."""

    code: str
    name: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionLine:
    """One decision: 1:1, n:1, 1:n or n:m; `counts_as` is empty where nothing is transferred.

    credits: granted in all; grade: as recorded at home ('' for none), rule: its version's name
    note: what the decision adds, in the paper's language
    """

    taken: tuple[TakenCourse, ...]
    counts_as: tuple[CountedCourse, ...] = ()
    credits: Decimal = Decimal(0)
    grade: str = ""
    no_transfer: NoTransfer = ""
    note: str = ""
    decided_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The home university's dated policy that was applied."""

    name: str
    version: str = ""
    valid_from: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """Who approved, as recorded then; `on` is the last day of it."""

    name: str
    post: str
    on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionDecision:
    """What the paper tells of one learner; `lines` and `decided_by` are not empty."""

    name: Bilingual
    student_code: str
    programme: Bilingual
    faculty: Bilingual = NO_NAME
    lines: tuple[RecognitionLine, ...]
    rules: tuple[Rule, ...]
    decided_by: tuple[Decider, ...]


def recognition_subject(language: Language) -> str:
    return WORDS[language]["title"]


def recognition_context(
    *, head: Head, decision: RecognitionDecision, language: Language
) -> dict[str, object]:
    """The context of documents/recognition_decision.html."""
    if not decision.lines or not decision.decided_by:
        raise ValueError("a decision on recognition needs its lines and who decided")
    words = WORDS[language]
    number = figures(head.number, language)
    granted = [line for line in decision.lines if line.counts_as]
    return {
        "words": words,
        "head": sheet_head(
            head,
            language,
            title=words["title"],
            subtitle=f"{words['number_of_paper']} {number}" if number else "",
            facts=_facts(decision, language),
        ),
        "granted": [_line(line, language) for line in granted],
        "refused": [_line(line, language) for line in decision.lines if not line.counts_as],
        "total": decimal_text(sum((line.credits for line in granted), Decimal(0))),
        "rules": [
            {
                "name": rule.name,
                "version": rule.version,
                "since": day_text(rule.valid_from, language),
            }
            for rule in decision.rules
        ],
        "deciders": [
            {"name": one.name, "post": one.post, "on": day_text(one.on, language)}
            for one in decision.decided_by
        ],
    }


def decimal_text(amount: Decimal) -> str:
    """3, 1.5: without zeros that say nothing."""
    return f"{amount.normalize():f}"


def _facts(decision: RecognitionDecision, language: Language) -> tuple[tuple[str, str], ...]:
    words = WORDS[language]
    return (
        (words["student"], decision.name.in_(language)),
        (words["student_other"], decision.name.other(language)),
        (words["student_code"], decision.student_code),
        (words["programme"], decision.programme.in_(language)),
        (words["faculty"], decision.faculty.in_(language)),
    )


def _line(line: RecognitionLine, language: Language) -> dict[str, object]:
    return {
        "taken": [
            {
                "code": one.code,
                "name": one.name.in_(language),
                "host": one.host.in_(language),
                "credits": one.credits,
                "grade": one.grade,
                "term": one.term,
            }
            for one in line.taken
        ],
        "counts_as": [{"code": one.code, "name": one.name.in_(language)} for one in line.counts_as],
        "credits": decimal_text(line.credits),
        "grade": line.grade or "–",
        "reason": REASONS[language][line.no_transfer] if line.no_transfer else "",
        "note": line.note,
        "on": short_day(line.decided_on, language),
    }


def recognition_data(*, head: Head, decision: RecognitionDecision) -> dict[str, Any]:
    """The same for machines: codes, ISO dates, both languages where known."""
    return {
        "serial": head.marks.serial,
        "kind": "recognition_decision",
        "number": head.number,
        "issued_on": head.date.isoformat(),
        "home": head.issuer.as_json(),
        "learner": {
            "name": decision.name.as_json(),
            "student_code": decision.student_code,
            "programme": decision.programme.as_json(),
            "faculty": decision.faculty.as_json(),
        },
        "decisions": [
            asdict(line)
            | {"credits": decimal_text(line.credits), "decided_on": line.decided_on.isoformat()}
            for line in decision.lines
        ],
        "rules": [
            asdict(rule) | {"valid_from": rule.valid_from.isoformat()} for rule in decision.rules
        ],
        "decided_by": [asdict(one) | {"on": one.on.isoformat()} for one in decision.decided_by],
    }


def recognition_detail(*, decision: RecognitionDecision, language: Language) -> PaperDetail:
    """What the PIN opens at the public check; the learner's code stands as on the paper."""
    words = WORDS[language]
    return PaperDetail(
        facts=tuple(fact for fact in _facts(decision, language) if fact[1]),
        columns=tuple(words[key] for key in ("taken", "counts_as", "credits", "grade", "decided")),
        rows=tuple(_detail_row(line, language) for line in decision.lines),
    )


def _detail_row(line: RecognitionLine, language: Language) -> tuple[str, ...]:
    refused = REASONS[language][line.no_transfer] if line.no_transfer else "–"
    here = [f"{one.code} {one.name.in_(language)}" for one in line.counts_as]
    return (
        ", ".join(f"{one.code} {one.name.in_(language)}" for one in line.taken),
        ", ".join(here) or refused,
        decimal_text(line.credits),
        line.grade or "–",
        day_text(line.decided_on, language),
    )


def recognition_content(
    *, head: Head, decision: RecognitionDecision, language: Language
) -> PaperContent:
    """All that is laid out as one decision."""
    data = recognition_data(head=head, decision=decision)
    return PaperContent(
        template=TEMPLATE,
        context=recognition_context(head=head, decision=decision, language=language),
        persons=1,
        detail=recognition_detail(decision=decision, language=language),
        attachments=(
            Attachment(
                "recognition.json",
                json.dumps(data, ensure_ascii=False, indent=1).encode(),
                WORDS[language]["attached"],
            ),
        ),
        stylesheet=STYLESHEET,
    )

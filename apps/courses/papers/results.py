"""A host's paper: the announced results of one learner in one term, all from one reading."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils import timezone

from apps.courses.exports.elmo import elmo_xml
from apps.courses.exports.plain_text import decimal_text
from apps.courses.exports.record import CourseRecord
from apps.courses.grades import Outcome, Scale
from apps.courses.models import CrossRegistration, GradeScale
from apps.courses.papers.head import STYLESHEET, Facts, body_data, json_bytes, language_of
from apps.courses.papers.texts import OUTCOMES, WORDS
from apps.courses.rules import grades_of
from apps.courses.selectors.records import Records
from apps.courses.states import State
from apps.documents.content import PaperContent
from apps.documents.details import PaperDetail
from apps.documents.models import Paper
from apps.documents.papers.head import Head, sheet_head
from apps.documents.papers.wording import Term, day_text, short_day
from apps.documents.rendering import Attachment, Language

TEMPLATE = "documents/course_results.html"


@dataclass(frozen=True, slots=True)
class Approver:
    """Who approved results, as recorded then; `on` is the last day of it."""

    name: str
    post: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class UsedScale:
    """A dated grade scale of the host that at least one of the results was given on."""

    valid_from: dt.date
    scale: Scale
    note: str


@dataclass(frozen=True, slots=True)
class Results:
    """What the paper tells; `records` are of one learner, term and host, in course order."""

    records: Sequence[CourseRecord]
    approvers: Sequence[Approver]
    scales: Sequence[UsedScale]
    lines: dict[str, list[str]]

    @property
    def first(self) -> CourseRecord:
        return self.records[0]

    @property
    def is_revised(self) -> bool:
        return any((record.result_version or 1) > 1 for record in self.records)


def results_of(read: Records, scales: Sequence[GradeScale]) -> Results:
    """From registrations with announced results, at least one. What happens to a result at home
    (received, recognised) is not the host's to tell, and changes nothing on its paper.
    """
    if not read.rows:
        raise ValueError("a paper of results needs at least one result")
    records = sorted(read.records, key=lambda one: (one.course_code, str(one.registration)))
    return Results(
        records=[replace(one, state=State.COMPLETED.value) for one in records],
        approvers=_approvers(read.rows),
        scales=[UsedScale(one.valid_from, grades_of(one), one.note) for one in scales],
        lines={name: read.scales[name] for name in sorted({one.scale for one in records})},
    )


def _approvers(rows: Sequence[CrossRegistration]) -> list[Approver]:
    """Each once, whoever approved last first."""
    found: dict[tuple[str, str], dt.date] = {}
    for row in rows:
        if row.result is not None and row.result.announced_at is not None:
            key = (row.result.approved_name, row.result.approved_post)
            on = timezone.localdate(row.result.announced_at)
            found[key] = max(on, found.get(key, on))
    made = [Approver(name, post, on) for (name, post), on in found.items()]
    return sorted(made, key=lambda one: (-one.on.toordinal(), one.name))


def results_data(results: Results) -> dict[str, Any]:
    """The paper's data for machines: all that decides what stands on it."""
    first = results.first
    return {
        "kind": "course_results",
        "host": body_data(first.host),
        "home": body_data(first.home),
        "learner": {
            "home_student_code": first.home_student_code,
            "host_student_code": first.host_student_code,
            "title": first.title,
            "first_name": first.first_name,
            "last_name": first.last_name,
            "first_name_en": first.first_name_en,
            "last_name_en": first.last_name_en,
        },
        "academic_year": first.academic_year,
        "term": first.term,
        "courses": [_course_data(one) for one in results.records],
        "approved_by": [
            {"name": one.name, "post": one.post, "on": one.on.isoformat()}
            for one in results.approvers
        ],
        "grade_scales": [
            {"valid_from": one.valid_from.isoformat(), **one.scale.as_json()}
            for one in results.scales
        ],
    }


def _course_data(record: CourseRecord) -> dict[str, Any]:
    points, announced = record.grade_points, record.announced_at
    return {
        "registration": str(record.registration),
        "request": record.request_number,
        "code": record.course_code,
        "name_th": record.course_name_th,
        "name_en": record.course_name_en,
        "section": record.section,
        "credits": record.credits,
        "credit_value": decimal_text(record.credit_value),
        "level": record.level,
        "grade": record.grade,
        "points": None if points is None else decimal_text(points),
        "outcome": record.outcome,
        "completed_on": record.completed_on.isoformat() if record.completed_on else None,
        "announced_at": announced.isoformat() if announced else None,
        "version": record.result_version,
    }


def results_subject(results: Results, language: Language) -> str:
    first = results.first
    return f"{WORDS[language]['results_title']} {_term(first, language)}"


def _term(record: CourseRecord, language: Language) -> str:
    return Term(record.academic_year, record.term).text(language)


def results_context(results: Results, head: Head, language: Language) -> dict[str, object]:
    """The context of documents/course_results.html."""
    first, words = results.first, WORDS[language]
    records = results.records
    passed = [one for one in records if one.outcome == Outcome.PASSED]
    return {
        "words": words,
        "head": sheet_head(
            head,
            language,
            title=words["results_title"],
            subtitle=_term(first, language),
            revised=words["revised"] if results.is_revised else "",
            facts=_facts(first, language),
        ),
        "lines": [_line(one, language) for one in records],
        "taken": decimal_text(_sum(records)),
        "passed": decimal_text(_sum(passed)),
        "scales": [_scale(one, language) for one in results.scales],
        "approvers": [
            {"name": one.name, "post": one.post, "on": day_text(one.on, language)}
            for one in results.approvers
        ],
    }


def _sum(records: Sequence[CourseRecord]) -> Decimal:
    return sum((one.credit_value for one in records), Decimal(0))


def names_of(record: CourseRecord, language: Language) -> tuple[str, str]:
    """The learner's name in the paper's language and in the other; the second may be empty."""
    thai = f"{record.title}{record.first_name} {record.last_name}".strip()
    english = f"{record.first_name_en} {record.last_name_en}".strip()
    return (english or thai, thai if english else "") if language == "en" else (thai, english)


def _facts(first: CourseRecord, language: Language) -> Facts:
    words, (name, other) = WORDS[language], names_of(first, language)
    facts = (
        (words["student"], name),
        (words["student_other"], other),
        (words["home"], first.home.name(language)),
        (words["home_code"], first.home_student_code),
        (words["host_code"], first.host_student_code),
    )
    return tuple((label, value) for label, value in facts if value)


def _line(record: CourseRecord, language: Language) -> dict[str, object]:
    thai, english = record.course_name_th, record.course_name_en
    name, other = (english, thai) if language == "en" and english else (thai, english)
    points = record.grade_points
    return {
        "code": record.course_code,
        "name": name,
        "other": other if other != name else "",
        "credits": record.credits,
        "grade": record.grade,
        "points": "–" if points is None else f"{points:.2f}",
        "notes": _notes(record, language),
    }


def _notes(record: CourseRecord, language: Language) -> list[tuple[str, str]]:
    """What a grade without points means, and that it is a corrected one; each with its day."""
    words, notes = WORDS[language], list[tuple[str, str]]()
    if record.outcome != Outcome.PASSED or record.grade_points is None:
        notes.append((OUTCOMES[language][record.outcome], ""))
    version = record.result_version or 1
    if version > 1 and record.announced_at is not None:
        day = short_day(timezone.localdate(record.announced_at), language)
        notes.append((f"{words['revised_line']} {version}", ""))
        notes.append((words["announced"], day))
    return notes


def _scale(used: UsedScale, language: Language) -> dict[str, object]:
    return {
        "since": day_text(used.valid_from, language),
        "note": used.note,
        "grades": [
            f"{one.grade} = {one.points:.2f}"
            if one.points is not None
            else f"{one.grade} = {OUTCOMES[language][one.outcome.value]}"
            for one in used.scale.grades
        ],
    }


def results_attachments(results: Results, paper: Paper) -> list[Attachment]:
    """The same for machines: JSON, and ELMO 1.7 for systems that read it."""
    return [
        Attachment("results.json", json_bytes(results_data(results), paper), "Data of this paper"),
        Attachment(
            "results.xml",
            elmo_xml(results.records, generated_at=paper.created_at, scale=results.lines),
            "Data of this paper as ELMO 1.7",
        ),
    ]


def results_detail(results: Results, paper: Paper) -> PaperDetail:
    """What the PIN opens at the public check."""
    language, first = language_of(paper), results.first
    words = WORDS[language]
    term = _term(first, language)
    columns = ("course_code", "course_name", "credits", "grade")
    return PaperDetail(
        facts=(*_facts(first, language), (words["term"], term)),
        columns=tuple(words[column] for column in columns),
        rows=tuple(
            (one.course_code, str(_line(one, language)["name"]), one.credits, one.grade)
            for one in results.records
        ),
    )


def results_content(results: Results, paper: Paper, head: Head) -> PaperContent:
    """All that is laid out as one paper."""
    return PaperContent(
        template=TEMPLATE,
        context=results_context(results, head, language_of(paper)),
        persons=1,
        detail=results_detail(results, paper),
        attachments=results_attachments(results, paper),
        stylesheet=STYLESHEET,
    )

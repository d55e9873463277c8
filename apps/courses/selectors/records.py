"""Registrations as their exports show them, in a handful of queries however many there are."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from apps.courses.exports.record import Body, CourseRecord
from apps.courses.grades import GradeMeaning, Outcome, Scale, map_grade
from apps.courses.models import CrossRegistration, GradeScale, RecognitionSource, Result, Term
from apps.courses.rules import grades_of
from apps.courses.states import RecognitionState
from apps.institutions.actor import Actor
from apps.institutions.models import Institution

Rules = list[tuple[dt.date, Scale]]  # latest first


@dataclass(frozen=True, slots=True)
class Records:
    """`rows` and `records` in the same order; `scales`: name of a dated scale → its lines."""

    rows: list[CrossRegistration]
    records: list[CourseRecord]
    scales: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rows refer to, each kind read once."""

    bodies: Mapping[int, Body]
    terms: Mapping[tuple[int, int, int], Term]
    scales: Mapping[int, GradeScale]
    home_rules: Mapping[int, Rules]
    sources: Mapping[int, RecognitionSource]


def records_of(*, actor: Actor, rows: QuerySet[CrossRegistration]) -> Records:
    """The rows as records, in the order of `rows`; with results only where they are announced.

    Grade, course and credits at home are the home's alone: its host gets records without them.
    """
    found = list(
        rows.select_related("request", "learner", "result").defer(
            "learner__id_cipher", "learner__id_index"
        )
    )
    known = _known(found)
    return Records(
        rows=found,
        records=[_record(row, known, own=row.home_id == actor.institution_id) for row in found],
        scales={
            scale_name(known.bodies[scale.institution_id], scale): scale_lines(grades_of(scale))
            for scale in known.scales.values()
        },
    )


def _known(rows: Sequence[CrossRegistration]) -> _Known:
    hosts, homes = {row.host_id for row in rows}, {row.home_id for row in rows}
    results = [row.result for row in rows if row.result is not None]
    institutions = Institution.objects.filter(pk__in=hosts | homes)
    terms = Term.objects.filter(
        institution_id__in=hosts, academic_year__in={row.academic_year for row in rows}
    )
    sources = RecognitionSource.objects.filter(
        registration_id__in=[row.pk for row in rows],
        live=True,
        recognition__state=RecognitionState.APPROVED,
    ).select_related("recognition")
    return _Known(
        bodies={one.pk: body_of(one) for one in institutions},
        terms={(one.institution_id, one.academic_year, one.term): one for one in terms},
        scales=GradeScale.objects.in_bulk({result.scale_id for result in results}),
        home_rules=_rules(homes),
        sources={source.registration_id: source for source in sources},
    )


def _rules(institutions: Iterable[int]) -> dict[int, Rules]:
    rules: dict[int, Rules] = {}
    rows = GradeScale.objects.filter(institution_id__in=list(institutions))
    for row in rows.order_by("-valid_from"):
        rules.setdefault(row.institution_id, []).append((row.valid_from, grades_of(row)))
    return rules


def body_of(institution: Institution) -> Body:
    """Code, names and web site of an institution, as exports name it."""
    address = f"https://{institution.domain}" if institution.domain else ""
    return Body(institution.code, institution.name_th, institution.name_en, address)


def scale_name(host: Body, scale: GradeScale) -> str:
    """Names the dated scale of a host: 00300-2020-01-01."""
    return f"{host.code}-{scale.valid_from.isoformat()}"


def scale_lines(scale: Scale) -> list[str]:
    """One line for each grade: "A = 4.00", "W = withdrawn"."""
    return [
        f"{known.grade} = {known.outcome.value.replace('_', ' ')}"
        if known.points is None
        else f"{known.grade} = {known.points:.2f}"
        for known in scale.grades
    ]


def _record(row: CrossRegistration, known: _Known, *, own: bool) -> CourseRecord:
    learner, host = row.learner, known.bodies[row.host_id]
    term = known.terms.get((row.host_id, row.academic_year, row.term))
    return CourseRecord(
        registration=row.uuid,
        request_number=row.request.number,
        home=known.bodies[row.home_id],
        host=host,
        title=learner.title,
        first_name=learner.first_name,
        last_name=learner.last_name,
        first_name_en=learner.first_name_en,
        last_name_en=learner.last_name_en,
        born_on=learner.born_on,
        gender=learner.gender,
        home_student_code=row.home_student_code,
        host_student_code=row.host_student_code,
        course_code=row.course_code,
        course_name_th=row.course_name_th,
        course_name_en=row.course_name_en,
        credits=row.credits,
        credit_value=row.credit_value,
        level=row.level,
        isced=row.isced,
        section=row.section,
        language=row.language,
        academic_year=row.academic_year,
        term=row.term,
        term_starts_on=term.starts_on if term else None,
        term_ends_on=term.ends_on if term else None,
        state=row.state,
        **_result_of(row.result, host, known),
        **(_at_home(row, known) if own else {}),
    )


def _result_of(result: Result | None, host: Body, known: _Known) -> dict[str, Any]:
    if result is None:
        return {}
    return {
        "result_version": result.version,
        "grade": result.grade,
        "grade_points": result.points,
        "grade_scale": scale_name(host, known.scales[result.scale_id]),
        "outcome": result.outcome,
        "completed_on": result.completed_on,
        "announced_at": result.announced_at,
        "distribution": result.distribution,
    }


def _at_home(row: CrossRegistration, known: _Known) -> dict[str, Any]:
    """What the home decided; its own grade as decided, else where it follows exactly."""
    source = known.sources.get(row.pk)
    grade = _own_grade(row.result, known) if row.result is not None else ""
    if source is None:
        return {"home_grade": grade}
    return {
        "home_grade": source.recognition.home_grade or grade,
        "mapped_course": source.recognition.target_code,
        "recognised_credits": source.credits_used,
    }


def _own_grade(result: Result, known: _Known) -> str:
    """By the scale of the home that was in force when the result was announced."""
    if result.announced_at is None:
        return ""
    day = timezone.localdate(result.announced_at)
    rules = known.home_rules.get(result.home_id, [])
    scale = next((scale for since, scale in rules if since <= day), None)
    if scale is None:
        return ""
    meaning = GradeMeaning(result.grade, result.points, Outcome(result.outcome))
    source_max = grades_of(known.scales[result.scale_id]).max_points
    found = map_grade(meaning, scale, source_max=source_max)
    return found.grade if found else ""

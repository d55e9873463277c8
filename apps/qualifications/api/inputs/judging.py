"""What the fields of a degree mean together: the rules of a file that keep a row out. Pure but for
the day of today."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, cast

from django.utils import timezone
from rest_framework import serializers

from apps.courses.student_codes import FAULT, identifier_fault
from apps.intake.typed_person import read_name
from apps.qualifications.api.inputs.claims import told
from apps.qualifications.degrees import parse_degree
from apps.qualifications.errors import PersonMissingError
from apps.qualifications.incoming.rules import REGISTER_RULES
from apps.qualifications.incoming.shapes import DegreeRow, Level
from apps.qualifications.rows import degree_row

DEGREES = ("degree_th", "degree_abbr", "degree_en")
Facts = Mapping[str, Any]
Problem = tuple[str, str, dict[str, Any]]
"""Field, rule of the register, what its sentence holds."""


def judged(given: Facts, today: dt.date | None = None) -> DegreeRow:
    """The row as it is kept. Raises the framework's ValidationError with every problem by field;
    codes are the rules by which files are read."""
    today = today or timezone.localdate()
    facts = {**given, **_names(given), "standing": _standing(given, today)}
    facts["level"] = given.get("level") or _level_of_names(given)
    problems = {
        field: told(_sentence(rule, params), rule)
        for field, rule, params in (
            *_degree_problems(facts, given.get("standing") or ""),
            *_day_problems(facts, today),
        )
    } | _person_problems(facts)
    if problems:
        raise serializers.ValidationError(problems)
    return degree_row(**{name: value for name, value in facts.items() if value is not None})


def _sentence(rule: str, params: Facts) -> str:
    found = REGISTER_RULES[rule]
    return f"{str(found.message) % params} {str(found.remedy) % params}"


def _names(given: Facts) -> dict[str, Any]:
    """Titles apart; a person without a Thai name is kept under the English one."""
    thai = read_name(
        given.get("first_name") or "", given.get("last_name") or "", given.get("title") or ""
    )
    latin = read_name(given.get("first_name_en") or "", given.get("last_name_en") or "")
    shown = thai if thai.first_name and thai.last_name else latin
    return {
        "title": thai.title or given.get("title") or "",
        "first_name": shown.first_name,
        "last_name": shown.last_name,
        "first_name_en": latin.first_name,
        "last_name_en": latin.last_name,
        "name_as_written": f"{shown.first_name} {shown.last_name}".strip(),
        "born_year": None if given.get("born_on") else given.get("born_year"),
    }


def _standing(given: Facts, today: dt.date) -> str:
    """Nothing is conferred without the council."""
    if given.get("standing") == "attended":
        return "attended"
    approved = given.get("approved_on")
    return "conferred" if approved and approved <= today else "completed"


def _level_of_names(given: Facts) -> Level | None:
    levels = {parse_degree(given[name]).level for name in DEGREES if given.get(name)} - {None}
    return cast(Level, levels.pop()) if len(levels) == 1 else None


def _person_problems(facts: Facts) -> dict[str, Any]:
    problems: dict[str, Any] = {}
    if not (facts["first_name"] and facts["last_name"]):
        problems["first_name"] = told(PersonMissingError.message, PersonMissingError.code)
    code = facts.get("student_code") or ""
    if fault := identifier_fault(code, facts.get("person_id")):
        problems["student_code"] = told(fault, FAULT)
    elif not code and facts.get("person_id") is None:
        problems["student_code"] = told(_sentence("unidentified", {}), "unidentified")
    return problems


def _degree_problems(facts: Facts, stated: str) -> Iterator[Problem]:
    if facts["standing"] == "attended":
        if facts.get("approved_on"):
            yield "standing", "attended_with_approval", {"value": stated}
        return
    if not any(facts.get(name) for name in DEGREES):
        yield "degree_th", "degree_missing", {}
    if facts.get("academic_year") is None:
        yield "academic_year", "year_missing", {}
    if stated == "conferred" and facts["standing"] == "completed":
        yield "approved_on", "approved_missing", {}
    if stated == "completed" and facts["standing"] == "conferred":
        yield "standing", "standing_differs", {"value": stated}


def _day_problems(facts: Facts, today: dt.date) -> Iterator[Problem]:
    completed, approved = facts.get("completed_on"), facts.get("approved_on")
    if completed and completed > today:
        yield "completed_on", "completed_in_future", {"value": completed.isoformat()}
    if completed and approved and approved < completed:
        yield "approved_on", "dates_out_of_order", {"value": approved.isoformat()}

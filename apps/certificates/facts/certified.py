"""Kept facts as the paper's own data."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import cast, get_args

from apps.certificates.kinds import Kind
from apps.documents.papers.certificate import Certified, Graduation, StudentStatus, Studying
from apps.documents.papers.wording import Bilingual, Level, Term

Kept = Mapping[str, str | int]


def certified_of(kind: str, facts: Kept, *, purpose: str = "") -> Certified:
    """`facts` as `read_facts` gave them. Raises KeyError or ValueError for others."""
    if kind == Kind.GRADUATION:
        return _graduation(facts, purpose)
    return _status(facts, purpose)


def _status(facts: Kept, purpose: str) -> StudentStatus:
    level, status = str(facts["level"]), str(facts.get("status", "studying"))
    if level not in get_args(Level) or status not in get_args(Studying):
        raise ValueError("not a level or status of a student")
    expected = None
    if "expected_year" in facts:
        expected = Term(int(facts["expected_year"]), int(facts["expected_term"]))
    return StudentStatus(
        name=_name(facts),
        student_code=str(facts["student_code"]),
        programme=_both(facts, "programme"),
        major=_both(facts, "major"),
        faculty=_both(facts, "faculty"),
        level=cast(Level, level),
        year_of_study=int(facts["year_of_study"]),
        admitted_year=int(facts["admitted_year"]),
        status=cast(Studying, status),
        term=Term(int(facts["academic_year"]), int(facts["term"])),
        expected=expected,
        purpose=purpose,
    )


def _graduation(facts: Kept, purpose: str) -> Graduation:
    ceremony = str(facts.get("ceremony_on", ""))
    return Graduation(
        name=_name(facts),
        student_code=str(facts["student_code"]),
        degree=_both(facts, "degree"),
        degree_short=_both(facts, "degree_short"),
        major=_both(facts, "major"),
        faculty=_both(facts, "faculty"),
        honours=_both(facts, "honours"),
        gpax=Decimal(str(facts["gpax"])) if "gpax" in facts else None,
        completed_on=dt.date.fromisoformat(str(facts["completed_on"])),
        approved_on=dt.date.fromisoformat(str(facts["approved_on"])),
        ceremony_on=dt.date.fromisoformat(ceremony) if ceremony else None,
        purpose=purpose,
    )


def _both(facts: Kept, name: str) -> Bilingual:
    return Bilingual(str(facts.get(name, "")), str(facts.get(f"{name}_en", "")))


def _name(facts: Kept) -> Bilingual:
    """Thai titles touch the name, English ones stand apart."""
    thai = f"{facts.get('title', '')}{facts['first_name']} {facts.get('last_name', '')}"
    parts = ("title_en", "first_name_en", "last_name_en")
    english = " ".join(str(facts[part]) for part in parts if part in facts)
    return Bilingual(thai.strip(), english if "first_name_en" in facts else "")

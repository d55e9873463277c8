"""Grades and what they mean at one institution.

The same sign means different things in different places (P: passed here, in progress there), so a
scale belongs to an institution and is dated. Nothing here guesses: what is not exact goes to a
person.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.thai.numerals import to_arabic
from apps.core.thai.text import canonical, clean
from apps.courses.problems import Problem

USUAL_MAX_POINTS = Decimal("4.00")
LONGEST_GRADE = 10
_FULL_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)}
_PLUS_AND_MINUS = dict.fromkeys(map(ord, "⁺﹢"), "+") | dict.fromkeys(map(ord, "‐‑‒–—−⁻﹣"), "-")
_PLAIN = _FULL_WIDTH | _PLUS_AND_MINUS
_UPPER = str.maketrans(ascii_lowercase, ascii_uppercase)
_POINTS = re.compile(r"[0-9](?:\.[0-9]{1,2})?")


class Outcome(StrEnum):
    """What a grade says about the course."""

    PASSED = "passed"
    FAILED = "failed"
    IN_PROGRESS = "in_progress"
    WITHDRAWN = "withdrawn"
    NOT_COUNTED = "not_counted"


OUTCOMES = [(one.value, one.value) for one in Outcome]
"""As the description of the API names them."""

OUTCOME_LABELS: dict[str, str | Promise] = {
    "passed": _("passed"),
    "failed": pgettext_lazy("grade", "failed"),
    "in_progress": _("in progress"),
    "withdrawn": _("withdrawn from the course"),
    "not_counted": _("not counted"),
}
_WITH_POINTS = (Outcome.PASSED, Outcome.FAILED)


@dataclass(frozen=True, slots=True)
class GradeMeaning:
    """A grade as written on the transcript; ``points`` is None where it has none (S, W, I)."""

    grade: str
    points: Decimal | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Scale:
    """An institution's grades in its own order; points run from 0 to ``max_points``."""

    grades: tuple[GradeMeaning, ...]
    max_points: Decimal = USUAL_MAX_POINTS

    def find(self, text: str) -> GradeMeaning | None:
        """Return the grade's meaning however it was typed ("b +", "Ｂ＋"), or None."""
        wanted = grade_key(text)
        return next((known for known in self.grades if grade_key(known.grade) == wanted), None)

    def as_json(self) -> dict[str, Any]:
        """Return ``{"max_points": "4.00", "grades": [{"grade", "points", "outcome"}, …]}``."""
        return {
            "max_points": str(self.max_points),
            "grades": [
                {
                    "grade": known.grade,
                    "points": None if known.points is None else str(known.points),
                    "outcome": known.outcome.value,
                }
                for known in self.grades
            ],
        }

    @classmethod
    def from_json(cls, data: Any) -> "Scale":
        """Read what as_json gives, or its list of grades alone, on the usual maximum.

        ValueError where validate_scale finds a problem.
        """
        problems = validate_scale(data)
        if problems:
            raise ValueError(f"not a grade scale: {problems[0].code} at '{problems[0].pointer}'")
        whole = {"grades": data} if isinstance(data, list) else data
        grades = tuple(
            GradeMeaning(
                written_grade(entry["grade"]),
                _points(entry.get("points")),
                Outcome(entry["outcome"]),
            )
            for entry in whole["grades"]
        )
        return cls(grades, _points(whole.get("max_points")) or USUAL_MAX_POINTS)


def plain_signs(text: str) -> str:
    """Return the text with full-width and raised signs, and every kind of dash, in plain ASCII."""
    return text.translate(_PLAIN)


def written_grade(text: str) -> str:
    """Return a grade as it is kept: no spaces, full-width signs plain, capitals as given.

    Thai digits stay what they are: a grade is a sign, not a number.
    """
    return canonical(plain_signs("".join(clean(text).split())))


def grade_key(text: str) -> str:
    """Return the form in which grades are compared: as kept, with Latin letters as capitals."""
    return written_grade(text).translate(_UPPER)


def validate_scale(data: object) -> list[Problem]:
    """Return what keeps ``data`` from being a scale as from_json reads it; empty where it is one.

    The pointers lead into ``data`` as it was given: "/grades/0/points", or "/0/points" in a list.
    """
    if isinstance(data, list):
        return _grades_problems(data, "", USUAL_MAX_POINTS)
    if not isinstance(data, Mapping) or not isinstance(data.get("grades"), list):
        return [Problem("scale_shape")]
    highest = _points(data.get("max_points", str(USUAL_MAX_POINTS)))
    if not highest:
        return [Problem("max_points", "/max_points")]
    return _grades_problems(data["grades"], "/grades", highest)


def nearest_grade(
    points: Decimal, target: Scale, *, source_max: Decimal = USUAL_MAX_POINTS
) -> GradeMeaning | None:
    """Return the one grade of the target scale with exactly these points; else a person decides.

    None also where several grades have them, and where the points come from a scale with another
    maximum: 4.00 of 5.00 is not 4.00 of 4.00.
    """
    if source_max != target.max_points:
        return None
    same = [known for known in target.grades if known.points == points]
    return same[0] if len(same) == 1 else None


def map_grade(
    meaning: GradeMeaning, target: Scale, *, source_max: Decimal = USUAL_MAX_POINTS
) -> GradeMeaning | None:
    """Return the target's own grade for another institution's; None where a person must decide.

    The same sign with the same points and outcome is taken; else the one grade with the same points
    and outcome. A grade without points is never taken for one of another sign.
    """
    comparable = meaning.points is None or source_max == target.max_points
    twin = target.find(meaning.grade)
    if twin and comparable and (twin.points, twin.outcome) == (meaning.points, meaning.outcome):
        return twin
    if meaning.points is None:
        return None
    nearest = nearest_grade(meaning.points, target, source_max=source_max)
    return nearest if nearest and nearest.outcome is meaning.outcome else None


def _grades_problems(entries: list[object], pointer: str, highest: Decimal) -> list[Problem]:
    if not entries:
        return [Problem("scale_empty", pointer)]
    problems: list[Problem] = []
    seen: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        problems += _entry_problems(entry, f"{pointer}/{number - 1}", number, highest, seen)
    return problems


def _entry_problems(
    entry: object, pointer: str, number: int, highest: Decimal, seen: set[str]
) -> list[Problem]:
    if not isinstance(entry, Mapping):
        return [Problem("entry_shape", pointer, {"number": number})]
    sign = entry.get("grade")
    grade = written_grade(sign) if isinstance(sign, str) else ""
    if not 0 < len(grade) <= LONGEST_GRADE:
        params: dict[str, str | int] = {"number": number, "limit": LONGEST_GRADE}
        return [Problem("grade_sign", f"{pointer}/grade", params)]
    problems = []
    if grade_key(grade) in seen:
        problems.append(Problem("grade_repeated", f"{pointer}/grade", {"grade": grade}))
    seen.add(grade_key(grade))
    outcome = entry.get("outcome")
    if outcome not in list(Outcome):
        known = ", ".join(Outcome)
        params = {"grade": grade, "known": known}
        problems.append(Problem("outcome", f"{pointer}/outcome", params))
    return problems + _points_problems(entry.get("points"), outcome, grade, highest, pointer)


def _points_problems(
    written: object, outcome: object, grade: str, highest: Decimal, pointer: str
) -> list[Problem]:
    if written is None or written == "":
        return []
    points = _points(written)
    if points is None or points > highest:
        params = {"grade": grade, "limit": str(highest)}
        return [Problem("points", f"{pointer}/points", params)]
    if outcome in list(Outcome) and outcome not in _WITH_POINTS:
        return [Problem("points_without_result", f"{pointer}/points", {"grade": grade})]
    return []


def _points(written: object) -> Decimal | None:
    """Return 0 or more with at most two decimals, from a JSON string or number; else None."""
    if isinstance(written, bool) or not isinstance(written, str | int | float | Decimal):
        return None
    plain = clean(to_arabic(str(written)))
    return Decimal(plain) if _POINTS.fullmatch(plain) else None


def _graded(grade: str, points: str) -> GradeMeaning:
    return GradeMeaning(grade, Decimal(points), Outcome.FAILED if grade == "F" else Outcome.PASSED)


USUAL_SCALE = Scale(
    (
        _graded("A", "4.00"),
        _graded("B+", "3.50"),
        _graded("B", "3.00"),
        _graded("C+", "2.50"),
        _graded("C", "2.00"),
        _graded("D+", "1.50"),
        _graded("D", "1.00"),
        _graded("F", "0.00"),
        GradeMeaning("S", None, Outcome.PASSED),
        GradeMeaning("U", None, Outcome.FAILED),
        GradeMeaning("W", None, Outcome.WITHDRAWN),
        GradeMeaning("I", None, Outcome.IN_PROGRESS),
        GradeMeaning("AU", None, Outcome.NOT_COUNTED),
    )
)
"""What most Thai universities use. P, X and T are left out: their meaning differs from place to
place, so an institution that uses them says itself what they mean."""

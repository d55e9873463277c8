"""How the grades of a class are distributed: numbers of students only, failures included."""

import re
from collections.abc import Mapping

from django.utils.functional import lazy

from apps.core.errors import InvalidError
from apps.core.identifiers import mask_numbers
from apps.core.thai.numerals import to_arabic
from apps.core.thai.text import clean
from apps.courses.grades import Scale, grade_key, plain_signs, written_grade
from apps.courses.problems import Problem

SMALLEST = 10
"""Below this number of students a distribution is not shown: it would tell single grades."""

_BETWEEN = re.compile(r"[\n\r,;]+")
_ENTRY = re.compile(r"(?P<grade>[^\s:=]+(?: [+-])?)(?: ?[:=] ?| )(?P<count>[0-9๐-๙]{1,6})")
_LONGEST_SHOWN = 40


class DistributionError(InvalidError):
    """The text is no distribution; ``problem`` says which part of it and why."""

    code = "distribution_unreadable"

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        # the sentence is made in the language of whoever is told, not of the moment it was raised
        super().__init__(lazy(lambda: problem.sentence, str)())


def parse_distribution(text: str) -> dict[str, int]:
    """Read "A 10, B+ 5, F 2", also one to a line, with ":" or "=" or a tab, in the order written.

    Raises DistributionError for a part that is no grade with a number, or a grade given twice.
    """
    counts: dict[str, int] = {}
    seen: set[str] = set()
    for part in filter(None, map(clean, _BETWEEN.split(plain_signs(text)))):
        found = _ENTRY.fullmatch(part)
        if found is None:
            shown = mask_numbers(part)[:_LONGEST_SHOWN]
            raise DistributionError(Problem("distribution_entry", "", {"entry": shown}))
        grade = written_grade(found["grade"])
        if grade_key(grade) in seen:
            raise DistributionError(_problem("distribution_repeated", grade))
        seen.add(grade_key(grade))
        counts[grade] = int(to_arabic(found["count"]))
    return counts


def check_distribution(counts: Mapping[str, object], scale: Scale) -> list[Problem]:
    """Return what is wrong with a distribution under the host's scale: grades named, numbers."""
    problems: list[Problem] = []
    seen: set[str] = set()
    for grade, count in counts.items():
        if scale.find(grade) is None:
            problems.append(_problem("distribution_unknown", grade))
        if grade_key(grade) in seen:
            problems.append(_problem("distribution_repeated", grade))
        seen.add(grade_key(grade))
        if isinstance(count, bool) or not isinstance(count, int) or count < 0:
            problems.append(_problem("distribution_count", grade))
    return problems


def by_scale(counts: Mapping[str, int], scale: Scale) -> dict[str, int]:
    """Return a checked distribution under the scale's own signs and in its order."""
    found = {grade_key(grade): count for grade, count in counts.items()}
    return {
        known.grade: found[grade_key(known.grade)]
        for known in scale.grades
        if grade_key(known.grade) in found
    }


def shown_distribution(counts: Mapping[str, int]) -> dict[str, int] | None:
    """Return what may be shown: all of it, or None for a class of fewer than SMALLEST."""
    return dict(counts) if sum(counts.values()) >= SMALLEST else None


def _problem(code: str, grade: str) -> Problem:
    shown = mask_numbers(grade)[:_LONGEST_SHOWN]
    step = shown.replace("~", "~0").replace("/", "~1")  # RFC 6901
    return Problem(code, f"/{step}", {"grade": shown})

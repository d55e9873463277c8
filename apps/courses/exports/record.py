"""What every export of results is made of: one registration of one student for one course.

Personal data: names, birth date, student codes, the result. The national ID has no place here, so
no export can carry it: a learner is told by the home institution and its student code.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from apps.courses.distribution import shown_distribution
from apps.courses.grades import Outcome

# A plain offset: Thailand has no summer time, and local mean time of old dates has odd seconds.
THAI_TIME = dt.timezone(dt.timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Body:
    """An institution: ministry code, names, and address of its web site (https://tu.ac.th)."""

    code: str
    name_th: str
    name_en: str = ""
    url: str = ""

    def name(self, language: str) -> str:
        """In Thai or English; Thai where no English name is known."""
        return (self.name_en if language == "en" else self.name_th) or self.name_th


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRecord:
    """One registration as its exports show it, with the announced result or none.

    ``academic_year`` is Christian, ``term`` 1, 2 or 3 (summer). ``credits`` is the notation
    3(2-2-5), ``credit_value`` its number; ``gender`` is m, f or empty. ``grade`` is empty until a
    result is announced, ``outcome`` one of Outcome, or empty. ``grade_scale`` names the dated scale
    of the host that the grade is of; empty means that the host has had one only. Raises ValueError
    on a naive time, an unknown outcome, a number that is not finite, or a negative count.
    """

    registration: UUID
    request_number: str
    home: Body
    host: Body
    title: str = ""
    first_name: str
    last_name: str
    first_name_en: str = ""
    last_name_en: str = ""
    born_on: dt.date | None = None
    gender: str = ""
    home_student_code: str
    host_student_code: str = ""
    course_code: str
    course_name_th: str
    course_name_en: str = ""
    credits: str
    credit_value: Decimal
    level: str = ""
    isced: str = ""
    section: str = ""
    language: str = ""
    academic_year: int
    term: int
    term_starts_on: dt.date | None = None
    term_ends_on: dt.date | None = None
    state: str
    result_version: int | None = None
    grade: str = ""
    grade_points: Decimal | None = None
    grade_scale: str = ""
    outcome: str = ""
    completed_on: dt.date | None = None
    announced_at: dt.datetime | None = None
    home_grade: str = ""
    distribution: Mapping[str, int] | None = field(default=None, hash=False)
    mapped_course: str = ""
    recognised_credits: Decimal | None = None

    def __post_init__(self) -> None:
        if self.announced_at is not None and self.announced_at.tzinfo is None:
            raise ValueError("announced_at needs a time zone")
        if self.outcome and self.outcome not in set(Outcome):
            raise ValueError(f"no such outcome: {self.outcome}")
        numbers = (self.credit_value, self.grade_points, self.recognised_credits)
        if not all(number is None or number.is_finite() for number in numbers):
            raise ValueError("credits and points are finite numbers")
        if any(count < 0 for count in (self.distribution or {}).values()):
            raise ValueError("a class holds no negative number of students")

    @property
    def learner(self) -> tuple[str, str]:
        """Whose record it is; without a student code nobody else's is taken for the same."""
        return self.home.code, self.home_student_code or str(self.registration)

    @property
    def scale(self) -> str:
        return self.grade_scale or self.host.code

    @property
    def class_distribution(self) -> Mapping[str, int]:
        """Students of the class by grade; empty where not given or the class is too small."""
        return shown_distribution(self.distribution or {}) or {}


def by_learner(records: Iterable[CourseRecord]) -> list[list[CourseRecord]]:
    """The records of each learner together, learners and records in the order given."""
    groups: dict[tuple[str, str], list[CourseRecord]] = {}
    for record in records:
        groups.setdefault(record.learner, []).append(record)
    return list(groups.values())

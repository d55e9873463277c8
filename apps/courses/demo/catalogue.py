"""What each university offers in each term: sampled from the subjects, with its own codes."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from apps.core.demo.seeds import stream
from apps.courses.demo.calendar import PlannedTerm
from apps.courses.demo.subjects import MASTER_SUBJECTS, SUBJECTS, Subject
from apps.courses.demo.universities import UNIVERSITIES
from apps.courses.services.offering import Course

COURSES = {(2025, 2): 14, (2025, 3): 8, (2026, 1): 44, (2026, 2): 16}
"""Bachelor courses of one university in one term; graduate courses come in addition."""
POPULAR_SEATS = 40
_DAYS = ("จ. 9.30–12.30", "อ. 13.30–16.30", "พ. 9.30–12.30", "พฤ. 13.30–16.30", "ศ. 9.30–12.30",
         "ส. 9.00–12.00", "อา. 13.00–16.00")  # fmt: skip
_SEATS = (None, POPULAR_SEATS, POPULAR_SEATS, 20, 10, 5)
_TWO_SECTIONS, _DRAFTS, _CLOSED = 3, 3, 2


@dataclass(frozen=True, slots=True)
class PlannedOffering:
    """One section; `state` is the one it has while requests are made."""

    subject: Subject
    course: Course
    state: str

    @property
    def popular(self) -> bool:
        """Open, with room for several groups of guests."""
        seats = self.course.seats
        return self.state == "open" and (seats is None or seats >= POPULAR_SEATS)


@cache
def offerings(slug: str, when: PlannedTerm, seed: int) -> tuple[PlannedOffering, ...]:
    """Sections of a university's term, sorted by code; none where the term offers nothing."""
    wanted = COURSES.get((when.academic_year, when.term), 0)
    if not wanted:
        return ()
    rng = stream("catalogue", seed, slug, when.academic_year, when.term)
    subjects = [*rng.sample(SUBJECTS, wanted), *MASTER_SUBJECTS]
    planned = []
    for place, subject in enumerate(subjects):
        state = _state(place, wanted)
        for section in ("1", "2") if place < _TWO_SECTIONS else ("1",):
            course = _course(slug, when, subject, section, seed)
            planned.append(PlannedOffering(subject, course, state))
    return tuple(sorted(planned, key=lambda each: (each.course.code, each.course.section)))


def _state(place: int, wanted: int) -> str:
    """A few of a large catalogue are still in preparation, a few closed already."""
    if wanted > _TWO_SECTIONS * 10 and place in range(wanted - _DRAFTS, wanted):
        return "draft"
    closed = range(wanted - _DRAFTS - _CLOSED, wanted - _DRAFTS)
    return "closed" if wanted > _TWO_SECTIONS * 10 and place in closed else "open"


def _course(slug: str, when: PlannedTerm, subject: Subject, section: str, seed: int) -> Course:
    rng = stream("section", seed, slug, when.academic_year, when.term, subject.number, section)
    graduate = subject.level == "master"
    fee = Decimal(rng.choice((0, 300, 500, 800)) if not graduate else 2500) * subject.value
    english = rng.random() < 0.15
    return Course(
        academic_year=when.academic_year,
        term=when.term,
        code=UNIVERSITIES[slug].course_code(subject.field, subject.number),
        name_th=subject.name_th,
        name_en=subject.name_en,
        credits=subject.credits,
        section=section,
        level=subject.level,
        isced=subject.isced,
        seats=POPULAR_SEATS if graduate else rng.choice(_SEATS),
        fee=fee,
        schedule=rng.choice(_DAYS),
        language="en" if english else "th",
        withdraw_by=when.withdraw_by,
        description=_description(subject),
    )


def _description(subject: Subject) -> str:
    return (
        f"หลักการและการประยุกต์ใช้ของวิชา{subject.name_th} การอภิปรายกรณีศึกษา และการทำงานเป็นกลุ่ม "
        "เปิดรับนักศึกษาจากสถาบันคู่สัญญา"
    )

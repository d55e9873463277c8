"""The invented students of a university, as its registrar would write them into a request."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from apps.core.demo.ids import implausible_ids
from apps.core.demo.seeds import number_below, stream
from apps.core.identifiers import PersonId
from apps.courses.candidates import Candidate
from apps.courses.demo.names import FEMALE_NAMES, MALE_NAMES, SURNAMES
from apps.courses.demo.universities import UNIVERSITIES

_RUN = 10**6
_WITHOUT_ID_ONE_IN = 9


@dataclass(frozen=True, slots=True, repr=False)
class Student:
    """Born on an ISO date; credits of the whole programme; `national_id` may be empty."""

    code: str
    title: str
    first_name: str
    last_name: str
    first_name_en: str
    last_name_en: str
    gender: str
    born_on: dt.date
    national_id: str
    level: str
    faculty: str
    programme: str
    programme_credits: Decimal

    def candidate(
        self, line: int, course: str, section: str, *, home_credits: int, needed_by: dt.date | None
    ) -> Candidate:
        person = PersonId("national", "TH", self.national_id) if self.national_id else None
        return Candidate(
            line=line,
            student_code=self.code,
            course_code=course,
            section=section,
            title=self.title,
            first_name=self.first_name,
            last_name=self.last_name,
            first_name_en=self.first_name_en,
            last_name_en=self.last_name_en,
            gender=self.gender,
            born_on=self.born_on,
            person_id=person,
            level=self.level,
            programme=self.programme,
            faculty=self.faculty,
            programme_credits=self.programme_credits,
            home_credits=Decimal(home_credits),
            needed_by=needed_by,
        )


def student(slug: str, number: int, *, graduate: bool, seed: int) -> Student:
    """The `number`-th invented student of the university; equal input, equal student."""
    university = UNIVERSITIES[slug]
    rng = stream("student", seed, slug, number)
    female = rng.random() < 0.56
    first, last = rng.choice(FEMALE_NAMES if female else MALE_NAMES), rng.choice(SURNAMES)
    entered = rng.choice((2023, 2024, 2024, 2025))
    faculty, programme = rng.choice(university.faculties)
    serial = number_below(_RUN, "learners", seed, slug) * 700 + number
    identifier = next(implausible_ids(rng, serial, 1))
    born = dt.date(entered - (25 if graduate else 18), 1, 1) - dt.timedelta(rng.randrange(540))
    return Student(
        code=university.student_code(entered, number),
        title="นางสาว" if female else "นาย",
        first_name=first.th,
        last_name=last.th,
        first_name_en=first.en,
        last_name_en=last.en,
        gender="f" if female else "m",
        born_on=born,
        national_id="" if number % _WITHOUT_ID_ONE_IN == 0 else identifier,
        level="master" if graduate else "bachelor",
        faculty=faculty,
        programme=_of_master(programme) if graduate else programme,
        programme_credits=Decimal(36 if graduate else rng.choice((120, 126, 132))),
    )


def _of_master(programme: str) -> str:
    return programme.replace("บัณฑิต", "มหาบัณฑิต", 1)

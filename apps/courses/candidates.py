"""One line of a request as it comes from a form, a file or a system."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from apps.core.identifiers import PersonId


@dataclass(frozen=True, slots=True)
class Candidate:
    """A student for a course. `line` is where it stood, for messages.

    Empty name fields leave what is known of the student as it is; `section` may be empty where the
    course has one section.
    """

    line: int
    student_code: str
    course_code: str
    section: str = ""
    title: str = ""
    first_name: str = ""
    last_name: str = ""
    first_name_en: str = ""
    last_name_en: str = ""
    gender: str = ""
    born_on: dt.date | None = None
    person_id: PersonId | None = None
    level: str = ""
    programme: str = ""
    faculty: str = ""
    programme_credits: Decimal | None = None
    home_credits: Decimal = Decimal(0)
    needed_by: dt.date | None = None

"""What is asked about one degree of one person, as it is compared with a register."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from apps.core.identifiers import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class DegreeClaim:
    """One person's degree as claimed; what is empty is not compared.

    holder_id: row of the university that is said to hold it; level: code of `choices.Level`;
    academic_year: Christian number of the year of graduation
    """

    holder_id: int
    reference: str = ""
    person_id: PersonId | None = None
    title: str = ""
    first_name: str = ""
    last_name: str = ""
    first_name_en: str = ""
    last_name_en: str = ""
    former_name: str = ""
    born_on: dt.date | None = None
    born_year: int | None = None
    student_code: str = ""
    degree: str = ""
    major: str = ""
    faculty: str = ""
    level: str = ""
    academic_year: int | None = None
    completed_on: dt.date | None = None
    gpax: Decimal | None = None

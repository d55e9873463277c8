"""What a register of degrees and a list of entrants are read into, ready to be stored.

All text is canonical, all years and dates are Christian. Both rows are personal data; printing them
masks the identifier.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from apps.core.identifiers import PersonId
from apps.core.thai.names import Gender

Standing = Literal["conferred", "completed", "attended"]
"""Approved by the council; all done and approval to come; left without a degree."""

Level = Literal[1, 2, 3, 4, 5, 6]
"""TQF:HEd 2552: 1 อนุปริญญา, 2 ปริญญาตรี, 3 ป.บัณฑิต, 4 ปริญญาโท, 5 ป.บัณฑิตชั้นสูง, 6 ปริญญาเอก."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPerson:
    """A person as a list has them; what a list does not have is "" or None.

    ``born_on`` is the full date; where only the year is known it is None. ``name_as_written`` joins
    the cells of the name. A former name is ``former_first_name`` and ``former_last_name``, either
    of which may be "" (only the other one changed).
    """

    person_id: PersonId | None
    student_code: str
    title: str
    first_name: str
    last_name: str
    name_as_written: str
    title_en: str
    first_name_en: str
    last_name_en: str
    former_first_name: str
    former_last_name: str
    gender: Gender
    born_on: dt.date | None
    born_year: int | None

    @property
    def former_name(self) -> str:
        """Return the former name in one piece, as compare_names takes it."""
        return f"{self.former_first_name} {self.former_last_name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class DegreeRow(ListedPerson):
    """One degree of one person in a university's register.

    ``degree_th`` is the name in Thai, ``degree_abbr`` its abbreviation (Thai, else Latin),
    ``degree_en`` the name in English; at least one is filled unless ``standing`` is ``attended``.
    ``level`` is None where neither file nor degree tell it. ``term`` is 1, 2 or 3 (summer).
    ``gpax`` has two decimals. ``honours`` is "", "1", "2" or the text as written.
    """

    degree_th: str
    degree_abbr: str
    degree_en: str
    programme: str
    major: str
    faculty: str
    campus: str
    level: Level | None
    academic_year: int | None
    term: int | None
    completed_on: dt.date | None
    approved_on: dt.date | None
    ceremony_on: dt.date | None
    gpax: Decimal | None
    honours: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrantRow(ListedPerson):
    """One degree that one entrant claims; who claims two has two of these, in the file's order.

    ``claim`` counts an entrant's claims within one row of the file, from 1. ``student_code`` is
    that at the university which holds the degree. ``university`` is as written; ``candidates`` are
    the ministry's codes of the institutions that may be meant: the one that is meant in a row that
    is kept, guesses for a person to choose from in another.
    ``graduated_on`` and ``graduated_year`` are as claimed (the year that of the date if a date is
    given); ``reference`` is the applicant's number at the graduate school.
    """

    claim: int
    reference: str
    university: str
    candidates: tuple[str, ...]
    degree: str
    major: str
    faculty: str
    level: Level | None
    graduated_on: dt.date | None
    graduated_year: int | None
    gpax: Decimal | None

    @property
    def university_code(self) -> str:
        """Return the code of the university that is meant, for a row that is kept."""
        return self.candidates[0] if len(self.candidates) == 1 else ""

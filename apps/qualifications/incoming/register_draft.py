"""A row of a register between its cells and the degree."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from apps.qualifications.incoming.person import ListedDraft
from apps.qualifications.incoming.register_cells import Stated, TermYear
from apps.qualifications.incoming.shapes import Level, Standing


@dataclass(slots=True, init=False)
class DegreeDraft(ListedDraft):
    """The checked cells of a register's row, and what they mean together."""

    degree_th: str
    degree_abbr: str
    degree_en: str
    programme: str
    major: str
    faculty: str
    campus: str
    named_level: int | None
    in_year: TermYear
    in_term: int | None
    in_term_year: TermYear
    completed_on: dt.date | None
    approved_on: dt.date | None
    ceremony_on: dt.date | None
    gpax: Decimal | None
    honours: str
    stated: Stated
    university_code: str
    university_name: str
    level: Level | None
    academic_year: int | None
    term: int | None
    standing: Standing

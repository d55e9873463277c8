"""What an applicant's paper says, as it is compared with the register."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from apps.core.identifiers import PersonId
from apps.core.thai.text import search_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One applicant as claimed. `school_id` is the row of the school; years are Christian."""

    reference: str = ""
    person_id: PersonId | None = None
    title: str = ""
    first_name: str
    last_name: str
    former_name: str = ""
    born_on: date | None = None
    born_year: int | None = None
    school_id: int | None = None
    academic_year: int | None = None
    gpax: Decimal | None = None
    gpax_terms: Literal[5, 6] = 6
    por1_set: str = ""
    por1_number: str = ""
    approved_on: date | None = None

    @property
    def full_name(self) -> str:
        return " ".join(f"{self.title}{self.first_name} {self.last_name}".split())

    @property
    def name_key(self) -> str:
        return search_key(self.first_name + self.last_name)

    def as_json(self) -> dict[str, Any]:
        """The fields beside identifier, name, school and year, as claimed."""
        return {
            "former_name": self.former_name,
            "born_on": self.born_on.isoformat() if self.born_on else None,
            "born_year": self.born_year,
            "gpax": str(self.gpax) if self.gpax is not None else None,
            "gpax_terms": self.gpax_terms,
            "por1_set": self.por1_set,
            "por1_number": self.por1_number,
            "approved_on": self.approved_on.isoformat() if self.approved_on else None,
        }

"""The certified rosters in force, as far as some claims touch them: three queries for any number.

Reading across schools happens only in functions of the role `lookup` (migration 0002).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, Self

from django.db import connection

from apps.core.crypto import blind_indexes
from apps.graduates.claims import Claim
from apps.graduates.deciding import EntryDecision, EntryKind, RosterState
from apps.graduates.models.roster import Kind


class Record(NamedTuple):
    """One person of a roster in force; never shown, only compared."""

    school_id: int
    academic_year: int
    kind: EntryKind
    certified_at: datetime
    title: str
    first_name: str
    last_name: str
    name_as_written: str
    born_on: date | None
    born_year: int | None
    gpax: Decimal | None
    decision: EntryDecision
    approved_on: date | None
    por1_set: str
    por1_number: str


# the fields of a record in their order, behind what leads back to the claim
BY_ID = """
    SELECT id_index, school_id, academic_year, kind, certified_at, title, first_name, last_name,
           name_as_written, born_on, born_year, gpax, decision, approved_on, por1_set, por1_number
      FROM graduates_match(%s::bytea[])
"""
BY_NAME = """
    SELECT ordinal, school_id, academic_year, kind, certified_at, title, first_name, last_name,
           name_as_written, born_on, born_year, gpax, decision, approved_on, por1_set, por1_number
      FROM graduates_match_names(%s::bigint[], %s::smallint[], %s::text[])
"""


@dataclass(frozen=True)
class Register:
    """Records by the claim's position, and which lists of a school and year are in force.

    Names are searched for only where no identifier was found.
    """

    by_id: dict[int, list[Record]]
    by_name: dict[int, list[Record]]
    in_force: dict[tuple[int, int], dict[str, datetime]]

    @classmethod
    def for_claims(cls, claims: Sequence[Claim]) -> Self:
        by_id = _by_id(claims)
        return cls(by_id, _by_name(claims, by_id.keys()), _in_force(claims))

    def roster_state(self, claim: Claim) -> RosterState:
        """complete: the year's graduates are certified; incomplete: other lists only; missing."""
        kinds = self._kinds(claim)
        if Kind.GRADUATES in kinds:
            return "complete"
        return "incomplete" if kinds else "missing"

    def as_of(self, claim: Claim) -> datetime | None:
        """When the latest list of the claimed school and year was certified."""
        return max(self._kinds(claim).values(), default=None)

    def _kinds(self, claim: Claim) -> dict[str, datetime]:
        if claim.school_id is None or claim.academic_year is None:
            return {}
        return self.in_force.get((claim.school_id, claim.academic_year), {})


def _by_id(claims: Sequence[Claim]) -> dict[int, list[Record]]:
    asked: dict[bytes, list[int]] = defaultdict(list)
    given = [(number, claim.person_id) for number, claim in enumerate(claims) if claim.person_id]
    for (number, _), indexes in zip(given, blind_indexes(one for _, one in given), strict=True):
        for index in indexes:
            asked[index].append(number)
    found: dict[int, list[Record]] = defaultdict(list)
    if asked:
        with connection.cursor() as cursor:
            cursor.execute(BY_ID, [_array(asked)])
            for row in cursor.fetchall():
                record = Record._make(row[1:])
                for number in asked[bytes(row[0])]:
                    found[number].append(record)
    return found


def _array(values: Iterable[bytes]) -> str:
    """A bytea[] as one text: the server parses that far faster than thousands of constants."""
    return "{" + ",".join([f'"\\\\x{value.hex()}"' for value in values]) + "}"


def _by_name(claims: Sequence[Claim], found_by_id: Set[int]) -> dict[int, list[Record]]:
    """Candidates of the claimed school and year with the same name."""
    asked = [
        (number, claim.school_id, claim.academic_year, claim.name_key)
        for number, claim in enumerate(claims)
        if number not in found_by_id
        and claim.school_id is not None
        and claim.academic_year is not None
    ]
    found: dict[int, list[Record]] = defaultdict(list)
    if asked:
        numbers, schools, years, names = map(list, zip(*asked, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(BY_NAME, [schools, years, names])
            for ordinal, *fields in cursor.fetchall():
                found[numbers[ordinal - 1]].append(Record._make(fields))
    return found


def _in_force(claims: Sequence[Claim]) -> dict[tuple[int, int], dict[str, datetime]]:
    asked = {
        (claim.school_id, claim.academic_year)
        for claim in claims
        if claim.school_id is not None and claim.academic_year is not None
    }
    found: dict[tuple[int, int], dict[str, datetime]] = defaultdict(dict)
    if asked:
        schools, years = map(list, zip(*asked, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT * FROM graduates_in_force(%s::bigint[], %s::smallint[])", [schools, years]
            )
            for school_id, year, kind, certified_at in cursor.fetchall():
                found[school_id, year][kind] = certified_at
    return found

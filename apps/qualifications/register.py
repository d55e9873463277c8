"""The registers in force, as far as some claims touch them: one query for any number of claims.

Reading across universities happens only in a function of the role `lookup` (migration 0002), and
only by identifier: nobody can search another university's register by name.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from apps.core.crypto import blind_indexes
from apps.qualifications.claims import DegreeClaim


class Record(NamedTuple):
    """One degree in force; never shown to who asks, only compared."""

    uuid: UUID
    line: UUID
    holder_id: int
    standing: str
    on_hold: bool
    title: str
    first_name: str
    last_name: str
    first_name_en: str
    last_name_en: str
    former_name: str
    born_on: date | None
    born_year: int | None
    student_code: str
    degree_th: str
    degree_abbr: str
    degree_en: str
    major: str
    faculty: str
    level: str
    academic_year: int | None
    completed_on: date | None
    approved_on: date | None
    gpax: Decimal | None
    as_of: datetime


MATCH = f"""
    SELECT ordinal, {", ".join(Record._fields)}
      FROM qualifications_match(%s::bigint[], %s::bytea[])
"""  # noqa: S608  (names of our own columns)


def records_for(claims: Sequence[DegreeClaim]) -> dict[int, list[Record]]:
    """The degrees found by identifier at the holder named, by the claim's position."""
    given = [(place, claim.person_id) for place, claim in enumerate(claims) if claim.person_id]
    places, holders, wanted = [], [], []
    for (place, _), indexes in zip(given, blind_indexes(one for _, one in given), strict=True):
        for index in indexes:
            places.append(place)
            holders.append(claims[place].holder_id)
            wanted.append(f'"\\\\x{index.hex()}"')
    found: dict[int, list[Record]] = defaultdict(list)
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute(MATCH, [holders, "{" + ",".join(wanted) + "}"])
            for ordinal, *fields in cursor.fetchall():
                found[places[ordinal - 1]].append(Record._make(fields))
    return found

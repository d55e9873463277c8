"""Applicants of a round of admission: most papers agree with the register, some do not."""

from collections.abc import Sequence
from dataclasses import replace

from apps.core.identifiers import PersonId
from apps.graduates.bench.cast import School
from apps.graduates.bench.rosters import YEAR
from apps.graduates.claims import Claim
from apps.graduates.demo.people import RosterRow

ONE_RENAMED_IN, ONE_WITHOUT_ID_IN, ONE_UNKNOWN_IN = 20, 40, 50


def claims_of(school: School, rows: Sequence[RosterRow]) -> list[Claim]:
    return [_spoiled(place, _claim(school, row)) for place, row in enumerate(rows, 1)]


def _claim(school: School, row: RosterRow) -> Claim:
    return Claim(
        reference=row.student_code,
        person_id=PersonId("national", "TH", row.national_id),
        title=row.title,
        first_name=row.first_name,
        last_name=row.last_name,
        born_on=row.born_on,
        school_id=school.institution.pk,
        academic_year=YEAR,
        gpax=row.gpax,
        por1_set=row.por1_set,
        por1_number=row.por1_number,
        approved_on=row.approved_on,
    )


def _spoiled(place: int, claim: Claim) -> Claim:
    if place % ONE_UNKNOWN_IN == 0:
        nobody = PersonId("passport", "ZZ", f"A{place:07d}")
        return replace(claim, person_id=nobody, first_name="ไม่มี", last_name="ใครรู้จัก")
    if place % ONE_WITHOUT_ID_IN == 0:
        return replace(claim, person_id=None)
    if place % ONE_RENAMED_IN == 0:
        return replace(claim, last_name="เปลี่ยนแล้ว")
    return claim

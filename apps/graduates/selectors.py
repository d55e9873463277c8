"""Reads of rosters and verifications; the scope limits every one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max, Min, Q, QuerySet

from apps.core.errors import NotFoundError
from apps.graduates.models import Entry, Finding, Roster, Verification, VerificationItem
from apps.institutions.models import Institution, Kind

PAGE = 50


def roster_list() -> QuerySet[Roster]:
    """Of the actor's school, newest first."""
    return Roster.objects.select_related("uploaded_by", "certified_by", "job").order_by("-pk")


def roster_get(uuid: UUID) -> Roster:
    roster = (
        Roster.objects.select_related("school", "uploaded_by", "certified_by", "job", "upload")
        .filter(uuid=uuid)
        .first()
    )
    if roster is None:
        raise NotFoundError
    return roster


def waiting_findings(roster: Roster) -> int:
    """Findings that somebody must still confirm with a reason."""
    return Finding.objects.filter(roster=roster, needs_confirmation=True, confirmed_at=None).count()


@dataclass(frozen=True)
class FindingKind:
    """All findings of one rule, folded into one line."""

    rule: str
    cls: str
    count: int
    first: Finding
    waiting: int
    reason: str


def finding_kinds(roster: Roster) -> list[FindingKind]:
    """Errors first, then what waits for a confirmation, then plain facts."""
    groups = list(
        Finding.objects.filter(roster=roster)
        .values("rule", "cls")
        .annotate(
            count=Count("pk"),
            first=Min("pk"),
            waiting=Count("pk", filter=Q(needs_confirmation=True, confirmed_at=None)),
            confirmed=Max("reason"),
        )
    )
    firsts = Finding.objects.in_bulk([group["first"] for group in groups])
    order = {"syntax": 0, "validity": 1, "whole": 2, "quality": 3}
    kinds = [
        FindingKind(
            group["rule"],
            group["cls"],
            group["count"],
            firsts[group["first"]],
            group["waiting"],
            group["confirmed"],
        )
        for group in groups
    ]
    return sorted(kinds, key=lambda kind: (order[kind.cls], not kind.waiting, -kind.count))


def findings_of(roster: Roster, rule: str, *, after: int = 0) -> list[Finding]:
    """One page of one kind, in the file's order, and one more to tell whether it goes on."""
    rows = Finding.objects.filter(roster=roster, rule=rule, pk__gt=after)
    return list(rows.order_by("pk")[: PAGE + 1])


def set_aside_rows(roster: Roster) -> list[Entry]:
    """Rows kept out because their person stands twice; a person may choose them instead."""
    return list(Entry.objects.filter(roster=roster, kept=False).order_by("row")[: PAGE * 4])


@dataclass(frozen=True)
class Difference:
    """Against the version in force: persons added, removed, and changed in any stored field."""

    version: int
    added: int
    removed: int
    changed: int


DIFFERENCE = """
    WITH mine AS (SELECT * FROM graduates_entry WHERE roster_id = %(new)s AND kept),
         theirs AS (SELECT * FROM graduates_entry WHERE roster_id = %(old)s AND kept)
    SELECT count(*) FILTER (WHERE theirs.id IS NULL), count(*) FILTER (WHERE mine.id IS NULL),
           count(*) FILTER (WHERE mine.id IS NOT NULL AND theirs.id IS NOT NULL AND
             (mine.title, mine.name_key, mine.born_on, mine.born_year, mine.gpax, mine.decision,
              mine.approved_on, mine.por1_set, mine.por1_number, mine.student_code)
             IS DISTINCT FROM
             (theirs.title, theirs.name_key, theirs.born_on, theirs.born_year, theirs.gpax,
              theirs.decision, theirs.approved_on, theirs.por1_set, theirs.por1_number,
              theirs.student_code))
      FROM mine FULL JOIN theirs ON theirs.id_index = mine.id_index
"""


def difference_from_force(roster: Roster) -> Difference | None:
    """None where no version is in force yet."""
    old = (
        Roster.objects.filter(
            school_id=roster.school_id,
            academic_year=roster.academic_year,
            kind=roster.kind,
            state="certified",
        )
        .exclude(pk=roster.pk)
        .first()
    )
    if old is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENCE, {"new": roster.pk, "old": old.pk})
        added, removed, changed = cursor.fetchone()
    return Difference(old.version, added, removed, changed)


def verification_list() -> QuerySet[Verification]:
    return Verification.objects.select_related("asked_by").order_by("-pk")


def verification_get(uuid: UUID) -> Verification:
    found = (
        Verification.objects.select_related("asker", "asked_by", "letter_job", "english_letter_job")
        .filter(uuid=uuid)
        .first()
    )
    if found is None:
        raise NotFoundError
    return found


def items_of(verification: Verification) -> list[VerificationItem]:
    rows = VerificationItem.objects.filter(verification=verification)
    return list(rows.select_related("school").order_by("ordinal"))


@dataclass(frozen=True)
class CoverageCell:
    """A school's year: certified on a day with a number of persons, in preparation, or missing."""

    year: int
    state: str
    accepted: int
    certified_at: datetime | None


@dataclass(frozen=True)
class CoverageRow:
    school: Institution
    cells: list[CoverageCell]


def coverage_rows(years: Sequence[int]) -> list[CoverageRow]:
    """Counts only, never persons: every active school against the years asked."""
    found: dict[tuple[int, int], dict[str, Any]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM graduates_coverage(%s::smallint[])", [list(years)])
        for school, year, kind, state, accepted, certified_at in cursor.fetchall():
            if kind == "graduates" and found.get((school, year), {}).get("state") != "certified":
                found[school, year] = {
                    "state": state,
                    "accepted": accepted,
                    "certified_at": certified_at,
                }
    schools = (
        Institution.objects.filter(kind=Kind.SCHOOL, is_active=True)
        .select_related("province", "sponsor")
        .order_by("province_id", "name_th")
    )
    missing = {"state": "missing", "accepted": 0, "certified_at": None}
    return [
        CoverageRow(
            school,
            [CoverageCell(year=year, **found.get((school.pk, year), missing)) for year in years],
        )
        for school in schools
    ]

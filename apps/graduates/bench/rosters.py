"""Rosters from file to force, as a school's two members and a worker bring them there."""

from django.db import transaction

from apps.graduates.bench.cast import School
from apps.graduates.demo.files import por3_csv, por3_xlsx
from apps.graduates.demo.people import RosterRow, roster_rows
from apps.graduates.models import Finding, Roster
from apps.graduates.models.roster import Kind
from apps.graduates.selectors import FindingKind, finding_kinds
from apps.graduates.services.certifying import certify_roster
from apps.graduates.services.reviewing import confirm_findings
from apps.graduates.services.uploading import upload_roster
from apps.institutions.scope import scope
from apps.jobs.services import run

YEAR, SEED = 2024, 2
REASON = "confirmed for the bench"


def persons_of(school: School, count: int) -> list[RosterRow]:
    return roster_rows(school.institution.code, YEAR, "graduates", count, SEED)


def csv_of(school: School, rows: list[RosterRow]) -> bytes:
    return por3_csv(rows, school_name=school.institution.name_th, academic_year=YEAR)


def xlsx_of(school: School, rows: list[RosterRow]) -> bytes:
    return por3_xlsx(rows, school_name=school.institution.name_th, academic_year=YEAR)


def check(school: School, content: bytes, filename: str) -> Roster:
    """Upload, then the worker's job: read in the limited child, checked, staged, stored."""
    with scope(school.uploader):
        roster = upload_roster(
            actor=school.uploader, content=content, filename=filename, academic_year=YEAR,
            kind=Kind.GRADUATES,
        )  # fmt: skip
    assert roster.job is not None  # noqa: S101  an upload always has one
    state = run(roster.job.uuid)
    if state != "done":
        raise RuntimeError(f"the job of the bench ended as {state}")
    with scope(school.uploader):
        return Roster.objects.get(pk=roster.pk)


def certify(school: School, roster: Roster) -> None:
    with scope(school.uploader):
        waiting = Finding.objects.filter(roster=roster, needs_confirmation=True)
        for rule in sorted(set(waiting.values_list("rule", flat=True))):
            confirm_findings(actor=school.uploader, uuid=roster.uuid, rule=rule, reason=REASON)
    with transaction.atomic(), scope(school.certifier):
        seen = bytes(roster.content_hash or b"").hex()
        certify_roster(actor=school.certifier, uuid=roster.uuid, content_hash=seen)


def findings(school: School, roster: Roster) -> list[FindingKind]:
    """What the review page shows."""
    with scope(school.uploader):
        return finding_kinds(roster)

"""Rosters of invented persons, as far along as a test needs them, made through the services."""

from collections.abc import Sequence

from apps.graduates.claims import Claim
from apps.graduates.demo.files import Changes, por3_csv
from apps.graduates.demo.people import Kind, RosterRow, roster_rows
from apps.graduates.models import Finding, Roster, Verification
from apps.graduates.services.certifying import certify_roster
from apps.graduates.services.reviewing import confirm_findings
from apps.graduates.services.uploading import upload_roster
from apps.graduates.services.verifying import verify_applicants
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from apps.jobs.services import run
from tests.builders.cast import Person

SEED = 20_269
YEAR = 2024
NO_CHANGES: Changes = {}


def people(
    school: Institution, count: int = 12, *, year: int = YEAR, kind: Kind = "graduates"
) -> list[RosterRow]:
    """Persons of one roster; `year` is the Christian number of the school year."""
    return roster_rows(school.code, year, kind, count, SEED)


def school_file(
    school: Institution,
    rows: Sequence[RosterRow],
    *,
    year: int = YEAR,
    changes: Changes = NO_CHANGES,
) -> bytes:
    """The flat layout as CSV; `changes`: index of the row → heading → cell as written."""
    return por3_csv(rows, school_name=school.name_th, academic_year=year, changes=changes)


def received(
    person: Person, content: bytes, *, filename: str = "roster.csv", year: int = YEAR,
    kind: Kind = "graduates",
) -> Roster:  # fmt: skip
    """Uploaded, and not looked at yet."""
    with scope(person.actor):
        return upload_roster(
            actor=person.actor, content=content, filename=filename, academic_year=year, kind=kind
        )


def checked(
    person: Person, content: bytes, *, filename: str = "roster.csv", year: int = YEAR,
    kind: Kind = "graduates",
) -> Roster:  # fmt: skip
    """Uploaded and checked: in review, or unreadable."""
    roster = received(person, content, filename=filename, year=year, kind=kind)
    assert roster.job is not None
    run(roster.job.uuid)
    with scope(person.actor):
        return Roster.objects.select_related("job", "upload", "school").get(pk=roster.pk)


def certified(uploader: Person, certifier: Person, roster: Roster) -> Roster:
    """What waits is confirmed by the uploader, then the roster put in force by the certifier."""
    with scope(uploader.actor):
        waiting = Finding.objects.filter(roster=roster, needs_confirmation=True, confirmed_at=None)
        for rule in set(waiting.values_list("rule", flat=True)):
            confirm_findings(
                actor=uploader.actor, uuid=roster.uuid, rule=rule, reason="seen by the school"
            )
    with scope(certifier.actor):
        content = bytes(roster.content_hash or b"").hex()
        return certify_roster(actor=certifier.actor, uuid=roster.uuid, content_hash=content)


def asked(person: Person, claims: Sequence[Claim], *, case: str = "TCAS69-0001") -> Verification:
    """A question of a university, answered."""
    with scope(person.actor):
        return verify_applicants(
            actor=person.actor,
            officer="นางสาวผู้ทดสอบ ทะเบียน",
            purpose="admission",
            case=case,
            claims=claims,
        )

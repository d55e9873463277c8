"""Rosters, verifications and exchanges made through the services, as pages and API make them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from apps.graduates.claims import Claim
from apps.graduates.models import Roster, Verification
from apps.graduates.services.certifying import certify_roster
from apps.graduates.services.lettering import request_letter
from apps.graduates.services.uploading import upload_roster
from apps.graduates.services.verifying import verify_applicants
from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from apps.jobs.services import run
from apps.partner_api.services import make_client
from tests.builders import certificates
from tests.builders.cast import Cast, Person
from tests.builders.files import csv_bytes, por3_row, por3_rows
from tests.faults.exchanges import fill_the_ring
from tests.faults.figures import fill_figures
from tests.faults.questions import fill_questions

YEAR = 2024


def roster_file(
    count: int, *, first: int = 0, changes: Mapping[int, Mapping[str, Any]] | None = None
) -> bytes:
    """A clean ปพ.3 list of invented persons, numbered from `first`; changes by place in it."""
    headings = por3_rows(0)[0]
    rows = [por3_row(first + place, (changes or {}).get(place)) for place in range(count)]
    return csv_bytes([headings, *rows])


def submit(
    actor: Actor, content: bytes, *, kind: str = "graduates", year: int = YEAR, name: str = "p3.csv"
) -> Roster:
    with scope(actor):
        return upload_roster(
            actor=actor, content=content, filename=name, academic_year=year, kind=kind
        )


def fresh(actor: Actor, roster: Roster) -> Roster:
    with scope(actor):
        return Roster.objects.select_related("upload", "job").get(pk=roster.pk)


def checked(actor: Actor, content: bytes, *, kind: str = "graduates", year: int = YEAR) -> Roster:
    """Uploaded, and its job done here."""
    roster = submit(actor, content, kind=kind, year=year)
    assert roster.job is not None
    do(roster.job.uuid)
    return fresh(actor, roster)


def do(job: UUID) -> None:
    """Do the job here."""
    assert run(job) == "done"


def content_of(roster: Roster) -> str:
    return bytes(roster.content_hash or b"").hex()


def certified(
    uploader: Actor, certifier: Actor, content: bytes, *, kind: str = "graduates", year: int = YEAR
) -> Roster:
    roster = checked(uploader, content, kind=kind, year=year)
    with scope(certifier):
        certify_roster(actor=certifier, uuid=roster.uuid, content_hash=content_of(roster))
    return fresh(uploader, roster)


def verified(actor: Actor, claims: Sequence[Claim], *, case: str = "TCAS-1") -> Verification:
    with scope(actor):
        return verify_applicants(
            actor=actor, officer="Officer One", purpose="admission", case=case, claims=claims
        )


def fill_both_sides(cast: Cast) -> None:
    """Rows of two schools and of three universities in every protected table."""
    fill_the_ring(cast)
    fill_questions(cast)
    fill_figures(cast)
    schools = (
        (cast.uploader_a, cast.certifier_a, 0, cast.school_a.pk),
        (cast.uploader_b, cast.certifier_b, 100, cast.school_b.pk),
    )
    for uploader, certifier, first, _school in schools:
        repeated = {4: dict(zip(por3_rows(0)[0], por3_row(first + 3), strict=True))}
        certified(uploader.actor, certifier.actor, roster_file(4, first=first))
        checked(uploader.actor, roster_file(5, first=first, changes=repeated), year=YEAR - 1)
    for asker, client in ((cast.registrar_a, "system A"), (cast.registrar_b, "system B")):
        ask_with_letter(asker)
        certificates.fill(asker)
        make_client(
            institution=asker.membership.institution, name=client, scopes=["graduates:verify"]
        )


def ask_with_letter(asker: Person) -> None:
    claim = Claim(first_name="ไม่มี", last_name="ในทะเบียน")
    verification = verified(asker.actor, [claim])
    with scope(asker.actor):
        job = request_letter(actor=asker.actor, uuid=verification.uuid)
    assert job.uuid

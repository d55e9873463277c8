"""Evidence: what is taken, who opens it, what stays of it."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from apps.audit.models import Entry as LogEntry
from apps.core.errors import ForbiddenError, NotFoundError
from apps.institutions.scope import scope, system_scope
from apps.kpi.models import Evidence, Submission
from apps.kpi.refusals import EvidenceError, SubmissionStateError, TooMuchEvidenceError
from apps.kpi.services import evidencing
from apps.kpi.services.approving import Pin, approve_submission, return_submission
from apps.kpi.services.evidencing import attach_evidence, open_evidence, remove_evidence
from tests.builders import kpi as build
from tests.builders.cast import Person
from tests.kpi.desks import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(desk: Desk) -> Submission:
    return build.entered(desk.clerk, desk.cycle, build.share(95, 100), evidence=())


def attach(person: Person, row: Submission, **changes: Any) -> Evidence:
    given = {"criterion": "E1", "filename": "report.pdf", "content": build.PDF} | changes
    with scope(person.actor) as actor:
        return attach_evidence(actor=actor, uuid=row.uuid, **given)


def read(person: Person, found: Evidence) -> bytes:
    with scope(person.actor) as actor:
        return open_evidence(actor=actor, uuid=found.uuid)[1]


def test_sealed_on_the_disk_and_read_back(desk: Desk, draft: Submission, tmp_path: Path) -> None:
    found = attach(desk.clerk, draft)
    (sealed,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert build.PDF not in sealed.read_bytes()
    assert read(desk.approver, found) == build.PDF
    with system_scope("tests read the log"):
        actions = LogEntry.objects.filter(target="indicator_evidence").order_by("pk")
        assert [one.action for one in actions] == [
            "indicator_evidence.attach",
            "indicator_evidence.read",
        ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b" %PDF-1.7", b"<html>%PDF-"])
def test_only_pdf(desk: Desk, draft: Submission, content: bytes) -> None:
    with pytest.raises(EvidenceError):
        attach(desk.clerk, draft, content=content)


def test_bounds(desk: Desk, draft: Submission, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidencing, "MOST_BYTES", len(build.PDF))
    monkeypatch.setattr(evidencing, "MOST_FILES", 2)
    with pytest.raises(EvidenceError):
        attach(desk.clerk, draft, content=build.PDF + b".")
    attach(desk.clerk, draft)
    attach(desk.clerk, draft)
    with pytest.raises(TooMuchEvidenceError):
        attach(desk.clerk, draft)
    assert attach(desk.clerk, draft, criterion="E2").criterion == "E2"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\งาน\\รายงาน.pdf", "รายงาน.pdf"),
        ("a\r\nX-Evil: 1.pdf", "aX-Evil: 1.pdf"),
        ("/", "evidence.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_names_of_files(desk: Desk, draft: Submission, given: str, kept: str) -> None:
    assert attach(desk.clerk, draft, filename=given).filename == kept


def test_a_criterion_that_there_is_not(desk: Desk, draft: Submission) -> None:
    with pytest.raises(NotFoundError):
        attach(desk.clerk, draft, criterion="E9")


def test_only_while_it_is_entered(desk: Desk) -> None:
    row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
    with pytest.raises(SubmissionStateError):
        attach(desk.clerk, row)
    with scope(desk.clerk.actor) as actor, pytest.raises(SubmissionStateError):
        remove_evidence(actor=actor, uuid=row.evidence.get().uuid)


def test_removed_it_stays_in_what_was_sent(desk: Desk) -> None:
    row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
    with scope(desk.clerk.actor):
        found = row.evidence.get()
    with scope(desk.approver.actor) as actor:
        pin = Pin("evidence:E1", "evidence", "เป็นของภาคก่อน")
        return_submission(actor=actor, uuid=row.uuid, version=row.version, pins=[pin])
    with scope(desk.clerk.actor) as actor:
        remove_evidence(actor=actor, uuid=found.uuid)
        assert row.versions.get().content["evidence"]["E1"][0][0] == "report.pdf"
    for person in (desk.clerk, desk.cast.secretary):
        with pytest.raises(NotFoundError):
            read(person, found)
    with scope(desk.clerk.actor) as actor, pytest.raises(NotFoundError):
        remove_evidence(actor=actor, uuid=found.uuid)


def test_who_reads(desk: Desk, draft: Submission) -> None:
    found = attach(desk.clerk, draft)
    for person in (desk.cast.registrar_b, desk.cast.secretary):
        with pytest.raises(NotFoundError):
            read(person, found)
    with pytest.raises(ForbiddenError):
        read(desk.cast.director_a, found)
    row = build.sent(desk.clerk, desk.cycle, build.share(95, 100), evidence=())
    with pytest.raises(NotFoundError):
        read(desk.cast.secretary, found)
    with scope(desk.approver.actor) as actor:
        approve_submission(actor=actor, uuid=row.uuid, seen=build.digest(desk.approver, row))
    assert read(desk.cast.secretary, found) == build.PDF
    with pytest.raises(NotFoundError):
        read(desk.cast.registrar_b, found)
    with scope(desk.clerk.actor) as actor, pytest.raises(NotFoundError):
        open_evidence(actor=actor, uuid=uuid4())

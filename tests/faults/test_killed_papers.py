"""Workers killed in a bulk of 300 papers: it is finished, no serial is lost and none is doubled."""

from collections import Counter
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db.models import Max, Min

from apps.audit.models import Entry as AuditEntry
from apps.certificates.models import RequestBatch, ServiceAct, ServiceRequest
from apps.certificates.selectors.batches import archive_content, batch_get
from apps.certificates.states import State
from apps.documents.models import Paper, PaperCounter, Status
from apps.documents.selectors import paper_content
from apps.institutions.scope import scope
from apps.jobs.models import Job
from apps.jobs.models import State as JobState
from tests.builders import certificates as build
from tests.builders.cast import Cast, Person
from tests.faults.processes import Machine, wait_for

pytestmark = pytest.mark.fault
PAPERS = 300
KILLED_AFTER = (1, 110, 220)
"""A worker dies as soon as so many papers are made."""


def made(person: Person) -> int:
    with scope(person.actor):
        return ServiceRequest.objects.filter(state=State.PRODUCED).count()


def at_work(person: Person) -> int:
    """Chunks that somebody has in hand, or had when he died."""
    with scope(person.actor):
        return Job.objects.filter(kind="certificates.produce", state=JobState.RUNNING).count()


def test_a_bulk_is_finished_whoever_dies(machine: Machine, cast: Cast) -> None:
    clerk, approver = cast.registrar_a, cast.approver_a
    build.sign_for(cast.university_a, approver)
    batch = build.listed(clerk, PAPERS)
    build.approved_list(approver, batch)
    machine.lease = 5  # a new worker lays out its first papers slowly
    machine.scheduler()
    interrupted, worker = 0, machine.worker(processes=2)
    for number in KILLED_AFTER:
        wait_for(lambda number=number: made(clerk) >= number, "papers")
        wait_for(lambda: at_work(clerk), "a chunk in hand")
        worker.kill()
        interrupted += at_work(clerk)
        worker = machine.worker(processes=2)
    wait_for(lambda: has_archive(clerk, batch), "the archive", seconds=150)
    assert interrupted >= len(KILLED_AFTER) - 1
    assert_serials(clerk)
    assert_once(clerk, batch)


def has_archive(person: Person, batch: RequestBatch) -> bool:
    with scope(person.actor) as actor:
        return batch_get(actor, batch.uuid).archive_papers == PAPERS


def assert_serials(person: Person) -> None:
    with scope(person.actor):
        serials = Paper.objects.filter(status=Status.ACTIVE).order_by("serial")
        numbers = [int(serial[-6:]) for serial in serials.values_list("serial", flat=True)]
        assert numbers == list(range(1, PAPERS + 1))
        assert PaperCounter.objects.get().last == PAPERS
        assert Paper.objects.count() == PAPERS


def assert_once(person: Person, batch: RequestBatch) -> None:
    """One paper, one act and one entry of each kind for every request; every file is whole."""
    with scope(person.actor) as actor:
        rows = {row.paper: row for row in ServiceRequest.objects.all()}
        assert Counter(row.state for row in rows.values()) == {"produced": PAPERS}
        acts = ServiceAct.objects.values_list("request", "action")
        assert Counter(acts) == {
            (row.pk, action): 1
            for row in rows.values()
            for action in ("request", "approve", "produce")
        }
        issued = AuditEntry.objects.filter(action="paper.issued")
        assert set(Counter(issued.values_list("target_uuid", flat=True)).values()) == {1}
        assert issued.count() == PAPERS
        papers = {paper.uuid: paper for paper in Paper.objects.all()}
        files = {paper_content(actor=actor, paper=paper) for paper in papers.values()}
        assert len(files) == PAPERS
        for paper in papers.values():
            assert rows[paper.uuid].uuid == paper.source_uuid
        times = ServiceRequest.objects.aggregate(first=Min("approved_at"), last=Max("produced_at"))
        assert times["first"] <= times["last"]
        archive = archive_content(actor=actor, uuid=batch.uuid)
        content = b"".join(archive.content)
    assert_archive(content, {paper.serial for paper in papers.values()})


def assert_archive(content: bytes, serials: set[str]) -> None:
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert {name.partition("_")[0] for name in names[:-1]} == serials
    assert (len(names), names[-1]) == (PAPERS + 1, "index.csv")

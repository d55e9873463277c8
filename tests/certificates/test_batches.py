"""A list from its approval to its archive, with rows that cannot be made and jobs that give up."""

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings

from apps.certificates.models import RequestBatch, ServiceRequest
from apps.certificates.selectors.batches import (
    archive_content,
    batch_get,
    batch_page,
    batch_progress,
)
from apps.certificates.services.producing import resume_production
from apps.certificates.services.queueing import CHUNK
from apps.certificates.services.requesting import request_papers
from apps.core.errors import NotFoundError
from apps.documents.bulk_rendering import Failed
from apps.documents.errors import PaperDamagedError, PaperError
from apps.documents.models import Paper
from apps.documents.selectors import paper_content
from apps.institutions.scope import scope
from apps.jobs.models import Job, State
from apps.jobs.services import run
from tests.builders import certificates as build
from tests.certificates.conftest import Rendering, quick
from tests.certificates.desks import Desk


def archive(desk: Desk, batch: RequestBatch) -> ZipFile:
    with scope(desk.clerk.actor) as actor:
        found = archive_content(actor=actor, uuid=batch.uuid)
        content = b"".join(found.content)
    assert len(content) == found.size
    return ZipFile(BytesIO(content))


def states(desk: Desk, batch: RequestBatch) -> list[str]:
    return [row.state for row in build.rows_of(desk.clerk, batch)]


def test_one_archive_with_real_papers(desk: Desk) -> None:
    batch = build.listed(desk.clerk, 3)
    build.approved_list(desk.approver, batch)
    assert build.do_jobs(desk.approver) == ["done", "done"]
    with archive(desk, batch) as made:
        names = made.namelist()
        assert made.testzip() is None
        table = list(csv.reader(StringIO(made.read("index.csv").decode("utf-8-sig"))))
        with scope(desk.clerk.actor) as actor:
            for paper, name in zip(Paper.objects.order_by("serial"), names, strict=False):
                assert name.startswith(paper.serial)
                assert made.read(name) == paper_content(actor=actor, paper=paper)
    assert names[-1] == "index.csv"
    assert names[0].endswith(f"_{build.code(1)}.pdf")
    assert [line[1] for line in table[1:]] == [build.code(place) for place in (1, 2, 3)]
    assert [line[5] for line in table[1:]] == names[:3]


def test_chunks_are_jobs_of_their_own_and_the_last_one_archives(
    desk: Desk, rendering: Rendering
) -> None:
    batch = build.listed(desk.clerk, CHUNK + 1)
    build.approved_list(desk.approver, batch)
    with scope(desk.clerk.actor):
        first, second = Job.objects.order_by("pk")
        progress = batch_progress(batch)
        assert (progress.made, progress.is_running, progress.archive) == (0, True, "")
    assert run(first.uuid) == "done"
    with scope(desk.clerk.actor) as actor:
        progress = batch_progress(batch_get(actor, batch.uuid))
        assert (progress.made, progress.is_running, progress.archive) == (CHUNK, True, "")
        with pytest.raises(NotFoundError):
            archive_content(actor=actor, uuid=batch.uuid)
    assert run(second.uuid) == "done"
    with scope(desk.clerk.actor) as actor:
        assert batch_progress(batch_get(actor, batch.uuid)).archive == "making"
    assert build.do_jobs(desk.approver) == ["done"]
    with scope(desk.clerk.actor) as actor:
        progress = batch_progress(batch_get(actor, batch.uuid))
        assert (progress.made, progress.is_running, progress.archive) == (26, False, "ready")
        assert batch_page(actor).rows == [batch]
    assert len(archive(desk, batch).namelist()) == CHUNK + 2


def one_breaks(code: str) -> Any:
    """A layout that fails for one student."""

    def render(orders: Any) -> list[bytes | Failed]:
        made = quick(orders)
        texts = [str(order.context) for order in orders]
        return [
            Failed(PaperError()) if code in text else file
            for text, file in zip(texts, made, strict=True)
        ]

    return render


def test_one_that_cannot_be_made_keeps_no_other_back(desk: Desk, rendering: Rendering) -> None:
    rendering(one_breaks(build.code(2)))
    batch = build.listed(desk.clerk, 3)
    build.approved_list(desk.approver, batch)
    build.do_jobs(desk.approver)
    assert states(desk, batch) == ["produced", "failed", "produced"]
    broken = build.rows_of(desk.clerk, batch)[1]
    assert (broken.reason, broken.failed_at is not None) == ("paper_failed", True)
    assert len(archive(desk, batch).namelist()) == 3
    with scope(desk.clerk.actor):
        serial = Paper.objects.get(uuid=broken.paper).serial
    rendering(quick)
    build.approved(desk.approver, broken)
    build.do_jobs(desk.approver)
    assert states(desk, batch) == ["produced"] * 3
    assert [name[:-15] for name in archive(desk, batch).namelist()[:-1]][1] == serial
    folder = Path(settings.PAPERS_ROOT) / "archives"
    assert len(list(folder.rglob("*.sealed"))) <= 2, "the former archive goes with the commit"


def test_what_a_dead_worker_left_is_resumed_one_by_one(desk: Desk, rendering: Rendering) -> None:
    batch = build.listed(desk.clerk, 3)
    build.approved_list(desk.approver, batch)
    with scope(desk.approver.actor) as actor:
        Job.objects.update(state=State.FAILED)
        assert batch_progress(batch).stuck == 3
        assert resume_production(actor=actor, batch=batch.uuid) == 3
        assert resume_production(actor=actor) == 0
    assert build.do_jobs(desk.approver) == ["done"] * 4
    assert states(desk, batch) == ["produced"] * 3


def test_resuming_goes_on_with_what_is_not_made_and_touches_nothing_else(
    desk: Desk, rendering: Rendering
) -> None:
    batch = build.listed(desk.clerk, CHUNK + 3)
    build.approved_list(desk.approver, batch)
    other = build.requested(desk.clerk, 90)
    build.approved(desk.approver, other)
    with scope(desk.approver.actor) as actor:
        made, lost, alone = Job.objects.order_by("pk")
        assert run(made.uuid) == "done"
        Job.objects.filter(pk__in=[lost.pk, alone.pk]).update(state=State.FAILED)
        one = ServiceRequest.objects.filter(batch=batch).order_by("pk")[CHUNK]
        assert resume_production(actor=actor, request=one.uuid) == 1
        assert resume_production(actor=actor, request=one.uuid) == 0, "a job has it already"
        first = ServiceRequest.objects.filter(batch=batch).order_by("pk")[0]
        assert resume_production(actor=actor, request=first.uuid) == 0, "it is made"
        begun = Job.objects.filter(kind="certificates.produce", state=State.QUEUED)
        assert begun.count() == 1
        assert resume_production(actor=actor, batch=batch.uuid) == 2
        assert begun.count() == 3
        assert ServiceRequest.objects.get(pk=other.pk).job_id == alone.pk


def test_a_job_that_runs_again_makes_nothing_twice(desk: Desk, rendering: Rendering) -> None:
    batch = build.listed(desk.clerk, 2)
    build.approved_list(desk.approver, batch)
    build.do_jobs(desk.approver)
    with scope(desk.approver.actor):
        before = list(Paper.objects.order_by("pk").values("serial", "sha256", "issued_at"))
        Job.objects.filter(kind="certificates.produce").update(state=State.QUEUED)
    assert build.do_jobs(desk.approver) == ["done"]
    with scope(desk.approver.actor):
        assert list(Paper.objects.order_by("pk").values("serial", "sha256", "issued_at")) == before


def test_cells_of_the_table_are_no_formulas(desk: Desk, rendering: Rendering) -> None:
    (row,) = [build.application(1, title="=HYPERLINK(1)")]
    with scope(desk.clerk.actor) as actor:
        batch = request_papers(
            actor=actor, kind="student_status", language="th", applications=[row]
        )
    build.approved_list(desk.approver, batch)
    build.do_jobs(desk.approver)
    table = archive(desk, batch).read("index.csv").decode("utf-8-sig")
    assert "'=HYPERLINK" in table
    assert ",=HYPERLINK" not in table


@pytest.mark.parametrize("harm", ["cut", "flip", "swap", "gone"])
def test_a_damaged_archive_is_not_given_out(
    desk: Desk, rendering: Rendering, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    monkeypatch.setattr("apps.certificates.storage.PIECE", 500)
    batch = build.listed(desk.clerk, 4)
    build.approved_list(desk.approver, batch)
    build.do_jobs(desk.approver)
    assert archive(desk, batch).testzip() is None
    (file,) = (Path(settings.PAPERS_ROOT) / "archives").rglob("*.sealed")
    content = file.read_bytes()
    first = 4 + int.from_bytes(content[:4])
    second = first + 4 + int.from_bytes(content[first : first + 4])
    file.write_bytes(
        {
            "cut": content[:second],
            "flip": content[:-1] + bytes([content[-1] ^ 1]),
            "swap": content[first:second] + content[:first] + content[second:],
            "gone": b"",
        }[harm]
    )
    if harm == "gone":
        file.unlink()
    with pytest.raises(NotFoundError if harm == "gone" else PaperDamagedError):
        archive(desk, batch)


def test_an_archive_is_its_institutions_alone(desk: Desk, rendering: Rendering) -> None:
    batch = build.listed(desk.clerk, 1)
    build.approved_list(desk.approver, batch)
    build.do_jobs(desk.approver)
    with pytest.raises(NotFoundError), scope(desk.stranger.actor) as actor:
        archive_content(actor=actor, uuid=batch.uuid)

"""One archive of a list: every paper that is in force, and a table of all requests."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.certificates.models import RequestBatch, ServiceRequest
from apps.certificates.states import MADE
from apps.certificates.storage import SealedWriter, archive_writer, drop_archive
from apps.core.spreadsheets import safe_cell
from apps.documents.models import Paper, Status
from apps.documents.storage import read_paper
from apps.institutions.actor import Actor

Progress = Callable[[int, int, str], None]
TOLD_EVERY = 50
_NOT_IN_NAMES = re.compile(r"[^0-9A-Za-zก-๎.-]+")


def make_archive(*, actor: Actor, batch: UUID, job: UUID, progress: Progress) -> dict[str, Any]:
    """Write the list's archive; nothing is kept where a later job writes it anew.

    The file is named by the job, so that a job that runs again writes over its own attempt.
    """
    rows = list(
        ServiceRequest.objects.filter(batch__uuid=batch).select_related("batch").order_by("pk")
    )
    papers = {
        paper.uuid: paper
        for paper in Paper.objects.filter(
            uuid__in=[row.paper for row in rows if row.paper], status=Status.ACTIVE
        )
    }
    path = f"archives/{batch.hex[:2]}/{batch}-{job}.zip.sealed"
    with archive_writer(path) as writer:
        made = _write(writer, rows, papers, progress)
    return _keep(actor, batch, job, path, made, writer.size)


def _write(
    writer: SealedWriter,
    rows: Sequence[ServiceRequest],
    papers: dict[UUID, Paper],
    progress: Progress,
) -> int:
    made = 0
    with ZipFile(writer, "w") as archive:
        for row in rows:
            paper = papers.get(row.paper) if row.paper and row.state in MADE else None
            if paper is None:
                continue
            if made % TOLD_EVERY == 0:
                progress(made, len(papers), "archiving")
            content = read_paper(paper.uuid, paper.path, sha256=bytes(paper.sha256 or b""))
            archive.writestr(_entry(file_name(row, paper), paper, ZIP_STORED), content)
            made += 1
        first = next(iter(papers.values()), None)
        archive.writestr(_entry("index.csv", first, ZIP_DEFLATED), _index(rows, papers))
    return made


def file_name(row: ServiceRequest, paper: Paper) -> str:
    """U00500-2569-000001_6501234567.pdf"""
    return f"{paper.serial}_{_NOT_IN_NAMES.sub('-', row.student_code)}.pdf"


def _entry(name: str, paper: Paper | None, method: int) -> ZipInfo:
    moment = timezone.localtime(paper.created_at if paper else None)
    entry = ZipInfo(name, date_time=moment.timetuple()[:6])
    entry.compress_type = method
    entry.external_attr = 0o600 << 16
    return entry


def _index(rows: Sequence[ServiceRequest], papers: dict[UUID, Paper]) -> bytes:
    """UTF-8 with BOM, so that a spreadsheet shows Thai at once; no cell is a formula."""
    written = StringIO(newline="")
    with translation.override("th"):
        csv.writer(written).writerows(
            [safe_cell(cell) for cell in line] for line in _lines(rows, papers)
        )
    return ("\ufeff" + written.getvalue()).encode()


def _lines(
    rows: Sequence[ServiceRequest], papers: dict[UUID, Paper]
) -> Iterator[tuple[object, ...]]:
    yield (
        _("Request"), _("Student code"), _("Name"), _("State"), _("Serial"), _("File"), "SHA-256",
    )  # fmt: skip
    for row in rows:
        paper = papers.get(row.paper) if row.paper and row.state in MADE else None
        told = (row.code, row.student_code, row.name, row.get_state_display())
        if paper is None:
            yield (*told, "", "", "")
        else:
            digest = bytes(paper.sha256 or b"").hex()
            yield (*told, paper.serial, file_name(row, paper), digest)


def _keep(actor: Actor, uuid: UUID, job: UUID, path: str, papers: int, size: int) -> dict[str, Any]:
    batch = (
        RequestBatch.objects.select_for_update(of=("self",))
        .select_related("archive_job")
        .get(uuid=uuid)
    )
    if batch.archive_job is None or batch.archive_job.uuid != job:
        drop_archive(path)
        return {"papers": 0, "size": 0}
    former = batch.archive_path
    batch.archive_path, batch.archive_size = path, size
    batch.archive_papers, batch.archived_at = papers, timezone.now()
    batch.save(update_fields=["archive_path", "archive_size", "archive_papers", "archived_at"])
    if former and former != path:
        transaction.on_commit(lambda: drop_archive(former))
    record(
        who=actor.who,
        action="request_batch.archive",
        target="request_batch",
        target_uuid=uuid,
        owner_institution_id=actor.institution_id,
        data={"papers": papers},
    )
    return {"papers": papers, "size": size}

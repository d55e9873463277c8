"""Requests for papers of the route table: University A's office; all others are strangers."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from apps.certificates.content import content_digest
from apps.certificates.models import RequestBatch, ServiceRequest
from apps.certificates.selectors.batches import waiting_digest
from apps.certificates.services.delivering import cancel_requests, deliver_requests
from apps.certificates.services.ending import revoke_certificate
from apps.certificates.services.feeding import FedRequest, feed_stages
from apps.documents.models import Paper
from apps.institutions.scope import scope
from apps.jobs.services import run
from apps.qualifications.models import Conferral
from tests.builders import certificates as build
from tests.builders.cast import Cast, Person

LIST = "รหัสนักศึกษา,ชื่อ,นามสกุล,หลักสูตร,คณะ,ระดับ,ชั้นปี,ปีที่เข้าศึกษา,ปีการศึกษา,ภาคการศึกษา\n"
ROW = "6500000090,ปาริชาติ,ศรีสุวรรณ์,วิทยาศาสตรบัณฑิต,คณะวิทยาศาสตร์,ปริญญาตรี,3,2566,2568,1\n"
REASON = "the programme was written wrongly"


def certificates_ids(cast: Cast, clerk_browser: Client, line: UUID) -> dict[str, str]:
    """Requests and lists in each state, all `c_…`, with the digests that an approval names.

    line: a degree of university B's register
    """
    signer = build.sign_for(cast.university_a, cast.approver_a)
    rows = _requests(cast)
    lists = _lists(cast)
    with scope(cast.registrar_a.actor):
        found = {name: ServiceRequest.objects.get(pk=row.pk) for name, row in rows.items()}
        seen = {f"{name}_seen": content_digest(row) for name, row in found.items()}
        seen |= {f"{name}_seen": waiting_digest(batch) for name, batch in lists.items()}
        code = Paper.objects.get(source_uuid=found["produced"].uuid).code
    with scope(cast.registrar_b.actor):
        conferral = Conferral.objects.get(line=line, status="in_force").uuid
    ids: dict[str, Any] = {name: one.uuid for name, one in (*found.items(), *lists.items())}
    ids |= {**seen, "code": code, "conferral": conferral, "upload": _upload(clerk_browser)}
    ids["signer"] = signer.uuid
    return {f"c_{name}": str(value) for name, value in ids.items()}


def _requests(cast: Cast) -> dict[str, ServiceRequest]:
    clerk, approver = cast.registrar_a, cast.approver_a
    names = ("requested", "approved", "produced", "delivered", "revoked", "cancelled")
    rows = {name: build.requested(clerk, place) for place, name in enumerate(names, 11)}
    rows["own"] = build.requested(approver, 20)
    build.approved(approver, rows["approved"])
    _run(build.approved(approver, *(rows[name] for name in names[2:5])))
    with scope(approver.actor) as actor:
        revoke_certificate(actor=actor, uuid=rows["revoked"].uuid, reason=REASON)
    with scope(clerk.actor) as actor:
        deliver_requests(actor=actor, uuids=[rows["delivered"].uuid], how="desk")
        cancel_requests(actor=actor, uuids=[rows["cancelled"].uuid], reason=REASON)
        day = timezone.now() - dt.timedelta(days=1)
        feed_stages(
            actor=actor,
            stages=[FedRequest(reference="T-1", kind="transcript", requested_at=day)],
        )
        rows["fed"] = ServiceRequest.objects.get(reference="T-1")
    return rows


def _lists(cast: Cast) -> dict[str, RequestBatch]:
    """One waits, one that the approver handed in as well; one is made, with its archive."""
    lists = {
        "batch": build.listed(cast.registrar_a, 2, first=31),
        "batch_own": build.listed(cast.approver_a, 2, first=41),
        "batch_made": build.listed(cast.registrar_a, 2, first=51),
    }
    _run(build.approved_list(cast.approver_a, lists["batch_made"]))
    _archived(cast.approver_a, lists["batch_made"])
    return lists


def _run(rows: Sequence[ServiceRequest]) -> None:
    """Few enough to be one job; others that wait stay as they are."""
    (job,) = {row.job for row in rows}
    assert job is not None
    assert run(job.uuid) == "done"


def _archived(person: Person, batch: RequestBatch) -> None:
    with scope(person.actor):
        job = RequestBatch.objects.select_related("archive_job").get(pk=batch.pk).archive_job
    assert job is not None
    assert run(job.uuid) == "done"


def _upload(browser: Client) -> str:
    """A file that A's registrar has chosen and not taken yet; only that session has it."""
    form = {"kind": "student_status", "language": "th", "title": "รอบ 1"}
    file = SimpleUploadedFile("students.csv", (LIST + ROW).encode("utf-8-sig"))
    answer = browser.post("/certificates/batches/new/", {**form, "file": file})
    return str(answer.headers["Location"]).partition("?")[0].rstrip("/").rpartition("/")[2]

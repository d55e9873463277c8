"""The papers of one chunk: read, laid out, signed, issued and counted in one transaction.

A worker that is killed leaves nothing of its chunk behind; the job runs again with the serials that
the approval fixed, so that none is lost and none is given twice.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.certificates.content import content_digest
from apps.certificates.models import RequestBatch, ServiceRequest
from apps.certificates.papers import content_of
from apps.certificates.policies import can_approve_requests, demand
from apps.certificates.services.moving import moment_after, move
from apps.certificates.services.queueing import queue_archive, queue_production
from apps.certificates.services.telling import tell_failed, tell_ready
from apps.certificates.states import Action, State
from apps.documents.content import PaperContent
from apps.documents.errors import PaperError
from apps.documents.models import Paper, Status
from apps.documents.services import supersede_paper
from apps.documents.services.bulk import produce_papers
from apps.institutions.actor import Actor
from apps.institutions.models import Institution
from apps.institutions.officers import PORTAL
from apps.institutions.selectors import office_of
from apps.jobs.models import State as JobState

NIL = UUID(int=0)
Progress = Callable[[int, int, str], None]
STEP = 13
"""Papers that are laid out between two signs of life."""
Work = list[tuple[Paper, PaperContent]]
UNFIT = (KeyError, ValueError, TypeError)
"""What facts raise that are not those of their kind."""


def produce_chunk(*, actor: Actor, job: UUID, progress: Progress) -> dict[str, Any]:
    """Make the papers of this job that are not made yet; how many, and how many could not be.

    What was edited, cancelled or approved anew in the meantime is left alone.
    """
    rows = list(
        ServiceRequest.objects.select_for_update(of=("self",))
        .filter(job__uuid=job, state=State.APPROVED)
        .select_related("batch", "replaces")
        .order_by("pk")
    )
    if not rows:
        return {"made": 0, "failed": 0}
    papers = _papers(rows)
    work, failed = _work(rows, papers, actor)
    issued: dict[UUID, Paper] = {}
    for start in range(0, len(work), STEP):
        progress(start, len(rows), "laying out")  # also says that this worker is alive
        issued |= _issue(work[start : start + STEP], failed, actor)
    made = [row for row in rows if row.paper in issued]
    _finish(made, failed, issued, actor)
    progress(len(rows), len(rows), "issued")
    _close_lists(rows, made, actor)
    return {"made": len(made), "failed": len(failed)}


def _papers(rows: Sequence[ServiceRequest]) -> dict[UUID | None, Paper]:
    uuids = [row.paper for row in rows if row.paper is not None]
    found = Paper.objects.select_for_update(of=("self",)).select_related("issuer", "holder")
    return {paper.uuid: paper for paper in found.filter(uuid__in=uuids).order_by("pk")}


def _work(
    rows: Sequence[ServiceRequest], papers: dict[UUID | None, Paper], actor: Actor
) -> tuple[Work, dict[UUID, str]]:
    """What is to be laid out, and for papers that cannot be the code of the error."""
    issuer = Institution.objects.get(pk=actor.institution_id)
    office = office_of(issuer)
    work: Work = []
    failed: dict[UUID, str] = {}
    for row in rows:
        paper = papers[row.paper]
        if content_digest(row) != row.approved_content:
            failed[paper.uuid] = "content_changed"
            continue
        try:
            work.append((paper, content_of(row, paper, issuer=issuer, office=office)))
        except UNFIT:
            failed[paper.uuid] = "facts"
    return work, failed


def _issue(work: Work, failed: dict[UUID, str], actor: Actor) -> dict[UUID, Paper]:
    """The issued papers; one that cannot be laid out is set aside and the others are made."""
    found: dict[UUID, Paper] = {}
    for paper in produce_papers(actor=actor, work=work):
        if paper.status == Status.ACTIVE:
            found[paper.uuid] = paper
        else:
            failed[paper.uuid] = PaperError.code
    return found


def _finish(
    made: Sequence[ServiceRequest],
    failed: dict[UUID, str],
    issued: dict[UUID, Paper],
    actor: Actor,
) -> None:
    if made:
        shared = {"produced_at": moment_after(made)}
        move(made, Action.PRODUCE, actor=actor, officer=PORTAL, shared=shared)
    for row in made:
        _replace_former(row, issued, actor)
    lost = list(ServiceRequest.objects.filter(paper__in=failed).select_related("batch"))
    for row in lost:
        told = {"failed_at": moment_after([row]), "reason": failed[row.paper or NIL]}
        move([row], Action.FAIL, actor=actor, officer=PORTAL, shared=told)
    if lost:
        tell_failed(lost, actor=actor)


def _replace_former(row: ServiceRequest, issued: dict[UUID, Paper], actor: Actor) -> None:
    """One that was revoked meanwhile stays revoked."""
    if row.replaces is None or row.paper is None:
        return
    former = Paper.objects.filter(uuid=row.replaces.paper or NIL, status=Status.ACTIVE).first()
    if former is not None:
        supersede_paper(
            actor=actor, paper=former, replacement=issued[row.paper], reason=row.replace_reason
        )


def _close_lists(
    rows: Sequence[ServiceRequest], made: Sequence[ServiceRequest], actor: Actor
) -> None:
    """The last chunk of a list asks for its archive. Under the list's lock: of two chunks that end
    at once, the second one sees what the first one did.
    """
    for batch_id in sorted({row.batch_id for row in rows if row.batch_id is not None}):
        batch = RequestBatch.objects.select_for_update().get(pk=batch_id)
        mine = ServiceRequest.objects.filter(batch=batch)
        if mine.filter(state=State.APPROVED).exists():
            continue
        last = mine.filter(state=State.PRODUCED).order_by("-pk").first()
        if last is not None:
            queue_archive(batch, actor=actor)
            tell_ready(last, actor=actor)
    for row in made:
        if row.batch_id is None:
            tell_ready(row, actor=actor)


@transaction.atomic
def resume_production(
    *, actor: Actor, batch: UUID | None = None, request: UUID | None = None
) -> int:
    """Approved requests whose job was given up (its worker died three times) get jobs anew, each
    one of its own, so that one that cannot be made keeps no other back. How many.

    Those of one list where `batch` names it, only the one that `request` names, else all. What is
    made, failed or still in the hands of a job is left alone.
    """
    demand(can_approve_requests(actor))
    stuck = ServiceRequest.objects.select_for_update(of=("self",)).filter(
        institution_id=actor.institution_id, state=State.APPROVED, job__state=JobState.FAILED
    )
    if batch is not None:
        stuck = stuck.filter(batch__uuid=batch)
    if request is not None:
        stuck = stuck.filter(uuid=request)
    rows = list(stuck.order_by("pk"))
    queue_production(rows, actor=actor, chunk=1)
    ServiceRequest.objects.bulk_update(rows, ["job"], batch_size=500)
    return len(rows)

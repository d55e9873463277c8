"""Lists of requests, how far they are, and their archives."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from apps.certificates.content import list_digest
from apps.certificates.models import RequestBatch, ServiceRequest
from apps.certificates.selectors.standing import paper_ended
from apps.certificates.states import MADE, State
from apps.certificates.storage import read_archive
from apps.core.errors import NotFoundError
from apps.core.keyset import BY_NUMBER, Slice, page_after
from apps.institutions.actor import Actor
from apps.jobs.models import State as JobState


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """`states`: state → number of requests; `stuck` of them have a job that was given up, `ended`
    are made and not delivered, and their paper was replaced or revoked.

    archive: "" (none asked for), "making", "ready" or "failed"
    """

    total: int
    states: dict[str, int] = field(default_factory=dict)
    stuck: int = 0
    ended: int = 0
    archive: str = ""

    @property
    def made(self) -> int:
        return sum(self.states.get(state, 0) for state in MADE)

    @property
    def ready(self) -> int:
        """To be delivered."""
        return self.states.get(State.PRODUCED, 0) - self.ended

    @property
    def is_running(self) -> bool:
        """Papers or the archive are being made: a page asks again."""
        making = self.states.get(State.APPROVED, 0) - self.stuck
        return making > 0 or self.archive == "making"


def batch_page(actor: Actor, cursor: str = "") -> Slice[RequestBatch]:
    """Newest first, by keyset."""
    rows = RequestBatch.objects.filter(institution_id=actor.institution_id)
    return page_after(rows.select_related("archive_job"), cursor, keys=BY_NUMBER)


def batch_get(actor: Actor, uuid: UUID) -> RequestBatch:
    """Raises NotFoundError, also for another institution's."""
    rows = RequestBatch.objects.select_related("archive_job", "institution")
    found = rows.filter(uuid=uuid, institution_id=actor.institution_id).first()
    if found is None:
        raise NotFoundError
    return found


def batch_progress(batch: RequestBatch) -> BatchProgress:
    return batches_progress([batch])[batch.pk]


def batches_progress(batches: Sequence[RequestBatch]) -> dict[int, BatchProgress]:
    """By the batch's pk; three queries for any number of lists."""
    rows = ServiceRequest.objects.filter(batch__in=batches).order_by()
    states: dict[int, dict[str, int]] = {batch.pk: {} for batch in batches}
    for batch_id, state, number in rows.values_list("batch", "state").annotate(Count("pk")):
        states[batch_id][state] = number
    given_up = rows.filter(state=State.APPROVED, job__state=JobState.FAILED)
    stuck = dict(given_up.values_list("batch").annotate(Count("pk")))
    not_counting = rows.filter(paper_ended(), state=State.PRODUCED)
    ended = dict(not_counting.values_list("batch").annotate(Count("pk")))
    return {
        batch.pk: BatchProgress(
            total=batch.total,
            states=states[batch.pk],
            stuck=stuck.get(batch.pk, 0),
            ended=ended.get(batch.pk, 0),
            archive=_archive(batch),
        )
        for batch in batches
    }


def _archive(batch: RequestBatch) -> str:
    job = batch.archive_job
    if job is not None and job.state in (JobState.QUEUED, JobState.RUNNING):
        return "making"
    if job is not None and job.state == JobState.FAILED:
        return "failed"
    return "ready" if batch.archive_path else ""


def waiting_digest(batch: RequestBatch) -> str:
    """What `approve_batch` demands: the content of all requests of the list that wait."""
    rows = ServiceRequest.objects.filter(batch=batch, state=State.REQUESTED).order_by("pk")
    return list_digest(rows)


@dataclass(frozen=True, slots=True)
class Archive:
    """`content` is read from the disk while it is sent; `size` in bytes."""

    filename: str
    size: int
    made_at: dt.datetime
    content: Iterator[bytes]


def archive_content(*, actor: Actor, uuid: UUID) -> Archive:
    """The latest archive of a list. NotFoundError where there is none; while it is read,
    PaperDamagedError where the file changed.
    """
    batch = batch_get(actor, uuid)
    if batch.archived_at is None or batch.archive_size is None:
        raise NotFoundError
    day = timezone.localdate(batch.archived_at)
    return Archive(
        filename=f"papers-{day.isoformat()}-{str(batch.uuid)[:8]}.zip",
        size=batch.archive_size,
        made_at=batch.archived_at,
        content=read_archive(batch.archive_path),
    )

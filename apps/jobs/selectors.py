"""Reads of jobs and how far they are."""

from dataclasses import dataclass
from uuid import UUID

from apps.core.errors import NotFoundError
from apps.jobs.models import Job, Progress, State
from apps.jobs.notes import words_of


@dataclass(frozen=True)
class Status:
    """State of a job and, while it runs, counts of what is done.

    label, note: in words of the reader's language
    """

    uuid: UUID
    state: str
    label: str
    done: int
    total: int
    note: str
    failure: str

    @property
    def is_open(self) -> bool:
        return self.state in {State.QUEUED, State.RUNNING}


def job_status(uuid: UUID) -> Status:
    """Of a job of the actor's institution; another institution's is not found."""
    job = Job.objects.filter(uuid=uuid).first()
    if job is None:
        raise NotFoundError
    progress = Progress.objects.filter(job=uuid, token=job.token).first()
    return Status(
        uuid=uuid,
        state=job.state,
        label=str(job.get_state_display()),
        done=progress.done if progress else 0,
        total=progress.total if progress else 0,
        note=words_of(progress.note) if progress else "",
        failure=job.failure,
    )

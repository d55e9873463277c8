"""Background work of certificates: an id in, one service call."""

from typing import Any
from uuid import UUID

from apps.certificates.services.archiving import make_archive
from apps.certificates.services.producing import produce_chunk
from apps.certificates.services.queueing import ARCHIVE, PRODUCE
from apps.jobs.registry import Run, handles


@handles(PRODUCE)
def produce(run: Run) -> dict[str, Any]:
    return produce_chunk(actor=run.actor, job=run.uuid, progress=run.progress)


@handles(ARCHIVE)
def archive(run: Run) -> dict[str, Any]:
    return make_archive(
        actor=run.actor,
        batch=UUID(run.arguments["batch"]),
        job=run.uuid,
        progress=run.progress,
    )

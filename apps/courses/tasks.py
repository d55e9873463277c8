"""Background work of courses: an id in, one service call."""

from typing import Any
from uuid import UUID

from apps.courses.services.papering import JOB, write_paper_file
from apps.jobs.registry import Run, handles


@handles(JOB)
def paper(run: Run) -> dict[str, Any]:
    return write_paper_file(
        actor=run.actor, uuid=UUID(run.arguments["paper"]), progress=run.progress
    )

"""Background work of rosters and verifications: an id in, one service call."""

from typing import Any
from uuid import UUID

from apps.graduates.services.checking import check_roster
from apps.graduates.services.lettering import write_letter
from apps.jobs.registry import Run, handles


@handles("graduates.check_roster")
def check(run: Run) -> dict[str, Any]:
    return check_roster(actor=run.actor, uuid=UUID(run.arguments["roster"]), progress=run.progress)


@handles("graduates.verification_letter")
def letter(run: Run) -> dict[str, Any]:
    return write_letter(
        actor=run.actor,
        uuid=UUID(run.arguments["verification"]),
        progress=run.progress,
        language=run.arguments.get("language", "th"),
    )

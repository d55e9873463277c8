"""The job that reads and checks an uploaded roster, all in one transaction."""

from collections.abc import Callable, Iterator
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.audit.services import record
from apps.events.services import emit
from apps.graduates.checks.shapes import Kind as RosterKind
from apps.graduates.models import Roster
from apps.graduates.models.roster import Kind
from apps.graduates.reading import RosterPerson, RosterReading, RowFinding, read_roster
from apps.graduates.services.staging import STAGED, entry_line
from apps.graduates.services.transitions import lock_roster, move
from apps.graduates.sql import content_hash, rows_in_other_schools
from apps.graduates.states import RosterAction, RosterState
from apps.institutions.actor import Actor
from apps.intake.errors import Unreadable
from apps.intake.services import erase_upload, upload_content
from apps.intake.staging import Staging
from apps.intake.storing import Storing

Progress = Callable[[int, int, str], None]
COUNT_CHANGE = 0.2
COUNT_FLOOR = 10


def check_roster(*, actor: Actor, uuid: UUID, progress: Progress) -> dict[str, Any]:
    """From `received` to `in_review` or `unreadable`. Run again after a lost worker it starts over:
    what did not commit was never there. The uploaded file is deleted with the commit."""
    roster = lock_roster(uuid)
    if roster.state != RosterState.RECEIVED:
        return {"state": roster.state}
    progress(0, 0, "reading")
    move(roster, RosterAction.CHECK, actor=actor)
    try:
        # what was stored before a file turned out to be unreadable goes with the savepoint
        with transaction.atomic():
            _read_into(roster, upload_content(roster.upload), progress)
    except Unreadable as refusal:
        roster.refusal, roster.refusal_params = refusal.rule, dict(refusal.params)
        move(roster, RosterAction.REFUSE, actor=actor)
    else:
        move(roster, RosterAction.FINISH, actor=actor)
    roster.save()
    erase_upload(roster.upload)
    record(
        who=actor.who,
        action="roster.check",
        target="roster",
        target_uuid=roster.uuid,
        owner_institution_id=roster.school_id,
        data={"state": roster.state, "rows": roster.rows},
    )
    emit(actor=actor, kind=f"roster.{roster.state}", subject=roster.uuid)
    return {"state": roster.state}


def _read_into(roster: Roster, content: bytes, progress: Progress) -> None:
    school = roster.school
    with (
        read_roster(
            content,
            roster.upload.filename,
            school_code=school.code,
            smis_code=school.smis_code,
            school_name=school.name_th,
            academic_year=roster.academic_year,
            kind=cast(RosterKind, roster.kind),
            today=timezone.localdate(),
        ) as reading,
        Storing(STAGED, (roster.pk, roster.school_id)) as storing,
    ):
        total = reading.total_hint or 0
        staging = Staging(
            storing, lambda done: progress(done, max(total, done), "checking"), entry_line
        )
        for result in reading.rows():
            staging.add(result)
        for finding in reading.whole:
            staging.add_finding(finding)
        staging.flush()
        storing.wait()
        _describe(roster, reading, staging)
        progress(staging.rows, staging.rows, "storing")
        for finding in _whole_findings(roster):
            staging.add_finding(finding)
        staging.flush()
        storing.wait()
    roster.content_hash = content_hash(roster)


def _describe(roster: Roster, reading: RosterReading, staging: Staging[RosterPerson]) -> None:
    roster.layout = reading.layout
    roster.columns = dict(reading.columns)
    roster.dropped = list(reading.dropped)
    roster.notes = [{"rule": note.rule, "params": dict(note.params)} for note in reading.notes]
    roster.rows = staging.rows
    roster.accepted = staging.accepted
    roster.kept_out = staging.rows - staging.accepted


def _whole_findings(roster: Roster) -> Iterator[RowFinding]:
    """What only the database can see: last year's number, the same person in another school."""
    for row in rows_in_other_schools(roster):
        yield RowFinding(row, "", "whole", "person_in_other_school", "", {})
    last = _last_year(roster)
    if last is not None and _differs(roster.accepted, last):
        params: dict[str, str | int] = {"count": roster.accepted, "last": last}
        yield RowFinding(0, "", "whole", "count_differs", "", params)


def _last_year(roster: Roster) -> int | None:
    """Accepted persons of the last certified year before, for lists of graduates only."""
    if roster.kind != Kind.GRADUATES:
        return None
    return (
        Roster.objects.filter(
            school_id=roster.school_id,
            kind=Kind.GRADUATES,
            state=RosterState.CERTIFIED,
            academic_year=roster.academic_year - 1,
        )
        .values_list("accepted", flat=True)
        .first()
    )


def _differs(now: int, before: int) -> bool:
    return abs(now - before) > max(COUNT_FLOOR, COUNT_CHANGE * before)

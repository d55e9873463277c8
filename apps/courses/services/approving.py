"""A second person approves results and so announces them, or sends an entry back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.core.errors import NotFoundError
from apps.courses.errors import CourseStateError, NothingChosenError, OwnWorkError, VersionError
from apps.courses.models import CrossRegistration, Result
from apps.courses.policies import can_act, can_approve, demand
from apps.courses.services.propagating import follow_correction
from apps.courses.services.registrations import (
    lock_decisions,
    lock_rows,
    move,
    refuse_wrong_state,
    require_note,
)
from apps.courses.services.resulting import action_for, digest, look_at_results
from apps.courses.states import Action, State
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, is_own_work, officer_of


@dataclass(frozen=True, slots=True)
class Approval:
    """A result that waits, as the approver saw it (`digest`)."""

    uuid: UUID
    seen: str


@transaction.atomic
def approve_results(
    *, actor: Actor, approvals: Sequence[Approval], officer: Officer | None = None
) -> list[Result]:
    """Announce: the home sees the results from now on. A correction carries its consequences.

    Raises OwnWorkError for one's own entry, VersionError for what was edited meanwhile.
    """
    demand(can_approve(actor))
    by = officer_of(actor, officer)
    results, rows = _lock_waiting(approvals)
    for result, row, approval in zip(results, rows, approvals, strict=True):
        demand(can_act(actor, row, action_for(row)))
        refuse_wrong_state(row, action_for(row))
        if digest(result) != approval.seen:
            raise VersionError(row.version)
    if is_own_work(((one.entered_key, one.entered_name) for one in results), by):
        raise OwnWorkError
    _announce(results, by)
    look_at_results(results, rows, "result.announce", actor)
    corrected = [row for row in rows if row.result_id is not None]
    first = [row for row in rows if row.result_id is None]
    by_row = {result.registration_id: result for result in results}
    for row in rows:
        row.result = by_row[row.pk]
    if first:
        move(first, Action.ANNOUNCE, actor=actor, officer=by, fields=("result",))
    for row in corrected:
        _correct(row, by_row[row.pk], actor=actor, officer=by)
    return results


def _lock_waiting(
    approvals: Sequence[Approval],
) -> tuple[list[Result], list[CrossRegistration]]:
    """First the registrations, as everybody locks them, then their waiting results."""
    if not approvals:
        raise NothingChosenError
    uuids = [approval.uuid for approval in approvals]
    known = {
        result.uuid: result
        for result in Result.objects.filter(uuid__in=uuids).select_related("registration")
    }
    if len(known) != len(uuids):
        raise NotFoundError
    lock_decisions(result.registration.learner_id for result in known.values())
    rows = lock_rows([known[uuid].registration.uuid for uuid in uuids])
    locked = {
        result.uuid: result
        for result in Result.objects.select_for_update(of=("self",)).filter(
            uuid__in=uuids, announced_at=None, returned_at=None
        )
    }
    for uuid, row in zip(uuids, rows, strict=True):
        if uuid not in locked:
            raise CourseStateError(row.state, State(row.state).label)
    return [locked[uuid] for uuid in uuids], rows


def _announce(results: Sequence[Result], by: Officer) -> None:
    for result in results:
        result.approved_key, result.approved_name = by.key, by.name
        result.approved_post, result.announced_at = by.post, timezone.now()
        result.shared_with_id = result.home_id
    fields = ["approved_key", "approved_name", "approved_post", "announced_at", "shared_with"]
    Result.objects.bulk_update(results, fields, batch_size=500)


def _correct(row: CrossRegistration, result: Result, *, actor: Actor, officer: Officer) -> None:
    decided = row.state
    changes: dict[str, Any] = {"result_version": [result.version - 1, result.version]}
    move(
        [row],
        Action.CORRECT,
        actor=actor,
        officer=officer,
        reason=result.reason,
        note=result.note,
        fields=("result",),
        changes=[changes],
    )
    follow_correction(actor=actor, row=row, before=decided, result=result)


@transaction.atomic
def return_result(*, actor: Actor, uuid: UUID, note: str, officer: Officer | None = None) -> Result:
    """The approver sends an entry back, with a note to whoever enters it anew."""
    demand(can_approve(actor))
    by = officer_of(actor, officer)
    note = require_note(note)
    result = (
        Result.objects.select_for_update(of=("self",))
        .select_related("registration__request")
        .filter(uuid=uuid, announced_at=None, returned_at=None)
        .first()
    )
    if result is None:
        raise NotFoundError
    row = result.registration
    demand(can_act(actor, row, action_for(row)))
    result.returned_at, result.returned_name, result.returned_note = timezone.now(), by.name, note
    result.save(update_fields=["returned_at", "returned_name", "returned_note"])
    look_at_results([result], [row], "result.return", actor, {"note": note})
    return result

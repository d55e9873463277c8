"""Moving requests from state to state: lock, table, change, history, audit and event as sets."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from apps.audit.services import Look, record_looks
from apps.certificates.errors import NothingChosenError, ReasonNeededError, RequestStateError
from apps.certificates.models import ServiceAct, ServiceRequest
from apps.certificates.states import TRANSITIONS, Action, State, next_state
from apps.core.errors import NotFoundError
from apps.events.services import Happening, emit_many
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer

PURPOSE = "service_request"
SHORTEST_REASON = 5
STAGES = ("requested_at", "approved_at", "failed_at", "produced_at", "delivered_at")


def require_reason(reason: str) -> str:
    """The reason without surrounding space. Raises ReasonNeededError where it says nothing."""
    reason = reason.strip()[:300]
    if len(reason) < SHORTEST_REASON:
        raise ReasonNeededError
    return reason


def lock_requests(uuids: Sequence[UUID], action: Action | None, *, actor: Actor) -> list[Any]:
    """The actor's rows, locked in one order for everybody, given back in the order asked for.

    Raises NotFoundError, and RequestStateError where `action` is not possible now.
    """
    if not uuids:
        raise NothingChosenError
    found = {
        row.uuid: row
        for row in ServiceRequest.objects.select_for_update(of=("self",))
        .filter(uuid__in=uuids, institution_id=actor.institution_id)
        .order_by("pk")
    }
    if len(found) != len(set(uuids)):
        raise NotFoundError
    rows = [found[uuid] for uuid in dict.fromkeys(uuids)]
    if action is not None:
        for row in rows:
            refuse_wrong_state(row, action)
    return rows


def refuse_wrong_state(row: ServiceRequest, action: Action) -> None:
    if next_state(row.state, action) is None:
        raise RequestStateError(row.state, State(row.state).label)


def moment_after(rows: Sequence[ServiceRequest]) -> dt.datetime:
    """Now, and never before what happened already: a clock that was put back breaks no order."""
    times: list[dt.datetime | None] = [getattr(row, stage) for row in rows for stage in STAGES]
    return max([timezone.now(), *(time for time in times if time is not None)])


def move(
    rows: Sequence[ServiceRequest],
    action: Action,
    *,
    actor: Actor,
    officer: Officer,
    shared: Mapping[str, Any],
    each: Sequence[str] = (),
    note: str = "",
    changes: Sequence[str] = (),
) -> None:
    """Into the state after `action`, with `shared` (field → value) alike for all of them and the
    fields in `each` as they stand in the rows; history, audit and events with it.
    """
    after = TRANSITIONS[State(rows[0].state), action]
    before = [row.state for row in rows]
    if each:
        ServiceRequest.objects.bulk_update(rows, list(each), batch_size=500)
    ServiceRequest.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=after, version=F("version") + 1, **shared
    )
    for row in rows:
        row.state, row.version = after, row.version + 1
        for name, value in shared.items():
            setattr(row, name, value)
    write_acts(rows, action, before, actor=actor, officer=officer, note=note, changes=changes)
    tell(rows, action, actor=actor, officer=officer)


def write_acts(
    rows: Sequence[ServiceRequest],
    action: str,
    before: Sequence[str],
    *,
    actor: Actor,
    officer: Officer,
    note: str = "",
    changes: Sequence[str] = (),
) -> None:
    ServiceAct.objects.bulk_create(
        [
            ServiceAct(
                request=row,
                institution_id=row.institution_id,
                action=action,
                from_state=former,
                to_state=row.state,
                version=row.version,
                user_id=actor.user_id,
                client_id=actor.client_id,
                name=officer.name,
                post=officer.post,
                note=note,
                changes=list(changes),
            )
            for row, former in zip(rows, before, strict=True)
        ],
        batch_size=500,
    )


def tell(rows: Sequence[ServiceRequest], action: str, *, actor: Actor, officer: Officer) -> None:
    """Audit entry and event for each row, without personal data of the student."""
    record_looks(
        who=actor.who,
        action=f"service_request.{action}",
        target="service_request",
        purpose=PURPOSE,
        case="",
        looks=[
            Look(
                row.institution_id,
                row.uuid,
                {"state": row.state, "version": row.version, "number": row.code}
                | {"officer": officer.name},
            )
            for row in rows
        ],
    )
    emit_many(
        actor=actor,
        kind=f"service_request.{action}",
        happenings=[
            Happening(
                row.uuid,
                None,
                {"state": row.state, "version": row.version, "kind": row.kind},
            )
            for row in rows
        ],
    )

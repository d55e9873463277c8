"""Moving registrations from state to state: lock, table, version, history, in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import TextChoices
from django.utils import timezone

from apps.audit.services import Look, record_looks
from apps.core.errors import NotFoundError
from apps.courses.errors import (
    CourseStateError,
    NoteNeededError,
    NothingChosenError,
    ReasonNeededError,
    VersionError,
)
from apps.courses.models import CrossRegistration, RegistrationAct
from apps.courses.policies import can_act, demand
from apps.courses.states import Action, State, next_state
from apps.events.services import Happening, emit_many
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer

PURPOSE = "course_at_another_university"
SHORTEST_NOTE = 5
DECISIONS_LOCK = 7_203_003 << 40


@dataclass(frozen=True, slots=True)
class Pick:
    """A registration in the version that the person saw."""

    uuid: UUID
    version: int


def require_note(note: str) -> str:
    """The note without surrounding space. Raises NoteNeededError where it says nothing."""
    note = note.strip()[:300]
    if len(note) < SHORTEST_NOTE:
        raise NoteNeededError
    return note


def require_reason(reason: str, reasons: type[TextChoices]) -> None:
    """Raises ReasonNeededError where it is none of the list."""
    if reason not in reasons.values:
        raise ReasonNeededError


def lock_registrations(picks: Sequence[Pick], action: Action, *, actor: Actor) -> list[Any]:
    """The rows in the order picked, locked; refused where the actor, state or version is wrong."""
    rows = lock_rows([pick.uuid for pick in picks])
    for row in rows:
        demand(can_act(actor, row, action))
        refuse_wrong_state(row, action)
    for row, pick in zip(rows, picks, strict=True):
        if row.version != pick.version:
            raise VersionError(row.version)
    return rows


def lock_rows(uuids: Sequence[UUID]) -> list[CrossRegistration]:
    """Locked in one order for everybody, given back in the order asked for."""
    if not uuids:
        raise NothingChosenError
    found = {
        row.uuid: row
        for row in CrossRegistration.objects.select_for_update(of=("self",))
        .select_related("request", "result")
        .filter(uuid__in=uuids)
        .order_by("pk")
    }
    if len(found) != len(uuids):
        raise NotFoundError
    return [found[uuid] for uuid in uuids]


def lock_decisions(learner_ids: Iterable[int]) -> None:
    """One at a time for each learner's decisions and corrections, until the transaction ends.

    A decision may stand on several courses and a correction begins at any of them: without this,
    taken before the rows, two of them could wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s + id) FROM unnest(%s::bigint[]) AS id",
            [DECISIONS_LOCK, sorted(set(learner_ids))],
        )


def refuse_wrong_state(row: CrossRegistration, action: Action) -> None:
    if next_state(row.state, action) is None:
        raise CourseStateError(row.state, State(row.state).label)


def move(
    rows: Sequence[CrossRegistration],
    action: Action,
    *,
    actor: Actor,
    officer: Officer,
    reason: str = "",
    note: str = "",
    fields: Iterable[str] = (),
    changes: Sequence[dict[str, Any]] | None = None,
) -> None:
    """Change the states, save them with `fields`, write history, audit and events.

    `changes`, one for each row: field → [before, after], kept in the history.
    """
    acts = []
    for place, row in enumerate(rows):
        refuse_wrong_state(row, action)
        before, after = row.state, next_state(row.state, action)
        row.state, row.version = str(after), row.version + 1
        row.reason, row.note, row.changed_at = reason, note, timezone.now()
        acts.append(act_of(row, action, before, actor, officer, changes[place] if changes else {}))
    CrossRegistration.objects.bulk_update(
        rows, ["state", "version", "reason", "note", "changed_at", *fields], batch_size=500
    )
    RegistrationAct.objects.bulk_create(acts, batch_size=500)
    tell(rows, action, actor=actor, officer=officer)


def act_of(
    row: CrossRegistration,
    action: str,
    before: str,
    actor: Actor,
    officer: Officer,
    changes: dict[str, Any],
) -> RegistrationAct:
    return RegistrationAct(
        registration=row,
        institution_id=actor.institution_id,
        home_id=row.home_id,
        shared_with_id=row.shared_with_id,
        action=action,
        from_state=before,
        to_state=row.state,
        version=row.version,
        user_id=actor.user_id,
        client_id=actor.client_id,
        name=officer.name,
        post=officer.post,
        reason=row.reason,
        note=row.note,
        changes=changes,
    )


def other_side(row: CrossRegistration, actor: Actor) -> int | None:
    """The institution to be told; nobody before the request is sent."""
    return row.home_id if actor.institution_id != row.home_id else row.shared_with_id


def tell(rows: Sequence[CrossRegistration], action: str, *, actor: Actor, officer: Officer) -> None:
    """Audit entry and event for each row; the other side reads both."""
    record_looks(
        who=actor.who,
        action=f"cross_registration.{action}",
        target="cross_registration",
        purpose=PURPOSE,
        case=rows[0].request.number,
        looks=[
            Look(
                other_side(row, actor) or row.home_id,
                row.uuid,
                {"state": row.state, "version": row.version, "officer": officer.name},
            )
            for row in rows
        ],
    )
    emit_many(
        actor=actor,
        kind=f"cross_registration.{action}",
        happenings=[
            Happening(
                row.uuid,
                other_side(row, actor),
                {"state": row.state, "version": row.version, "request": str(row.request.uuid)},
            )
            for row in rows
        ],
    )

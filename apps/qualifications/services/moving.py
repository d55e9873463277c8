"""Moving checks from state to state: lock, table, version, timeline, audit, event, notice."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from apps.audit.services import Look, record_looks
from apps.core.bulk import update_rows
from apps.core.errors import NotFoundError
from apps.events.services import Happening, emit_many
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer
from apps.qualifications.errors import CheckStateError, CheckVersionError, NoteMissingError
from apps.qualifications.models import Check, CheckAct
from apps.qualifications.policies import can_act, demand, side_of, version_of
from apps.qualifications.states import CheckAction, Side, next_check_state, shown_state

SHORTEST_NOTE = 5


def require_note(note: str, *, most: int = 1_000) -> str:
    """The text without surrounding space. Raises NoteMissingError where it says nothing."""
    note = note.strip()[:most]
    if len(note) < SHORTEST_NOTE:
        raise NoteMissingError
    return note


def lock_check(uuid: UUID, action: CheckAction, *, actor: Actor, version: int | None) -> Check:
    """The check, locked; refused where the actor, the state or the version seen is wrong."""
    check = (
        Check.objects.select_for_update(of=("self",))
        .select_related("asker", "holder", "shared_with")
        .filter(uuid=uuid)
        .first()
    )
    if check is None:
        raise NotFoundError
    demand(can_act(actor, check, action))
    if action != CheckAction.MESSAGE:
        refuse_wrong_state(check, action, side_of(actor, check))
    seen = version_of(actor, check)
    if version is not None and seen != version:
        raise CheckVersionError(seen)
    return check


def refuse_wrong_state(check: Check, action: CheckAction, side: Side) -> None:
    """Raises CheckStateError with the state as `side` sees it."""
    if next_check_state(check.state, action) is None:
        shown = shown_state(check.state, side)
        raise CheckStateError(shown, shown.label)


def move(
    checks: Sequence[Check],
    action: CheckAction,
    *,
    actor: Actor,
    officer: Officer,
    note: str = "",
    data: dict[str, Any] | None = None,
    fields: Iterable[str] = (),
    inside: bool = False,
) -> list[CheckAct]:
    """Change the states, save them with `fields`, write timeline, audit and events.

    inside: the other side does not see this act
    """
    acts = []
    for check in checks:
        refuse_wrong_state(check, action, side_of(actor, check))
        before, after = check.state, next_check_state(check.state, action)
        check.state, check.version = str(after), check.version + 1
        check.asker_version += 0 if inside else 1
        acts.append(
            act_of(check, action, before, actor, officer, note=note, data=data, inside=inside)
        )
    update_rows(checks, ["state", "version", "asker_version", *fields])
    CheckAct.objects.bulk_create(acts, batch_size=500)
    tell(checks, action, actor=actor, officer=officer, inside=inside)
    return acts


def act_of(
    check: Check,
    action: str,
    before: str,
    actor: Actor,
    officer: Officer,
    *,
    note: str = "",
    data: dict[str, Any] | None = None,
    inside: bool = False,
) -> CheckAct:
    other = other_side(check, actor)
    return CheckAct(
        check_asked=check,
        institution_id=actor.institution_id,
        reader_id=None if inside else other,
        action=action,
        from_state=before,
        to_state=check.state,
        user_id=actor.user_id,
        client_id=actor.client_id,
        name=officer.name,
        post=officer.post,
        note=note,
        data=data or {},
    )


def other_side(check: Check, actor: Actor) -> int | None:
    """The institution across the table; None before the check is sent and for letters on paper."""
    if actor.institution_id == check.asker_id:
        return check.shared_with_id if check.shared_with_id != check.asker_id else None
    return check.asker_id


def tell(
    checks: Sequence[Check],
    action: CheckAction,
    *,
    actor: Actor,
    officer: Officer,
    inside: bool = False,
) -> None:
    """Audit in the name of whose data it is, and the event for both sides."""
    if not checks:
        return
    record_looks(
        who=actor.who,
        action=f"check.{action}",
        target="qualification_check",
        purpose=checks[0].purpose,
        case=checks[0].case,
        looks=[
            Look(
                check.holder_id,
                check.uuid,
                {"number": check.number, "state": check.state, "officer": officer.name},
            )
            for check in checks
        ],
    )
    emit_many(
        actor=actor,
        kind=f"qualification.{action}",
        happenings=[
            Happening(
                check.uuid,
                None if inside else other_side(check, actor),
                {"state": check.state, "number": check.number},
            )
            for check in checks
        ],
    )

"""Moving a roster from state to state: row lock, table, history, in the caller's transaction."""

from uuid import UUID

from apps.core.errors import NotFoundError
from apps.graduates.errors import RosterStateError
from apps.graduates.models import Roster, RosterTransition
from apps.graduates.states import RosterAction, next_state
from apps.institutions.actor import Actor


def lock_roster(uuid: UUID) -> Roster:
    """The roster, locked until the transaction ends; another school's is not found."""
    roster = Roster.objects.select_for_update(of=("self",)).filter(uuid=uuid).first()
    if roster is None:
        raise NotFoundError
    return roster


def move(roster: Roster, action: RosterAction, *, actor: Actor, note: str = "") -> None:
    """Change the state in memory and write the history; the caller saves the roster."""
    after = next_state(roster.state, action)
    if after is None:
        raise RosterStateError(data={"state": roster.state})
    RosterTransition.objects.create(
        roster=roster,
        school_id=roster.school_id,
        action=action,
        from_state=roster.state,
        to_state=after,
        user_id=actor.user_id,
        note=note,
    )
    roster.state = after

"""Who may do what with registers and checks: pure functions of actor and object."""

from apps.core.errors import ForbiddenError
from apps.institutions.actor import Actor, Role
from apps.qualifications.models import Check
from apps.qualifications.states import SIDES, CheckAction, Side

STAFF = (Role.REGISTRAR, Role.REGISTRAR_APPROVER)
READERS = (*STAFF, Role.DIRECTOR)


def can_work(actor: Actor) -> bool:
    """Ask, answer, converse, bring rows for the register."""
    return actor.role in (*STAFF, Role.PARTNER_CLIENT)


def can_approve(actor: Actor) -> bool:
    """Approve answers and put rows into the register: a person, never a system (product 6)."""
    return actor.role == Role.REGISTRAR_APPROVER


def can_search_register(actor: Actor) -> bool:
    """The privacy officer as well, to place holds."""
    return actor.role in (*STAFF, Role.PRIVACY_OFFICER)


def can_place_hold(actor: Actor) -> bool:
    return actor.role in (Role.REGISTRAR_APPROVER, Role.PRIVACY_OFFICER)


def sides_of(actor: Actor, check: Check) -> set[Side]:
    """A letter on paper that the holder keyed in has both sides in one house."""
    sides = {Side.ASKER} if actor.institution_id == check.asker_id else set()
    return sides | ({Side.HOLDER} if actor.institution_id == check.shared_with_id else set())


def side_of(actor: Actor, check: Check) -> Side:
    """The side that acts; of a letter on paper the house has both, and answers."""
    return Side.HOLDER if Side.HOLDER in sides_of(actor, check) else Side.ASKER


def version_of(actor: Actor, check: Check) -> int:
    """The version that this side sees and names in its acts; the asker's changes with nothing
    that the holder keeps inside."""
    return check.version if side_of(actor, check) is Side.HOLDER else check.asker_version


def can_act(actor: Actor, check: Check, action: CheckAction) -> bool:
    sides = sides_of(actor, check)
    if action == CheckAction.MESSAGE:
        return can_work(actor) and bool(sides)
    if action in (CheckAction.APPROVE, CheckAction.RETURN, CheckAction.REOPEN):
        return can_approve(actor) and SIDES[action] in sides
    return can_work(actor) and SIDES[action] in sides


def demand(allowed: bool) -> None:
    """ForbiddenError unless allowed."""
    if not allowed:
        raise ForbiddenError

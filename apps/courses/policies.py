"""Who may do what with courses: pure functions of actor and object."""

from apps.core.errors import ForbiddenError
from apps.courses.models import CrossRegistration
from apps.courses.states import SIDES, Action, Side
from apps.institutions.actor import Actor, Role

STAFF = (Role.REGISTRAR, Role.REGISTRAR_APPROVER)
READERS = (*STAFF, Role.DIRECTOR)
SIGNING = (Role.REGISTRAR_APPROVER, Role.DIRECTOR)


def can_work_on_courses(actor: Actor) -> bool:
    return actor.role in (*STAFF, Role.PARTNER_CLIENT)


def can_approve(actor: Actor) -> bool:
    """A system may pass on an approval that two named officers gave at its university."""
    return actor.role in (Role.REGISTRAR_APPROVER, Role.PARTNER_CLIENT)


def can_sign_agreement(actor: Actor) -> bool:
    return actor.role in SIGNING


def can_set_rules(actor: Actor) -> bool:
    return actor.role == Role.REGISTRAR_APPROVER


def side_of(actor: Actor, registration: CrossRegistration) -> Side | None:
    if actor.institution_id == registration.home_id:
        return Side.HOME
    return Side.HOST if actor.institution_id == registration.shared_with_id else None


def can_act(actor: Actor, registration: CrossRegistration, action: Action) -> bool:
    return can_work_on_courses(actor) and side_of(actor, registration) in SIDES[action]


def demand(allowed: bool) -> None:
    """ForbiddenError unless allowed."""
    if not allowed:
        raise ForbiddenError

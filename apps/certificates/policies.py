"""Who may do what with requests for papers: pure functions of the actor."""

from apps.core.errors import ForbiddenError
from apps.institutions.actor import Actor, Role

STAFF = (Role.REGISTRAR, Role.REGISTRAR_APPROVER)
READERS = (*STAFF, Role.DIRECTOR)


def can_work_on_requests(actor: Actor) -> bool:
    return actor.role in (*STAFF, Role.PARTNER_CLIENT)


def can_approve_requests(actor: Actor) -> bool:
    """A person of the institution: a system passes on no approvals of papers."""
    return actor.role == Role.REGISTRAR_APPROVER


def can_set_service_levels(actor: Actor) -> bool:
    return actor.role == Role.REGISTRAR_APPROVER


def can_read_requests(actor: Actor) -> bool:
    return actor.role in (*READERS, Role.PARTNER_CLIENT)


def demand(allowed: bool) -> None:
    """ForbiddenError unless allowed."""
    if not allowed:
        raise ForbiddenError

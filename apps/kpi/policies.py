"""Who may do what with indicators: pure functions of the actor."""

from apps.core.errors import ForbiddenError
from apps.institutions.actor import Actor, Role

STAFF = (Role.REGISTRAR, Role.REGISTRAR_APPROVER)
READERS = (*STAFF, Role.DIRECTOR)
SPEAKERS = (Role.REGISTRAR_APPROVER, Role.DIRECTOR)
"""Who may promise something in the institution's name."""


def can_read_own(actor: Actor) -> bool:
    """The figures of the own university."""
    return actor.role in (*READERS, Role.PARTNER_CLIENT)


def can_enter(actor: Actor) -> bool:
    """Drafts, evidence, sending to the approver; a system may do so too."""
    return actor.role in (*STAFF, Role.PARTNER_CLIENT)


def can_approve(actor: Actor) -> bool:
    return actor.role == Role.REGISTRAR_APPROVER


def can_feed(actor: Actor) -> bool:
    return actor.role in (*STAFF, Role.PARTNER_CLIENT)


def can_run_network(actor: Actor) -> bool:
    """Definitions, cycles, acceptance: the network's secretariat."""
    return actor.role == Role.SECRETARIAT


def can_follow_progress(actor: Actor) -> bool:
    """Completeness and timeliness; never a person, never a figure that was not accepted."""
    return actor.role in (Role.SECRETARIAT, Role.NODE_COORDINATOR)


def can_share(actor: Actor) -> bool:
    """Consent to be named and offers of help bind the institution."""
    return actor.role in SPEAKERS


def can_ask_for_help(actor: Actor) -> bool:
    return actor.role in READERS


def can_audit_register(actor: Actor) -> bool:
    return actor.role in STAFF


def can_run_survey(actor: Actor) -> bool:
    """Links for those who were served, and what they wrote: those who work at the service."""
    return actor.role in STAFF


def can_ask_for_report(actor: Actor) -> bool:
    """Of the own university; of the network for its secretariat."""
    return actor.role in (*READERS, Role.SECRETARIAT)


def can_see_records(actor: Actor) -> bool:
    """The records behind a derived figure name students: those who work with them alone."""
    return actor.role in STAFF


def demand(allowed: bool) -> None:
    """ForbiddenError unless allowed."""
    if not allowed:
        raise ForbiddenError

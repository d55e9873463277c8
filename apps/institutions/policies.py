"""Who may see and set what an institution's letters say of itself: pure functions of the actor."""

from apps.institutions.actor import Actor, Role

SETTING = (Role.REGISTRAR_APPROVER, Role.SECRETARIAT)
READING = (Role.REGISTRAR, *SETTING)


def can_set_office(actor: Actor) -> bool:
    """Approvers of a university; for the network's own letters its secretariat."""
    return actor.role in SETTING

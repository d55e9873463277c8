"""The one table of what may happen to a roster (product: received → … → superseded)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RosterState(models.TextChoices):
    RECEIVED = "received", _("received")
    CHECKING = "checking", _("being checked")
    IN_REVIEW = "in_review", _("in review")
    CERTIFIED = "certified", _("certified, in force")
    SUPERSEDED = "superseded", _("superseded")
    UNREADABLE = "unreadable", _("unreadable")
    DISCARDED = "discarded", _("discarded")


class RosterAction(models.TextChoices):
    CHECK = "check", _("begin checking")
    FINISH = "finish", _("finish checking")
    REFUSE = "refuse", _("refuse as unreadable")
    CERTIFY = "certify", _("certify")
    SUPERSEDE = "supersede", _("supersede")
    DISCARD = "discard", _("discard")


TRANSITIONS: dict[tuple[RosterState, RosterAction], RosterState] = {
    (RosterState.RECEIVED, RosterAction.CHECK): RosterState.CHECKING,
    (RosterState.RECEIVED, RosterAction.DISCARD): RosterState.DISCARDED,
    (RosterState.CHECKING, RosterAction.FINISH): RosterState.IN_REVIEW,
    (RosterState.CHECKING, RosterAction.REFUSE): RosterState.UNREADABLE,
    (RosterState.IN_REVIEW, RosterAction.CERTIFY): RosterState.CERTIFIED,
    (RosterState.IN_REVIEW, RosterAction.DISCARD): RosterState.DISCARDED,
    (RosterState.CERTIFIED, RosterAction.SUPERSEDE): RosterState.SUPERSEDED,
}
OPEN_STATES = (RosterState.RECEIVED, RosterState.CHECKING, RosterState.IN_REVIEW)


def next_state(state: str, action: RosterAction) -> RosterState | None:
    """The state after the action, or None where the action is not possible now."""
    return TRANSITIONS.get((RosterState(state), action))

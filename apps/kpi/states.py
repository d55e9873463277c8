"""The one table of what may happen to a submission of an indicator's figure."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("being entered")
    SUBMITTED = "submitted", _("waiting for the own approver")
    RETURNED = "returned", _("sent back")
    APPROVED = "approved", _("waiting for the network")
    ACCEPTED = "accepted", _("accepted")
    LOCKED = "locked", _("locked")


class Action(models.TextChoices):
    EDIT = "edit", _("change")
    SUBMIT = "submit", _("send to the approver")
    TAKE_BACK = "take_back", _("take back")
    RETURN = "return", _("send back")
    APPROVE = "approve", _("approve")
    NETWORK_RETURN = "network_return", _("send back to the institution")
    ACCEPT = "accept", _("accept")
    REOPEN = "reopen", _("open again")
    LOCK = "lock", _("lock")


S, A = State, Action
TRANSITIONS: dict[tuple[State, Action], State] = {
    (S.DRAFT, A.EDIT): S.DRAFT,
    (S.DRAFT, A.SUBMIT): S.SUBMITTED,
    (S.SUBMITTED, A.TAKE_BACK): S.DRAFT,
    (S.SUBMITTED, A.RETURN): S.RETURNED,
    (S.SUBMITTED, A.APPROVE): S.APPROVED,
    (S.RETURNED, A.EDIT): S.RETURNED,
    (S.RETURNED, A.SUBMIT): S.SUBMITTED,
    (S.APPROVED, A.NETWORK_RETURN): S.RETURNED,
    (S.APPROVED, A.ACCEPT): S.ACCEPTED,
    # the accepted revision stays as it is and readable; a new one begins as a draft
    (S.ACCEPTED, A.REOPEN): S.DRAFT,
    (S.LOCKED, A.REOPEN): S.DRAFT,
    (S.ACCEPTED, A.LOCK): S.LOCKED,
}
EDITABLE = (S.DRAFT, S.RETURNED)
COUNTED = (S.ACCEPTED, S.LOCKED)
"""States whose figure the network shows and compares."""


def next_state(state: str, action: Action) -> State | None:
    """The state after the action, or None where the action is not possible now."""
    return TRANSITIONS.get((State(state), action))


def possible_actions(state: str) -> list[Action]:
    """What may be done now, in the order of the table."""
    return [action for (before, action) in TRANSITIONS if before == state]

"""The one table of what may happen to a request for a paper."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    REQUESTED = "requested", _("waiting for approval")
    APPROVED = "approved", _("being made")
    PRODUCED = "produced", _("ready")
    DELIVERED = "delivered", _("delivered")
    CANCELLED = "cancelled", _("cancelled")
    FAILED = "failed", _("could not be made")


class Action(models.TextChoices):
    EDIT = "edit", _("change")
    APPROVE = "approve", _("approve")
    PRODUCE = "produce", _("make the paper")
    FAIL = "fail", _("set aside")
    DELIVER = "deliver", _("deliver")
    CANCEL = "cancel", _("cancel")


S, A = State, Action
TRANSITIONS: dict[tuple[State, Action], State] = {
    (S.REQUESTED, A.EDIT): S.REQUESTED,
    (S.REQUESTED, A.APPROVE): S.APPROVED,
    (S.REQUESTED, A.CANCEL): S.CANCELLED,
    # an edit voids the approval: what would be printed is not what was approved
    (S.APPROVED, A.EDIT): S.REQUESTED,
    (S.APPROVED, A.PRODUCE): S.PRODUCED,
    (S.APPROVED, A.FAIL): S.FAILED,
    (S.APPROVED, A.CANCEL): S.CANCELLED,
    (S.FAILED, A.EDIT): S.REQUESTED,
    (S.FAILED, A.APPROVE): S.APPROVED,
    (S.FAILED, A.CANCEL): S.CANCELLED,
    (S.PRODUCED, A.DELIVER): S.DELIVERED,
}
"""A paper that was made is not cancelled but revoked, which the ledger of papers tells."""
OPEN = (S.REQUESTED, S.APPROVED, S.FAILED)
"""The clock runs."""
MADE = (S.PRODUCED, S.DELIVERED)


def next_state(state: str, action: Action) -> State | None:
    """The state after the action, or None where the action is not possible now."""
    return TRANSITIONS.get((State(state), action))


def possible_actions(state: str) -> list[Action]:
    """What may be done now, in the order of the table."""
    return [action for (before, action) in TRANSITIONS if before == state]

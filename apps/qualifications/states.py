"""What may happen to a check, to a load of the register and to a batch: one table each."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    WAITING = "waiting", _("waiting for the holder")
    DOCUMENTS = "documents", _("documents requested")
    PROPOSED = "proposed", _("waiting for approval")
    ANSWERED = "answered", _("answered")
    CANCELLED = "cancelled", _("cancelled")


class CheckAction(models.TextChoices):
    SEND = "send", _("sent to the holder")
    CONFIRM = "confirm", _("confirmed by the register")
    REQUEST_DOCUMENTS = "request_documents", _("documents requested")
    GIVE_DOCUMENTS = "give_documents", _("documents given")
    PROPOSE = "propose", _("answer entered")
    TAKE_BACK = "take_back", _("answer taken back before its approval")
    RETURN = "return", _("answer returned")
    APPROVE = "approve", _("answered")
    REOPEN = "reopen", _("opened again")
    CANCEL = "cancel", _("cancelled")
    MESSAGE = "message", _("message")
    REMIND = "remind", _("reminded")


class Side(models.TextChoices):
    ASKER = "asker", _("asking university")
    HOLDER = "holder", _("university that holds the degree")


S, A = CheckState, CheckAction
SIDES: dict[CheckAction, Side] = {
    A.SEND: Side.ASKER,
    A.CONFIRM: Side.ASKER,
    A.REQUEST_DOCUMENTS: Side.HOLDER,
    A.GIVE_DOCUMENTS: Side.ASKER,
    A.PROPOSE: Side.HOLDER,
    A.TAKE_BACK: Side.HOLDER,
    A.RETURN: Side.HOLDER,
    A.APPROVE: Side.HOLDER,
    A.REOPEN: Side.HOLDER,
    A.CANCEL: Side.ASKER,
}
CHECK_TRANSITIONS: dict[tuple[CheckState, CheckAction], CheckState] = {
    (S.DRAFT, A.SEND): S.WAITING,
    # only the register may skip the holder's people, and only to confirm
    (S.DRAFT, A.CONFIRM): S.ANSWERED,
    (S.DRAFT, A.CANCEL): S.CANCELLED,
    (S.WAITING, A.REQUEST_DOCUMENTS): S.DOCUMENTS,
    (S.WAITING, A.PROPOSE): S.PROPOSED,
    (S.WAITING, A.CANCEL): S.CANCELLED,
    (S.DOCUMENTS, A.GIVE_DOCUMENTS): S.WAITING,
    (S.DOCUMENTS, A.PROPOSE): S.PROPOSED,
    (S.DOCUMENTS, A.CANCEL): S.CANCELLED,
    (S.PROPOSED, A.TAKE_BACK): S.WAITING,
    (S.PROPOSED, A.RETURN): S.WAITING,
    (S.PROPOSED, A.APPROVE): S.ANSWERED,
    # the asker does not know that an answer waits
    (S.PROPOSED, A.CANCEL): S.CANCELLED,
    (S.ANSWERED, A.REOPEN): S.WAITING,
}
OPEN = (S.WAITING, S.DOCUMENTS, S.PROPOSED)
"""Sent and not ended: the clock runs, or waits for the asker."""
WITH_HOLDER = (S.WAITING, S.PROPOSED)


def shown_state(state: str, side: Side) -> CheckState:
    """That an answer waits for approval is the holder's own affair: the asker reads `waiting`."""
    if state == CheckState.PROPOSED and side is Side.ASKER:
        return CheckState.WAITING
    return CheckState(state)


def next_check_state(state: str, action: CheckAction) -> CheckState | None:
    """The state after the action, or None where the action is not possible now."""
    return CHECK_TRANSITIONS.get((CheckState(state), action))


class LoadState(models.TextChoices):
    RECEIVED = "received", _("received")
    IN_REVIEW = "in_review", _("waiting for approval")
    ACCEPTED = "accepted", _("in the register")
    UNREADABLE = "unreadable", _("unreadable")
    DISCARDED = "discarded", _("discarded")


class LoadAction(models.TextChoices):
    STAGE = "stage", _("read and checked")
    REFUSE = "refuse", _("refused as unreadable")
    ACCEPT = "accept", _("put into the register")
    DISCARD = "discard", _("discarded")


LOAD_TRANSITIONS: dict[tuple[LoadState, LoadAction], LoadState] = {
    (LoadState.RECEIVED, LoadAction.STAGE): LoadState.IN_REVIEW,
    (LoadState.RECEIVED, LoadAction.REFUSE): LoadState.UNREADABLE,
    (LoadState.RECEIVED, LoadAction.DISCARD): LoadState.DISCARDED,
    (LoadState.IN_REVIEW, LoadAction.ACCEPT): LoadState.ACCEPTED,
    (LoadState.IN_REVIEW, LoadAction.DISCARD): LoadState.DISCARDED,
}


def next_load_state(state: str, action: LoadAction) -> LoadState | None:
    return LOAD_TRANSITIONS.get((LoadState(state), action))


class BatchState(models.TextChoices):
    RECEIVED = "received", _("being read")
    IN_REVIEW = "in_review", _("ready to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    UNREADABLE = "unreadable", _("unreadable")
    DISCARDED = "discarded", _("discarded")


class BatchAction(models.TextChoices):
    STAGE = "stage", _("read and checked")
    REFUSE = "refuse", _("refused as unreadable")
    SEND = "send", _("begun to send")
    FINISH = "finish", _("sent")
    DISCARD = "discard", _("discarded")


BATCH_TRANSITIONS: dict[tuple[BatchState, BatchAction], BatchState] = {
    (BatchState.RECEIVED, BatchAction.STAGE): BatchState.IN_REVIEW,
    (BatchState.RECEIVED, BatchAction.REFUSE): BatchState.UNREADABLE,
    (BatchState.RECEIVED, BatchAction.DISCARD): BatchState.DISCARDED,
    (BatchState.IN_REVIEW, BatchAction.SEND): BatchState.SENDING,
    (BatchState.IN_REVIEW, BatchAction.DISCARD): BatchState.DISCARDED,
    (BatchState.SENDING, BatchAction.FINISH): BatchState.SENT,
}


def next_batch_state(state: str, action: BatchAction) -> BatchState | None:
    return BATCH_TRANSITIONS.get((BatchState(state), action))

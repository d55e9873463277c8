"""The one table of what may happen to a cross registration, and to the other aggregates here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    SUBMITTED = "submitted", _("waiting for the host")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    ENROLLED = "enrolled", _("studying")
    COMPLETED = "completed", _("result announced")
    ACKNOWLEDGED = "acknowledged", _("result received")
    RECOGNISED = "recognised", _("recognised")
    PARTLY_RECOGNISED = "partly_recognised", _("partly recognised")
    NOT_RECOGNISED = "not_recognised", _("not recognised")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CANCELLED = "cancelled", _("cancelled")


class Action(models.TextChoices):
    SUBMIT = "submit", _("send to the host")
    CHANGE = "change", _("change")
    ACCEPT = "accept", _("accept")
    DECLINE = "decline", _("decline")
    ENROL = "enrol", _("confirm that the student is registered")
    DETAIL = "detail", _("update section, student code or payment")
    WITHDRAW = "withdraw", _("withdraw")
    CANCEL = "cancel", _("cancel")
    ANNOUNCE = "announce", _("announce the result")
    CORRECT = "correct", _("correct the result")
    ACKNOWLEDGE = "acknowledge", _("confirm receipt of the result")
    RECOGNISE = "recognise", _("recognise")
    RECOGNISE_PARTLY = "recognise_partly", _("recognise in part")
    NOT_RECOGNISE = "not_recognise", _("decide against recognition")
    REOPEN = "reopen", _("reopen the decision")


class Side(models.TextChoices):
    HOME = "home", _("home university")
    HOST = "host", _("host university")


SIDES: dict[Action, tuple[Side, ...]] = {
    Action.SUBMIT: (Side.HOME,),
    Action.CHANGE: (Side.HOME,),
    Action.CANCEL: (Side.HOME,),
    Action.ACCEPT: (Side.HOST,),
    Action.DECLINE: (Side.HOST,),
    Action.ENROL: (Side.HOST,),
    Action.DETAIL: (Side.HOST,),
    Action.WITHDRAW: (Side.HOME, Side.HOST),
    Action.ANNOUNCE: (Side.HOST,),
    Action.CORRECT: (Side.HOST,),
    Action.ACKNOWLEDGE: (Side.HOME,),
    Action.RECOGNISE: (Side.HOME,),
    Action.RECOGNISE_PARTLY: (Side.HOME,),
    Action.NOT_RECOGNISE: (Side.HOME,),
    Action.REOPEN: (Side.HOME,),
}

S, A = State, Action
TRANSITIONS: dict[tuple[State, Action], State] = {
    (S.DRAFT, A.SUBMIT): S.SUBMITTED,
    (S.DRAFT, A.CHANGE): S.DRAFT,
    (S.DRAFT, A.CANCEL): S.CANCELLED,
    (S.SUBMITTED, A.CHANGE): S.SUBMITTED,
    (S.SUBMITTED, A.ACCEPT): S.ACCEPTED,
    (S.SUBMITTED, A.DECLINE): S.DECLINED,
    (S.SUBMITTED, A.CANCEL): S.CANCELLED,
    # a change after acceptance is a new proposal: the host decides again
    (S.ACCEPTED, A.CHANGE): S.SUBMITTED,
    (S.ACCEPTED, A.ENROL): S.ENROLLED,
    (S.ACCEPTED, A.DETAIL): S.ACCEPTED,
    (S.ENROLLED, A.DETAIL): S.ENROLLED,
    (S.ACCEPTED, A.CANCEL): S.CANCELLED,
    (S.ENROLLED, A.WITHDRAW): S.WITHDRAWN,
    (S.ENROLLED, A.ANNOUNCE): S.COMPLETED,
    (S.COMPLETED, A.ACKNOWLEDGE): S.ACKNOWLEDGED,
    (S.COMPLETED, A.CORRECT): S.COMPLETED,
    (S.ACKNOWLEDGED, A.CORRECT): S.COMPLETED,
    (S.ACKNOWLEDGED, A.RECOGNISE): S.RECOGNISED,
    (S.ACKNOWLEDGED, A.RECOGNISE_PARTLY): S.PARTLY_RECOGNISED,
    (S.ACKNOWLEDGED, A.NOT_RECOGNISE): S.NOT_RECOGNISED,
    # whatever was decided on a result falls with it
    (S.RECOGNISED, A.CORRECT): S.COMPLETED,
    (S.PARTLY_RECOGNISED, A.CORRECT): S.COMPLETED,
    (S.NOT_RECOGNISED, A.CORRECT): S.COMPLETED,
    (S.RECOGNISED, A.REOPEN): S.ACKNOWLEDGED,
    (S.PARTLY_RECOGNISED, A.REOPEN): S.ACKNOWLEDGED,
    (S.NOT_RECOGNISED, A.REOPEN): S.ACKNOWLEDGED,
}
DECIDED = (S.RECOGNISED, S.PARTLY_RECOGNISED, S.NOT_RECOGNISED)
ENDED = (S.DECLINED, S.WITHDRAWN, S.CANCELLED)
"""Nothing more happens; the student may be registered for the same course anew."""
TAKES_A_PLACE = tuple(state for state in State if state not in (S.DRAFT, *ENDED))


def next_state(state: str, action: Action) -> State | None:
    """The state after the action, or None where the action is not possible now."""
    return TRANSITIONS.get((State(state), action))


def possible_actions(state: str, side: Side) -> list[Action]:
    """What this side may do now, in the order of the table."""
    return [action for (before, action) in TRANSITIONS if before == state and side in SIDES[action]]


class AgreementState(models.TextChoices):
    DRAFT = "draft", _("being negotiated")
    SIGNING = "signing", _("open for signature")
    IN_FORCE = "in_force", _("in force")
    TERMINATED = "terminated", _("terminated")
    DROPPED = "dropped", _("dropped")


class AgreementAction(models.TextChoices):
    CHANGE = "change", _("change")
    OFFER = "offer", _("open for signature")
    RENEGOTIATE = "renegotiate", _("back to negotiation")
    ENFORCE = "enforce", _("put in force")
    TERMINATE = "terminate", _("terminate")
    DROP = "drop", _("drop")


AGREEMENT_TRANSITIONS: dict[tuple[AgreementState, AgreementAction], AgreementState] = {
    (AgreementState.DRAFT, AgreementAction.CHANGE): AgreementState.DRAFT,
    (AgreementState.DRAFT, AgreementAction.OFFER): AgreementState.SIGNING,
    (AgreementState.DRAFT, AgreementAction.DROP): AgreementState.DROPPED,
    (AgreementState.SIGNING, AgreementAction.RENEGOTIATE): AgreementState.DRAFT,
    (AgreementState.SIGNING, AgreementAction.ENFORCE): AgreementState.IN_FORCE,
    (AgreementState.SIGNING, AgreementAction.DROP): AgreementState.DROPPED,
    (AgreementState.IN_FORCE, AgreementAction.TERMINATE): AgreementState.TERMINATED,
}


class OfferingState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class RecognitionState(models.TextChoices):
    PROPOSED = "proposed", _("waiting for approval")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")
    REOPENED = "reopened", _("reopened")


class CreditKind(models.TextChoices):
    EARNED = "earned", _("earned")
    USED = "used", _("recognised")
    RELEASED = "released", _("recognition reopened")
    REVERSED = "reversed", _("result corrected")


class CreditStatus(models.TextChoices):
    NEW = "new", _("not earned yet")
    AVAILABLE = "available", _("available")
    USED = "used", _("used")
    VOID = "void", _("void")


CREDIT_STEPS: dict[CreditKind, tuple[tuple[CreditStatus, ...], CreditStatus]] = {
    CreditKind.EARNED: ((CreditStatus.NEW, CreditStatus.VOID), CreditStatus.AVAILABLE),
    CreditKind.USED: ((CreditStatus.AVAILABLE,), CreditStatus.USED),
    CreditKind.RELEASED: ((CreditStatus.USED,), CreditStatus.AVAILABLE),
    CreditKind.REVERSED: ((CreditStatus.AVAILABLE,), CreditStatus.VOID),
}
"""From which status an entry may be booked, and the status after it; a constraint holds it."""

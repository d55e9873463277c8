"""How states look and what each side does next; how a refusal is told on the page it came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.errors import InvalidError, PortalError, StaleError, WrongStateError
from apps.courses.errors import LineProblem, LinesError
from apps.courses.states import Action, RecognitionState, Side, State

TONES: Mapping[str, str] = {
    State.DRAFT: "need",
    State.SUBMITTED: "progress",
    State.ACCEPTED: "progress",
    State.DECLINED: "refused",
    State.ENROLLED: "progress",
    State.COMPLETED: "need",
    State.ACKNOWLEDGED: "need",
    State.RECOGNISED: "done",
    State.PARTLY_RECOGNISED: "done",
    State.NOT_RECOGNISED: "neutral",
    State.WITHDRAWN: "neutral",
    State.CANCELLED: "neutral",
}
DECISION_TONES: Mapping[str, str] = {
    RecognitionState.PROPOSED: "need",
    RecognitionState.RETURNED: "refused",
    RecognitionState.APPROVED: "done",
    RecognitionState.REOPENED: "need",
}
OUTCOME_TONES: Mapping[str, str] = {
    "passed": "done",
    "failed": "refused",
    "in_progress": "need",
    "withdrawn": "neutral",
    "not_counted": "neutral",
}
_ENDED = _("Nothing more happens here. The student can be registered for the course anew.")
_DECIDED = _("Nothing is waiting. A corrected result would reopen the decision.")
NEXT: Mapping[tuple[str, Side], str | Promise] = {
    (State.DRAFT, Side.HOME): _("You check the lines and send the request to the host."),
    (State.SUBMITTED, Side.HOME): _("The host answers. You may still change or cancel."),
    (State.SUBMITTED, Side.HOST): _("You accept or decline."),
    (State.ACCEPTED, Side.HOME): _("The student registers at the host, which then confirms it."),
    (State.ACCEPTED, Side.HOST): _("You confirm the registration once the student has registered."),
    (State.ENROLLED, Side.HOME): _("The host sends the result when the course is over."),
    (State.ENROLLED, Side.HOST): _("You enter the grade; a second person approves it."),
    (State.COMPLETED, Side.HOME): _("You confirm that you received the result."),
    (State.COMPLETED, Side.HOST): _("The home university confirms that it received the result."),
    (State.ACKNOWLEDGED, Side.HOME): _("You decide what the course counts for."),
    (State.ACKNOWLEDGED, Side.HOST): _("The home university decides what the course counts for."),
    (State.RECOGNISED, Side.HOME): _DECIDED,
    (State.RECOGNISED, Side.HOST): _DECIDED,
    (State.PARTLY_RECOGNISED, Side.HOME): _DECIDED,
    (State.PARTLY_RECOGNISED, Side.HOST): _DECIDED,
    (State.NOT_RECOGNISED, Side.HOME): _DECIDED,
    (State.NOT_RECOGNISED, Side.HOST): _DECIDED,
    (State.DECLINED, Side.HOME): _("Ask for another course or another section in a new request."),
}
ACTS: Mapping[str, str | Promise] = {
    "draft": _("entered"),
    Action.SUBMIT: _("sent to the host"),
    Action.CHANGE: _("changed"),
    Action.ACCEPT: _("accepted"),
    Action.DECLINE: _("declined"),
    Action.ENROL: _("registration confirmed"),
    Action.DETAIL: _("details updated"),
    Action.WITHDRAW: _("withdrawn"),
    Action.CANCEL: _("cancelled"),
    Action.ANNOUNCE: _("result announced"),
    Action.CORRECT: _("result corrected"),
    Action.ACKNOWLEDGE: _("receipt of the result confirmed"),
    Action.RECOGNISE: _("recognised"),
    Action.RECOGNISE_PARTLY: _("recognised in part"),
    Action.NOT_RECOGNISE: _("decided: no transfer"),
    Action.REOPEN: _("decision reopened"),
}
FIELDS: Mapping[str, str | Promise] = {
    "course": _("course and section"),
    "needed_by": _("result needed by"),
    "home_credits": _("credits at home"),
    "host_student_code": _("student code at the host"),
    "section": _("section"),
    "payment": _("payment"),
    "result_version": _("version of the result"),
}


def next_step(state: str, side: Side) -> str | Promise:
    return NEXT.get((state, side), _ENDED)


REFUSALS = (InvalidError, StaleError, WrongStateError)
"""What a page tells beside the form; the rest (403, 404) has pages of its own."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused act: its HTTP status, what happened, and what is wrong with which line."""

    status: int
    message: str | Promise
    lines: Sequence[LineProblem] = ()


def refusal_of(error: PortalError) -> Refusal:
    problems = error.problems if isinstance(error, LinesError) else ()
    return Refusal(int(error.status), error.message, problems)

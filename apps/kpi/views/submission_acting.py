"""From a form of the figure's page to the service: approve, send back, take back, open again."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.errors import NotFoundError
from apps.institutions.actor import Actor
from apps.institutions.officers import is_own_work, officer_of
from apps.kpi.forms.returning import ReopenForm, ReturnForm
from apps.kpi.models import Submission
from apps.kpi.policies import can_approve, can_enter
from apps.kpi.refusals import OwnFigureError
from apps.kpi.selectors.submissions import Expected
from apps.kpi.services.approving import approve_submission, hands_of, return_submission
from apps.kpi.services.entering import reopen, take_back
from apps.kpi.states import Action, next_state
from apps.kpi.views.submission_words import pinnable
from apps.qualifications.views.refusals import REFUSALS

REFUSED = (*REFUSALS, OwnFigureError)
DONE: Mapping[str, str | Promise] = {
    "approve": _("The figure is approved and was sent to the network."),
    "return": _("The marked values were sent back. Whoever entered them was told."),
    "take_back": _("The figure is yours again. Change it and send it once more."),
    "reopen": _("A new revision was begun. The accepted figure counts until the new one does."),
}
Given = Mapping[str, Any]


def possible_acts(actor: Actor, row: Submission, expected: Expected) -> list[str]:
    """What this person may do now, in the order of the page."""
    if not (row.is_current and can_enter(actor)):
        return []
    other = can_approve(actor) and not _own(actor, row)
    is_open = expected.is_open(timezone.localdate())
    found = {
        "approve": other and next_state(row.state, Action.APPROVE),
        "return": other and next_state(row.state, Action.RETURN),
        "take_back": not other and next_state(row.state, Action.TAKE_BACK),
        "reopen": is_open and next_state(row.state, Action.REOPEN),
    }
    return [act for act, possible in found.items() if possible]


def waits_for_other(actor: Actor, row: Submission) -> bool:
    """An approver who worked on it must leave it to a colleague."""
    waiting = next_state(row.state, Action.APPROVE) is not None
    return waiting and can_approve(actor) and _own(actor, row)


def _own(actor: Actor, row: Submission) -> bool:
    return is_own_work(hands_of(row), officer_of(actor))


def form_of(name: str, row: Submission, data: Any = None) -> forms.Form:
    """Raises NotFoundError for what is no act of the page."""
    auto_id = f"id_{name}_%s"
    if name == "return":
        definition = row.cycle.definition
        criteria = list(definition.criteria.all())
        return ReturnForm(data, pinnable(definition, criteria, row.overrides), auto_id=auto_id)
    if name not in DONE:
        raise NotFoundError
    return (ReopenForm if name == "reopen" else forms.Form)(data, auto_id=auto_id)


def carry_out(
    actor: Actor, row: Submission, name: str, form: forms.Form, given: Given
) -> Submission:
    """The services refuse a wrong person, state or version."""
    return ACTING[name](actor, row, form, given)


def _version(given: Given) -> int:
    """As the page had it; what is no number is no version that there is."""
    text = str(given.get("version", ""))
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _approve(actor: Actor, row: Submission, form: Any, given: Given) -> Submission:
    return approve_submission(actor=actor, uuid=row.uuid, seen=str(given.get("seen", "")))


def _return(actor: Actor, row: Submission, form: ReturnForm, given: Given) -> Submission:
    # the one who entered it takes it back instead: sending it back would be an own decision
    if _own(actor, row):
        raise OwnFigureError
    return return_submission(actor=actor, uuid=row.uuid, version=_version(given), pins=form.pins)


def _take_back(actor: Actor, row: Submission, form: Any, given: Given) -> Submission:
    return take_back(actor=actor, uuid=row.uuid, version=_version(given))


def _reopen(actor: Actor, row: Submission, form: ReopenForm, given: Given) -> Submission:
    return reopen(actor=actor, uuid=row.uuid, reason=form.cleaned_data["reason"])


ACTING: Mapping[str, Callable[[Actor, Submission, Any, Given], Submission]] = {
    "approve": _approve,
    "return": _return,
    "take_back": _take_back,
    "reopen": _reopen,
}

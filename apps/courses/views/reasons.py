"""Why something ended and who did it, in the reader's words."""

from collections.abc import Iterable

from django.db.models import Choices
from django.utils.translation import gettext as _

from apps.core.reader import reads_thai
from apps.courses.choices import ChangeReason, CorrectionReason, DeclineReason, NoTransferReason
from apps.courses.models import CrossRegistration, Recognition, RegistrationAct
from apps.courses.states import ENDED, Action, State
from apps.institutions.officers import PORTAL

REASONS_OF: dict[str, type[Choices]] = {
    Action.DECLINE: DeclineReason,
    Action.CHANGE: ChangeReason,
    Action.WITHDRAW: ChangeReason,
    Action.CANCEL: ChangeReason,
    Action.CORRECT: CorrectionReason,
    Action.REOPEN: CorrectionReason,
    Action.NOT_RECOGNISE: NoTransferReason,
}
"""The same code may be worded otherwise for another act."""


def reason_of(action: str, code: str) -> str:
    """A coded reason of an act as people read it; "" for none."""
    choices = REASONS_OF.get(action)
    return _label(choices, code) if choices else code


def why_ended(row: CrossRegistration) -> str:
    """Reason and note of what was declined, withdrawn or cancelled; "" for everything else."""
    if row.state not in ENDED:
        return ""
    if row.reason == DeclineReason.OTHER and row.note:
        return row.note
    choices = DeclineReason if row.state == State.DECLINED else ChangeReason
    return ": ".join(part for part in (_label(choices, row.reason), row.note) if part)


def why_fell(one: Recognition, courses: Iterable[CrossRegistration]) -> str:
    """Why a decision no longer stands; `courses`: those that it rests on."""
    if not one.ended_reason:
        return one.ended_note
    names = {row.course_code: f"{row.course_code} {row.course_name}" for row in courses}
    return _corrected(names.get(one.ended_note, one.ended_note), one.ended_reason)


def act_told(act: RegistrationAct) -> tuple[str, str]:
    """(reason, note) of an act; one that follows a correction names the corrected course."""
    if act.action == Action.REOPEN and act.reason:
        return _corrected(act.note, act.reason), ""
    return reason_of(act.action, act.reason), act.note


def officer_shown(name: str, post: str) -> tuple[str, str]:
    """Who did it; what the portal did by itself is said in the reader's language."""
    if reads_thai() or (name, post) != (PORTAL.name, PORTAL.post):
        return name, post
    return _("The network's portal"), _("follows by itself")


def _corrected(course: str, code: str) -> str:
    return _("The host corrected the result of %(course)s: %(reason)s") % {
        "course": course,
        "reason": _label(CorrectionReason, code),
    }


def _label(choices: type[Choices], code: str) -> str:
    return next((str(label) for value, label in choices.choices if str(value) == code), code)

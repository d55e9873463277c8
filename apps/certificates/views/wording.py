"""How requests look: states, the clock, what failed and what to do, the acts of the history."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from apps.certificates.kinds import Channel
from apps.certificates.models import ServiceRequest
from apps.certificates.selectors.standing import has_ended
from apps.certificates.services.ending import REVOKE
from apps.certificates.services.feeding import FEED
from apps.certificates.services.requesting import REQUEST
from apps.certificates.states import MADE, OPEN, Action, State
from apps.core.reader import date_text
from apps.core.working_days import working_days_between
from apps.documents.models import Paper, Status

TONES: Mapping[str, str] = {
    State.REQUESTED: "need",
    State.APPROVED: "progress",
    State.PRODUCED: "done",
    State.DELIVERED: "done",
    State.CANCELLED: "neutral",
    State.FAILED: "refused",
}
PAPER_TONES: Mapping[str, str] = {
    Status.RESERVED: "neutral",
    Status.ACTIVE: "done",
    Status.SUPERSEDED: "need",
    Status.REVOKED: "refused",
}
ACTS: Mapping[str, str | Promise] = {
    REQUEST: _("asked for"),
    Action.EDIT: _("changed"),
    Action.APPROVE: _("approved"),
    Action.PRODUCE: _("paper made"),
    Action.FAIL: _("the paper could not be made"),
    Action.DELIVER: _("delivered"),
    Action.CANCEL: _("cancelled"),
    REVOKE: _("paper revoked"),
    FEED: _("stage told"),
}
CHANGES: Mapping[str, str | Promise] = {
    "student_code": _("student code"),
    "name": _("name"),
    "facts": _("what the paper says"),
    "conferral": _("entry of the register"),
    "purpose": _("what it is for"),
    "addressee": _("to whom it goes"),
    "letter_number": _("number of the letter"),
    "contact_email": _("e-mail"),
    "needed_by": _("needed by"),
}
FAILURES: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "paper_failed": (
        _("The paper could not be laid out."),
        _(
            "Look for unusual signs and very long texts in what the paper says and correct them. "
            "Without any, approve it again; if it fails again, tell the network's secretariat."
        ),
    ),
    "content_changed": (
        _("What the paper says changed between its approval and its making."),
        _("Look at what it says now, then approve it again."),
    ),
    "facts": (
        _("What is kept about the person does not fit this kind of paper."),
        _("Open “Change”, look at every field and save; then have it approved again."),
    ),
}
"""Code → what happened, what to do."""
UNKNOWN_FAILURE = (
    _("The paper could not be made."),
    _("Approve it again; if it fails again, tell the network's secretariat."),
)
FAILED_ELSEWHERE = (
    _("The system that makes this paper told that it could not be made."),
    _("Mend it there. Once the paper is made, that system tells it, or you note the stage here."),
)
Badge = tuple[str, str | Promise]
"""Tone and word."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Working days used, of those promised; how that looks and what is to be said beside it."""

    used: int
    days: int
    tone: str
    word: str

    @property
    def text(self) -> str:
        words = ngettext(
            "%(used)s of %(days)s working day", "%(used)s of %(days)s working days", self.days
        )
        return words % {"used": self.used, "days": self.days}


def clock_of(
    row: ServiceRequest, closed: Collection[dt.date], today: dt.date | None = None
) -> Clock:
    """`closed`: the institution's own days off. The clock stops when the paper is ready."""
    today = today or timezone.localdate()
    ended = row.produced_at or row.delivered_at or row.cancelled_at
    until = timezone.localdate(ended) if ended else today
    begun = timezone.localdate(row.requested_at)
    used = working_days_between(begun, until, closed)
    tone, word = _clock_word(row, until, today, closed)
    return Clock(used, row.service_days, tone, word)


def _clock_word(
    row: ServiceRequest, until: dt.date, today: dt.date, closed: Collection[dt.date]
) -> tuple[str, str]:
    if row.state in MADE:
        late = until > row.due_on
        return ("refused", gettext("late")) if late else ("done", gettext("in time"))
    if row.state not in OPEN:
        return "neutral", ""
    if today > row.due_on:
        days = working_days_between(row.due_on, today, closed)
        words = ngettext(
            "overdue by %(days)s working day", "overdue by %(days)s working days", days
        )
        return "refused", words % {"days": days}
    return ("need", gettext("due today")) if today == row.due_on else ("progress", "")


def failure_of(row: ServiceRequest) -> tuple[str | Promise, str | Promise]:
    """What happened, and what to do; of a request that failed."""
    if row.channel == Channel.FEED:
        return FAILED_ELSEWHERE
    return FAILURES.get(row.reason, UNKNOWN_FAILURE)


def due_words(day: dt.date | None, today: dt.date | None = None) -> str:
    """When the first of what is open is due, or was; "" where nothing is."""
    if day is None:
        return ""
    if day < (today or timezone.localdate()):
        return gettext("The oldest overdue one was due on %(day)s.") % {"day": date_text(day)}
    return gettext("The next is due on %(day)s.") % {"day": date_text(day)}


def badges_of(row: ServiceRequest, paper: Paper | None) -> list[Badge]:
    """The state, and whether the paper still counts: one that does not is never shown as ready."""
    state = (TONES[row.state], State(row.state).label)
    word = paper_word(paper)
    if word is None:
        return [state]
    return [word] if row.state == State.PRODUCED else [state, word]


def paper_word(paper: Paper | None) -> Badge | None:
    """Tone and word where a paper no longer counts; None for one that does, or will."""
    if paper is None or not has_ended(paper):
        return None
    words = {
        Status.SUPERSEDED: _("paper replaced"),
        Status.REVOKED: _("paper revoked"),
    }
    return PAPER_TONES[paper.status], words[Status(paper.status)]

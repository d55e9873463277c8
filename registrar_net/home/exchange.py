"""Courses at another university on a university's home: each inbox with its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Value
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from apps.courses.models import CrossRegistration
from apps.courses.policies import can_approve, can_sign_agreement
from apps.courses.selectors import recognitions, registrations, results
from apps.courses.selectors.agreements import agreement_group
from apps.courses.states import RecognitionState, Side, State
from apps.institutions.actor import Actor
from registrar_net.home.shape import MANY, Home, Task, counted

APPROVAL = ngettext_lazy(
    "%(count)s waits for your approval", "%(count)s wait for your approval", "number"
)


@dataclass(frozen=True)
class Inbox:
    """Rows that wait for the actor; `text` counts them, `address` is where they are dealt with.

    `since` names the column that says from when a row has waited.
    """

    rows: QuerySet[Any]
    title: str | Promise
    text: Any  # translated when it is filled in, where it depends on the number
    address: str
    action: str | Promise
    tone: str = "need"
    since: str = "created_at"


def add_agreements(home: Home, actor: Actor) -> None:
    if not can_sign_agreement(actor):
        return
    for row in agreement_group("signing").rows:
        if row.lacks(actor.institution_id):
            home.todo.append(
                Task(
                    row.agreement.title,
                    _("The signature of your university is missing."),
                    reverse("courses:agreement", args=[row.agreement.uuid]),
                    _("Record the signature"),
                    at=row.agreement.created_at,
                )
            )


def add_exchange(home: Home, actor: Actor) -> None:
    """What waits on either side, and what others still owe; one statement for all of it."""
    mine = [*_as_host(actor), *_as_home(actor)]
    inboxes = [*mine, *_waited_for(actor)]
    times = _times(inboxes)
    for place, inbox in enumerate(inboxes):
        if times[place]:
            into = home.todo if place < len(mine) else home.waiting
            into.append(_task(inbox, times[place]))


def _times(inboxes: Sequence[Inbox]) -> list[list[datetime]]:
    """For each inbox the times of up to MANY rows."""
    parts = [
        inbox.rows.annotate(box=Value(place)).values_list("box", inbox.since)[:MANY]
        for place, inbox in enumerate(inboxes)
    ]
    found: list[list[datetime]] = [[] for _inbox in inboxes]
    for place, at in parts[0].union(*parts[1:], all=True):
        found[place].append(at)
    return found


def _task(inbox: Inbox, times: Sequence[datetime]) -> Task:
    number = len(times)
    detail = str(inbox.text % {"count": counted(number), "number": number})
    return Task(inbox.title, detail, inbox.address, inbox.action, inbox.tone, min(times))


def _rows(actor: Actor, side: Side, state: State) -> QuerySet[CrossRegistration]:
    """The oldest first: in this order an index ends the search at MANY rows."""
    return registrations.rows_in(actor, side, state).order_by("created_at", "uuid")


def _as_host(actor: Actor) -> list[Inbox]:
    inboxes = [
        Inbox(
            _rows(actor, Side.HOST, State.SUBMITTED),
            gettext_lazy("Students who ask for a place"),
            ngettext_lazy(
                "%(count)s waits for your answer", "%(count)s wait for your answer", "number"
            ),
            reverse("courses:hosting"),
            gettext_lazy("Accept or decline"),
        ),
        Inbox(
            _rows(actor, Side.HOST, State.ACCEPTED),
            gettext_lazy("Accepted students"),
            gettext_lazy("%(count)s not yet confirmed as registered"),
            reverse("courses:hosting_enrolment"),
            gettext_lazy("Confirm registrations"),
        ),
        Inbox(
            results.returned_results(actor),
            gettext_lazy("Results that the approver sent back"),
            gettext_lazy("%(count)s to be entered anew"),
            reverse("courses:result_list") + "#returned",
            gettext_lazy("Read why"),
            "refused",
            "returned_at",
        ),
        Inbox(
            results.unfinished(actor),
            gettext_lazy("Grades in progress"),
            gettext_lazy("%(count)s without a final grade, to follow up"),
            reverse("courses:result_list") + "#unfinished",
            gettext_lazy("Follow up"),
        ),
    ]
    if can_approve(actor):
        waiting = Inbox(
            results.waiting_results(actor),
            gettext_lazy("Results to announce"),
            APPROVAL,
            reverse("courses:result_list"),
            gettext_lazy("Look at them and approve"),
        )
        inboxes.insert(0, waiting)
    return inboxes


def _as_home(actor: Actor) -> list[Inbox]:
    list_url = reverse("courses:recognition_list")
    rows_url = reverse("courses:registration_list")
    inboxes = [
        Inbox(
            recognitions.reopened_by_correction(actor),
            gettext_lazy("A host corrected results: your decisions on them no longer stand"),
            gettext_lazy("%(count)s to be decided anew"),
            f"{list_url}?show=reopened",
            gettext_lazy("Decide anew"),
            "refused",
        ),
        Inbox(
            _rows(actor, Side.HOME, State.COMPLETED),
            gettext_lazy("Results of your students"),
            gettext_lazy("%(count)s announced by the host, receipt not confirmed"),
            f"{rows_url}?state={State.COMPLETED}",
            gettext_lazy("Confirm receipt"),
        ),
        Inbox(
            recognitions.to_decide(actor).order_by("created_at", "uuid"),
            gettext_lazy("Results received"),
            gettext_lazy("%(count)s without a decision what they count for"),
            list_url,
            gettext_lazy("Decide"),
        ),
        Inbox(
            _rows(actor, Side.HOME, State.DRAFT),
            gettext_lazy("Requests in preparation"),
            ngettext_lazy("%(count)s line not sent yet", "%(count)s lines not sent yet", "number"),
            reverse("courses:request_list") + f"?state={State.DRAFT}",
            gettext_lazy("Check and send"),
        ),
        Inbox(
            registrations.recently_declined(actor),
            gettext_lazy("Declined by the host"),
            gettext_lazy("%(count)s in the last two weeks"),
            f"{rows_url}?state={State.DECLINED}",
            gettext_lazy("See why"),
            "refused",
        ),
    ]
    if can_approve(actor):
        proposed = Inbox(
            recognitions.recognition_list(actor, RecognitionState.PROPOSED),
            gettext_lazy("Recognitions"),
            APPROVAL,
            f"{list_url}?show=approve",
            gettext_lazy("Look at them and approve"),
        )
        inboxes.insert(1, proposed)
    return inboxes


def _waited_for(actor: Actor) -> list[Inbox]:
    rows_url = reverse("courses:registration_list")
    return [
        Inbox(
            _rows(actor, Side.HOME, State.SUBMITTED),
            gettext_lazy("Students who were sent to a host"),
            gettext_lazy("%(count)s without an answer of the host"),
            f"{rows_url}?state={State.SUBMITTED}",
            gettext_lazy("See"),
            "progress",
        ),
    ]

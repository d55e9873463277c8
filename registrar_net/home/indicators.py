"""Indicators on a home page: figures due, to approve or to correct, and who asks for help.

What a director reads of accepted figures stands in `indicator_figures`.
"""

import datetime as dt

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.reader import date_text
from apps.institutions.actor import Actor
from apps.kpi.models import Cycle, Submission
from apps.kpi.periods import label
from apps.kpi.policies import can_approve, can_enter, can_share
from apps.kpi.selectors.cycles import current_submissions, period_of
from apps.kpi.selectors.helping import unanswered
from apps.kpi.states import State
from registrar_net.home.shape import MANY, Home, Task, counted

SHOWN = 6


def add_indicators(home: Home, actor: Actor) -> None:
    """Three queries for any number of cycles."""
    if can_enter(actor):
        cycles = _open_cycles(actor)
        submissions = current_submissions(actor, cycles)
        for cycle in cycles:
            _add_cycle(home, actor, cycle, submissions.get(cycle.pk))
    if can_share(actor):
        _add_help(home, actor)


def add_network_indicators(home: Home, actor: Actor) -> None:
    """What waits for the secretariat: one query."""
    waiting = Submission.objects.filter(
        network_id=actor.institution_id, state=State.APPROVED, is_current=True
    ).order_by("approved_at")
    times = list(waiting.values_list("approved_at", flat=True)[:MANY])
    if times:
        text = ngettext("%(count)s to be accepted", "%(count)s to be accepted", len(times))
        home.todo.append(
            Task(
                _("Figures of indicators"),
                text % {"count": counted(len(times))},
                reverse("kpi:review_list"),
                _("Review them"),
                at=times[0],
            )
        )


def _open_cycles(actor: Actor) -> list[Cycle]:
    """Those in which the institution may enter now; what is due first comes first."""
    today = timezone.localdate()
    asked = {"expected__institution_id": actor.institution_id, "expected__excused": ""}
    excepted = Q(extensions__institution_id=actor.institution_id, extensions__until__gte=today)
    rows = (
        Cycle.objects.filter(Q(locked_at=None, locks_on__gte=today) | excepted, **asked)
        .filter(opens_on__lte=today)
        .select_related("indicator")
        .order_by("due_on", "indicator__position")
        .distinct()
    )
    return list(rows[:SHOWN])


def _add_cycle(home: Home, actor: Actor, cycle: Cycle, row: Submission | None) -> None:
    title = f"{cycle.indicator.code} {label(period_of(cycle))}"
    state = row.state if row else State.DRAFT
    late = cycle.due_on < timezone.localdate()
    due = (_("It was due on %(day)s.") if late else _("It is due on %(day)s.")) % {
        "day": date_text(cycle.due_on)
    }
    entry = reverse("kpi:entry", args=[cycle.uuid])
    tone = "refused" if late else "need"
    if state == State.DRAFT:
        text = _("The figure is to be entered.") if row is None else _("The draft is to be sent.")
        home.todo.append(
            Task(title, f"{text} {due}", entry, _("Enter the figure"), tone=tone, at=_day(cycle))
        )
    elif state == State.RETURNED:
        text = _("The figure was sent back.")
        home.todo.append(
            Task(
                title,
                f"{text} {due}",
                entry,
                _("Read why and correct"),
                tone="refused",
                at=_day(cycle),
            )
        )
    elif row is not None and state == State.SUBMITTED:
        text = _("The figure waits for approval.")
        page = reverse("kpi:submission", args=[row.uuid])
        if can_approve(actor):
            home.todo.append(
                Task(
                    title,
                    f"{text} {due}",
                    page,
                    _("Look at it and approve"),
                    tone=tone,
                    at=_day(cycle),
                )
            )
        else:
            home.waiting.append(Task(title, text, page, _("See"), "progress"))


def _day(cycle: Cycle) -> dt.datetime:
    """By which the list is put in order."""
    return timezone.make_aware(dt.datetime.combine(cycle.due_on, dt.time()))


def _add_help(home: Home, actor: Actor) -> None:
    rows = list(unanswered(actor)[:SHOWN])
    home.todo += [
        Task(
            _("%(name)s asks for your experience") % {"name": row.asker.name},
            f"{row.indicator.code} {row.indicator.name}",
            reverse("kpi:help", args=[row.uuid]),
            _("Answer the request"),
            at=row.created_at,
        )
        for row in rows
    ]

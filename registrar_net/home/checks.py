"""Qualification checks on a university's home: what others wait for, and what it waits for."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.institutions.actor import Actor
from apps.qualifications.policies import can_approve
from apps.qualifications.selectors import checks, register, yearly
from registrar_net.home.shape import Figure, Home, Task


def add_checks(home: Home, actor: Actor) -> None:
    """Four queries for any number of checks."""
    counted = checks.counts(actor)
    home.todo += [*_as_holder(actor, counted), *_as_asker(counted)]
    if can_approve(actor):
        home.todo += _loads(actor)
    if counted.we_wait:
        late = counted.we_wait_late
        detail = _("%(count)s not answered yet") % {"count": counted.we_wait}
        if late:
            detail = _("%(count)s not answered yet, %(late)s overdue") % {
                "count": counted.we_wait,
                "late": late,
            }
        home.waiting.append(
            Task(
                _("Degrees that you asked about"),
                detail,
                reverse("qualifications:asked_list") + "?show=with_holder",
                _("See them"),
                tone="refused" if late else "progress",
            )
        )
    if answered := checks.answered_lately(actor):
        whole, at_once = answered
        home.figures.append(
            Figure(f"{at_once:,}", f"{whole:,}", _("degrees confirmed at once, last 30 days"))
        )


def add_check_figures(home: Home, actor: Actor) -> None:
    """For the director: a year of questions on either side, without persons."""
    asked, held = yearly.asked_in_a_year(actor), yearly.held_in_a_year(actor)
    home.figures += [
        *_share(asked.answered, asked.asked, _("degrees you asked about, answered (12 months)")),
        *_share(asked.overdue, asked.asked, _("degrees you asked about, overdue now")),
        *_share(held.answered, held.asked, _("degrees you were asked about, answered (12 months)")),
        *_share(held.at_once, held.asked, _("of these confirmed by your register at once")),
        *_share(held.overdue, held.asked, _("degrees you were asked about, overdue now")),
    ]


def _share(number: int, of: int, label: str) -> list[Figure]:
    return [Figure(f"{number:,}", f"{of:,}", label)] if of else []


def _as_holder(actor: Actor, counted: checks.Counts) -> list[Task]:
    tasks = []
    queue = reverse("qualifications:queue")
    if counted.to_approve and can_approve(actor):
        number = counted.to_approve
        tasks.append(
            Task(
                _("Answers about degrees"),
                ngettext(
                    "%(count)s waits for your approval", "%(count)s wait for your approval", number
                )
                % {"count": number},
                f"{queue}?show=proposed",
                _("Look at them and approve"),
                tone="refused" if counted.late_to_approve else "need",
                at=counted.approving_since,
            )
        )
    if counted.to_answer:
        late = counted.late_to_answer
        detail = _("%(count)s to be answered") % {"count": counted.to_answer}
        if late:
            detail = _("%(count)s to be answered, %(late)s overdue") % {
                "count": counted.to_answer,
                "late": late,
            }
        tasks.append(
            Task(
                _("Universities ask about degrees of yours"),
                detail,
                queue,
                _("Answer the oldest first"),
                tone="refused" if late else "need",
                at=counted.oldest,
            )
        )
    return tasks


def _as_asker(counted: checks.Counts) -> list[Task]:
    if not counted.documents_to_give:
        return []
    return [
        Task(
            _("Documents are asked of you"),
            _("%(count)s questions cannot be answered before you give them")
            % {"count": counted.documents_to_give},
            reverse("qualifications:asked_list") + "?show=documents",
            _("Give them"),
            at=counted.documents_since,
        )
    ]


def _loads(actor: Actor) -> list[Task]:
    number, since = register.loads_waiting(actor)
    if not number:
        return []
    return [
        Task(
            _("Rows for your register of degrees"),
            ngettext(
                "%(count)s waits for your approval", "%(count)s wait for your approval", number
            )
            % {"count": number},
            reverse("qualifications:load_list"),
            _("Look at them and approve"),
            at=since,
        )
    ]

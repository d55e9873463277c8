"""Certificates on a university's home: what is to be approved, delivered, mended."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.certificates.forms.filters import HERE
from apps.certificates.policies import can_approve_requests
from apps.certificates.selectors.requests import HomeCounts, home_counts
from apps.certificates.views.wording import due_words
from apps.institutions.actor import Actor
from registrar_net.home.shape import Home, Task


def add_certificates(home: Home, actor: Actor) -> None:
    """One query for any number of requests."""
    counted = home_counts(actor)
    approver = can_approve_requests(actor)
    if counted.waiting:
        task = _waiting(counted, approver=approver)
        (home.todo if approver else home.waiting).append(task)
    if counted.ready:
        home.todo.append(
            Task(
                _("Certificates that are ready"),
                _("%(count)s to be handed over") % {"count": counted.ready},
                _list("produced", HERE),
                _("Hand them over"),
                at=counted.ready_since,
            )
        )
    home.todo += _not_made(counted)


def _waiting(counted: HomeCounts, *, approver: bool) -> Task:
    late = counted.waiting_due is not None and counted.waiting_due < timezone.localdate()
    text = ngettext(
        "%(count)s waits for approval.", "%(count)s wait for approval.", counted.waiting
    )
    return Task(
        _("Requests for certificates"),
        f"{text % {'count': counted.waiting}} {due_words(counted.waiting_due)}",
        _list("requested", HERE),
        _("Look at them and approve") if approver else _("See them"),
        tone="refused" if late else "need",
        at=counted.waiting_since,
    )


def _not_made(counted: HomeCounts) -> list[Task]:
    tasks = []
    if counted.failed:
        tasks.append(
            Task(
                _("Certificates that could not be made"),
                _("%(count)s to be looked at") % {"count": counted.failed},
                _list("failed"),
                _("Read why"),
                tone="refused",
                at=counted.failed_since,
            )
        )
    if counted.stuck:
        tasks.append(
            Task(
                _("Certificates whose making stopped"),
                _("%(count)s to be made again") % {"count": counted.stuck},
                _list("stuck"),
                _("See them"),
                tone="refused",
                at=counted.stuck_since,
            )
        )
    return tasks


def _list(show: str, channel: str = "") -> str:
    query = f"?show={show}" + (f"&channel={channel}" if channel else "")
    return reverse("certificates:request_list") + query

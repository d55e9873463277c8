"""Certificates on a university's home: what is to be approved, delivered, mended."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.certificates.policies import can_approve_requests
from apps.certificates.selectors.requests import home_counts
from apps.core.reader import date_text
from apps.institutions.actor import Actor
from registrar_net.home.shape import Home, Task


def add_certificates(home: Home, actor: Actor) -> None:
    """Two queries for any number of requests."""
    counted = home_counts(actor)
    page = reverse("certificates:request_list")
    due = ""
    if counted.nearest_due:
        due = " " + _("The next is due on %(day)s.") % {"day": date_text(counted.nearest_due)}
    if counted.waiting:
        text = ngettext(
            "%(count)s waits for approval.", "%(count)s wait for approval.", counted.waiting
        )
        task = Task(
            _("Requests for certificates"),
            text % {"count": counted.waiting} + due,
            f"{page}?state=requested",
            _("Look at them and approve") if can_approve_requests(actor) else _("See them"),
            tone="refused" if counted.overdue else "need",
        )
        (home.todo if can_approve_requests(actor) else home.waiting).append(task)
    if counted.ready:
        home.todo.append(
            Task(
                _("Certificates that are ready"),
                _("%(count)s to be handed over") % {"count": counted.ready},
                f"{page}?state=produced",
                _("Hand them over"),
            )
        )
    if counted.failed + counted.stuck:
        home.todo.append(
            Task(
                _("Certificates that could not be made"),
                _("%(count)s to be looked at") % {"count": counted.failed + counted.stuck},
                f"{page}?state=failed",
                _("Read why"),
                tone="refused",
            )
        )

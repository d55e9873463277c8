"""What people are told of: a cycle that opens or is due; a figure that waits or comes back."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.institutions.actor import Actor, Role
from apps.kpi.models import Cycle, Submission
from apps.kpi.policies import READERS, SPEAKERS, STAFF
from apps.notices.registry import register
from apps.notices.services import remind

OPENED, DUE, LATE = "indicators.opened", "indicators.due", "indicators.late"
WAITING, RETURNED, ACCEPTED = "indicators.waiting", "indicators.returned", "indicators.accepted"
RECEIVED = "indicators.received"
HELP_ASKED, HELP_ANSWERED = "indicators.help_asked", "indicators.help_answered"
REPORT = "indicators.report"
SAMPLE = "indicators.sample"

register(
    OPENED,
    roles=STAFF,
    label=_("A cycle of an indicator is open"),
    subject=_("A figure is expected from your university"),
    body=_("A cycle of an indicator is open. Please send the figure by %(due)s."),
)
register(
    DUE,
    roles=STAFF,
    label=_("The figure of an indicator is due soon"),
    subject=_("The figure of an indicator is due on %(due)s"),
    body=_("The network has no approved figure of your university yet. It is due on %(due)s."),
)
register(
    LATE,
    roles=STAFF,
    label=_("The figure of an indicator is late"),
    subject=_("The figure of an indicator was due on %(due)s"),
    body=_(
        "The network has no approved figure of your university. It was due on %(due)s. Please send "
        "it, or ask the secretariat for an exception."
    ),
)
register(
    WAITING,
    roles=(Role.REGISTRAR_APPROVER,),
    label=_("A figure waits for your approval"),
    subject=_("A figure of an indicator waits for your approval"),
    body=_("A colleague entered the figure of an indicator. It is due by %(due)s."),
)
register(
    RETURNED,
    roles=STAFF,
    label=_("A figure was sent back"),
    subject=_("A figure of an indicator was sent back"),
    body=_("Values of a figure are to be corrected. The page shows which ones and why."),
)
register(
    RECEIVED,
    roles=(Role.SECRETARIAT,),
    label=_("A figure waits for the network"),
    subject=_("%(sender)s sent the figure of an indicator"),
    body=_("%(sender)s approved the figure of an indicator. It waits to be accepted."),
)
register(
    ACCEPTED,
    roles=READERS,
    label=_("A figure was accepted"),
    subject=_("The network accepted a figure of your university"),
    body=_("The figure counts from now on, on your dashboard and in the network's distribution."),
)
register(
    HELP_ASKED,
    roles=SPEAKERS,
    label=_("Another university asks you for help"),
    subject=_("%(sender)s asks for your experience"),
    body=_("%(sender)s asks how you reach your figure. You offered to help: please answer."),
)
register(
    HELP_ANSWERED,
    roles=READERS,
    label=_("Another university answered your question"),
    subject=_("%(sender)s answered your question"),
    body=_("%(sender)s answered what you asked about an indicator."),
)
register(
    REPORT,
    roles=(*READERS, Role.SECRETARIAT),
    label=_("A report of indicators is ready"),
    subject=_("A report of indicators is ready"),
    body=_("The report can be read and downloaded."),
)
register(
    SAMPLE,
    roles=STAFF,
    label=_("A sample of the register waits to be checked"),
    subject=_("A sample of the student register waits to be checked"),
    body=_(
        "A colleague drew records of the student register. Whoever did not draw them compares each "
        "with its source, by %(due)s."
    ),
)


def tell(
    kind: str,
    cycle: Cycle,
    institution_id: int,
    *,
    actor: Actor,
    step: str,
    due_on: dt.date | None = None,
) -> None:
    """Registrars of an institution, about a cycle, once for each `step`.

    `due_on`: the institution's own day, where an exception moved the cycle's.
    """
    remind(
        actor=actor,
        institution_id=institution_id,
        roles=STAFF,
        kind=kind,
        subject=cycle.uuid,
        path=reverse("kpi:entry", args=[cycle.uuid]),
        step=step,
        due_on=due_on or cycle.due_on,
    )


def tell_about(kind: str, submission: Submission, *, actor: Actor) -> None:
    """Whoever has the next step with a figure, once for each version."""
    at_network = kind == RECEIVED
    roles = {WAITING: (Role.REGISTRAR_APPROVER,), RECEIVED: (Role.SECRETARIAT,)}
    page = "kpi:review" if at_network else "kpi:submission"
    remind(
        actor=actor,
        institution_id=submission.network_id if at_network else submission.institution_id,
        roles=roles.get(kind, STAFF),
        kind=kind,
        subject=submission.uuid,
        path=reverse(page, args=[submission.uuid]),
        step=f"version-{submission.version}",
        due_on=submission.cycle.due_on,
    )

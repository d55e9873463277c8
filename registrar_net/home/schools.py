"""A school's home: its rosters."""

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.graduates import selectors as graduates
from apps.graduates.forms import shown_year
from apps.graduates.models import Roster
from apps.graduates.states import RosterState
from apps.institutions.actor import Actor, Role
from registrar_net.home.shape import Figure, Home, Task


def school_home(actor: Actor) -> Home:
    """Rosters in review are mine to look through, or, as certifier, to certify."""
    home = Home()
    certifier = actor.role == Role.SCHOOL_CERTIFIER
    for roster in graduates.roster_list().filter(
        state__in=[RosterState.RECEIVED, RosterState.IN_REVIEW]
    )[:20]:
        url = reverse("graduates:roster", args=[roster.uuid])
        if roster.state == RosterState.RECEIVED:
            home.waiting.append(
                Task(
                    _title(roster), _("being checked"), url, _("See"), "progress", roster.created_at
                )
            )
            continue
        action = _("Look through and certify") if certifier else _("Look through the findings")
        home.todo.append(Task(_title(roster), _ready(roster), url, action, at=roster.created_at))
    in_force = graduates.roster_list().filter(state=RosterState.CERTIFIED)
    persons = f"{sum(roster.accepted for roster in in_force):,}"
    home.figures.append(Figure(persons, "", _("persons on certified rosters")))
    home.figures.append(Figure(str(len(in_force)), "", _("rosters in force")))
    if not certifier:
        home.begin = Task(
            _("Send a roster"),
            _("Upload the list as your school's system exports it."),
            reverse("graduates:roster_upload"),
            _("Upload a roster"),
        )
    return home


def _title(roster: Roster) -> str:
    return _("Roster %(year)s, %(kind)s") % {
        "year": shown_year(roster.academic_year),
        "kind": roster.get_kind_display(),
    }


def _ready(roster: Roster) -> str:
    waiting = graduates.waiting_findings(roster)
    if waiting:
        return _("%(accepted)s of %(rows)s persons accepted, %(waiting)s findings to confirm") % {
            "accepted": f"{roster.accepted:,}",
            "rows": f"{roster.rows:,}",
            "waiting": waiting,
        }
    return _("%(accepted)s of %(rows)s persons are ready to be certified") % {
        "accepted": f"{roster.accepted:,}",
        "rows": f"{roster.rows:,}",
    }

"""Home is a to-do list: what waits for me, then what I wait for, then figures."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.graduates import selectors as graduates
from apps.graduates.forms import shown_year
from apps.graduates.models import Roster
from apps.graduates.states import RosterState
from apps.institutions.actor import Actor, Role


@dataclass(frozen=True)
class Task:
    """One thing to do (or to wait for) with its one action."""

    title: str | Promise
    detail: str | Promise
    url: str
    action: str | Promise
    tone: str = "need"
    at: datetime | None = None


@dataclass(frozen=True)
class Figure:
    value: str
    of: str
    label: str | Promise


@dataclass
class Home:
    todo: list[Task] = field(default_factory=list)
    waiting: list[Task] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    begin: Task | None = None


def tasks_for(actor: Actor) -> Home:
    make = HOMES.get(actor.role)
    return make(actor) if make else Home()


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


def _school(actor: Actor) -> Home:
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
    home.figures.append(
        Figure(
            f"{sum(roster.accepted for roster in in_force):,}",
            "",
            _("persons on certified rosters"),
        )
    )
    home.figures.append(Figure(str(len(in_force)), "", _("rosters in force")))
    if not certifier:
        home.begin = Task(
            _("Send a roster"),
            _("Upload the list as your school's system exports it."),
            reverse("graduates:roster_upload"),
            _("Upload a roster"),
        )
    return home


def _university(actor: Actor) -> Home:
    home = Home(
        begin=Task(
            _("Verify applicants"),
            _("Type what an applicant's paper says; the answer comes at once."),
            reverse("graduates:verification_new"),
            _("Verify applicants"),
        )
    )
    persons = confirmed = 0
    for one in graduates.verification_list()[:200]:
        persons += one.persons
        confirmed += one.outcomes.get("confirmed", 0)
        unclear = one.persons - one.outcomes.get("confirmed", 0)
        if unclear and len(home.todo) < 5:
            home.todo.append(
                Task(
                    _("Case %(case)s") % {"case": one.case},
                    _("%(unclear)s of %(persons)s applicants are not confirmed")
                    % {"unclear": unclear, "persons": one.persons},
                    reverse("graduates:verification", args=[one.uuid]),
                    _("Look at them"),
                    at=one.created_at,
                )
            )
    home.figures.append(Figure(f"{confirmed:,}", f"{persons:,}", _("applicants confirmed")))
    return home


def _overview(actor: Actor) -> Home:
    return Home(
        begin=Task(
            _("Coverage of schools"),
            _("Which schools have certified which years."),
            reverse("graduates:coverage"),
            _("See the coverage"),
        )
    )


def _privacy(actor: Actor) -> Home:
    return Home(
        begin=Task(
            _("Access log"),
            _("Who looked at which data, for what purpose."),
            reverse("audit_log"),
            _("Read the log"),
        )
    )


HOMES: dict[Role, Callable[[Actor], Home]] = {
    Role.SCHOOL_UPLOADER: _school,
    Role.SCHOOL_CERTIFIER: _school,
    Role.REGISTRAR: _university,
    Role.REGISTRAR_APPROVER: _university,
    Role.DIRECTOR: _overview,
    Role.NODE_COORDINATOR: _overview,
    Role.SECRETARIAT: _overview,
    Role.PRIVACY_OFFICER: _privacy,
}

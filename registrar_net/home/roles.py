"""Which home belongs to which role."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.institutions.actor import Actor, Role
from registrar_net.home.certificates import add_certificates
from registrar_net.home.checks import add_check_figures, add_checks
from registrar_net.home.director import add_course_figures
from registrar_net.home.exchange import add_agreements, add_exchange
from registrar_net.home.indicator_figures import add_indicator_figures
from registrar_net.home.indicators import add_indicators, add_network_indicators
from registrar_net.home.schools import school_home
from registrar_net.home.shape import Home, Task
from registrar_net.home.verification import add_verification


def tasks_for(actor: Actor) -> Home:
    make = HOMES.get(actor.role)
    return make(actor) if make else Home()


def _university(actor: Actor) -> Home:
    """What others wait for comes first; then applicants who are not confirmed."""
    home = Home(
        begin=Task(
            _("Nothing waits for you"),
            _("Verify applicants, ask about degrees or send students out from the navigation."),
            reverse("courses:request_new"),
            _("New request"),
        )
    )
    add_agreements(home, actor)
    add_exchange(home, actor)
    add_checks(home, actor)
    add_certificates(home, actor)
    add_indicators(home, actor)
    add_verification(home)
    home.todo.sort(key=lambda task: task.at or timezone.now())
    return home


def _director(actor: Actor) -> Home:
    home = Home(
        begin=Task(
            _("Nothing waits for you"),
            _("See how your figures stand against their targets, and who can help."),
            reverse("kpi:dashboard"),
            _("See the indicators"),
        )
    )
    add_agreements(home, actor)
    add_indicator_figures(home, actor)
    add_course_figures(home, actor)
    add_check_figures(home, actor)
    add_indicators(home, actor)
    return home


def _secretariat(actor: Actor) -> Home:
    home = _overview(actor)
    add_network_indicators(home, actor)
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
    Role.SCHOOL_UPLOADER: school_home,
    Role.SCHOOL_CERTIFIER: school_home,
    Role.REGISTRAR: _university,
    Role.REGISTRAR_APPROVER: _university,
    Role.DIRECTOR: _director,
    Role.NODE_COORDINATOR: _overview,
    Role.SECRETARIAT: _secretariat,
    Role.PRIVACY_OFFICER: _privacy,
}

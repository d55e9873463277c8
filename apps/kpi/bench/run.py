"""Dashboards of a network of 200 universities with 500,000 counted records, and with ten times
as many."""

from collections.abc import Iterator
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test.utils import override_settings

from apps.accounts.models import User
from apps.core.bench.clock import seconds_of
from apps.core.bench.place import NAME, owner
from apps.core.bench.report import Comparison
from apps.core.bench.sizes import Sizes
from apps.institutions.actor import Role
from apps.institutions.models import Institution, Membership
from apps.institutions.scope import system_scope
from apps.kpi.bench.network import Network, make_network
from apps.kpi.bench.records import fill_records
from apps.kpi.bench.twin import twin, working_on
from apps.kpi.bench.work import Works, counting, pages, reads

INSTITUTIONS, YEARS = 200, 10
SMALL = 10  # the small number is a tenth
WARM_UP, TIMES = 5, 30
GROWTH = 1.2

Measured = dict[str, tuple[float, float]]
"""Seconds with few records, and with all."""


def comparisons(sizes: Sizes) -> Iterator[Comparison]:
    """Each with all records beside the same with a tenth of them; both in every turn."""
    events = sizes.events
    few = events // SMALL
    call_command("load_indicators", stdout=StringIO())
    network = make_network(INSTITUTIONS, YEARS)
    director = _director(network.institutions[0])
    fill_records(network, 0, few)
    with twin() as small:
        fill_records(network, few, events)
        with owner(NAME) as cursor:
            # as autovacuum would leave it: statistics and the visibility map
            cursor.execute("VACUUM ANALYZE")
        sides = (small, connections["default"])
        found = _promised(sides, director, network)
        told = _told(sides, network)
    for measured, limit in ((found, GROWTH), (told, None)):
        for what, (before, after) in measured.items():
            yield Comparison(
                f"{what}, {events:,} records", after, f"the same with {few:,}", before, limit
            )


Sides = tuple[BaseDatabaseWrapper, BaseDatabaseWrapper]


def _director(institution: int) -> User:
    user = User.objects.create_user(
        email="indicators@bench.example", password=None, name_th="ผู้วัด", name_en="Bench"
    )
    with system_scope("the bench makes its members"):
        Membership.objects.create(
            user=user, institution=Institution.objects.get(pk=institution), role=Role.DIRECTOR
        )
    return user


def _promised(sides: Sides, director: User, network: Network) -> Measured:
    """Pages and the reads beneath them: the shortest of many turns."""
    hosts = [*settings.ALLOWED_HOSTS, "testserver"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        ALLOWED_HOSTS=hosts,
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        SECURE_SSL_REDIRECT=False,
    ):
        works: list[Works] = []
        for side in sides:
            with working_on(side):
                works.append({**pages(director), **reads(network)})
        return _in_turns(sides, works)


def _in_turns(sides: Sides, works: list[Works]) -> Measured:
    """A busy moment does not hit one alone, and the order changes with each turn."""
    taken: dict[str, tuple[list[float], list[float]]] = {what: ([], []) for what in works[0]}
    for turn in range(WARM_UP + TIMES):
        for what, times in taken.items():
            for place in (0, 1) if turn % 2 else (1, 0):
                with working_on(sides[place]):
                    seconds = seconds_of(works[place][what])
                if turn >= WARM_UP:
                    times[place].append(seconds)
    return {what: (min(few), min(many)) for what, (few, many) in taken.items()}


def _told(sides: Sides, network: Network) -> Measured:
    """Work that is done once."""
    found: list[dict[str, float]] = []
    for side in sides:
        with working_on(side):
            works = counting(network)
            found.append({what: seconds_of(work) for what, work in works.items()})
    return {what: (seconds, found[1][what]) for what, seconds in found[0].items()}

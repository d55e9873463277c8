"""Lists, catalogue and feed with 20,000 registrations, and with ten times as many."""

import statistics
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import override_settings

from apps.accounts.models import User
from apps.core.bench.clock import seconds_of
from apps.core.bench.place import NAME, owner
from apps.core.bench.report import Comparison
from apps.core.bench.server import fetch, server, token
from apps.core.bench.sizes import Sizes
from apps.courses.bench.fill import TERM, YEAR, Filled, fill_up_to, make_pair
from apps.partner_api.services import make_client

SMALL = 10  # the small number is a tenth
WARM_UP, TIMES = 10, 80
GROWTH = 1.2
API = {
    "API list of registrations": "/api/v1/cross-registrations/?side=home",
    "API list, one state": "/api/v1/cross-registrations/?side=home&state=completed",
    "API catalogue": f"/api/v1/catalogue/?academic_year={YEAR}&term={TERM}",
    "API catalogue, words": f"/api/v1/catalogue/?academic_year={YEAR}&term={TERM}&query=course+1",
    "API feed from its start": "/api/v1/changes?since=0",
}
PAGES = {
    "page: registrations": "/courses/registrations/",
    "page: requests": "/courses/requests/",
    "page: catalogue": "/courses/catalogue/",
    "page: home": "/",
}
Measured = dict[str, float]


def comparisons(sizes: Sizes) -> Iterator[Comparison]:
    """Each with `sizes.registrations` beside the same with a tenth of them; medians."""
    filled = make_pair()
    few, many = sizes.registrations // SMALL, sizes.registrations
    _fill(filled, few)
    before = _measure(filled)
    _fill(filled, many)
    after = _measure(filled)
    for what, seconds in after.items():
        yield Comparison(
            f"{what}, {many:,} registrations",
            seconds,
            f"the same with {few:,}",
            before[what],
            GROWTH,
        )


def _fill(filled: Filled, registrations: int) -> None:
    """In every state at once, which only the owner can allow; then as autovacuum would leave it:
    statistics and the visibility map of what was filled in."""
    begins = "ALTER TABLE courses_crossregistration {} TRIGGER courses_registration_begun"
    with owner(NAME) as cursor:
        cursor.execute(begins.format("DISABLE"))
    fill_up_to(filled, registrations)
    with owner(NAME) as cursor:
        cursor.execute(begins.format("ENABLE"))
        cursor.execute("VACUUM ANALYZE")


def _measure(filled: Filled) -> Measured:
    return {**_pages(filled), **_api(filled)}


def _api(filled: Filled) -> Measured:
    scopes = ["courses:read", "courses:home", "changes:read"]
    client = make_client(institution=filled.home_institution, name="Bench", scopes=scopes)
    with server() as port:
        bearer = {"Authorization": f"Bearer {token(port, *client)}"}
        works: dict[str, Callable[[], object]] = {
            what: lambda path=path: fetch(port, "GET", path, "", bearer)  # type: ignore[misc]
            for what, path in API.items()
        }
        return _medians(works)


def _pages(filled: Filled) -> Measured:
    """Through the whole of Django in this process: the database is the one that grows."""
    hosts = [*settings.ALLOWED_HOSTS, "testserver"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        ALLOWED_HOSTS=hosts,
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        SECURE_SSL_REDIRECT=False,
    ):
        browser = Client()
        browser.force_login(User.objects.get(pk=filled.home.user_id or 0))
        works: dict[str, Callable[[], object]] = {
            what: lambda path=path: _page(browser, path)  # type: ignore[misc]
            for what, path in PAGES.items()
        }
        return _medians(works)


def _page(browser: Client, path: str) -> None:
    answer = browser.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")


def _medians(works: dict[str, Callable[[], object]]) -> Measured:
    """All in turns, so that a busy moment does not hit one alone."""
    taken: dict[str, list[float]] = {what: [] for what in works}
    for turn in range(WARM_UP + TIMES):
        for what, work in works.items():
            seconds = seconds_of(work)
            if turn >= WARM_UP:
                taken[what].append(seconds)
    connection.close()
    return {what: statistics.median(times) for what, times in taken.items()}

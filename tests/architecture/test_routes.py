"""Who gets what at every address: written by hand, so that no change of access goes unseen.

A route that stands in no table fails, and so does one whose methods changed. Ids are real: 404 is a
stranger's answer, 403 a wrong role's, 302 without an account leads to the sign-in (401 in the API).
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.urls import get_resolver
from pytest_django.plugin import DjangoDbBlocker

from tests.architecture.portal_world import PERSONS, ROLES, World, portal_world
from tests.architecture.routes import METHODS, Part, route_of, routes_of
from tests.architecture.routes_api import API
from tests.architecture.routes_basis import BASIS
from tests.architecture.routes_certificates import CERTIFICATE_PAGES
from tests.architecture.routes_certificates_api import CERTIFICATES_API
from tests.architecture.routes_checks import CHECK_PAGES
from tests.architecture.routes_checks_api import CHECKS_API
from tests.architecture.routes_exchange import EXCHANGE, PAPERS
from tests.architecture.routes_indicators import FIGURE_PAGES
from tests.architecture.routes_indicators_api import INDICATORS_API
from tests.architecture.routes_indicators_network import NETWORK_PAGES
from tests.architecture.routes_office import OFFICE
from tests.architecture.routes_portal import PORTAL
from tests.architecture.routes_register import REGISTER_PAGES
from tests.architecture.routes_sources import SOURCE_PAGES

PARTS: tuple[Part, ...] = (
    PORTAL,
    BASIS,
    EXCHANGE,
    PAPERS,
    OFFICE,
    CHECK_PAGES,
    REGISTER_PAGES,
    CERTIFICATE_PAGES,
    FIGURE_PAGES,
    NETWORK_PAGES,
    SOURCE_PAGES,
    API,
    CHECKS_API,
    CERTIFICATES_API,
    INDICATORS_API,
)
SOME = ("anonymous", "uploader_a", "registrar_a", "registrar_c", "client_a")

# these lead somewhere else than to the sign-in, also without an account
OWN_WAY = {"language", "account_logout"}
OTHER_METHODS = ("PUT", "PATCH", "DELETE")

EVERYBODY = {(name, method): status for part in PARTS for name, method, status in part.same()}
ROLE_ROWS = {(name, method): found for part in PARTS for name, method, found in part.apart()}
EMPTY = {name: (role, status) for part in PARTS for name, role, status in part.refused()}
PATHS = {name: path for part in PARTS for name, path in part.paths.items()}
FORMS = {name: form for part in PARTS for name, form in part.forms.items()}
ROUTES = routes_of(get_resolver().url_patterns)


def address(name: str) -> str:
    return PATHS.get(name) or "/" + ROUTES[name]


def form_of(name: str, method: str) -> Mapping[str, Any]:
    return FORMS.get(name, {}) if method == "POST" else {}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), portal_world() as made:
        yield made


@pytest.fixture(autouse=True)
def _database(world: World, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def test_every_route_stands_in_one_table() -> None:
    written = [
        (name, method) for part in PARTS for name, method, _ in (*part.same(), *part.apart())
    ]
    assert len(written) == len(set(written))
    plain = {(name, method) for name, method in written if name == route_of(name)}
    assert plain == {(name, method) for name in ROUTES for method in METHODS}
    variants = {name for name, _method in written} - ROUTES.keys()
    assert {route_of(name) for name in variants} <= ROUTES.keys()
    assert variants <= PATHS.keys()


def test_every_table_names_every_caller() -> None:
    for part in PARTS:
        named = [role for column in part.columns.values() for role in column]
        assert sorted(named) == sorted(ROLES)


def test_every_route_with_parameters_has_an_address() -> None:
    with_parameters = {name for name, pattern in ROUTES.items() if set(pattern) & set("<(^")}
    assert with_parameters <= PATHS.keys()
    assert {route_of(name) for name in (*PATHS, *FORMS)} <= ROUTES.keys()


@pytest.mark.parametrize(("name", "method"), EVERYBODY, ids=map(" ".join, EVERYBODY))
def test_for_everybody(world: World, name: str, method: str) -> None:
    answers = [world.ask(role, method, address(name), form_of(name, method)) for role in SOME]
    assert [answer.status_code for answer in answers] == [EVERYBODY[name, method]] * len(SOME)


@pytest.mark.parametrize(("name", "method"), ROLE_ROWS, ids=map(" ".join, ROLE_ROWS))
def test_by_role(world: World, name: str, method: str) -> None:
    expected = ROLE_ROWS[name, method]
    answers = {
        role: world.ask(role, method, address(name), form_of(name, method)) for role in expected
    }
    assert {role: answer.status_code for role, answer in answers.items()} == expected
    if route_of(name) in OWN_WAY:
        return
    for role in expected.keys() - set(PERSONS):
        if answers[role].status_code == 302:
            assert answers[role]["Location"].startswith("/accounts/login/")


def test_every_form_is_also_sent_empty() -> None:
    sent = {route_of(name) for name, method in ROLE_ROWS if method == "POST" and name in FORMS}
    filled = (
        *("courses:", "qualifications:", "certificates:", "kpi:", "survey:"),
        *("office:", "api_"),
    )
    assert {name for name in sent if name.startswith(filled)} <= EMPTY.keys()


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_form(world: World, name: str) -> None:
    role, status = EMPTY[name]
    assert world.ask(role, "POST", address(name), {}).status_code == status


@pytest.mark.parametrize(
    "name", [one for one in ROUTES if not one.startswith(("account_", "api_"))]
)
def test_no_other_method_is_taken(world: World, name: str) -> None:
    for method in OTHER_METHODS:
        assert world.ask("uploader_a", method, address(name), {}).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/courses/exports/2569/1.csv?partner=x",
        "/courses/catalogue/?q=%25&host=x",
        "/courses/catalogue/?after=x~x",
        "/courses/offerings/?after=x~x",
        "/courses/requests/?after=x&partner=x",
        "/courses/registrations/?after=o2026~x&partner=x",
        "/qualifications/asked/?after=x&partner=x&show=x&outcome=x",
        "/qualifications/asked/export.csv?show=x&words=%25",
        "/qualifications/batches/?after=x",
        "/qualifications/queue/?after=x~x&partner=x&show=x",
        "/qualifications/queue/?show=overdue&after=2026-02-30~1",
        "/qualifications/history/?after=x&outcome=x",
        "/qualifications/history/export.csv?partner=x",
        "/qualifications/register/?after=x&words=%25",
        "/qualifications/register/loads/?after=x",
        "/qualifications/register/loads/{q_load}/?change=x&row=x&rule=x&after=x",
        "/certificates/?after=x&show=x&kind=x&channel=x&batch=x",
        "/certificates/export.csv?text=%25&batch=x",
        "/certificates/new/graduation/?conferral=x",
        "/certificates/batches/?after=x",
        "/certificates/elsewhere/?after=x&reference=%25",
        "/indicators/REG01/?period=x&group=x",
        "/indicators/figures/?indicator=x&year=x",
        "/indicators/figures/export.csv?indicator=%25&year=x",
        "/indicators/definitions/REG01/99999999999999999999/?x=x",
        "/indicators/records/REG01/x/?after=x",
        "/indicators/records/REG01/99999-T1/?source=x",
        "/indicators/records/REG04/2024/?source=x&show=x&after=x",
        "/indicators/records/REG02/2024/export.csv?source=x&show=%25",
        "/indicators/fed/?indicator=x&after=x",
        "/indicators/fed/REG01/x/?after=x",
        "/indicators/survey/?period=x&service=x&after=x",
        "/indicators/survey/export.csv?period=x&service=%25",
        "/indicators/help/?side=x&after=x~x",
        "/indicators/reports/?after=x",
        "/survey/x/?x=x",
    ],
)
def test_an_address_that_somebody_made_up(world: World, path: str) -> None:
    assert world.ask("registrar_b", "GET", path, {}).status_code in (200, 404)
    assert world.ask("registrar_b", "GET", f"{path}%00", {}).status_code == 400

"""Who gets what at every address: written by hand, so that no change of access goes unseen.

A route that is in neither table fails, and so does one whose methods changed. Ids are those of
school A and university A: 404 is a stranger's answer, 403 a wrong role's, 302 without an account
leads to the sign-in (401 in the API).
"""

from collections.abc import Iterator

import pytest
from django.urls import get_resolver
from pytest_django.plugin import DjangoDbBlocker

from tests.architecture.portal_world import PERSONS, ROLES, World, portal_world
from tests.architecture.routes import FORMS, METHODS, PATHS, routes_of

# route, GET, POST: the same whoever asks; * stands in the other table
FOR_EVERYBODY = """
home                                *    405
healthz                             200  405
no_role                             *    405
help                                200  405
privacy                             200  405
language                            405  302
act_as                              405  302
audit_log                           *    405
account_logout                      *    302
account_inactive                    200  405
account_email                       *    302
account_email_verification_sent     200  405
account_set_password                302  302
account_reset_password              200  302
account_confirm_login_code          302  302
account_confirm_email               200  404
account_reset_password_from_key_done 200  405
account_reset_password_from_key     200  200
account_reset_password_done         200  405
jobs:progress                       *    405
verify                              200  405
verify_paper                        200  403
graduates:roster_list               *    405
graduates:roster_template           *    405
graduates:roster                    *    405
graduates:roster_findings           *    405
graduates:roster_confirm            405  *
graduates:roster_keep_row           405  *
graduates:roster_certify            405  *
graduates:roster_discard            405  *
graduates:verification_list         *    405
graduates:verification              *    405
graduates:verification_letter       405  *
graduates:verification_letter_file  *    405
graduates:coverage                  *    405
api_token                           405  400
api_docs                            200  405
api_schema                          200  405
api_unknown                         404  404
"""
SOME = ("anonymous", "uploader_a", "client_a")

# Columns: anonymous | uploader A, certifier A, uploader B, certifier B | registrar A, approver A,
# registrar B | director A, coordinator, secretary, privacy officer | partner client A, client B
BY_ROLE = """
home                              GET  302 200 200 200 200 200 200 200 200 200 200 200 302 302
no_role                           GET  200 302 302 302 302 302 302 302 302 302 302 302 200 200
audit_log                         GET  302 403 200 403 200 403 200 403 403 403 403 200 302 302
account_login                     GET  200 302 302 302 302 302 302 302 302 302 302 302 200 200
account_login                     POST 200 302 302 302 302 302 302 302 302 302 302 302 200 200
account_logout                    GET  302 200 200 200 200 200 200 200 200 200 200 200 302 302
account_signup                    GET  200 302 302 302 302 302 302 302 302 302 302 302 200 200
account_signup                    POST 200 302 302 302 302 302 302 302 302 302 302 302 200 200
account_reauthenticate            GET  302 200 200 200 200 200 200 200 200 200 200 200 302 302
account_reauthenticate            POST 302 200 200 200 200 200 200 200 200 200 200 200 302 302
account_email                     GET  302 200 200 200 200 200 200 200 200 200 200 200 302 302
account_change_password           GET  302 200 200 200 200 200 200 200 200 200 200 200 302 302
account_change_password           POST 302 200 200 200 200 200 200 200 200 200 200 200 302 302
jobs:progress                     GET  302 200 200 404 404 404 404 404 404 404 404 404 302 302
graduates:roster_list             GET  302 200 200 200 200 403 403 403 403 403 403 403 302 302
graduates:roster_upload           GET  302 200 403 200 403 403 403 403 403 403 403 403 302 302
graduates:roster_upload           POST 302 422 403 422 403 403 403 403 403 403 403 403 302 302
graduates:roster_template         GET  302 200 200 200 200 403 403 403 403 403 403 403 302 302
graduates:roster                  GET  302 200 200 404 404 403 403 403 403 403 403 403 302 302
graduates:roster_findings         GET  302 200 200 404 404 403 403 403 403 403 403 403 302 302
graduates:roster_confirm          POST 302 302 302 404 404 403 403 403 403 403 403 403 302 302
graduates:roster_keep_row         POST 302 302 302 404 404 403 403 403 403 403 403 403 302 302
graduates:roster_certify          POST 302 403 302 403 404 403 403 403 403 403 403 403 302 302
graduates:roster_discard          POST 302 302 302 404 404 403 403 403 403 403 403 403 302 302
graduates:verification_list       GET  302 403 403 403 403 200 200 200 403 403 403 403 302 302
graduates:verification_new        GET  302 403 403 403 403 200 200 200 403 403 403 403 302 302
graduates:verification_new        POST 302 403 403 403 403 422 422 422 403 403 403 403 302 302
graduates:verification            GET  302 403 403 403 403 200 200 404 403 403 403 403 302 302
graduates:verification_letter     POST 302 403 403 403 403 302 302 404 403 403 403 403 302 302
graduates:verification_letter_file GET 302 403 403 403 403 200 200 404 403 403 403 403 302 302
graduates:coverage                GET  302 403 403 403 403 200 200 200 200 200 200 403 302 302
api_me                            GET  401 401 401 401 401 401 401 401 401 401 401 401 200 200
api_me                            POST 401 401 401 401 401 401 401 401 401 401 401 401 405 405
api_verifications                 GET  401 401 401 401 401 401 401 401 401 401 401 401 200 200
api_verifications                 POST 401 401 401 401 401 401 401 401 401 401 401 401 400 400
api_verification                  GET  401 401 401 401 401 401 401 401 401 401 401 401 200 404
api_verification                  POST 401 401 401 401 401 401 401 401 401 401 401 401 405 405
"""

# these lead somewhere else than to the sign-in, also without an account
OWN_WAY = {"language", "account_logout"}
OTHER_METHODS = ("PUT", "PATCH", "DELETE")


def everybody() -> dict[tuple[str, str], int]:
    """(route, method) → status."""
    lines = [line.split() for line in FOR_EVERYBODY.strip().splitlines()]
    return {
        (name, method): int(status)
        for name, *statuses in lines
        for method, status in zip(METHODS, statuses, strict=True)
        if status != "*"
    }


def by_role() -> dict[tuple[str, str], list[int]]:
    """(route, method) → statuses in the order of ROLES."""
    lines = [line.split() for line in BY_ROLE.strip().splitlines()]
    return {(name, method): [int(one) for one in statuses] for name, method, *statuses in lines}


EVERYBODY, ROLE_ROWS = everybody(), by_role()
ROUTES = routes_of(get_resolver().url_patterns)


def address(name: str) -> str:
    return PATHS.get(name, "/" + ROUTES[name])


def form_of(name: str, method: str) -> dict[str, str]:
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
    written = [*EVERYBODY, *ROLE_ROWS]
    assert len(written) == len(set(written))
    assert set(written) == {(name, method) for name in ROUTES for method in METHODS}


def test_every_route_with_parameters_has_an_address() -> None:
    with_parameters = {name for name, pattern in ROUTES.items() if set(pattern) & set("<(^")}
    assert with_parameters == PATHS.keys() - {"api_unknown"}


@pytest.mark.parametrize(("name", "method"), EVERYBODY, ids=map(" ".join, EVERYBODY))
def test_for_everybody(world: World, name: str, method: str) -> None:
    answers = [world.ask(role, method, address(name), form_of(name, method)) for role in SOME]
    assert [answer.status_code for answer in answers] == [EVERYBODY[name, method]] * len(SOME)


@pytest.mark.parametrize(("name", "method"), ROLE_ROWS, ids=map(" ".join, ROLE_ROWS))
def test_by_role(world: World, name: str, method: str) -> None:
    answers = {
        role: world.ask(role, method, address(name), form_of(name, method)) for role in ROLES
    }
    statuses = [answer.status_code for answer in answers.values()]
    assert statuses == ROLE_ROWS[name, method]
    if name in OWN_WAY:
        return
    for role in set(ROLES) - set(PERSONS):
        if answers[role].status_code == 302:
            assert answers[role]["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    "name", [one for one in ROUTES if not one.startswith(("account_", "api_"))]
)
def test_no_other_method_is_taken(world: World, name: str) -> None:
    for method in OTHER_METHODS:
        assert world.ask("uploader_a", method, address(name), {}).status_code == 405

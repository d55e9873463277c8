"""A director's home: how many, never who."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.courses.services.hosting import decline_registrations
from apps.institutions.actor import Role
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.cast import Cast, make_person
from tests.builders.courses import Exchange
from tests.courses.pages import browser_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast: Cast) -> Exchange:
    made = build.make_exchange(cast)
    build.submitted(made, build.candidate(1), build.candidate(2))
    build.enrolled(made, build.candidate(3))
    build.recognised(made, build.acknowledged(made, build.candidate(4)))
    build.drafted(made, build.candidate(5))
    with scope(made.host_registrar.actor) as actor:
        rows = build.submitted(made, build.candidate(6))
        decline_registrations(actor=actor, picks=build.picks(*rows), reason="full")
    return made


def test_numbers_of_the_home(made: Exchange) -> None:
    page = words(browser_of(made.cast.director_a).get("/"))
    for figure in (
        "1 agreements in force",
        "5 registrations going out, in the last twelve months",
        "2 of 5 going out: waiting for the host",
        "1 of 5 going out: studying",
        "1 of 5 going out: recognition decided",
        "1 of 5 going out: declined, withdrawn or cancelled",
        "0 registrations coming in",
    ):
        assert figure in page
    assert "with a result" not in page
    assert not re.search(r"66010\d{5}|ทดสอบ", page)


def test_numbers_of_the_host(made: Exchange) -> None:
    director = make_person("director-b", made.host, Role.DIRECTOR)
    page = words(browser_of(director).get("/"))
    assert "5 registrations coming in" in page
    assert "2 of 5 coming in: waiting for your answer" in page
    assert "0 registrations going out" in page


def test_the_page_costs_the_same_for_many(made: Exchange) -> None:
    browser = browser_of(made.cast.director_a)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get("/").status_code == 200
    assert len(captured) < 20

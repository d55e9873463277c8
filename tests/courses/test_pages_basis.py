"""What the lists of agreements, rules, offerings and the catalogue have in common."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.courses.models import Offering
from apps.courses.services import agreeing
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.cast import Cast
from tests.courses.basis_pages import (
    AGREEMENTS,
    CATALOGUE,
    OFFERINGS,
    RULES,
    browser_of,
)

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


@pytest.mark.parametrize("path", [AGREEMENTS, RULES, OFFERINGS, CATALOGUE])
def test_a_school_is_refused(cast: Cast, path: str) -> None:
    assert browser_of(cast.uploader_a).get(path).status_code == 403


def queries_of(browser: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert browser.get(path).status_code == 200
    return len(caught)


@pytest.mark.parametrize("path", [AGREEMENTS, RULES, OFFERINGS, CATALOGUE])
def test_lists_cost_the_same_however_long(made: build.Exchange, path: str) -> None:
    with scope(made.host_registrar.actor) as actor:
        template = Offering.objects.first()
        assert template is not None
        Offering.objects.bulk_create(
            Offering(
                host_id=actor.institution_id,
                academic_year=2026,
                term=1,
                code=f"ZZ{number:03}",
                name_th="วิชา",
                credits="3",
                credit_value=3,
                state="open",
                search_key=f"zz{number:03}วิชา",
            )
            for number in range(60)
        )
    with scope(made.registrar.actor) as actor:
        for number in range(25):
            content = agreeing.Content(
                "mou", f"ฉบับ {number}", [made.host], dt.date(2026, 1, 1), dt.date(2030, 1, 1)
            )
            agreeing.draft_agreement(actor=actor, content=content)
    person = made.host_registrar if path == OFFERINGS else made.registrar
    assert queries_of(browser_of(person), f"{path}?term=2026-1") <= MOST_QUERIES

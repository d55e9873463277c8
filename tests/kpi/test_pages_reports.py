"""Reports over HTTP: asked for, waited for, taken away, and whose they are."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pytest_django.plugin import DjangoDbBlocker

from apps.institutions.scope import scope
from apps.jobs.models import Job
from apps.jobs.models import State as JobState
from apps.kpi.models import Report
from tests.builders import kpi as build
from tests.builders.cast import Cast, make_cast
from tests.courses.pages import browser_of, words
from tests.courses.worlds import undone
from tests.kpi import report_world as world

pytestmark = pytest.mark.django_db
LIST = "/indicators/reports/"
GIVEN = {"period": "year:academic:2025", "language": "th"}
MOST_QUERIES = 20


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """Indicators without any figure: what a report says is another test's matter."""
    with django_db_blocker.unblock(), undone():
        made = make_cast()
        build.publish_indicators()
        yield made


@pytest.fixture(autouse=True)
def _taken_back(cast: Cast, settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.PAPERS_ROOT = tmp_path
    with undone():
        yield


def address(report: Report, more: str) -> str:
    return f"{LIST}{report.uuid}/{more}"


def newest(cast: Cast) -> Report:
    with scope(cast.registrar_a.actor):
        return Report.objects.select_related("job").latest("pk")


def test_nothing_yet_and_the_form_that_asks(cast: Cast) -> None:
    page = browser_of(cast.registrar_a).get(LIST)
    said = words(page)
    assert "No report yet" in said
    assert "Academic year 2025" in said
    assert "Quarter 4 of the fiscal year 2026" in said
    assert page.content.decode().count('class="btn btn-primary"') == 1


def test_from_asking_to_both_files(cast: Cast) -> None:
    browser = browser_of(cast.registrar_a)
    assert browser.post(LIST, GIVEN).headers["Location"] == LIST
    page = browser.get(LIST)
    assert "The report is being made" in words(page)
    assert "/progress/" in page.content.decode()
    report = newest(cast)
    for name in ("report.pdf", "report.xlsx"):
        assert browser.get(address(report, name)).status_code == 404
    assert world.do_jobs(cast.registrar_a) == ["done"]
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(LIST)
    assert len(queries) <= MOST_QUERIES
    assert address(report, "report.pdf") in page.content.decode()
    pdf = browser.get(address(report, "report.pdf"))
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.headers["Content-Disposition"].startswith("attachment;")
    assert pdf.content.startswith(b"%PDF")
    xlsx = browser.get(address(report, "report.xlsx"))
    assert load_workbook(BytesIO(xlsx.content)).sheetnames[1:5] == [
        *("REG01", "REG02", "REG03", "REG04")
    ]


def test_a_colleague_reads_it_and_others_never(cast: Cast) -> None:
    report = world.asked(cast.registrar_a, period="2025")
    assert "Academic year 2025" in words(browser_of(cast.director_a).get(LIST))
    for person in (cast.registrar_b, cast.secretary):
        other = browser_of(person)
        assert "No report yet" in words(other.get(LIST))
        for name in ("report.pdf", "report.xlsx"):
            assert other.get(address(report, name)).status_code == 404
        assert other.post(address(report, "again/")).status_code == 404


@pytest.mark.parametrize("who", ["coordinator", "privacy", "uploader_a"])
def test_other_roles_are_refused(cast: Cast, who: str) -> None:
    browser = browser_of(getattr(cast, who))
    report = world.asked(cast.registrar_a, period="2025")
    assert browser.get(LIST).status_code == 403
    assert browser.post(LIST, GIVEN).status_code == 403
    assert browser.get(address(report, "report.pdf")).status_code == 403
    assert browser.get(address(report, "report.xlsx")).status_code == 403
    assert browser.post(address(report, "again/")).status_code == 403


def test_the_secretariat_asks_for_the_network(cast: Cast) -> None:
    browser = browser_of(cast.secretary)
    assert "the whole network" in words(browser.get(LIST))
    browser.post(LIST, GIVEN)
    with scope(cast.secretary.actor):
        assert Report.objects.latest("pk").scope == "network"


@pytest.mark.parametrize(
    "given",
    [{}, GIVEN | {"language": "de"}, GIVEN | {"period": "year:academic:2090"}, {"period": "x"}],
)
def test_what_cannot_be_asked_for(cast: Cast, given: dict[str, str]) -> None:
    answer = browser_of(cast.registrar_a).post(LIST, given)
    assert answer.status_code == 422
    assert "data-error-summary" in answer.content.decode()
    with scope(cast.registrar_a.actor):
        assert not Report.objects.exists()


def test_what_failed_is_tried_again(cast: Cast) -> None:
    browser: Client = browser_of(cast.registrar_a)
    report = world.asked(cast.registrar_a, period="2025")
    again = address(report, "again/")
    assert browser.post(again).status_code == 409
    with scope(cast.registrar_a.actor):
        Job.objects.filter(arguments__report=str(report.uuid)).update(
            state=JobState.FAILED, failure="worker_lost"
        )
    page = browser.get(LIST)
    assert "could not be made" in words(page)
    assert "worker_lost" in words(page)
    assert again in page.content.decode()
    assert browser.post(again).headers["Location"] == LIST
    assert "worker_lost" not in words(browser.get(LIST))

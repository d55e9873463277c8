"""The asker's page while the holder's letter is being made: it asks for itself."""

import re

import pytest
from django.test import Client

from apps.audit.models import Entry
from apps.institutions.scope import scope
from apps.qualifications.models import Check
from apps.qualifications.services.reopening import reopen_check
from tests.builders import qualifications as build
from tests.builders.qualifications import Graduate
from tests.courses.pages import browser_of, stranger, words
from tests.qualifications.held import check_url, waiting_check

pytestmark = pytest.mark.django_db


@pytest.fixture
def check(world: Graduate) -> Check:
    """Answered a moment ago; the holder's job has not run."""
    return build.answered(world, waiting_check(world))


def polled(browser: Client, check: Check) -> str:
    """The address that the part of the page asks, "" where it rests."""
    page = browser.get(check_url(check)).content.decode()
    section = page.partition('id="letter"')[2].partition(">")[0]
    found = re.search(r'hx-get="([^"]+)" hx-trigger="every \d+s" hx-swap="outerHTML"', section)
    return found[1] if found else ""


def test_the_part_asks_for_itself_until_the_letter_is_ready(
    world: Graduate, asker: Client, check: Check
) -> None:
    url = polled(asker, check)
    assert url == check_url(check, "letter/progress/")
    assert "load the page again in a minute" in words(asker.get(check_url(check)))
    making = asker.get(url)
    assert (making.status_code, making.content) == (204, b"")
    assert build.do_jobs(world.holder_approver) == ["done"]
    ready = asker.get(url)
    part = ready.content.decode()
    assert ready.status_code == 200
    assert part.count('id="letter"') == 1
    assert check_url(check, "letter.pdf") in part
    assert "hx-get" not in part
    assert "<html" not in part
    assert "<script" not in part
    assert "no-store" in ready["Cache-Control"]


def test_without_scripts_the_page_loaded_again_has_the_letter(
    world: Graduate, asker: Client, check: Check
) -> None:
    build.do_jobs(world.holder_approver)
    assert check_url(check, "letter.pdf") in asker.get(check_url(check)).content.decode()
    assert polled(asker, check) == ""


def test_the_holder_has_the_progress_of_its_own_job(clerk: Client, check: Check) -> None:
    page = clerk.get(check_url(check)).content.decode()
    assert polled(clerk, check) == ""
    assert re.search(r'hx-get="/jobs/[^"]+"', page)


def test_asking_is_no_further_look(asker: Client, check: Check) -> None:
    url, looks = polled(asker, check), Entry.objects.filter(target_uuid=check.uuid)
    before = looks.count()
    assert before > 0
    asker.get(url)
    assert looks.count() == before


def test_an_answer_taken_back_meanwhile_loads_the_page_anew(
    world: Graduate, asker: Client, check: Check
) -> None:
    url = polled(asker, check)
    with scope(world.holder_approver.actor) as actor:
        reopen_check(actor=actor, uuid=check.uuid, version=None, note="an error of ours")
    answer = asker.get(url)
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")


def test_nobody_else_asks(check: Check) -> None:
    assert browser_of(stranger()).get(check_url(check, "letter/progress/")).status_code == 404

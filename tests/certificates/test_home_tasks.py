"""Certificates on the home page: each number is that of the list to which its button leads."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone, translation

from apps.certificates.selectors.requests import home_counts
from apps.certificates.services.feeding import FedRequest, feed_stages
from apps.certificates.views.wording import due_words
from apps.institutions.scope import scope
from apps.jobs.models import Job
from registrar_net.home.certificates import add_certificates
from registrar_net.home.shape import Home, Task
from tests.builders import certificates as build
from tests.certificates.conftest import Rendering, broken, quick
from tests.certificates.desks import Desk
from tests.certificates.pages import LIST
from tests.courses.pages import browser_of

TODAY = dt.date(2026, 11, 21)
LONG_AGO = dt.timedelta(days=40)


def listed(browser: Client, url: str) -> int:
    return len(browser.get(url).context["rows"])


def tasks_of(desk: Desk) -> dict[str, Task]:
    home = Home()
    with scope(desk.approver.actor) as actor, translation.override("en"):
        add_certificates(home, actor)
    return {str(task.title): task for task in home.todo}


@pytest.fixture
def everything(desk: Desk, rendering: Rendering, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Two wait (one late), one is ready, one failed, two stopped; of another system one of each."""
    now = timezone.now()
    made, bad, stuck, stuck_too, _fresh = (
        build.requested(desk.clerk, place) for place in range(1, 6)
    )
    with monkeypatch.context() as then:
        then.setattr(timezone, "now", lambda: now - LONG_AGO)
        build.requested(desk.clerk, 6)
    build.produced(desk.clerk, desk.approver, made)
    rendering(broken)
    build.produced(desk.clerk, desk.approver, bad)
    rendering(quick)
    build.approved(desk.approver, stuck, stuck_too)
    now = timezone.now()
    fed = FedRequest(reference="waits", kind="transcript", requested_at=now - LONG_AGO)
    told = [
        fed,
        FedRequest(reference="ready", kind="transcript", requested_at=now, produced_at=now),
        FedRequest(reference="failed", kind="transcript", requested_at=now, failed_at=now),
    ]
    with scope(desk.approver.actor) as actor:
        Job.objects.filter(state="queued").update(state="failed", finished_at=now)
        feed_stages(actor=actor, stages=told)
    return desk


@pytest.mark.django_db
def test_numbers_are_those_of_their_lists(everything: Desk) -> None:
    browser = browser_of(everything.approver)
    tasks = tasks_of(everything)
    numbers = {title: int(re.findall(r"\d+", str(task.detail))[0]) for title, task in tasks.items()}
    assert numbers == {
        "Requests for certificates": 2,
        "Certificates that are ready": 1,
        "Certificates that could not be made": 2,
        "Certificates whose making stopped": 2,
    }
    assert {title: listed(browser, task.url) for title, task in tasks.items()} == numbers
    assert all(task.at is not None for task in tasks.values())
    assert tasks["Requests for certificates"].tone == "refused"


@pytest.mark.django_db
def test_so_are_those_above_the_list(everything: Desk) -> None:
    browser = browser_of(everything.approver)
    page = browser.get(LIST).content.decode()
    tally = page.partition('<ul class="tally">')[2].partition("</ul>")[0]
    told = re.findall(r'<strong>(\d+)</strong> <a href="([^"]+)">', tally)
    assert len(told) == 5
    for number, address in told:
        assert listed(browser, LIST + address.replace("&amp;", "&")) == int(number), address


@pytest.mark.django_db
def test_what_is_overdue_is_so_whoever_makes_it(everything: Desk) -> None:
    with scope(everything.approver.actor) as actor:
        counted = home_counts(actor)
    assert counted.overdue == 2
    assert counted.waiting_due is not None
    assert counted.waiting_due < timezone.localdate()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (None, ""),
        (TODAY - dt.timedelta(days=1), "The oldest overdue one was due on 20 Nov 2026."),
        (TODAY, "The next is due on 21 Nov 2026."),
        (TODAY + dt.timedelta(days=3), "The next is due on 24 Nov 2026."),
    ],
)
def test_what_is_past_is_not_the_next(day: dt.date | None, said: str) -> None:
    with translation.override("en"):
        assert due_words(day, TODAY) == said

"""The portal as it runs for real: gunicorn, a Celery worker with its scheduler, and Chromium."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browsing import Journey
from tests.journeys.worker import LiveWorker, running_worker
from tests.live import Portal

PICTURES = Path(settings.VAR_DIR) / "journeys"


@pytest.fixture(scope="session")
def live_worker(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveWorker]:
    """For all journeys; the scheduler wakes jobs again that Valkey forgot."""
    with running_worker(tmp_path_factory.mktemp("worker")) as worker:
        yield worker


@pytest.fixture
def portal(committed: None, live_portal: Portal, live_worker: LiveWorker) -> Iterator[Portal]:
    """The portal as it runs; what a fixture does before is not taken by the worker."""
    live_worker.takes_work()
    yield live_portal
    live_worker.rests()


@pytest.fixture
def chromium(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    # the synchronous interface keeps an event loop in this thread, which Django takes for its own
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        yield browser
        browser.close()
        connections.close_all()  # those of the loop; the test's other ones are not seen from here


@pytest.fixture
def journey(portal: Portal, chromium: Browser, request: pytest.FixtureRequest) -> Journey:
    folder = PICTURES / request.node.name.removeprefix("test_")
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*"):
        old.unlink()
    return Journey(portal.url, chromium, folder)

"""The portal as it runs for real: gunicorn, a Celery worker with its scheduler, and Chromium."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browsing import Journey
from tests.live import (
    ROOT,
    Portal,
    environment_of_test,
    wait_until_disconnected,
    wait_until_idle,
)

PICTURES = Path(settings.VAR_DIR) / "journeys"
STOP_SECONDS = 30


@pytest.fixture(scope="session")
def live_worker(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One worker process for all journeys; the scheduler wakes jobs again that Valkey forgot.
    The name of its connections.
    """
    folder = tmp_path_factory.mktemp("worker")
    name = f"journey-worker-{os.getpid()}"
    command = [sys.executable, "-m", "celery", "--app", "registrar_net", "worker", "--beat"]
    command += ["--concurrency", "1", "--schedule", str(folder / "beat"), "--without-gossip"]
    environment = environment_of_test() | {"PGAPPNAME": name, "JOB_REWAKE_SECONDS": "2"}
    with (folder / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield name
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(STOP_SECONDS)
            wait_until_disconnected(name)


@pytest.fixture
def portal(committed: None, live_portal: Portal, live_worker: str) -> Iterator[Portal]:
    """What runs for all journeys; nothing of this one is left to do when the tables are emptied."""
    yield live_portal
    current_app.control.purge()
    wait_until_idle(live_worker)


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

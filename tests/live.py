"""A real server for tests: gunicorn as a process of its own, on the test database.

Usable with `committed`, since the server sees only what was committed.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import requests
from django.conf import settings
from django.db import connections

from tests.databases import owner

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 30


@dataclass(frozen=True)
class Portal:
    """A running server; `get` and `post` take requests' own arguments."""

    url: str
    log: Path

    def get(self, path: str, **how: Any) -> requests.Response:
        return requests.get(self.url + path, timeout=SECONDS, **how)

    def post(self, path: str, **how: Any) -> requests.Response:
        return requests.post(self.url + path, timeout=SECONDS, **how)

    def token(self, client_id: str, secret: str, **fields: str) -> requests.Response:
        body = {"grant_type": "client_credentials", **fields}
        return self.post("/api/oauth/token", data=body, auth=(client_id, secret))

    def bearer(self, client_id: str, secret: str) -> dict[str, str]:
        """The header of a signed-in client."""
        return {"Authorization": f"Bearer {self.token(client_id, secret).json()['access_token']}"}


def database_url(alias: str) -> str:
    place = connections[alias].settings_dict
    user, password = quote(place["USER"], safe=""), quote(place["PASSWORD"], safe="")
    return f"postgres://{user}:{password}@{place['HOST']}:{place['PORT']}/{place['NAME']}"


def environment_of_test(settings_module: str = "registrar_net.settings.test") -> dict[str, str]:
    """For processes that share this test's database, cache and folders."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings_module,
        "DATABASE_URL": database_url("default"),
        "DATABASE_OWNER_URL": database_url("owner"),
        "TEST_SCRATCH": str(settings.UPLOADS_ROOT.parent),
        "PYTHONPATH": str(ROOT),
    }


def wait_until_disconnected(name: str) -> None:
    """The database notices a little later that a process has gone; until then it is in use."""
    deadline = time.monotonic() + SECONDS
    with owner(connections["owner"].settings_dict["NAME"]) as cursor:
        while time.monotonic() < deadline:
            cursor.execute("SELECT FROM pg_stat_activity WHERE application_name = %s", [name])
            if cursor.fetchone() is None:
                return
    raise TimeoutError(f"{name} is still connected")


@contextmanager
def running_portal(
    folder: Path, settings_module: str = "registrar_net.settings.test"
) -> Iterator[Portal]:
    """One process, four threads. The socket listens before it starts: callers simply wait."""
    log = folder / "gunicorn.log"
    with socket.create_server(("127.0.0.1", 0)) as listening, log.open("wb") as written:
        command = [sys.executable, "-m", "gunicorn", "registrar_net.wsgi", "--threads", "4"]
        command += ["--no-control-socket"]
        name = f"live-{listening.fileno()}-{listening.getsockname()[1]}"
        command += ["--bind", f"fd://{listening.fileno()}", "--worker-tmp-dir", str(folder)]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment_of_test(settings_module) | {"PGAPPNAME": name},
            pass_fds=[listening.fileno()],
            stdout=written,
            stderr=written,
        )
        try:
            yield Portal(f"http://127.0.0.1:{listening.getsockname()[1]}", log)
        finally:
            process.terminate()
            process.wait(SECONDS)
            wait_until_disconnected(name)


@pytest.fixture(scope="session")
def live_portal(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    """The portal as it is, for the whole run; needs `committed` in each test that uses it."""
    with running_portal(tmp_path_factory.mktemp("live")) as portal:
        yield portal

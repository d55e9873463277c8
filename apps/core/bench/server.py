"""A server of the bench's own, and requests to it as a partner's system makes them."""

import json
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from apps.core.bench.place import environment

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 30


@contextmanager
def server() -> Iterator[int]:
    """One process of gunicorn; its socket listens before it starts, so callers simply wait."""
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        TemporaryDirectory() as folder,
    ):
        command = [sys.executable, "-m", "gunicorn", "registrar_net.wsgi", "--threads", "4"]
        command += ["--no-control-socket", "--worker-tmp-dir", folder]
        command += ["--bind", f"fd://{listening.fileno()}", "--log-level", "error"]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(), pass_fds=[listening.fileno()],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield listening.getsockname()[1]
        finally:
            process.terminate()
            process.wait(SECONDS)


def token(port: int, client_id: str, secret: str) -> str:
    basic = b64encode(f"{client_id}:{secret}".encode()).decode()
    headers = {
        "Authorization": f"Basic {basic}", "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    body = "grant_type=client_credentials"
    return str(fetch(port, "POST", "/api/oauth/token", body, headers)["access_token"])


def fetch(
    port: int, method: str, path: str, body: str, headers: dict[str, str]
) -> dict[str, Any]:  # Any: whatever JSON holds
    link = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    link.request(method, path, body.encode() or None, headers)
    answer = link.getresponse()
    content = answer.read()
    link.close()
    if answer.status != 200:
        raise RuntimeError(f"{method} {path} answered {answer.status}")
    found: dict[str, Any] = json.loads(content)
    return found

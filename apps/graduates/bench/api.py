"""One verification by API beside the emptiest authenticated endpoint of the same server."""

import json
import socket
import statistics
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from apps.graduates.bench.cast import School
from apps.graduates.bench.clock import seconds_of
from apps.graduates.bench.place import environment
from apps.graduates.bench.report import Comparison
from apps.graduates.bench.rosters import YEAR
from apps.graduates.demo.people import RosterRow
from apps.institutions.models import Institution
from apps.partner_api.services import make_client

ROOT = Path(__file__).resolve().parents[3]
PATH = "/api/v1/graduate-verifications/"
WARM_UP, TIMES = 10, 60
SECONDS = 30


def compare_api(university: Institution, school: School, rows: Sequence[RosterRow]) -> Comparison:
    """Medians, both requests in turns, each over a connection of its own."""
    client = make_client(institution=university, name="Bench", scopes=["graduates:verify"])
    with _server() as port:
        bearer = {"Authorization": f"Bearer {_token(port, *client)}"}
        taken = []
        for place in range(WARM_UP + TIMES):
            body = _question(school, rows[place % len(rows)])
            headers = {
                **bearer, "Content-Type": "application/json", "Idempotency-Key": uuid4().hex,
            }  # fmt: skip
            asked = seconds_of(lambda: _fetch(port, "POST", PATH, body, headers))  # noqa: B023
            empty = seconds_of(lambda: _fetch(port, "GET", "/api/v1/me", "", bearer))
            taken.append((asked, empty))
    asked, empty = (statistics.median(column) for column in zip(*taken[WARM_UP:], strict=True))
    return Comparison("one verification by API", asked, "GET /api/v1/me, same server", empty, 2)


@contextmanager
def _server() -> Iterator[int]:
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


def _token(port: int, client_id: str, secret: str) -> str:
    basic = b64encode(f"{client_id}:{secret}".encode()).decode()
    headers = {
        "Authorization": f"Basic {basic}", "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    body = "grant_type=client_credentials"
    return str(_fetch(port, "POST", "/api/oauth/token", body, headers)["access_token"])


def _fetch(
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


def _question(school: School, row: RosterRow) -> str:
    applicant = {
        "person_id": row.national_id, "first_name": row.first_name, "last_name": row.last_name,
        "birth_date": row.born_on.isoformat(), "school_code": school.institution.code,
        "academic_year": YEAR, "gpax": str(row.gpax),
    }  # fmt: skip
    question = {"officer": "Bench", "purpose": "admission", "case": "BENCH-2"}
    return json.dumps({**question, "applicants": [applicant]})

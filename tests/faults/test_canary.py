"""One person's number goes through real processes; afterwards it must be nowhere in the open."""

import contextlib
import json
import os
import socket
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from django.conf import settings
from django.db import DataError, connection

from apps.core.crypto import blind_index
from apps.core.identifiers import PersonId, check_digit
from apps.graduates.models import Entry, Finding
from apps.institutions.scope import scope, system_scope
from apps.jobs.models import Job, State
from registrar_net.bootstrap import postgres_server
from registrar_net.bootstrap.environment import VAR
from tests.builders.cast import Cast
from tests.faults.processes import Broker, Machine, wait_for
from tests.faults.test_walls_of_processes import session_of
from tests.faults.world import YEAR, certified, roster_file
from tests.live import running_portal

pytestmark = pytest.mark.fault
DIGITS = "140990012345"
CANARY = DIGITS + check_digit(DIGITS)
BROKEN = DIGITS + str((int(check_digit(DIGITS)) + 1) % 10)
SHAPES = ("{}{}{}{}{}", "{}-{}-{}-{}-{}", "{} {} {} {} {}")


def spellings(number: str) -> list[bytes]:
    """As people and programs write it, Thai digits and quoted forms included."""
    parts = (number[0], number[1:5], number[5:10], number[10:12], number[12])
    plain = [shape.format(*parts) for shape in SHAPES]
    thai = [text.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")) for text in plain]
    every = [*plain, *thai]
    return [text.encode() for text in (*every, *map(quote, every))] + [
        json.dumps(text).strip('"').encode() for text in thai
    ]


SECRETS = [*spellings(CANARY), *spellings(BROKEN)]


def shown(content: bytes) -> list[bytes]:
    return [secret for secret in SECRETS if secret in content]


@contextmanager
def watched(broker: Broker) -> Iterator[bytearray]:
    """Everything that is sent to Valkey meanwhile, by MONITOR."""
    place = urlsplit(broker.url)
    heard = bytearray()
    with socket.create_connection((str(place.hostname), place.port or 0)) as link:
        link.sendall(f"AUTH {unquote(place.password or '')}\r\nMONITOR\r\n".encode())

        def listen() -> None:
            while part := link.recv(65_536):
                heard.extend(part)

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        wait_for(lambda: heard.count(b"+OK") == 2, "MONITOR")
        yield heard
        broker.client.echo("the end of the watch")
        wait_for(lambda: b"the end of the watch" in heard, "the last command")
        link.shutdown(socket.SHUT_RDWR)
        listener.join(10)


def files_below(*folders: Path, since: float) -> Iterator[Path]:
    """What was written since then."""
    for folder in folders:
        for path in folder.rglob("*"):
            with contextlib.suppress(FileNotFoundError):  # others come and go
                seen = path.lstat()
                if stat.S_ISREG(seen.st_mode) and seen.st_mtime >= since:
                    yield path


def everything_stored() -> Iterator[tuple[str, str]]:
    """Each row that the log, the jobs, the outbox and the findings hold, as text."""
    tables = ("audit_entry", "jobs_job", "jobs_progress", "events_event")
    with system_scope("the test looks for a number"), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT row_to_json(one)::text FROM {table} one")
            yield from ((table, text) for (text,) in cursor.fetchall())


def test_a_number_is_nowhere_in_the_open(
    machine: Machine, broker: Broker, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sent as a file and in a form, right and with a wrong check digit, through gunicorn and a
    worker; then a page that does not exist, and a form that is refused."""
    began = time.time()
    certified(cast.uploader_b.actor, cast.certifier_b.actor, roster_file(2))
    dashed = SHAPES[1].format(CANARY[0], CANARY[1:5], CANARY[5:10], CANARY[10:12], CANARY[12])
    changes = {1: {"เลขประจำตัวประชาชน": dashed}, 2: {"เลขประจำตัวประชาชน": BROKEN}}
    content = roster_file(5, first=100, changes=changes)
    assert {CANARY.encode(), dashed.encode()} & set(shown(content)), "the search finds it"
    assert BROKEN.encode() in shown(content)
    school, university = session_of(cast.uploader_a), session_of(cast.registrar_a)
    machine.worker()
    machine.scheduler()
    monkeypatch.setenv("REDIS_URL", broker.url)
    with watched(broker) as heard, running_portal(tmp_path, "tests.faults.settings") as portal:
        answers = []

        def send(path: str, cookies: dict[str, str], **how: object) -> None:
            form = portal.get(path, cookies=cookies)
            token = form.cookies["csrftoken"]
            data = {"csrfmiddlewaretoken": token, **how.pop("data")}  # type: ignore[dict-item]
            answers.append(
                portal.post(
                    path,
                    cookies={**cookies, "csrftoken": token},
                    data=data,
                    headers={"Referer": portal.url + path},
                    **how,
                )
            )

        send(
            "/graduates/rosters/upload/",
            school,
            data={"academic_year": YEAR, "kind": "graduates"},
            files={"file": ("p3.csv", content, "text/csv")},
        )
        wait_for(lambda: imported(cast), "the import")
        for number in (dashed, BROKEN):
            send("/graduates/verifications/new/", university, data=applicant(number, cast))
        answers.append(portal.get("/no/such/page/", cookies=university))
    person = PersonId("national", "TH", CANARY)
    with scope(cast.uploader_a.actor):  # it did come through
        assert Entry.objects.filter(id_index=blind_index(person)).count() == 1
        assert Finding.objects.filter(rule="id_check_digit").count() == 1
    assert heard.count(b"jobs.run") > 0
    assert shown(bytes(heard)) == []
    machine.end()
    assert [answer.status_code for answer in answers] == [200, 200, 422, 404]
    for answer in answers:
        assert shown(answer.url.encode()) == []
        if answer.status_code != 422:  # the form goes back, as typed, to who typed it
            assert shown(answer.content) == [], answer.url
    for table, text in everything_stored():
        assert shown(text.encode()) == [], table
    scratch = settings.UPLOADS_ROOT.parent
    written = list(files_below(tmp_path, scratch, VAR, since=began))
    assert {"gunicorn.log", "worker-0.log"} <= {path.name for path in written}
    for path in (*written, *database_logs()):
        with contextlib.suppress(FileNotFoundError):
            assert shown(path.read_bytes()) == [], path


def applicant(number: str, cast: Cast) -> dict[str, str]:
    return {
        "officer": "Officer One",
        "purpose": "admission",
        "case": "TCAS-9",
        "a-TOTAL_FORMS": "1",
        "a-INITIAL_FORMS": "0",
        "a-0-person_id": number,
        "a-0-first_name": "สมชาย",
        "a-0-last_name": "ใจดี",
        "a-0-gpax_terms": "6",
        "a-0-school": cast.school_a.code,
        "a-0-academic_year": str(YEAR),
    }


def imported(cast: Cast) -> bool:
    with scope(cast.uploader_a.actor):
        job = Job.objects.order_by("-pk").first()
        return job is not None and job.state == State.DONE


def database_logs() -> list[Path]:
    """The private PostgreSQL's; a server that was given keeps its log where it likes."""
    path = postgres_server.log()
    return [path] if path.exists() and os.access(path, os.R_OK) else []


def test_an_sql_error_does_not_tell_the_number(committed: None) -> None:
    """PostgreSQL writes neither a statement nor its values into its log, whatever goes wrong."""
    with pytest.raises(DataError), connection.cursor() as cursor:
        cursor.execute("SELECT %s::date", [CANARY])
    for path in database_logs():
        assert shown(path.read_bytes()) == []

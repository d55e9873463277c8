"""`make demo`: the whole portal on this machine, with invented data, until Ctrl-C."""

import http.client
import subprocess
import time

from . import given_database, setup
from .environment import (
    PYTHON,
    ROOT,
    CannotContinueError,
    django_environment,
    given,
    run,
    say,
)
from .portal import collect_static, manage
from .processes import Services, stop_on_signals
from .server_state import is_free
from .servers import database_is_given, running_servers

READY_SECONDS = 90
SEEDS = (
    *("seed_demo", "seed_offices", "seed_courses", "seed_checks", "seed_papers"),
    "seed_indicators",
)
"""In their order: accounts, who signs, then one domain upon another."""


def wanted_port() -> int:
    """The port from PORT, 8000 if unset; raises CannotContinueError when it cannot be used."""
    text = given("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise CannotContinueError(f"PORT={text} is not a port number from 1 to 65535.")
    if not is_free(int(text)):
        raise CannotContinueError(
            f"Port {text} is in use by another program (perhaps another demo). "
            f"Stop it, or take another port:  make demo PORT={int(text) % 65535 + 1}"
        )
    return int(text)


def prepare(environment: dict[str, str]) -> None:
    """Bring the database and the static files up to date; what is done already is left alone."""
    if database_is_given():
        given_database.check_reachable()
        given_database.mark_for_demo()
    say("Database: bringing its tables up to date")
    manage("migrate", "--noinput", environment=environment)
    say("Database: reference data")
    manage("load_reference", environment=environment)
    manage("load_indicators", environment=environment)
    manage("make_signing_keys", environment=environment)
    say("Database: demo data (the first time takes a moment)")
    for command in SEEDS:
        manage(command, environment=environment)
    collect_static(environment)


def start(services: Services, port: int) -> None:
    say("Starting the web server, the worker and the scheduler")
    module = [str(PYTHON), "-m"]
    services.start(
        "web server",
        [
            *module,
            *("gunicorn", "registrar_net.wsgi:application", "--bind", f"127.0.0.1:{port}"),
            "--no-control-socket",
            # threads: a browser keeps idle connections open, each would hold a whole process
            *("--workers", "2", "--worker-class", "gthread", "--threads", "4"),
            *("--timeout", "60", "--graceful-timeout", "10", "--no-control-socket"),
        ],
    )
    celery = [*module, "celery", "--app", "registrar_net", "--quiet"]
    services.start(
        "worker",
        [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO", "--without-gossip"],
    )
    services.start("scheduler", [*celery, "beat", "--loglevel", "INFO", "--pidfile="])


def is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_until_ready(services: Services, port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not is_healthy(port):
        services.check()
        if time.monotonic() > deadline:
            raise CannotContinueError(
                f"The portal does not answer on http://127.0.0.1:{port}/healthz after "
                f"{READY_SECONDS} s. The logs are in var/log."
            )
        time.sleep(0.2)
    services.check()


def serve(port: int, environment: dict[str, str]) -> None:
    """Run the portal until a signal comes (KeyboardInterrupt) or one of its processes ends."""
    services = Services(environment)
    try:
        start(services, port)
        wait_until_ready(services, port)
        accounts = [str(PYTHON), str(ROOT / "manage.py"), "demo_accounts"]
        subprocess.run(accounts, cwd=ROOT, env=environment, check=False)
        say(f"READY http://127.0.0.1:{port}")
        while True:
            services.check()
            time.sleep(0.5)
    finally:
        say("Stopping the portal")
        services.stop()


def main() -> int:
    port = wanted_port()
    stop_on_signals()
    environment = django_environment("registrar_net.settings.demo")
    environment.setdefault("BASE_URL", f"http://127.0.0.1:{port}")
    try:
        setup.set_up(for_tests=False)
        with running_servers():
            prepare(environment)
            serve(port, environment)
    except KeyboardInterrupt:
        say("Stopped. Its data is kept; `make demo-reset` begins anew.")
    return 0


if __name__ == "__main__":
    run(main)

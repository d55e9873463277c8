"""`make test`: the checks, then all tests; ends with pytest's own closing lines."""

import subprocess

from . import given_database, setup
from .checks import TEST_SETTINGS, run_checks
from .environment import PYTHON, ROOT, CannotContinueError, django_environment, run, say
from .processes import stop_on_signals
from .servers import database_is_given, running_servers

FAST = ["-n", "2", "-q", "-m", "not journey and not fault"]
WITH_PROCESSES = ["-q", "-m", "journey or fault"]


def pytest(arguments: list[str], environment: dict[str, str]) -> bool:
    done = subprocess.run(
        [str(PYTHON), "-m", "pytest", *arguments], cwd=ROOT, env=environment, check=False
    )
    return done.returncode == 0


def main() -> int:
    stop_on_signals()
    environment = django_environment(TEST_SETTINGS)
    setup.set_up(for_tests=True)
    with running_servers():
        if database_is_given():
            given_database.check_reachable()
        if not run_checks():
            raise CannotContinueError("The checks above failed; the tests were not run.")
        say("Tests without a browser and without killed processes:")
        fast = pytest(FAST, environment)
        say("Journeys in the browser, and faults:")
        slow = pytest(WITH_PROCESSES, environment)
    return 0 if fast and slow else 1


if __name__ == "__main__":
    run(main)

"""`make test`: the checks, then all tests; ends with pytest's own closing lines."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile

from . import given_database, setup
from .checks import TEST_SETTINGS, run_checks
from .environment import PYTHON, ROOT, CannotContinueError, django_environment, run, say
from .processes import stop_on_signals
from .servers import database_is_given, running_servers

FAST = ["-n", "2", "-q", "-m", "not journey and not fault"]
JOURNEYS = ["-q", "-m", "journey"]
FAULTS = ["-q", "-m", "fault"]
"""Last and alone: they kill processes and use up what the servers have."""


def command(arguments: list[str]) -> list[str]:
    return [str(PYTHON), "-m", "pytest", *arguments]


def pytest(arguments: list[str], environment: dict[str, str]) -> bool:
    done = subprocess.run(command(arguments), cwd=ROOT, env=environment, check=False)
    return done.returncode == 0


@contextmanager
def beside(arguments: list[str], environment: dict[str, str]) -> Iterator[Callable[[], bool]]:
    """Tests that mostly wait for a browser run while others compute; yields what waits for their
    end, prints what they said and tells whether they passed. They do not outlive the block.
    """
    with TemporaryFile("w+") as said:
        running = subprocess.Popen(
            command(arguments), cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT
        )

        def passed() -> bool:
            code = running.wait()
            said.seek(0)
            print(said.read(), flush=True)
            return code == 0

        try:
            yield passed
        finally:
            if running.poll() is None:
                running.terminate()
                running.wait()


def main() -> int:
    stop_on_signals()
    environment = django_environment(TEST_SETTINGS)
    setup.set_up(for_tests=True)
    with running_servers():
        if database_is_given():
            given_database.check_reachable()
        if not run_checks():
            raise CannotContinueError("The checks above failed; the tests were not run.")
        with beside(JOURNEYS, environment) as journeys_passed:
            say("Tests without a browser and without killed processes, journeys beside them:")
            fast = pytest(FAST, environment)
            say("Journeys in the browser:")
            journeys = journeys_passed()
        say("Faults:")
        faults = pytest(FAULTS, environment)
    return 0 if fast and journeys and faults else 1


if __name__ == "__main__":
    run(main)

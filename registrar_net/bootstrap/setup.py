"""`make setup`: everything the portal needs on this machine, each step only when it is due."""

import sys

from . import assets, catalogues, keys, packages, python_environment
from .environment import one_at_a_time, run, say


def set_up(*, for_tests: bool) -> None:
    """Bring the clone up to date; raises CannotContinueError when an essential thing is missing."""
    with one_at_a_time("set-up"):
        packages.ensure_packages(for_tests=for_tests)
        python_environment.ensure_environment()
        assets.main()
        catalogues.compile_catalogues()
        keys.make_keys()


def main() -> int:
    set_up(for_tests="--for-tests" in sys.argv[1:])
    say("The set-up is complete.")
    return 0


if __name__ == "__main__":
    run(main)

"""`make bench`: measure the portal against the bare tools beneath it."""

import subprocess
import sys

from . import given_database, setup
from .environment import PYTHON, ROOT, django_environment, run
from .portal import manage
from .processes import stop_on_signals
from .servers import database_is_given, running_servers


def main() -> int:
    stop_on_signals()
    environment = django_environment("registrar_net.settings.demo")
    setup.set_up(for_tests=False)
    with running_servers():
        if database_is_given():
            given_database.check_reachable()
            given_database.mark_for_demo()
        manage("migrate", "--noinput", environment=environment)
        manage("load_reference", environment=environment)
        command = [str(PYTHON), str(ROOT / "manage.py"), "bench", *sys.argv[1:]]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    run(main)

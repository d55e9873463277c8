"""`make demo-reset`: forget everything that the demo made; the next `make demo` begins anew."""

import fcntl
import shutil

from . import given_database, servers
from .environment import VAR, CannotContinueError, private_folder, run, say

# what the portal and the commands put under var/; the keys stay
MADE = ("uploads", "papers", "audit-checkpoints", "mail", "log")


def remove_files() -> None:
    for name in MADE:
        shutil.rmtree(VAR / name, ignore_errors=True)
    for path in VAR.glob("beat-schedule*"):
        path.unlink()


def main() -> int:
    with open(private_folder(VAR) / "servers.users.lock", "w", encoding="utf-8") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotContinueError(
                "The demo, or another command that uses the private servers, is running. "
                "Stop it first, then run `make demo-reset` again."
            ) from None
        if servers.database_is_given():
            say("Emptying the demo's database")
            given_database.empty_demo_database()
        else:
            say("Removing the private servers' data")
            servers.forget_data()
        remove_files()
    say("Done. The next `make demo` begins anew.")
    return 0


if __name__ == "__main__":
    run(main)

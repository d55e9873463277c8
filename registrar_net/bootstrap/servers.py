"""The private servers together: `make servers`, `make stop`, and the block that uses them.

A command that needs them holds a shared lock while it runs; the last to leave stops them, unless
`make servers` asked for them to stay. What is given by URL is used and never started or stopped.
"""

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from . import postgres_server, setup, valkey_server
from .environment import (
    VAR,
    CannotContinueError,
    given,
    one_at_a_time,
    private_folder,
    run,
    say,
    write_private,
)
from .server_place import remove_server_root, server_root
from .server_state import STATE, ServerState, load_state

ADDRESSES = VAR / "servers.env"


def database_is_given() -> bool:
    """Whether the environment names a database; both of its roles are needed then."""
    names = [name for name in ("DATABASE_URL", "DATABASE_OWNER_URL") if given(name)]
    if len(names) == 1:
        raise CannotContinueError(
            f"Only {names[0]} is set. A database of your own needs both DATABASE_URL (the "
            "application's role) and DATABASE_OWNER_URL (the owner's role, which migrates): "
            "docs/postgres-roles.sql makes them. Unset both to use a private database."
        )
    return bool(names)


def addresses(state: ServerState) -> str:
    """The lines of `var/servers.env`: only the kinds of server that are private."""
    lines = []
    if not database_is_given():
        place = f"127.0.0.1:{state.postgres_port}/portal"
        lines.append(f"DATABASE_URL=postgres://portal_app:{state.app_password}@{place}")
        lines.append(f"DATABASE_OWNER_URL=postgres://portal_owner:{state.owner_password}@{place}")
    if not given("REDIS_URL"):
        lines.append(f"REDIS_URL=redis://:{state.valkey_password}@127.0.0.1:{state.valkey_port}/0")
    return "".join(f"{line}\n" for line in lines)


def load_or_make_state() -> ServerState:
    """The remembered state, or a new one; data whose passwords are lost is removed."""
    state = load_state()
    if state is None:
        if server_root().exists():
            forget_data()
        state = ServerState()
        state.save()
    return state


def forget_data() -> None:
    """Stop what runs, remove the servers' data and what is remembered of it."""
    state = load_state()
    if state is not None:
        valkey_server.stop(state)
    postgres_server.stop()
    remove_server_root()
    STATE.unlink(missing_ok=True)
    ADDRESSES.unlink(missing_ok=True)


def start(*, keep: bool = False) -> None:
    """Start the private servers that are needed and write down where they are."""
    if database_is_given() and given("REDIS_URL"):
        return
    with one_at_a_time("servers"):
        state = load_or_make_state()
        if not database_is_given():
            postgres_server.start(state)
        if not given("REDIS_URL"):
            valkey_server.start(state)
        state.keep = state.keep or keep
        state.save()
        write_private(ADDRESSES, addresses(state))


def stop() -> None:
    """Stop the private servers that run, whoever started them."""
    with one_at_a_time("servers"):
        state = load_state()
        if state is None:
            return
        valkey_server.stop(state)
        postgres_server.stop()
        state.keep = False
        state.save()


@contextmanager
def running_servers() -> Iterator[None]:
    """Servers for the time of the block; stopped behind the last user unless they are to stay."""
    with open(private_folder(VAR) / "servers.users.lock", "w", encoding="utf-8") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            start()
            yield
        finally:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("The private servers stay: another command is using them.")
            else:
                state = load_state()
                if state is not None and not state.keep:
                    stop()


def main() -> int:
    if sys.argv[1:] == ["stop"]:
        stop()
        return 0
    setup.set_up(for_tests=False)
    start(keep=True)
    say("The servers run; their addresses are in var/servers.env. Stop them with `make stop`.")
    return 0


if __name__ == "__main__":
    run(main)

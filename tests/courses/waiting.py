"""Two clerks at once, without luck: the second begins while the first has not committed."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from typing import TypeVar

from django.db import connection, connections

from apps.core.errors import PortalError

T = TypeVar("T")
BLOCKED = (
    "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND %s = ANY (pg_blocking_pids(pid)))"
)


def _waits_for_me(other: "Future[PortalError | None]") -> None:
    """Until the other one waits for a lock of this connection, or is done without it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        mine = cursor.fetchone()[0]
        while not other.done():
            cursor.execute(BLOCKED, [mine])
            if cursor.fetchone()[0]:
                return
            wait([other], timeout=0.01)


def second_while_first_is_open(
    transaction: AbstractContextManager[object],
    first: Callable[[], object],
    second: Callable[[], object],
) -> PortalError | None:
    """`first` inside `transaction`, then `second` on another connection, then the commit.

    What refused the second one, None where nothing did.
    """

    def other_clerk() -> PortalError | None:
        try:
            second()
        except PortalError as refused:
            return refused
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(1) as pool:
        with transaction:
            first()
            running = pool.submit(other_clerk)
            _waits_for_me(running)
        return running.result(60)

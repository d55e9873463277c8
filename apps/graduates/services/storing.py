"""Chunks of a roster into the database, while the next rows are being checked.

Each chunk is copied into temporary tables (COPY is refused on tables with row security) and
inserted from there as a set. PostgreSQL works on one core and the checks on another, so the time of
an import is that of the slower one and not their sum.
"""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from io import StringIO
from types import TracebackType
from typing import Any, Self

from django.db import connection

from apps.graduates.models import Roster
from apps.graduates.sql import (
    COLUMNS,
    FINDING_COLUMNS,
    INSERT_ENTRIES,
    INSERT_FINDINGS,
    STAGE,
)

Lines = Sequence[str]


class Storing:
    """One thread on the caller's own connection, in its transaction.

    The caller leaves the connection alone between `store` and `wait`. Leaving the block waits for
    the chunk under way, so that nothing is written after a rollback.
    """

    def __init__(self, roster: Roster) -> None:
        self._key = [roster.pk, roster.school_id]
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._under_way: Future[None] | None = None
        with connection.cursor() as cursor:
            cursor.execute(STAGE)
            # foreign keys are checked with each chunk instead of all at the commit
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self._link: Any = connection.connection  # psycopg2's own, which may change threads

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._pool.shutdown(wait=True)

    def store(self, entries: Lines, findings: Lines) -> None:
        """Hand over lines in COPY's text format; raises what the chunk before ran into."""
        self.wait()
        self._under_way = self._pool.submit(self._store, entries, findings)

    def wait(self) -> None:
        if self._under_way is not None:
            self._under_way.result()
            self._under_way = None

    def _store(self, entries: Lines, findings: Lines) -> None:
        with self._link.cursor() as cursor:
            if entries:
                _copy(cursor, f"graduates_staging ({COLUMNS})", entries)
                cursor.execute(INSERT_ENTRIES, self._key)
            if findings:
                _copy(cursor, f"graduates_staged_finding ({FINDING_COLUMNS})", findings)
                cursor.execute(INSERT_FINDINGS, self._key)
            cursor.execute("TRUNCATE graduates_staging, graduates_staged_finding")


def _copy(cursor: Any, table: str, lines: Lines) -> None:
    cursor.copy_expert(f"COPY {table} FROM STDIN", StringIO("\n".join(lines) + "\n"))

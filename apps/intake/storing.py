"""Chunks of a list into the database, while the next rows are being checked.

Each chunk is copied into temporary tables (COPY is refused on tables with row security) and
inserted from there as a set. PostgreSQL works on one core and the checks on another, so the time of
an import is that of the slower one and not their sum.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from types import TracebackType
from typing import Any, Self

from django.db import connection

Lines = Sequence[str]
FINDING_COLUMNS: Mapping[str, str] = {
    "uuid": "uuid", "row": "integer", "cls": "text", "rule": "text",
    "needs_confirmation": "boolean", '"column"': "text", "value": "text", "params": "jsonb",
}  # fmt: skip
"""Column → type; a table of findings has these, `reason` and `created_at`."""


@dataclass(frozen=True)
class StagedTables:
    """Where a kind of list is stored: a table of entries and one of findings.

    ``columns`` (column → type) are the entries' in the order of their lines: free texts last, for
    only they can need escaping on their way through COPY. ``keys`` are columns of both tables that
    are the same for the whole list, such as the list itself and its institution. All names are the
    program's own, never a stranger's.
    """

    entry_table: str
    finding_table: str
    keys: tuple[str, ...]
    columns: Mapping[str, str]

    @cached_property
    def create(self) -> str:
        """Temporary tables, ended by the commit; a second list before it finds them empty."""
        made = ((self.staging, self.columns), (self.staged_findings, FINDING_COLUMNS))
        return ";".join(
            f"CREATE TEMPORARY TABLE IF NOT EXISTS {table} ({_typed(columns)}) ON COMMIT DROP"
            for table, columns in made
        )

    @property
    def staging(self) -> str:
        return f"{self.entry_table}_staging"

    @property
    def staged_findings(self) -> str:
        return f"{self.finding_table}_staging"

    @cached_property
    def insert_entries(self) -> str:
        """All of the chunk; parameters: the keys' values."""
        names, given = ", ".join(self.columns), ", ".join(["%s"] * len(self.keys))
        return (
            f"INSERT INTO {self.entry_table} ({', '.join(self.keys)}, {names})"  # noqa: S608
            f" SELECT {given}, {names} FROM {self.staging}"
        )

    @cached_property
    def insert_findings(self) -> str:
        """All of the chunk; parameters: the keys' values."""
        names, given = ", ".join(FINDING_COLUMNS), ", ".join(["%s"] * len(self.keys))
        return (
            f"INSERT INTO {self.finding_table}"  # noqa: S608
            f" ({', '.join(self.keys)}, {names}, reason, created_at)"
            f" SELECT {given}, {names}, '', now() FROM {self.staged_findings}"
        )


class Storing:
    """One thread on the caller's own connection, in its transaction.

    The caller leaves the connection alone between `store` and `wait`. Leaving the block waits for
    the chunk under way, so that nothing is written after a rollback.
    """

    def __init__(self, tables: StagedTables, keys: Sequence[object]) -> None:
        self.tables = tables
        self._keys = list(keys)
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._under_way: Future[None] | None = None
        with connection.cursor() as cursor:
            cursor.execute(tables.create)
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
        """Wait for the chunk under way; raises what it ran into."""
        if self._under_way is not None:
            self._under_way.result()
            self._under_way = None

    def _store(self, entries: Lines, findings: Lines) -> None:
        tables = self.tables
        with self._link.cursor() as cursor:
            if entries:
                _copy(cursor, tables.staging, tables.columns, entries)
                cursor.execute(tables.insert_entries, self._keys)
            if findings:
                _copy(cursor, tables.staged_findings, FINDING_COLUMNS, findings)
                cursor.execute(tables.insert_findings, self._keys)
            cursor.execute(f"TRUNCATE {tables.staging}, {tables.staged_findings}")


def _typed(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in columns.items())


def _copy(cursor: Any, table: str, columns: Mapping[str, str], lines: Lines) -> None:
    copied = StringIO("\n".join(lines) + "\n")
    cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN", copied)

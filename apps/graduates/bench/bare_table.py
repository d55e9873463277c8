"""A table like that of the entries, with its columns and indexes, without row security."""

from io import BytesIO

from django.db import connection, transaction
from psycopg2 import sql

from apps.core.bench.place import NAME, owner
from apps.graduates.bench.cast import School
from apps.graduates.models import Roster
from apps.institutions.scope import scope

TABLE = "bench_entry"


def make_bare_table() -> None:
    with owner(NAME) as cursor:
        cursor.execute(f"CREATE TABLE {TABLE} (LIKE graduates_entry INCLUDING ALL)")


def empty_bare_table() -> None:
    with owner(NAME) as cursor:
        cursor.execute(f"TRUNCATE {TABLE}")


def entries_as_text(school: School, roster: Roster) -> bytes:
    """The final rows of a roster as COPY writes and reads them."""
    written = BytesIO()
    with scope(school.uploader), connection.cursor() as cursor:
        rows = sql.SQL("COPY (SELECT * FROM graduates_entry WHERE roster_id = {}) TO STDOUT")
        cursor.copy_expert(rows.format(sql.Literal(roster.pk)), written)
    return written.getvalue()


def copy_into_bare_table(rows: bytes) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {TABLE} FROM STDIN", BytesIO(rows))


def analyse() -> None:
    """What the server does by itself within a minute after so many rows."""
    with owner(NAME) as cursor:
        cursor.execute(f"ANALYZE graduates_entry, graduates_roster, {TABLE}")

"""The test database: made and emptied by the owner, used as the application's role."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg2 import sql

REFERENCE = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "institutions_province",
    "institutions_affiliation",
    "institutions_area",
    "institutions_area_provinces",
    "institutions_node",
    "institutions_institution",
    "kpi_indicator",
    "kpi_definition",
    "kpi_criterion",
    "kpi_networksetting",
}


@contextmanager
def owner(database: str) -> Iterator[Any]:
    """A cursor of the owner's role, outside Django and its guards."""
    place = connections["owner"].settings_dict
    link = psycopg2.connect(
        host=place["HOST"],
        port=place["PORT"],
        user=place["USER"],
        password=place["PASSWORD"],
        dbname=database,
    )
    link.autocommit = True
    try:
        with link.cursor() as cursor:
            yield cursor
    finally:
        link.close()


MADE_FROM = (
    "tests/databases.py",
    "apps/**/migrations/*.py",
    "apps/**/rls.py",
    "fixtures/reference/*.json",
)
TEMPLATE_LOCK = 7_299_001
AT_WORK = """
    SELECT FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()
       AND backend_type = 'client backend' AND state <> 'idle'
"""
SECONDS = 30


def make_database(worker: str) -> str:
    """A new database for this worker, migrated, with the reference data: a copy of one that is made
    once for all workers, and anew when a migration or the reference data change.
    """
    base = connections["owner"].settings_dict["NAME"]
    name, template = f"test_{base}_{worker}", _template_name(base)
    drop_database(name, base)
    with owner(base) as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [TEMPLATE_LOCK])
        if not _exists(cursor, template):
            _make_template(cursor, template, base)
        cursor.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    _use(name)
    return name


def _template_name(base: str) -> str:
    root = Path(settings.BASE_DIR)
    digest = hashlib.sha256()
    for pattern in MADE_FROM:
        for path in sorted(root.glob(pattern)):
            digest.update(path.read_bytes())
    return f"template_{base}_{digest.hexdigest()[:16]}"


def _exists(cursor: Any, name: str) -> bool:
    cursor.execute("SELECT EXISTS (SELECT FROM pg_database WHERE datname = %s)", [name])
    return bool(cursor.fetchone()[0])


def _make_template(cursor: Any, template: str, base: str) -> None:
    """Under its name once it is whole: a run that was ended in between leaves none behind."""
    cursor.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s", [f"template\\_{base}\\_%"]
    )
    for (old,) in cursor.fetchall():
        drop_database(old, base)
    making = f"template_{base}_making"
    cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(making)))
    _use(making)
    call_command("migrate", verbosity=0)
    call_command("load_reference", stdout=StringIO())
    call_command("load_indicators", stdout=StringIO())
    _use(base)
    with owner(making) as inside:
        # what the publishing wrote down: tests count their own entries and events
        inside.execute("TRUNCATE audit_entry, audit_link, events_event RESTART IDENTITY CASCADE")
    cursor.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(making), sql.Identifier(template)
        )
    )


def _use(name: str) -> None:
    for alias in ("default", "progress", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def drop_database(name: str, base: str) -> None:
    """FORCE may not end sessions of the application's role or autovacuum; without it the server
    waits some seconds until they are gone."""
    with owner(base) as cursor:
        try:
            cursor.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
        except psycopg2.errors.InsufficientPrivilege:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def empty_database() -> None:
    """All rows but the reference data; sequences begin anew. A server that is kept for further
    tests ends what it does first."""
    with owner(connections["default"].settings_dict["NAME"]) as cursor:
        _wait_until_idle(cursor)
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall() if name not in REFERENCE]
        cursor.execute(
            sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(
                sql.SQL(", ").join(map(sql.Identifier, tables))
            )
        )
        cursor.execute("DELETE FROM institutions_institution WHERE kind = 'school'")


def _wait_until_idle(cursor: Any) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        cursor.execute(AT_WORK)
        if cursor.fetchone() is None:
            return
    raise TimeoutError("somebody is still at work in the test database")

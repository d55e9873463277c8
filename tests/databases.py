"""The test database: made and emptied by the owner, used as the application's role."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import psycopg2
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


def make_database(worker: str) -> str:
    """A new database for this worker, migrated, with the reference data."""
    base = connections["owner"].settings_dict["NAME"]
    name = f"test_{base}_{worker}"
    drop_database(name, base)
    with owner(base) as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    for alias in ("default", "progress", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
    call_command("migrate", verbosity=0)
    call_command("load_reference", stdout=StringIO())
    return name


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
    """All rows but the reference data; sequences begin anew."""
    with owner(connections["default"].settings_dict["NAME"]) as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall() if name not in REFERENCE]
        cursor.execute(
            sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(
                sql.SQL(", ").join(map(sql.Identifier, tables))
            )
        )
        cursor.execute("DELETE FROM institutions_institution WHERE kind = 'school'")

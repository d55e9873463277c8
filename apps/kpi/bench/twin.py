"""The bench's database as it was with few records, beside the one that goes on growing.

Two sizes that are measured minutes apart are compared with the load of two different moments. With
both at hand, each turn measures one right after the other.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2 import sql

from apps.core.bench.place import NAME, owner

TWIN = f"{NAME}_small"
MAINTENANCE = "postgres"  # a database is copied from outside of it


@contextmanager
def twin() -> Iterator[BaseDatabaseWrapper]:
    """A connection of the application's role to a copy of the bench's database as it is now."""
    for each in connections.all():
        each.close()
    _drop()
    with owner(MAINTENANCE) as cursor:
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        cursor.execute(copy.format(sql.Identifier(TWIN), sql.Identifier(NAME)))
    with owner(TWIN) as cursor:
        cursor.execute("VACUUM ANALYZE")  # statistics are not copied with a database
    link = connections["default"].copy()
    link.settings_dict["NAME"] = TWIN
    try:
        yield link
    finally:
        link.close()
        _drop()


@contextmanager
def working_on(link: BaseDatabaseWrapper) -> Iterator[None]:
    """Everything that this thread asks of the database goes to that one."""
    before = connections["default"]
    connections["default"] = link
    try:
        yield
    finally:
        connections["default"] = before


def _drop() -> None:
    with owner(MAINTENANCE) as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(TWIN)))

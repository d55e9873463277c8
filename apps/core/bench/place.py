"""A database of the bench's own: made by the owner, used as the application's role, dropped."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg2
from celery import current_app
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections
from psycopg2 import sql

NAME = "bench_portal"
ALIASES = ("default", "progress", "owner")
CACHE = 15  # a Redis database that neither the portal nor its tests use
UNLIMITED = 10**9


@contextmanager
def owner(database: str) -> Iterator[Any]:  # Any: psycopg2 has no types of its own
    """A cursor of the owner's role that commits each statement."""
    place = connections["owner"].settings_dict
    link = psycopg2.connect(
        host=place["HOST"], port=place["PORT"], user=place["USER"], password=place["PASSWORD"],
        dbname=database,
    )  # fmt: skip
    link.autocommit = True
    try:
        with link.cursor() as cursor:
            yield cursor
    finally:
        link.close()


@contextmanager
def bench_database() -> Iterator[None]:
    """Within it, this process and those it starts with `environment()` work in a new database."""
    if "owner" not in connections:
        raise CommandError("DATABASE_OWNER_URL is not set; the bench makes a database of its own.")
    before = {alias: connections[alias].settings_dict["NAME"] for alias in ALIASES}
    _drop(before["owner"])
    with owner(before["owner"]) as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
    broker = current_app.conf.broker_url
    current_app.conf.update(broker_url="memory://bench")  # no worker of the portal is woken
    try:
        _use(dict.fromkeys(ALIASES, NAME))
        call_command("migrate", verbosity=0)
        call_command("load_reference", stdout=StringIO())
        yield
    finally:
        _use(before)
        current_app.conf.update(broker_url=broker)
        _drop(before["owner"])


def _use(names: dict[str, str]) -> None:
    for alias, name in names.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _drop(base: str) -> None:
    """FORCE may not end sessions of the application's role or autovacuum; without it the server
    waits some seconds until they are gone."""
    name = sql.Identifier(NAME)
    with owner(base) as cursor:
        try:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        except psycopg2.errors.InsufficientPrivilege:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))


def environment() -> dict[str, str]:
    """For a server on this database, with a cache of its own and without limits to requests."""
    return {
        **os.environ,
        "DATABASE_URL": _url("default"),
        "DATABASE_OWNER_URL": _url("owner"),
        "REDIS_URL": urlunsplit(urlsplit(settings.REDIS_URL)._replace(path=f"/{CACHE}")),
        "API_REQUESTS_PER_MINUTE": str(UNLIMITED),
        "LOOKUP_BUDGET_PERSON": str(UNLIMITED),
        "LOOKUP_BUDGET_INSTITUTION": str(UNLIMITED),
    }


def _url(alias: str) -> str:
    place = connections[alias].settings_dict
    user, password = quote(place["USER"], safe=""), quote(place["PASSWORD"], safe="")
    return f"postgres://{user}:{password}@{place['HOST']}:{place['PORT']}/{place['NAME']}"

"""System checks that refuse a database in which the promises of the portal would not hold."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

BOUND = {"default", "progress"}
ROLE_FACTS = """
    SELECT r.rolsuper, r.rolbypassrls,
           (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p')
               AND n.nspname NOT LIKE 'pg\\_%%')
      FROM pg_roles r WHERE r.rolname = current_user
"""


class UnsafeRole(Exception):  # noqa: N818  (says what happened)
    """The connection's role could see past row security; nothing may be served with it."""


def role_faults(connection: BaseDatabaseWrapper) -> list[str]:
    """What is wrong with the role of this very connection; empty when all is well."""
    with connection.cursor() as cursor:
        cursor.execute(ROLE_FACTS)
        superuser, bypasses, owned = cursor.fetchone()
    faults = []
    if superuser:
        faults.append("the application's database role is a superuser")
    if bypasses:
        faults.append("the application's database role bypasses row security")
    if owned:
        faults.append(f"the application's database role owns {owned} tables")
    return faults


def refuse_unsafe_role(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """On every new connection of web, workers and commands: an unsafe one is closed again."""
    if connection.alias not in BOUND:
        return
    faults = role_faults(connection)
    if faults:
        connection.close()
        raise UnsafeRole("; ".join(faults))


def thai_is_searchable(connection: BaseDatabaseWrapper) -> bool:
    """With LC_CTYPE=C pg_trgm finds no trigrams in Thai and every similarity is zero."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(show_trgm('กขคง')) > 0")
        return bool(cursor.fetchone()[0])


@register(Tags.database)
def check_role(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    if not databases or "default" not in databases:
        return []
    connection = connections["default"]
    found = [Error(fault, id="core.E001") for fault in role_faults(connection)]
    if not thai_is_searchable(connection):
        found.append(Error("Create the cluster with the locale C.UTF-8.", id="core.E004"))
    return [*found]


@register()
def check_driver(**kwargs: Any) -> list[CheckMessage]:
    """Django would prefer psycopg 3, which lacks the copy_expert that staging uses."""
    from django.db.backends.postgresql.psycopg_any import is_psycopg3

    if not is_psycopg3:
        return []
    return [Error("psycopg 3 is installed; the portal needs psycopg2 alone.", id="core.E002")]


@register()
def check_keys(**kwargs: Any) -> list[CheckMessage]:
    kept = [settings.FIELD_KEYS, settings.INDEX_KEYS, settings.FILE_KEYS]
    values = [value for keys in kept for value in keys.values()] + [settings.AUDIT_KEY]
    if len(set(values)) == len(values):
        return []
    return [Error("Two of the portal's keys are the same; each needs its own.", id="core.E003")]

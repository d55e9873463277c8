"""System checks that refuse a database in which the promises of the portal would not hold."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

ROLE_FACTS = """
    SELECT r.rolsuper, r.rolbypassrls,
           (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p')
               AND n.nspname NOT LIKE 'pg\\_%%'),
           cardinality(show_trgm('กขคง')) > 0
      FROM pg_roles r WHERE r.rolname = current_user
"""


class UnsafeRole(Exception):  # noqa: N818  (says what happened)
    """The connection's role could see past row security; nothing may be served with it."""


def role_faults(connection: BaseDatabaseWrapper) -> list[str]:
    """What is wrong with the role and locale of this very connection; empty when all is well."""
    with connection.cursor() as cursor:
        cursor.execute(ROLE_FACTS)
        superuser, bypasses, owned, thai_trigrams = cursor.fetchone()
    faults = []
    if superuser:
        faults.append("the application's database role is a superuser")
    if bypasses:
        faults.append("the application's database role bypasses row security")
    if owned:
        faults.append(f"the application's database role owns {owned} tables")
    if not thai_trigrams:
        faults.append("pg_trgm finds no trigrams in Thai: create the cluster with C.UTF-8")
    return faults


def refuse_unsafe_role(connection: BaseDatabaseWrapper) -> None:
    """For web and worker processes, on their own connection, before the first work."""
    faults = role_faults(connection)
    if faults:
        raise UnsafeRole("; ".join(faults))


@register(Tags.database)
def check_role(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    if not databases or "default" not in databases:
        return []
    return [Error(fault, id="core.E001") for fault in role_faults(connections["default"])]


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

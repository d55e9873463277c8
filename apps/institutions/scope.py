"""Whose data am I allowed? Reading outside a scope raises; row security is the wall behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from functools import reduce
from operator import or_
from typing import TypeVar

from django.db import connection, models, transaction

from apps.institutions.actor import Actor

_actor: ContextVar[Actor | None] = ContextVar("actor", default=None)
_open_reason: ContextVar[str] = ContextVar("open_reason", default="")

SET = """
    SELECT set_config('app.institution', %s, true), set_config('app.account', %s, true),
           set_config('app.system', %s, true)
"""
GET = """
    SELECT current_setting('app.institution', true), current_setting('app.account', true),
           current_setting('app.system', true)
"""


class ScopeError(RuntimeError):
    """A tenant's table was asked outside a scope: a fault in the program, never shown."""


def current_actor() -> Actor:
    actor = _actor.get()
    if actor is None:
        raise ScopeError("no scope is open")
    return actor


def _settings_of(actor: Actor | None, *, system: bool = False) -> list[str]:
    if actor is None:
        return ["", "", "on" if system else ""]
    return [str(actor.institution_id), str(actor.user_id or ""), "on" if system else ""]


def open_scope(actor: Actor | None) -> Token[Actor | None]:
    """For edges that hold the transaction themselves (middleware, API); `close_scope` ends it."""
    with connection.cursor() as cursor:
        cursor.execute(SET, _settings_of(actor))
    return _actor.set(actor)


def close_scope(token: Token[Actor | None]) -> None:
    _actor.reset(token)


@contextmanager
def _settings(values: list[str]) -> Iterator[None]:
    """Transaction-local settings, put back on the way out unless the transaction is gone."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(GET)
            before = [value or "" for value in cursor.fetchone()]
            cursor.execute(SET, values)
        yield
        if not connection.needs_rollback:  # PostgreSQL takes them back with the transaction
            with connection.cursor() as cursor:
                cursor.execute(SET, before)


@contextmanager
def scope(actor: Actor) -> Iterator[Actor]:
    """Act as `actor` inside one transaction."""
    with _settings(_settings_of(actor)):
        token = _actor.set(actor)
        try:
            yield actor
        finally:
            _actor.reset(token)


@contextmanager
def unscoped(why: str) -> Iterator[None]:
    """Managers no longer filter; row security still does. `why` makes every use searchable."""
    token = _open_reason.set(why)
    try:
        yield
    finally:
        _open_reason.reset(token)


@contextmanager
def system_scope(why: str) -> Iterator[None]:
    """Work of the portal itself (sealers, sweeps): only tables declared with system=True open."""
    with _settings(_settings_of(None, system=True)), unscoped(why):
        yield


M = TypeVar("M", bound=models.Model)


class TenantManager(models.Manager[M]):
    """Only rows whose writer or reader column is the actor's institution.

    The model names these columns in `tenant_fields`, the writer first; `tenant_fields = ()` says
    that every institution may read (published rows). A name that ends in `__contains` is an array.
    """

    def get_queryset(self) -> models.QuerySet[M]:
        rows = super().get_queryset()
        if _open_reason.get():
            return rows
        mine = current_actor().institution_id
        fields: tuple[str, ...] = self.model.tenant_fields  # type: ignore[attr-defined]
        wanted = (
            models.Q(**{field: [mine] if field.endswith("__contains") else mine})
            for field in fields
        )
        return rows.filter(reduce(or_, wanted, models.Q()))

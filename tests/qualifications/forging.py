"""Rows of qualification checks written by SQL, as the application's role for one institution."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction
from psycopg2.extras import Json

from apps.institutions.actor import Actor
from apps.institutions.scope import scope


def sql(actor: Actor, statement: str, *values: Any) -> int:
    with scope(actor), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def change(actor: Actor, table: str, pk: int | None, wanted: str, *values: Any) -> int:
    return sql(actor, f"UPDATE qualifications_{table} SET {wanted} WHERE id = %s", *values, pk)


def delete(actor: Actor, table: str, pk: int | None) -> int:
    return sql(actor, f"DELETE FROM qualifications_{table} WHERE id = %s", pk)


def rows_of(actor: Actor, table: str, condition: str = "true", *values: Any) -> int:
    """What a query would give whose filter somebody forgot."""
    with scope(actor), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {condition}", values)
        return int(cursor.fetchone()[0])


def copied(actor: Actor, table: str, condition: str, *values: Any) -> dict[str, Any]:
    """The first such row as the actor reads it, to be inserted once more."""
    with scope(actor), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM qualifications_{table} WHERE {condition} ORDER BY id LIMIT 1", values
        )
        names = [column.name for column in cursor.description or []]
        row = dict(zip(names, cursor.fetchone(), strict=True))
    del row["id"]
    documents = {name: Json(one) for name, one in row.items() if isinstance(one, dict | list)}
    fresh = {"uuid": uuid4()} if "uuid" in row else {}
    return {**row, **documents, **fresh}


def insert(actor: Actor, table: str, values: dict[str, Any]) -> int:
    columns = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    return sql(
        actor,
        f"INSERT INTO qualifications_{table} ({columns}) VALUES ({marks})",
        *values.values(),
    )


@contextmanager
def refused_by(words: str) -> Iterator[None]:
    """What is inside is refused by the database in these words, and only that is taken back."""
    with pytest.raises(Error, match=words), transaction.atomic():
        yield

"""Rows written by SQL, as the application's role in the name of one institution."""

from typing import Any
from uuid import uuid4

from django.db import connection
from psycopg2.extras import Json

from apps.institutions.actor import Actor
from apps.institutions.scope import scope


def sql(actor: Actor, statement: str, *values: Any) -> int:
    with scope(actor), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def change(actor: Actor, table: str, pk: int | None, wanted: str, *values: Any) -> int:
    return sql(actor, f"UPDATE courses_{table} SET {wanted} WHERE id = %s", *values, pk)


def copied(actor: Actor, table: str, condition: str, *values: Any) -> dict[str, Any]:
    """The first such row as the actor reads it, to be inserted once more."""
    with scope(actor), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM courses_{table} WHERE {condition} ORDER BY id LIMIT 1", values
        )
        names = [column.name for column in cursor.description or []]
        row = dict(zip(names, cursor.fetchone(), strict=True))
    del row["id"]
    documents = {name: Json(value) for name, value in row.items() if isinstance(value, dict)}
    return {**row, **documents, "uuid": uuid4()}


def insert(actor: Actor, table: str, values: dict[str, Any]) -> int:
    columns = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    return sql(actor, f"INSERT INTO courses_{table} ({columns}) VALUES ({marks})", *values.values())

"""Many rows changed by one statement, each to values of its own.

Django's `bulk_update` writes one CASE for each row and field, whose parsing grows with their
product; here the values travel as one JSON text and the table's own types read them.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models
from django.db.models import Model


class _Values(DjangoJSONEncoder):
    def default(self, value: Any) -> Any:
        if isinstance(value, bytes | memoryview):
            return "\\x" + bytes(value).hex()
        return super().default(value)


def update_rows(rows: Sequence[Model], fields: Iterable[str]) -> None:
    """Save `fields` of `rows`, which are of one model and have primary keys. No signals."""
    if not rows:
        return
    model, using = type(rows[0]), rows[0]._state.db or "default"
    columns = [_column(model, name) for name in fields]
    given = [
        {"id": row.pk, **{column: getattr(row, attribute) for attribute, column in columns}}
        for row in rows
    ]
    table = model._meta.db_table
    changes = ", ".join(f'"{column}" = given."{column}"' for _attribute, column in columns)
    statement = (
        f"UPDATE {table} SET {changes}"  # noqa: S608  (names of our own tables and columns)
        f" FROM json_populate_recordset(NULL::{table}, %s) given WHERE {table}.id = given.id"
    )
    with connections[using].cursor() as cursor:
        cursor.execute(statement, [json.dumps(given, cls=_Values, ensure_ascii=False)])


def _column(model: type[Model], name: str) -> tuple[str, str]:
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field) or field.column is None:
        raise TypeError(f"{name} is no column")
    return field.attname, field.column

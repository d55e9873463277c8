"""Many rows in one statement, with their own times.

`bulk_create` would write the present moment into `created_at`, and histories cannot be dated back
once they are written.
"""

import json
from collections.abc import Sequence

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from psycopg2 import sql


class RowEncoder(DjangoJSONEncoder):
    """Bytes as PostgreSQL writes them."""

    def default(self, o: object) -> object:
        if isinstance(o, bytes | memoryview):
            return f"\\x{bytes(o).hex()}"
        return super().default(o)


def insert(rows: Sequence[models.Model]) -> None:
    """Rows of one model, as they are; those that refer to them must look up their keys again."""
    if not rows:
        return
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    content = [{str(field.column): getattr(row, field.attname) for field in fields} for row in rows]
    table = sql.Identifier(meta.db_table)
    statement = sql.SQL(
        "INSERT INTO {table} ({columns})"
        " SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)"
    ).format(
        table=table,
        columns=sql.SQL(", ").join(map(sql.Identifier, content[0])),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(content, cls=RowEncoder)])

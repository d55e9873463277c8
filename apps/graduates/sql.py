"""Set operations of the roster in the database, each with the reason for its form."""

import json
from collections.abc import Mapping, Sequence
from typing import Any  # whatever JSON holds

from django.db import connection

from apps.graduates.models import Roster, Verification

# one JSON text instead of thousands of parameters; the columns take the types of the table
INSERT_ITEMS = """
    INSERT INTO graduates_verificationitem (uuid, created_at, verification_id, asker_id, ordinal,
           reference, id_cipher, id_masked, name, claimed, school_id, academic_year, outcome,
           agreeing, differing, explanation, as_of)
    SELECT uuid, now(), %s, %s, ordinal, reference, id_cipher, id_masked, name, claimed, school_id,
           academic_year, outcome, agreeing, differing, explanation, as_of
      FROM json_populate_recordset(NULL::graduates_verificationitem, %s)
"""
CONTENT_HASH = """
    SELECT sha256(coalesce(string_agg(convert_to(concat_ws('|', row, kept, encode(id_index, 'hex'),
             student_code, title, first_name, last_name, gender, born_on, born_year, gpax,
             credits_attempted, credits_earned, decision, approved_on, por1_set, por1_number,
             E'\\n'), 'UTF8'), ''::bytea ORDER BY row), ''::bytea))
      FROM graduates_entry WHERE roster_id = %s
"""


def insert_items(verification: Verification, items: Sequence[Mapping[str, Any]]) -> None:
    """`items`: column → value as JSON; all columns but the verification's own."""
    with connection.cursor() as cursor:
        written = json.dumps(items, ensure_ascii=False)
        cursor.execute(INSERT_ITEMS, [verification.pk, verification.asker_id, written])


def content_hash(roster: Roster) -> bytes:
    """SHA-256 over the entries in order; contains blind indexes, never identifiers."""
    with connection.cursor() as cursor:
        cursor.execute(CONTENT_HASH, [roster.pk])
        return bytes(cursor.fetchone()[0])


def rows_in_other_schools(roster: Roster) -> list[int]:
    """Rows whose person stands in another school's roster in force of the same year and kind."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_number FROM graduates_in_other_schools(%s)", [roster.pk])
        return [row for (row,) in cursor.fetchall()]

"""Set operations of the roster in the database, each with the reason for its form."""

import json
from collections.abc import Mapping, Sequence
from typing import Any  # whatever JSON holds

from django.db import connection

from apps.graduates.models import Roster, Verification

STAGE = """
    CREATE TEMPORARY TABLE graduates_staging (
        uuid uuid, row integer, kept boolean, id_cipher bytea, id_index bytea,
        id_index_version smallint, student_code text, title text, first_name text,
        last_name text, name_as_written text, name_key text, gender text, born_on date,
        born_year smallint, gpax numeric(3, 2), credits_attempted numeric(5, 1),
        credits_earned numeric(5, 1), decision text, approved_on date, por1_set text,
        por1_number text
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE graduates_staged_finding (
        uuid uuid, row integer, "column" text, cls text, rule text, value text, params jsonb,
        needs_confirmation boolean
    ) ON COMMIT DROP
"""
# free texts stand last: only they can need escaping on their way through COPY
COLUMNS = (
    "uuid, row, kept, id_cipher, id_index, id_index_version, gender, born_on, born_year, gpax,"
    " credits_attempted, credits_earned, decision, approved_on, student_code, title, first_name,"
    " last_name, name_as_written, name_key, por1_set, por1_number"
)
FINDING_COLUMNS = 'uuid, row, cls, rule, needs_confirmation, "column", value, params'
INSERT_ENTRIES = f"""
    INSERT INTO graduates_entry (roster_id, school_id, {COLUMNS})
    SELECT %s, %s, {COLUMNS} FROM graduates_staging
"""
INSERT_FINDINGS = f"""
    INSERT INTO graduates_finding
        (roster_id, school_id, {FINDING_COLUMNS}, reason, created_at)
    SELECT %s, %s, {FINDING_COLUMNS}, '', now() FROM graduates_staged_finding
"""
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

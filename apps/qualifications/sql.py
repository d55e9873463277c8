"""Set operations of the register in the database."""

from uuid import UUID

from django.db import connection

from apps.qualifications.models import RegisterLoad

# what the drafts of a load would be: new, another version of what stands, or nothing new
COMPARE = """
    SELECT count(*) FILTER (WHERE stands.id IS NULL),
           count(*) FILTER (WHERE stands.row_hash <> draft.row_hash),
           count(*) FILTER (WHERE stands.row_hash = draft.row_hash)
      FROM qualifications_conferral draft
      LEFT JOIN qualifications_conferral stands ON stands.status = 'in_force'
           AND stands.holder_id = draft.holder_id
           AND CASE WHEN %(line)s::uuid IS NOT NULL THEN stands.line = %(line)s::uuid
                    ELSE stands.subject_key = draft.subject_key
                     AND stands.degree_key = draft.degree_key END
     WHERE draft.load_id = %(load)s AND draft.status = 'draft'
"""
DROP_UNCHANGED = """
    DELETE FROM qualifications_conferral draft USING qualifications_conferral stands
     WHERE draft.load_id = %(load)s AND draft.status = 'draft' AND stands.status = 'in_force'
       AND stands.holder_id = draft.holder_id AND stands.subject_key = draft.subject_key
       AND stands.degree_key = draft.degree_key AND stands.row_hash = draft.row_hash
"""
FOLLOW = """
    UPDATE qualifications_conferral draft SET line = stands.line, version = stands.version + 1
      FROM qualifications_conferral stands
     WHERE draft.load_id = %(load)s AND draft.status = 'draft' AND stands.status = 'in_force'
       AND stands.holder_id = draft.holder_id
       AND CASE WHEN %(line)s::uuid IS NOT NULL THEN stands.line = %(line)s::uuid
                ELSE stands.subject_key = draft.subject_key
                 AND stands.degree_key = draft.degree_key END
"""
SUPERSEDE = """
    UPDATE qualifications_conferral stands
       SET status = 'superseded', ended_at = now(), ended_reason = %(reason)s
     WHERE stands.status = 'in_force' AND stands.line IN (
           SELECT line FROM qualifications_conferral WHERE load_id = %(load)s AND status = 'draft')
    RETURNING stands.line
"""
ENFORCE = """
    UPDATE qualifications_conferral SET status = 'in_force'
     WHERE load_id = %(load)s AND status = 'draft' RETURNING line
"""
WITHDRAW = """
    UPDATE qualifications_conferral
       SET status = 'withdrawn', ended_at = now(), ended_reason = %(reason)s
     WHERE line = %(line)s::uuid AND holder_id = %(holder)s AND status = 'in_force' RETURNING line
"""
# counts of the years that the load touched; complete once said so, for the groups in the load
COVER = """
    INSERT INTO qualifications_registercoverage AS known
           (holder_id, academic_year, campus, level, conferrals, complete, as_of)
    SELECT whole.holder_id, whole.academic_year, whole.campus, whole.level, count(*),
           %(complete)s AND bool_or(whole.load_id = %(load)s), now()
      FROM qualifications_conferral whole
     WHERE whole.holder_id = %(holder)s AND whole.status = 'in_force'
       AND whole.standing = 'conferred' AND whole.academic_year IN (
           SELECT DISTINCT academic_year FROM qualifications_conferral
            WHERE academic_year IS NOT NULL AND (load_id = %(load)s OR line = %(line)s::uuid))
     GROUP BY 1, 2, 3, 4
    ON CONFLICT ON CONSTRAINT coverage_once DO UPDATE
       SET conferrals = EXCLUDED.conferrals, as_of = EXCLUDED.as_of,
           complete = known.complete OR EXCLUDED.complete
"""
CONTENT_HASH = """
    SELECT sha256(coalesce(string_agg(row_hash, ''::bytea ORDER BY row), ''::bytea))
      FROM qualifications_conferral WHERE load_id = %s AND status = 'draft'
"""
REGISTER_LOCK = 7_204_002 << 32


def lock_register(holder_id: int) -> None:
    """One load at a time for each register, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REGISTER_LOCK + holder_id])


def settle_drafts(load: RegisterLoad) -> None:
    """Rows that stood beside another one of the same degree, for a person to choose, are left out:
    the file is corrected and sent again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM qualifications_conferral WHERE load_id = %s AND status = 'aside'",
            [load.pk],
        )


def content_hash(load: RegisterLoad) -> bytes:
    """SHA-256 over the rows in order; contains blind indexes, never identifiers."""
    with connection.cursor() as cursor:
        cursor.execute(CONTENT_HASH, [load.pk])
        return bytes(cursor.fetchone()[0])


def compare_with_register(load: RegisterLoad) -> None:
    """Set `added`, `changed` and `unchanged`; the caller saves."""
    with connection.cursor() as cursor:
        cursor.execute(COMPARE, {"load": load.pk, "line": load.target_line})
        load.added, load.changed, load.unchanged = cursor.fetchone()


def enforce(load: RegisterLoad) -> tuple[list[UUID], list[UUID]]:
    """Put the drafts in force: the lines that changed or ended, and all lines of the load."""
    values = {
        "load": load.pk,
        "line": load.target_line,
        "holder": load.holder_id,
        "reason": load.reason,
        "complete": load.complete,
    }
    with connection.cursor() as cursor:
        if load.kind == "withdrawal":
            cursor.execute(WITHDRAW, values)
            ended = [line for (line,) in cursor.fetchall()]
            cursor.execute(COVER, values)
            return ended, ended
        cursor.execute(DROP_UNCHANGED, values)
        cursor.execute(FOLLOW, values)
        cursor.execute(SUPERSEDE, values)
        ended = [line for (line,) in cursor.fetchall()]
        cursor.execute(ENFORCE, values)
        lines = [line for (line,) in cursor.fetchall()]
        cursor.execute(COVER, values)
    return ended, lines

"""Set operations of the register in the database."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper

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
# what stands already and is sent again as complete counts; its drafts are about to be dropped
COMPLETE = """
    UPDATE qualifications_registercoverage known SET complete = true, as_of = now()
     WHERE known.holder_id = %(holder)s AND %(complete)s AND EXISTS (
           SELECT FROM qualifications_conferral draft
            WHERE draft.load_id = %(load)s AND draft.status = 'draft'
              AND draft.standing = 'conferred' AND draft.academic_year = known.academic_year
              AND draft.campus = known.campus AND draft.level = known.level)
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
COLLIDES = """
    SELECT EXISTS (
        SELECT FROM qualifications_conferral draft
          JOIN qualifications_conferral stands ON stands.status = 'in_force'
               AND stands.holder_id = draft.holder_id AND stands.subject_key = draft.subject_key
               AND stands.degree_key = draft.degree_key AND stands.line <> %(line)s::uuid
         WHERE draft.load_id = %(load)s AND draft.status = 'draft')
"""
# the years that any version of a touched degree is or was of
TOUCHED = """
    SELECT DISTINCT academic_year FROM qualifications_conferral
     WHERE holder_id = %(holder)s AND academic_year IS NOT NULL AND status <> 'draft'
       AND line IN (SELECT line FROM qualifications_conferral WHERE load_id = %(load)s
                    UNION ALL SELECT %(line)s::uuid)
"""
# counts of the years that the load touched; complete once said so, for the groups in the load,
# until a degree comes in that was missing: then it is not, unless it is said again
COVER = """
    INSERT INTO qualifications_registercoverage AS known
           (holder_id, academic_year, campus, level, conferrals, complete, as_of)
    SELECT whole.holder_id, whole.academic_year, whole.campus, whole.level, count(*),
           %(complete)s AND bool_or(whole.load_id = %(load)s), now()
      FROM qualifications_conferral whole
     WHERE whole.holder_id = %(holder)s AND whole.status = 'in_force'
       AND whole.standing = 'conferred' AND whole.academic_year = ANY(%(years)s)
     GROUP BY 1, 2, 3, 4
    ON CONFLICT ON CONSTRAINT coverage_once DO UPDATE
       SET conferrals = EXCLUDED.conferrals, as_of = EXCLUDED.as_of,
           complete = EXCLUDED.complete OR known.complete AND NOT EXISTS (
               SELECT FROM qualifications_conferral late
                WHERE late.load_id = %(load)s AND late.status = 'in_force' AND late.version = 1
                  AND late.standing = 'conferred' AND late.academic_year = known.academic_year
                  AND late.campus = known.campus AND late.level = known.level)
"""
UNCOVER = """
    UPDATE qualifications_registercoverage known SET conferrals = 0, as_of = now()
     WHERE known.holder_id = %(holder)s AND known.conferrals > 0
       AND known.academic_year = ANY(%(years)s) AND NOT EXISTS (
           SELECT FROM qualifications_conferral left_over
            WHERE left_over.holder_id = known.holder_id AND left_over.status = 'in_force'
              AND left_over.standing = 'conferred'
              AND left_over.academic_year = known.academic_year
              AND left_over.campus = known.campus AND left_over.level = known.level)
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


def share_registers(holder_ids: Collection[int]) -> None:
    """No load changes these registers until the transaction ends; others may read them as well."""
    with connection.cursor() as cursor:
        for holder_id in sorted(holder_ids):
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [REGISTER_LOCK + holder_id])


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


def collides(load: RegisterLoad) -> bool:
    """Whether a correction would make its degree another one that the register holds already."""
    with connection.cursor() as cursor:
        cursor.execute(COLLIDES, {"load": load.pk, "line": load.target_line})
        return bool(cursor.fetchone()[0])


def enforce(load: RegisterLoad, *, complete: bool) -> tuple[list[UUID], list[UUID]]:
    """Put the drafts in force: the lines that changed or ended, and all lines of the load.

    complete: with it the register of its years, campuses and levels is said to be whole
    """
    values = {
        "load": load.pk,
        "line": load.target_line,
        "holder": load.holder_id,
        "reason": load.reason,
        "complete": complete,
    }
    with connection.cursor() as cursor:
        if load.kind == "withdrawal":
            cursor.execute(WITHDRAW, values)
            ended = [line for (line,) in cursor.fetchall()]
            _cover(cursor, values)
            return ended, ended
        cursor.execute(COMPLETE, values)
        cursor.execute(DROP_UNCHANGED, values)
        cursor.execute(FOLLOW, values)
        cursor.execute(SUPERSEDE, values)
        ended = [line for (line,) in cursor.fetchall()]
        cursor.execute(ENFORCE, values)
        lines = [line for (line,) in cursor.fetchall()]
        _cover(cursor, values)
    return ended, lines


def _cover(cursor: CursorWrapper, values: dict[str, Any]) -> None:
    # asked apart: inside the others a planner without statistics asks it again for every degree
    cursor.execute(TOUCHED, values)
    years = {"years": [year for (year,) in cursor.fetchall()]}
    cursor.execute(COVER, values | years)
    cursor.execute(UNCOVER, values | years)

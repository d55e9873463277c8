"""Lease, fencing token and progress: short statements by the database's clock.

A claim raises the token. Effects commit only together with `finish`, which demands the same token
and a lease that has not run out: a worker that wakes too late commits nothing.
"""

from dataclasses import dataclass
from json import loads
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, connections

from apps.institutions.actor import Actor, Role
from apps.institutions.scope import system_scope

# Two statements: the lock waits for nobody, and the claim then sees what was committed before it.
# In one statement the row would be read anew after the lock but the lease would not, and a job that
# was claimed a moment ago would be claimed twice.
LOCK = "SELECT id FROM jobs_job WHERE uuid = %s FOR UPDATE SKIP LOCKED"
CLAIM = """
    UPDATE jobs_job SET state = 'running', tries = tries + 1, token = token + 1
     WHERE id = %s AND (not_before IS NULL OR not_before <= clock_timestamp())
       AND (state = 'queued' OR (state = 'running' AND tries < max_tries AND NOT EXISTS (
              SELECT FROM jobs_progress lease
               WHERE lease.job = jobs_job.uuid AND lease.leased_until >= clock_timestamp())))
    RETURNING kind, arguments, institution_id, user_id, client_id, role, actor_label,
              token, tries, max_tries
"""
LEASE = """
    INSERT INTO jobs_progress (job, token, leased_until, done, total, note)
    VALUES (%s, %s, clock_timestamp() + make_interval(secs => %s), 0, 0, '')
    ON CONFLICT (job) DO UPDATE SET token = EXCLUDED.token, done = 0, total = 0, note = '',
           leased_until = EXCLUDED.leased_until
"""
BEAT = """
    UPDATE jobs_progress SET done = %s, total = %s, note = %s,
           leased_until = clock_timestamp() + make_interval(secs => %s)
     WHERE job = %s AND token = %s AND leased_until > clock_timestamp()
"""
FINISH = """
    UPDATE jobs_job SET state = 'done', finished_at = clock_timestamp(), result = %s
     WHERE uuid = %s AND token = %s AND state = 'running'
       AND EXISTS (SELECT FROM jobs_progress lease WHERE lease.job = jobs_job.uuid
                      AND lease.token = jobs_job.token AND lease.leased_until > clock_timestamp())
"""
GIVE_BACK = """
    UPDATE jobs_job SET failure = %s, woken_at = NULL,
           state = CASE WHEN tries >= max_tries THEN 'failed' ELSE 'queued' END,
           finished_at = CASE WHEN tries >= max_tries THEN clock_timestamp() END,
           not_before = clock_timestamp() + make_interval(secs => 5 * tries)
     WHERE uuid = %s AND token = %s AND state = 'running'
    RETURNING state
"""


class LeaseLost(Exception):  # noqa: N818  (says what happened)
    """Another worker has the job, or may have it: nothing of this run may be committed."""


@dataclass(frozen=True)
class Claim:
    uuid: UUID
    kind: str
    arguments: dict[str, Any]
    actor: Actor
    token: int
    tries: int
    max_tries: int


def claim(uuid: UUID) -> Claim | None:
    """Take the job, or None where it is finished, not due, or in other hands."""
    with system_scope("a worker claims a job"), connection.cursor() as cursor:
        cursor.execute(LOCK, [uuid])
        locked = cursor.fetchone()
        if locked is None:
            return None
        cursor.execute(CLAIM, locked)
        row = cursor.fetchone()
        if row is None:
            return None
        kind, arguments, institution, user, client, role, label, token, tries, most = row
        cursor.execute(LEASE, [uuid, token, settings.JOB_LEASE_SECONDS])
    actor = Actor(
        institution_id=institution, role=Role(role), user_id=user, client_id=client, label=label
    )
    plain = loads(arguments) if isinstance(arguments, str) else arguments
    return Claim(uuid, kind, plain, actor, token, tries, most)


def beat(held: Claim, done: int, total: int, note: str) -> None:
    """Renew the lease and say how far the work is, at once and outside its transaction."""
    with connections["progress"].cursor() as cursor:
        cursor.execute(BEAT, [done, total, note, settings.JOB_LEASE_SECONDS, held.uuid, held.token])
        if cursor.rowcount != 1:
            raise LeaseLost


def finish(held: Claim, result: str) -> None:
    """Mark as done, in the transaction of the effects."""
    with system_scope("a worker finishes a job"), connection.cursor() as cursor:
        cursor.execute(FINISH, [result, held.uuid, held.token])
        if cursor.rowcount != 1:
            raise LeaseLost


def give_back(held: Claim, failure: str) -> str:
    """After a failed try: queue again or set aside; the new state, '' when it was taken over."""
    with system_scope("a worker gives a job back"), connection.cursor() as cursor:
        cursor.execute(GIVE_BACK, [failure, held.uuid, held.token])
        row = cursor.fetchone()
    return str(row[0]) if row else ""

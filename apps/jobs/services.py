"""Asking for work, doing it, and waking what was forgotten."""

import json
import logging
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from apps.core.errors import PortalError
from apps.institutions.actor import Actor
from apps.institutions.scope import scope, system_scope
from apps.jobs import lease
from apps.jobs.models import Job
from apps.jobs.registry import Run, handler_of
from apps.jobs.waking import wake

log = logging.getLogger(__name__)

FORGOTTEN = """
    UPDATE jobs_job SET woken_at = clock_timestamp() WHERE id IN (
        SELECT job.id FROM jobs_job job LEFT JOIN jobs_progress lease ON lease.job = job.uuid
         WHERE job.state IN ('queued', 'running')
           AND (job.not_before IS NULL OR job.not_before <= clock_timestamp())
           AND (job.woken_at IS NULL
                OR job.woken_at < clock_timestamp() - make_interval(secs => %s))
           AND (job.state = 'queued' OR lease.job IS NULL OR lease.leased_until < clock_timestamp())
         ORDER BY job.id LIMIT 500 FOR UPDATE OF job SKIP LOCKED)
    RETURNING uuid
"""
EXHAUSTED = """
    UPDATE jobs_job job SET state = 'failed', finished_at = clock_timestamp(),
           failure = 'worker_lost'
      FROM jobs_progress lease
     WHERE lease.job = job.uuid AND job.state = 'running' AND job.tries >= job.max_tries
       AND lease.leased_until < clock_timestamp()
"""


def enqueue(*, actor: Actor, kind: str, arguments: dict[str, Any], max_tries: int = 3) -> Job:
    """A job in the caller's transaction; a worker is woken once it has committed."""
    job = Job.objects.create(
        kind=kind,
        arguments=arguments,
        institution_id=actor.institution_id,
        user_id=actor.user_id,
        client_id=actor.client_id,
        role=actor.role,
        actor_label=actor.label,
        max_tries=max_tries,
    )
    transaction.on_commit(lambda: wake(job.uuid), robust=True)
    return job


def run(uuid: UUID) -> str:
    """Do the job if it can be claimed; its state afterwards, '' where it was not ours to do."""
    held = lease.claim(uuid)
    if held is None:
        return ""
    try:
        with scope(held.actor):
            result = handler_of(held.kind)(
                Run(
                    uuid=uuid,
                    actor=held.actor,
                    arguments=held.arguments,
                    progress=lambda done, total, note: lease.beat(held, done, total, note),
                )
            )
            lease.finish(held, json.dumps(result))
    except lease.LeaseLost:
        log.warning("job %s was taken over; this run commits nothing", uuid)
        return ""
    except PortalError as error:
        return _failed(held, error.code)
    except Exception as error:  # noqa: BLE001  (whatever went wrong is counted against the job)
        # the message may quote data, so only the kind of error and its place are kept
        place = error.__traceback__
        while place and place.tb_next:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_name}:{place.tb_lineno}" if place else ""
        return _failed(held, f"{type(error).__name__} {where}")
    return "done"


def _failed(held: lease.Claim, failure: str) -> str:
    log.error("job %s (%s) failed in try %s: %s", held.uuid, held.kind, held.tries, failure)
    return lease.give_back(held, failure[:200])


def sweep() -> int:
    """Wake what Redis forgot or a dead worker left; set aside what used up its tries."""
    with system_scope("sweeping forgotten jobs"), connection.cursor() as cursor:
        cursor.execute(EXHAUSTED)
        cursor.execute(FORGOTTEN, [settings.JOB_REWAKE_SECONDS])
        forgotten = [row[0] for row in cursor.fetchall()]
    for uuid in forgotten:
        wake(uuid)
    return len(forgotten)

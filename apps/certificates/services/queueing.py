"""Papers are made in chunks, each a job of its own, so that several workers share a list."""

from collections.abc import Sequence

from apps.certificates.models import RequestBatch, ServiceRequest
from apps.institutions.actor import Actor
from apps.jobs.services import enqueue

PRODUCE, ARCHIVE = "certificates.produce", "certificates.archive"
CHUNK = 25
"""Enough to share a layout, and half a second of work that a killed worker loses at most."""


def queue_production(rows: Sequence[ServiceRequest], *, actor: Actor, chunk: int = CHUNK) -> None:
    """Gives each row its job; the caller saves the rows. A job finds its rows by itself."""
    for start in range(0, len(rows), chunk):
        job = enqueue(actor=actor, kind=PRODUCE, arguments={"chunk": start // chunk})
        for row in rows[start : start + chunk]:
            row.job = job


def queue_archive(batch: RequestBatch, *, actor: Actor) -> None:
    """`batch` is locked. Always a new job: one that is queued may have read the list already. The
    latest one counts.
    """
    batch.archive_job = enqueue(actor=actor, kind=ARCHIVE, arguments={"batch": str(batch.uuid)})
    batch.save(update_fields=["archive_job"])

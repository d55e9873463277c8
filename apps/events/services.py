"""Writing events and numbering them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from apps.events.models import Event
from apps.institutions.actor import Actor
from apps.institutions.scope import system_scope

SEALER_LOCK = 7_201_002

SEAL = """
    UPDATE events_event AS event SET sequence = numbered.sequence
      FROM (SELECT id, row_number() OVER (ORDER BY id)
                 + (SELECT coalesce(max(sequence), 0) FROM events_event) AS sequence
              FROM events_event WHERE sequence IS NULL ORDER BY id LIMIT 5000) AS numbered
     WHERE event.id = numbered.id
"""


def emit(
    *,
    actor: Actor,
    kind: str,
    subject: UUID,
    audience_id: int | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    """One event of the actor's institution, in the caller's transaction."""
    Event.objects.create(
        kind=kind,
        institution_id=actor.institution_id,
        audience_id=audience_id,
        subject=subject,
        data=data or {},
    )


@dataclass(frozen=True)
class Happening:
    """What happened to one of several things, and which other institution is told."""

    subject: UUID
    audience_id: int | None = None
    data: dict[str, Any] = field(default_factory=dict)


def emit_many(*, actor: Actor, kind: str, happenings: Sequence[Happening]) -> None:
    """As `emit`, for many things in one statement."""
    Event.objects.bulk_create(
        [
            Event(
                kind=kind,
                institution_id=actor.institution_id,
                audience_id=happening.audience_id,
                subject=happening.subject,
                data=happening.data,
            )
            for happening in happenings
        ],
        batch_size=1_000,
    )


@transaction.atomic
def seal() -> int:
    """Number what was committed since; one sealer at a time."""
    with system_scope("numbering the outbox"), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(SEAL)
        return int(cursor.rowcount)

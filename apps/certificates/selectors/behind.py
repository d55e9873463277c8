"""The requests behind a figure of service: each with its day, and how late it was."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from apps.certificates.models import ServiceRequest
from apps.core.working_days import working_days_between
from apps.institutions.actor import Actor
from apps.institutions.selectors import closed_days


@dataclass(frozen=True, slots=True)
class TimedRequest:
    """A request without its person. days_late: working days after the due day until the paper was
    ready, until today while it is not.
    """

    request: UUID
    code: str
    kind: str
    due_on: dt.date
    ready_on: dt.date | None
    days_late: int


def requests_behind(
    actor: Actor, requests: Sequence[UUID], *, today: dt.date | None = None
) -> dict[UUID, TimedRequest]:
    """The institution's own, by uuid; two queries. The clock stops when the paper is ready."""
    rows = ServiceRequest.objects.filter(
        institution_id=actor.institution_id, uuid__in=list(requests)
    )
    closed = closed_days(actor.institution_id)
    found = {}
    for row in rows:
        ready_at = row.produced_at or row.delivered_at
        ready_on = timezone.localdate(ready_at) if ready_at else None
        until = ready_on or today or timezone.localdate()
        found[row.uuid] = TimedRequest(
            row.uuid,
            row.code,
            row.get_kind_display(),
            row.due_on,
            ready_on,
            working_days_between(row.due_on, until, closed),
        )
    return found

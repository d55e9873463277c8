"""The service clock: working days from the request until the paper is ready."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from apps.certificates.kinds import Kind
from apps.certificates.models import ServiceLevel, ServiceRequest
from apps.core.working_days import add_working_days, working_days_between
from apps.institutions.selectors import closed_days

USUAL_DAYS = 3
"""Working days where an institution has set none."""


@dataclass(frozen=True, slots=True)
class Term:
    """How long a request may take, and its last day."""

    days: int
    due_on: dt.date


def service_days(institution_id: int, kind: str, on: dt.date) -> int:
    """Working days in force on that day."""
    level = (
        ServiceLevel.objects.filter(institution_id=institution_id, kind=kind, valid_from__lte=on)
        .order_by("-valid_from")
        .first()
    )
    return level.working_days if level else USUAL_DAYS


def term_for(institution_id: int, kind: str, requested_on: dt.date) -> Term:
    days = service_days(institution_id, kind, requested_on)
    closed = closed_days(institution_id)
    return Term(days, add_working_days(requested_on, days, closed))


def days_used(request: ServiceRequest, *, today: dt.date | None = None) -> int:
    """Working days from the request until the paper was ready or cancelled, until
    today while it is open. What comes after that depends on the person who fetches it.
    """
    ended = request.produced_at or request.delivered_at or request.cancelled_at
    until = timezone.localdate(ended) if ended else today or timezone.localdate()
    begun = timezone.localdate(request.requested_at)
    return working_days_between(begun, until, closed_days(request.institution_id))


def levels_in_force(institution_id: int, on: dt.date) -> dict[str, int]:
    """Kind → working days, for every kind."""
    found = dict.fromkeys(Kind.values, USUAL_DAYS)
    rows = ServiceLevel.objects.filter(institution_id=institution_id, valid_from__lte=on)
    found |= dict(rows.order_by("valid_from").values_list("kind", "working_days"))
    return found


def levels_of(institution_id: int) -> list[ServiceLevel]:
    """All that were ever set, by kind, the latest first."""
    rows = ServiceLevel.objects.filter(institution_id=institution_id)
    return list(rows.order_by("kind", "-valid_from"))

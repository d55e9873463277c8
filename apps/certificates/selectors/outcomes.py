"""Each request against its day: what an indicator of service counts."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Coalesce

from apps.certificates.kinds import Channel
from apps.certificates.models import ServiceRequest
from apps.certificates.states import State
from apps.institutions.actor import Actor

CHUNK = 2_000
IN_TIME, LATE, OPEN = "in_time", "late", "open"


@dataclass(frozen=True, slots=True)
class RequestOutcome:
    """outcome: "in_time", "late" or "open" (not ready yet); fed: made by another system."""

    request: UUID
    due_on: dt.date
    outcome: str
    fed: bool


def request_outcomes(
    actor: Actor, requests: Sequence[UUID] | None = None
) -> Iterator[RequestOutcome]:
    """The institution's requests that were not cancelled; one query. None: all of them.

    The clock stops when the paper is ready, as in `figures.service_figures`.
    """
    rows = ServiceRequest.objects.filter(institution_id=actor.institution_id).exclude(
        state=State.CANCELLED
    )
    if requests is not None:
        rows = rows.filter(uuid__in=requests)
    found = (
        rows.order_by()
        .annotate(ready_at=Coalesce("produced_at", "delivered_at"))
        .values_list(
            "uuid",
            "due_on",
            Case(
                When(ready_at=None, then=Value(OPEN)),
                When(ready_at__date__lte=F("due_on"), then=Value(IN_TIME)),
                default=Value(LATE),
                output_field=CharField(),
            ),
            Case(When(Q(channel=Channel.FEED), then=Value(True)), default=Value(False)),
        )
    )
    for uuid, due_on, outcome, fed in found.iterator(CHUNK):
        yield RequestOutcome(uuid, due_on, outcome, fed)

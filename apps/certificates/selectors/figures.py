"""What the service clock shows over a period: the data of the indicator of service."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, ExpressionWrapper, F, Q
from django.db.models.fields import DurationField
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.certificates.kinds import Channel
from apps.certificates.models import ServiceRequest
from apps.certificates.states import State
from apps.institutions.actor import Actor


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """Requests of one kind and source that were due in a period, less the cancelled ones.

    source: "portal" (made here) or "fed"; `late` were ready after their day, `open_late` are not
    ready although it has passed, the rest of `due` is not ready and its day has not passed
    *_hours: mean time between the stages by the clock on the wall, None where none got so far
    """

    kind: str
    source: str
    due: int
    in_time: int
    late: int
    open_late: int
    cancelled: int
    approval_hours: float | None
    production_hours: float | None
    delivery_hours: float | None


def service_figures(
    actor: Actor, start: dt.date, end: dt.date, *, today: dt.date | None = None
) -> list[ServiceFigures]:
    """By kind and source, of requests due from `start` to `end` (both included). One query.

    The clock stops when the paper is ready: how soon it is fetched is not the office's doing.
    """
    on = today or timezone.localdate()
    rows = (
        ServiceRequest.objects.filter(
            institution_id=actor.institution_id, due_on__range=(start, end)
        )
        .annotate(ready_at=Coalesce("produced_at", "delivered_at"), fed=Q(channel=Channel.FEED))
        .order_by()
    )
    standing = ~Q(state=State.CANCELLED)
    in_time = Q(ready_at__date__lte=F("due_on"))
    groups = rows.values("kind", "fed").annotate(
        due=Count("pk", filter=standing),
        in_time=Count("pk", filter=standing & in_time),
        late=Count("pk", filter=standing & Q(ready_at__date__gt=F("due_on"))),
        open_late=Count("pk", filter=standing & Q(ready_at=None, due_on__lt=on)),
        cancelled=Count("pk", filter=Q(state=State.CANCELLED)),
        approval=Avg(_between("requested_at", "approved_at"), filter=standing),
        production=Avg(_between("approved_at", "produced_at"), filter=standing),
        delivery=Avg(_between("produced_at", "delivered_at"), filter=standing),
    )
    return [
        ServiceFigures(
            kind=group["kind"],
            source="fed" if group["fed"] else "portal",
            due=group["due"],
            in_time=group["in_time"],
            late=group["late"],
            open_late=group["open_late"],
            cancelled=group["cancelled"],
            approval_hours=_hours(group["approval"]),
            production_hours=_hours(group["production"]),
            delivery_hours=_hours(group["delivery"]),
        )
        for group in groups.order_by("kind", "fed")
    ]


def _between(earlier: str, later: str) -> "ExpressionWrapper[Any]":
    return ExpressionWrapper(F(later) - F(earlier), output_field=DurationField())


def _hours(time: dt.timedelta | None) -> float | None:
    return None if time is None else time.total_seconds() / 3600

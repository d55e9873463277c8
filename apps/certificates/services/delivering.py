"""The end of a request: the paper is delivered, or the request is cancelled before it was made."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from apps.certificates.errors import DeliveryError, PaperEndedError, RequestStateError
from apps.certificates.kinds import Channel, Delivery
from apps.certificates.models import ServiceRequest
from apps.certificates.policies import can_work_on_requests, demand
from apps.certificates.selectors.standing import ENDED
from apps.certificates.services.moving import (
    lock_requests,
    moment_after,
    move,
    require_reason,
)
from apps.certificates.states import Action, State
from apps.documents.models import Paper
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, officer_of


@transaction.atomic
def deliver_requests(
    *, actor: Actor, uuids: Sequence[UUID], how: str, officer: Officer | None = None
) -> list[ServiceRequest]:
    """Raises DeliveryError where `how` is none of `Delivery`, RequestStateError, and
    PaperEndedError for a paper that was replaced or revoked.
    """
    demand(can_work_on_requests(actor))
    by = officer_of(actor, officer)
    if how not in Delivery.values:
        raise DeliveryError
    rows = lock_requests(uuids, Action.DELIVER, actor=actor)
    _refuse_fed(rows)
    _refuse_ended(rows)
    shared = {
        "delivered_at": moment_after(rows),
        "delivered_name": by.name,
        "delivered_post": by.post,
        "delivered_how": how,
    }
    move(rows, Action.DELIVER, actor=actor, officer=by, shared=shared)
    return rows


@transaction.atomic
def cancel_requests(
    *, actor: Actor, uuids: Sequence[UUID], reason: str, officer: Officer | None = None
) -> list[ServiceRequest]:
    """Before the paper is made; one that is made is revoked. Its serial is not given again.

    Raises ReasonNeededError, RequestStateError.
    """
    demand(can_work_on_requests(actor))
    by = officer_of(actor, officer)
    reason = require_reason(reason)
    rows = lock_requests(uuids, Action.CANCEL, actor=actor)
    _refuse_fed(rows)
    shared = {
        "cancelled_at": moment_after(rows),
        "cancelled_name": by.name,
        "cancelled_post": by.post,
        "reason": reason,
    }
    for state in {row.state for row in rows}:
        alike = [row for row in rows if row.state == state]
        move(alike, Action.CANCEL, actor=actor, officer=by, shared=shared, note=reason)
    return rows


def _refuse_fed(rows: Sequence[ServiceRequest]) -> None:
    """Its stages come from the system that makes the paper, and from nowhere else."""
    for row in rows:
        if row.channel == Channel.FEED:
            raise RequestStateError(row.state, State(row.state).label)


def _refuse_ended(rows: Sequence[ServiceRequest]) -> None:
    """Nobody is given a paper that does not count."""
    papers = {row.paper: row for row in rows if row.paper is not None}
    ended = Paper.objects.filter(uuid__in=papers, status__in=ENDED).order_by("pk").first()
    if ended is not None:
        raise PaperEndedError(papers[ended.uuid].code)

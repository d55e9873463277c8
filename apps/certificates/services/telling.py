"""Notices to the own officers: one for each request or list, no person named."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from apps.certificates.models import RequestBatch, ServiceRequest
from apps.certificates.notices import FAILED, READY, WAITING
from apps.institutions.actor import Actor, Role
from apps.notices.services import notify

STAFF = (Role.REGISTRAR, Role.REGISTRAR_APPROVER)
PAGE = "/"
"""Where a notice leads: the home page lists what waits."""


def tell_approvers(rows: Sequence[ServiceRequest], *, actor: Actor) -> None:
    """One notice for a list, one for each single request; again after a change."""
    for row in _one_of_each(rows):
        _tell(actor, WAITING, (Role.REGISTRAR_APPROVER,), _subject(row), row.version, row.due_on)


def tell_ready(row: ServiceRequest, *, actor: Actor) -> None:
    """`row` alone, or the list that it is the last of."""
    _tell(actor, READY, STAFF, _subject(row), row.version, None)


def tell_failed(rows: Sequence[ServiceRequest], *, actor: Actor) -> None:
    for row in _one_of_each(rows):
        _tell(actor, FAILED, STAFF, _subject(row), row.version, row.due_on)


def _one_of_each(rows: Sequence[ServiceRequest]) -> list[ServiceRequest]:
    return list({row.batch_id or -row.pk: row for row in rows}.values())


def _subject(row: ServiceRequest) -> UUID:
    batch: RequestBatch | None = row.batch
    return batch.uuid if batch is not None else row.uuid


def _tell(
    actor: Actor,
    kind: str,
    roles: Sequence[Role],
    subject: UUID,
    version: int,
    due_on: dt.date | None,
) -> None:
    notify(
        actor=actor,
        institution_id=actor.institution_id,
        roles=roles,
        kind=kind,
        subject=subject,
        path=PAGE,
        once=f"{kind}:{subject}:{version}",
        due_on=due_on,
    )

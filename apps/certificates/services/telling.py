"""Notices to the own officers: one for each request or list, no person named."""

import datetime as dt
from collections.abc import Sequence

from apps.certificates.models import RequestBatch, ServiceRequest
from apps.certificates.notices import FAILED, READY, WAITING
from apps.institutions.actor import Actor, Role
from apps.notices.services import notify

STAFF = (Role.REGISTRAR, Role.REGISTRAR_APPROVER)
PAGES = {"request": "/certificates/requests/{}/", "list": "/certificates/batches/{}/"}
"""Where a notice leads: the page of the request, or of the list that it belongs to."""


def tell_approvers(rows: Sequence[ServiceRequest], *, actor: Actor) -> None:
    """One notice for a list, one for each single request; again after a change."""
    for row in _one_of_each(rows):
        _tell(actor, WAITING, (Role.REGISTRAR_APPROVER,), row, row.due_on)


def tell_ready(row: ServiceRequest, *, actor: Actor) -> None:
    """`row` alone, or the list that it is the last of."""
    _tell(actor, READY, STAFF, row, None)


def tell_failed(rows: Sequence[ServiceRequest], *, actor: Actor) -> None:
    for row in _one_of_each(rows):
        _tell(actor, FAILED, STAFF, row, row.due_on)


def _one_of_each(rows: Sequence[ServiceRequest]) -> list[ServiceRequest]:
    return list({row.batch_id or -row.pk: row for row in rows}.values())


def _tell(
    actor: Actor, kind: str, roles: Sequence[Role], row: ServiceRequest, due_on: dt.date | None
) -> None:
    batch: RequestBatch | None = row.batch
    subject = batch.uuid if batch is not None else row.uuid
    notify(
        actor=actor,
        institution_id=actor.institution_id,
        roles=roles,
        kind=kind,
        subject=subject,
        path=PAGES["request" if batch is None else "list"].format(subject),
        once=f"{kind}:{subject}:{row.version}",
        due_on=due_on,
        number=row.code if batch is None else "",
    )

"""Telling an institution's roles that something waits; reading; choosing mails."""

import datetime as dt
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction

from apps.core.errors import NotFoundError
from apps.institutions.actor import Actor, Role
from apps.notices.models import MailChoice, Notice, ReadMark
from apps.notices.numbers import demand_number
from apps.notices.paths import demand_own_path
from apps.notices.registry import kind_of, kinds_for
from apps.notices.selectors import notice_get, unread

MOST_READ_AT_ONCE = 1_000


def notify(
    *,
    actor: Actor,
    institution_id: int,
    roles: Sequence[Role],
    kind: str,
    subject: UUID,
    path: str,
    once: str = "",
    due_on: dt.date | None = None,
    number: str = "",
) -> None:
    """Tell `roles` of an institution (the own or another) what waits, in the caller's transaction.

    `number`: of the thing, as the portal gave it (Q2569-000017); it stands with the words in the
    inbox and in the mail. The row is the recipient's: the caller's institution can write it and not
    see it again. With `once`, a second call with the same key does nothing.

    Raises LookupError for an unknown kind, ValueError for a path outside the portal, a number that
    is none, or roles that the kind is not for: faults of the program, not of a person.
    """
    if not roles or not set(roles) <= kind_of(kind).roles:
        raise ValueError(f"{kind} is not for these roles")
    demand_own_path(path)
    demand_number(number)
    notice = Notice(
        institution_id=institution_id,
        sender_id=actor.institution_id,
        roles=sorted({str(Role(role)) for role in roles}),
        kind=kind,
        subject=subject,
        path=path,
        once=once,
        due_on=due_on,
        number=number,
    )
    # without RETURNING and without naming the key: both would need the right to read the row
    Notice.objects.bulk_create([notice], ignore_conflicts=True)


def remind(
    *,
    actor: Actor,
    institution_id: int,
    roles: Sequence[Role],
    kind: str,
    subject: UUID,
    path: str,
    step: str,
    due_on: dt.date | None = None,
    number: str = "",
) -> None:
    """As `notify`, once for each kind, subject and `step` ("due", "overdue-5", a date)."""
    notify(
        actor=actor,
        institution_id=institution_id,
        roles=roles,
        kind=kind,
        subject=subject,
        path=path,
        once=f"{kind}:{subject}:{step}",
        due_on=due_on,
        number=number,
    )


@transaction.atomic
def read_notice(*, actor: Actor, uuid: UUID) -> Notice:
    """Mark as read, by this person alone. Raises NotFoundError."""
    notice = notice_get(actor, uuid)
    _mark(actor, [notice.pk])
    return notice


@transaction.atomic
def read_all(*, actor: Actor) -> None:
    """Mark everything in the inbox as read, by this person alone."""
    _mark(actor, list(unread(actor).values_list("pk", flat=True)[:MOST_READ_AT_ONCE]))


@transaction.atomic
def choose_mails(*, actor: Actor, wanted: Collection[str]) -> None:
    """E-mail about the kinds `wanted` and about no other of this role."""
    if actor.user_id is None:
        raise NotFoundError
    offered = {kind.code for kind in kinds_for(actor.role)}
    mine = MailChoice.objects.filter(user_id=actor.user_id, institution_id=actor.institution_id)
    mine.filter(kind__in=offered & set(wanted)).delete()
    MailChoice.objects.bulk_create(
        [
            MailChoice(user_id=actor.user_id, institution_id=actor.institution_id, kind=code)
            for code in sorted(offered - set(wanted))
        ],
        ignore_conflicts=True,
    )


def _mark(actor: Actor, ids: Sequence[int]) -> None:
    if actor.user_id is None:
        raise NotFoundError
    ReadMark.objects.bulk_create(
        [
            ReadMark(institution_id=actor.institution_id, user_id=actor.user_id, notice_id=pk)
            for pk in ids
        ],
        ignore_conflicts=True,
    )

"""Reads of the inbox: what a person is told in the role they act in."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from apps.core.errors import NotFoundError
from apps.institutions.actor import Actor
from apps.notices.models import MailChoice, Notice, ReadMark

PAGE = 50
MANY = 100
SHOWN_FOR = dt.timedelta(days=180)


@dataclass(frozen=True)
class Inbox:
    """`rows`: unread first, each with `is_read`; `after`: cursor of the next page, or ""."""

    rows: list[Notice]
    after: str


def inbox(actor: Actor, after: str = "") -> Inbox:
    """One page; `after` is a cursor of this function, anything else begins at the top."""
    rows = list(_older(_mine(actor), after).order_by(F("is_read"), "-pk")[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Inbox(rows[:PAGE], f"{int(last.is_read)}-{last.pk}" if last else "")  # type: ignore[attr-defined]


def unread(actor: Actor) -> QuerySet[Notice]:
    return _mine(actor).filter(Q(is_read=False))


def unread_number(actor: Actor) -> int:
    """Unread notices; counting ends at MANY."""
    return unread(actor).values("pk").order_by()[:MANY].count()


def notice_get(actor: Actor, uuid: UUID) -> Notice:
    """One of this person's inbox. Raises NotFoundError."""
    found = _mine(actor).filter(uuid=uuid).first()
    if found is None:
        raise NotFoundError
    return found


def kinds_without_mail(actor: Actor) -> set[str]:
    """Codes of the kinds about which the person wants no e-mail here."""
    if actor.user_id is None:
        return set()
    mine = MailChoice.objects.filter(user_id=actor.user_id, institution_id=actor.institution_id)
    return set(mine.values_list("kind", flat=True))


def _mine(actor: Actor) -> QuerySet[Notice]:
    """Of the actor's institution and role; nobody but a person has an inbox."""
    read = ReadMark.objects.filter(notice=OuterRef("pk"), user_id=actor.user_id or 0)
    rows = (
        Notice.objects.filter(
            institution_id=actor.institution_id,
            roles__contains=[str(actor.role)],
            created_at__gte=timezone.now() - SHOWN_FOR,
        )
        .select_related("sender")
        .annotate(is_read=Exists(read))
    )
    return rows if actor.user_id is not None else rows.none()


def _older(rows: QuerySet[Notice], after: str) -> QuerySet[Notice]:
    read, dash, pk = after.partition("-")
    if read not in {"0", "1"} or not dash or not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return rows
    rest = Q(is_read=read == "1", pk__lt=int(pk))
    return rows.filter(rest | Q(is_read=True)) if read == "0" else rows.filter(rest)

"""What the pages of the holder read beside its queue, its history and its register."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from apps.institutions.actor import Actor
from apps.institutions.models import Institution
from apps.qualifications.models import (
    Answer,
    AnswerState,
    Check,
    Conferral,
    ConferralStatus,
    PrivacyHold,
    RegisterLoad,
)

PAGE = 50


class Turn(NamedTuple):
    """One page of a queue, the soonest due first; `next` is "" on the last page."""

    rows: list[Check]
    next: str


def page_by_due(rows: QuerySet[Check], cursor: str, size: int = PAGE) -> Turn:
    """The rows after the cursor (`2026-11-30~17`: due day and number of the last row shown)."""
    place = _place(cursor)
    if place:
        day, number = place
        rows = rows.filter(Q(due_on__gt=day) | Q(due_on=day, pk__gt=number))
    found = list(rows.order_by("due_on", "pk")[: size + 1])
    shown = found[:size]
    more = len(found) > size
    return Turn(shown, f"{shown[-1].due_on:%Y-%m-%d}~{shown[-1].pk}" if more else "")


def _place(cursor: str) -> tuple[dt.date, int] | None:
    day, _tilde, number = cursor.partition("~")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    try:
        return dt.date.fromisoformat(day), int(number)
    except ValueError:
        return None


def open_answers(checks: Sequence[Check]) -> dict[int, Answer]:
    """Check → the answer that waits for approval; one query."""
    rows = Answer.objects.filter(check_asked__in=checks, state=AnswerState.PROPOSED)
    return {row.check_asked_id: row for row in rows}


def askers_of(actor: Actor) -> list[Institution]:
    """Who ever asked the actor's university, for the filter of its lists."""
    asked = Check.objects.filter(shared_with_id=actor.institution_id)
    return list(Institution.objects.filter(pk__in=asked.values("asker_id")).order_by("name_th"))


def held_lines(lines: Sequence[UUID]) -> set[UUID]:
    """Those of the lines that are under a privacy hold."""
    rows = PrivacyHold.objects.filter(line__in=lines, lifted_at=None)
    return set(rows.values_list("line", flat=True))


def loads_waiting(actor: Actor, line: UUID) -> list[RegisterLoad]:
    """Corrections and withdrawals of a degree that nobody has approved yet."""
    rows = RegisterLoad.objects.filter(
        holder_id=actor.institution_id, target_line=line, state="in_review"
    )
    return list(rows.order_by("-pk"))


def draft_rows(load: RegisterLoad, change: str) -> QuerySet[Conferral]:
    """Drafts of a load in the file's order that are `added`, `changed` or `unchanged` against the
    register; each has `stands_pk`, the row of the register that it would follow."""
    stands = _standing(load)
    rows = load.conferrals.filter(status=ConferralStatus.DRAFT).annotate(
        stands_pk=Subquery(stands.values("pk")[:1])
    )
    same = stands.filter(row_hash=OuterRef("row_hash"))
    if change == "added":
        rows = rows.filter(stands_pk=None)
    elif change == "changed":
        rows = rows.exclude(stands_pk=None).filter(~Exists(same))
    else:
        rows = rows.filter(Exists(same))
    return rows.order_by("row", "pk")


def _standing(load: RegisterLoad) -> QuerySet[Conferral]:
    rows = Conferral.objects.filter(holder_id=load.holder_id, status=ConferralStatus.IN_FORCE)
    if load.target_line:
        return rows.filter(line=load.target_line)
    return rows.filter(subject_key=OuterRef("subject_key"), degree_key=OuterRef("degree_key"))


def standing_rows(drafts: Sequence[Conferral]) -> dict[int, Conferral]:
    """The rows of the register that drafts would follow, by primary key."""
    wanted = [draft.stands_pk for draft in drafts if draft.stands_pk]  # type: ignore[attr-defined]
    return Conferral.objects.in_bulk(wanted)

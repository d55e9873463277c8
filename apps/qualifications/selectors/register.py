"""A university's own register: lists, search, loads, and what comes near a question."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from apps.core.errors import NotFoundError
from apps.core.thai.text import search_key
from apps.institutions.actor import Actor
from apps.qualifications.models import (
    Check,
    Conferral,
    ConferralStatus,
    PrivacyHold,
    RegisterLoad,
)
from apps.qualifications.states import LoadState

NEAR = 8


def register_rows(actor: Actor, words: str = "") -> QuerySet[Conferral]:
    """Degrees in force, newest first; narrowed to a student code or the beginning of a name."""
    rows = Conferral.objects.filter(holder_id=actor.institution_id, status=ConferralStatus.IN_FORCE)
    text = words.strip()
    if text:
        key = search_key(text)
        rows = rows.filter(
            Q(student_code__iexact=text) | Q(name_key__startswith=key)
            | Q(name_key_en__startswith=key)
        )  # fmt: skip
    return rows


def versions_of(actor: Actor, line: UUID) -> list[Conferral]:
    """Every version of one degree, newest first; empty is not found."""
    rows = list(
        Conferral.objects.select_related("load")
        .filter(holder_id=actor.institution_id, line=line)
        .exclude(status=ConferralStatus.DRAFT)
        .order_by("-version")
    )
    if not rows:
        raise NotFoundError
    return rows


def in_force(actor: Actor, line: UUID) -> Conferral | None:
    return Conferral.objects.filter(
        holder_id=actor.institution_id, line=line, status=ConferralStatus.IN_FORCE
    ).first()


def hold_of(actor: Actor, line: UUID) -> PrivacyHold | None:
    return PrivacyHold.objects.filter(
        holder_id=actor.institution_id, line=line, lifted_at=None
    ).first()


def near_matches(actor: Actor, check: Check) -> list[Conferral]:
    """What the holder's own register has that comes near: by identifier, code, then name."""
    if check.shared_with_id != actor.institution_id:
        raise NotFoundError
    near = Q()
    if check.id_index:
        near |= Q(id_index=bytes(check.id_index))
    if check.student_code:
        near |= Q(student_code__iexact=check.student_code)
    for first, last in (
        (check.first_name, check.last_name),
        (check.first_name_en, check.last_name_en),
    ):
        if key := search_key(first + last):
            near |= Q(name_key=key) | Q(name_key_en=key)
        if last and first and len(search_key(first)) > 1:
            near |= Q(name_key__startswith=search_key(first), last_name=last)
    if not near:
        return []
    rows = Conferral.objects.filter(
        near, holder_id=actor.institution_id, status=ConferralStatus.IN_FORCE
    )
    return list(rows.order_by("-academic_year", "pk")[:NEAR])


def load_list(actor: Actor) -> QuerySet[RegisterLoad]:
    return RegisterLoad.objects.filter(holder_id=actor.institution_id).order_by("-pk")


def loads_waiting(actor: Actor) -> tuple[int, dt.datetime | None]:
    """How many loads wait for the approver, and since when the oldest does."""
    rows = load_list(actor).filter(state=LoadState.IN_REVIEW).exclude(kind="answer")
    found = rows.aggregate(number=Count("pk"), since=Min("created_at"))
    return found["number"], found["since"]


def load_get(actor: Actor, uuid: UUID) -> RegisterLoad:
    found = (
        RegisterLoad.objects.select_related("holder", "job", "upload")
        .filter(uuid=uuid, holder_id=actor.institution_id)
        .first()
    )
    if found is None:
        raise NotFoundError
    return found


def load_rows(load: RegisterLoad) -> QuerySet[Conferral]:
    return load.conferrals.order_by("row", "pk")


def finding_kinds(rows: QuerySet) -> Sequence[dict[str, object]]:  # type: ignore[type-arg]
    """Findings of a list folded by rule: `rule`, `cls`, `count`, `first` (primary key)."""
    order = {"syntax": 0, "validity": 1, "whole": 2, "quality": 3}
    groups = list(rows.values("rule", "cls").annotate(count=Count("pk"), first=Min("pk")))
    return sorted(groups, key=lambda one: (order[one["cls"]], -one["count"]))

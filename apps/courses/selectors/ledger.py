"""The credit account of a learner: its entries, balances and totals."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum, Window

from apps.core.errors import NotFoundError
from apps.courses.models import CoursePaper, CreditEntry, CrossRegistration, Learner, PaperKind
from apps.courses.states import CreditKind, CreditStatus
from apps.institutions.actor import Actor

ZERO = Decimal(0)


def learner_list(actor: Actor, words: str) -> QuerySet[Learner]:
    """The own students whose code or names begin with every word that was typed."""
    rows = Learner.objects.filter(home_id=actor.institution_id)
    for word in words.split()[:4]:
        rows = rows.filter(
            Q(student_code__startswith=word)
            | Q(first_name__istartswith=word)
            | Q(last_name__istartswith=word)
            | Q(first_name_en__istartswith=word)
            | Q(last_name_en__istartswith=word)
        )
    return rows


def learner_get(actor: Actor, uuid: UUID) -> Learner:
    """One of the own students. Raises NotFoundError."""
    found = Learner.objects.filter(uuid=uuid, home_id=actor.institution_id).first()
    if found is None:
        raise NotFoundError
    return found


def entries_of(learner: Learner) -> list[Any]:
    """All entries, the oldest first, each with `balance`: the account's after it."""
    rows = CreditEntry.objects.filter(learner=learner, home_id=learner.home_id)
    balance = Window(Sum("credits"), order_by=F("id").asc())
    return list(
        rows.annotate(balance=balance)
        .select_related("registration__host", "recognition")
        .order_by("id")
    )


@dataclass(frozen=True, slots=True)
class Account:
    """Credits earned elsewhere and not taken back, of these recognised, and still to be used."""

    earned: Decimal = ZERO
    recognised: Decimal = ZERO
    available: Decimal = ZERO


def account_of(entries: list[Any]) -> Account:
    """Totals of a learner's entries. What a decision left over of a course is not available."""
    heads = {entry.registration_id: entry for entry in entries}
    earned = _sum(entries, CreditKind.EARNED, CreditKind.REVERSED)
    used = _sum(entries, CreditKind.USED, CreditKind.RELEASED)
    free = [each.after for each in heads.values() if each.status_after == CreditStatus.AVAILABLE]
    return Account(earned, -used, sum(free, ZERO))


def _sum(entries: list[Any], *kinds: CreditKind) -> Decimal:
    return sum((entry.credits for entry in entries if entry.kind in kinds), ZERO)


def courses_of(learner: Learner) -> list[CrossRegistration]:
    """Every course of the learner, the newest first."""
    rows = CrossRegistration.objects.filter(learner=learner, home_id=learner.home_id)
    return list(rows.select_related("host", "result", "request").order_by("-created_at", "-uuid"))


def papers_of_learner(learner: Learner, *kinds: PaperKind) -> list[CoursePaper]:
    """The newest first; of these kinds, or of all."""
    rows = CoursePaper.objects.filter(learner=learner).select_related("institution")
    rows = rows.filter(kind__in=kinds) if kinds else rows
    return list(rows.order_by("-id")[:20])

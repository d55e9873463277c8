"""Booking credits. Balance and status follow from the chain of entries; constraints hold it."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import IntegrityError, transaction

from apps.courses.errors import CreditTakenError, NoCreditError
from apps.courses.models import CreditEntry, CrossRegistration, Recognition, Result
from apps.courses.states import CREDIT_STEPS, CreditKind, CreditStatus
from apps.institutions.officers import Officer

ZERO = Decimal(0)


def heads_of(registration_ids: Sequence[int]) -> dict[int, CreditEntry]:
    """The last entry of each course's chain: its balance and status as they are."""
    rows = CreditEntry.objects.filter(registration__in=registration_ids)
    last = rows.order_by("registration_id", "-ordinal").distinct("registration_id")
    return {entry.registration_id: entry for entry in last}


def head_of(registration_id: int) -> CreditEntry | None:
    return heads_of([registration_id]).get(registration_id)


def earn(rows: Sequence[CrossRegistration], by: Officer) -> list[CreditEntry]:
    """Results were received and are passed: their credits are the learners'. Three statements."""
    heads = heads_of([row.pk for row in rows])
    entries = [
        _next(row, CreditKind.EARNED, row.credit_value, by, heads.get(row.pk), result=row.result)
        for row in rows
    ]
    return _keep(entries)


def use(
    row: CrossRegistration, recognition: Recognition, granted: Decimal, by: Officer
) -> CreditEntry:
    """A recognition uses the credits, once. Raises CreditTakenError, NoCreditError."""
    return _book(row, CreditKind.USED, -granted, by, recognition=recognition)


def release(row: CrossRegistration, recognition: Recognition, by: Officer) -> CreditEntry | None:
    """The recognition fell: what it used is available again. None where it used nothing."""
    head = head_of(row.pk)
    if head is None or head.status_after != CreditStatus.USED:
        return None
    return _book(row, CreditKind.RELEASED, -head.credits, by, recognition=recognition)


def reverse(row: CrossRegistration, result: Result, by: Officer) -> CreditEntry | None:
    """The result was corrected: what was earned on the former one is taken back."""
    head = head_of(row.pk)
    if head is None or head.status_after != CreditStatus.AVAILABLE:
        return None
    return _book(row, CreditKind.REVERSED, -head.after, by, result=result)


def _book(
    row: CrossRegistration,
    kind: CreditKind,
    amount: Decimal,
    by: Officer,
    *,
    result: Result | None = None,
    recognition: Recognition | None = None,
) -> CreditEntry:
    head = head_of(row.pk)
    entry = _next(row, kind, amount, by, head, result=result, recognition=recognition)
    return _keep([entry])[0]


def _next(
    row: CrossRegistration,
    kind: CreditKind,
    amount: Decimal,
    by: Officer,
    head: CreditEntry | None,
    *,
    result: Result | None = None,
    recognition: Recognition | None = None,
) -> CreditEntry:
    """The entry that follows `head`. Raises CreditTakenError, NoCreditError."""
    status = CreditStatus(head.status_after) if head else CreditStatus.NEW
    allowed, after = CREDIT_STEPS[kind]
    if status not in allowed:
        raise CreditTakenError if status == CreditStatus.USED else NoCreditError
    balance = head.after if head else ZERO
    if balance + amount < 0:
        raise NoCreditError
    return CreditEntry(
        home_id=row.home_id,
        learner_id=row.learner_id,
        registration=row,
        ordinal=head.ordinal + 1 if head else 1,
        previous=head.ordinal if head else None,
        kind=kind,
        credits=amount,
        before=balance,
        after=balance + amount,
        status_before=status,
        status_after=after,
        result=result,
        recognition=recognition,
        name=by.name,
        post=by.post,
    )


def _keep(entries: list[CreditEntry]) -> list[CreditEntry]:
    """Whoever books at the same time takes the same place in the chain, and one is refused."""
    try:
        with transaction.atomic():
            return CreditEntry.objects.bulk_create(entries, batch_size=500)
    except IntegrityError as error:
        raise CreditTakenError from error

"""Booking credits. Balance and status follow from the chain of entries; constraints hold it."""

from decimal import Decimal

from django.db import IntegrityError, transaction

from apps.courses.errors import CreditTakenError, NoCreditError
from apps.courses.models import CreditEntry, CrossRegistration, Recognition, Result
from apps.courses.officers import Officer
from apps.courses.states import CREDIT_STEPS, CreditKind, CreditStatus

ZERO = Decimal(0)


def head_of(registration_id: int) -> CreditEntry | None:
    """The last entry of the course's chain: its balance and status as they are."""
    rows = CreditEntry.objects.filter(registration_id=registration_id)
    return rows.order_by("-ordinal").first()


def earn(row: CrossRegistration, result: Result, by: Officer) -> CreditEntry:
    """The result was received and is passed: its credits are the learner's."""
    return _book(row, CreditKind.EARNED, row.credit_value, by, result=result)


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
    """One more entry. Whoever books at the same time takes the same place, and one is refused."""
    head = head_of(row.pk)
    status = CreditStatus(head.status_after) if head else CreditStatus.NEW
    allowed, after = CREDIT_STEPS[kind]
    if status not in allowed:
        raise CreditTakenError if status == CreditStatus.USED else NoCreditError
    balance = head.after if head else ZERO
    if balance + amount < 0:
        raise NoCreditError
    try:
        with transaction.atomic():
            return CreditEntry.objects.create(
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
    except IntegrityError as error:
        raise CreditTakenError from error

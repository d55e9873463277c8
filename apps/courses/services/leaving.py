"""A registration ends without a result: withdrawn while studying, or cancelled before."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.core.errors import InvalidError
from apps.courses.choices import ChangeReason
from apps.courses.models import CrossRegistration
from apps.courses.services.registrations import Pick, lock_registrations, move, require_reason
from apps.courses.states import Action
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, officer_of


class WithdrawLateError(InvalidError):
    code = "withdraw_late"


@transaction.atomic
def withdraw_registrations(
    *,
    actor: Actor,
    picks: Sequence[Pick],
    reason: str,
    note: str = "",
    officer: Officer | None = None,
) -> list[CrossRegistration]:
    """By either side. After the host's last day only the host may. Raises WithdrawLateError."""
    by = officer_of(actor, officer)
    require_reason(reason, ChangeReason)
    rows = lock_registrations(picks, Action.WITHDRAW, actor=actor)
    for row in rows:
        late = row.withdraw_by is not None and timezone.localdate() > row.withdraw_by
        if late and actor.institution_id == row.home_id:
            raise WithdrawLateError(
                format_lazy(
                    _(
                        "The last day of withdrawal from {course} has passed. Ask the host to "
                        "withdraw the student."
                    ),
                    course=row.course_code,
                )
            )
    move(rows, Action.WITHDRAW, actor=actor, officer=by, reason=reason, note=note.strip()[:300])
    return rows


@transaction.atomic
def cancel_registrations(
    *,
    actor: Actor,
    picks: Sequence[Pick],
    reason: str,
    note: str = "",
    officer: Officer | None = None,
) -> list[CrossRegistration]:
    """By the home, before the student is registered at the host."""
    by = officer_of(actor, officer)
    require_reason(reason, ChangeReason)
    rows = lock_registrations(picks, Action.CANCEL, actor=actor)
    move(rows, Action.CANCEL, actor=actor, officer=by, reason=reason, note=note.strip()[:300])
    return rows

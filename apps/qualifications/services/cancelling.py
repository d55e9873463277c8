"""The asker no longer needs an answer."""

from uuid import UUID

from django.db import transaction

from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, officer_of
from apps.qualifications.models import Check
from apps.qualifications.services.moving import lock_check, move, require_note
from apps.qualifications.services.taking_back import drop_with_question
from apps.qualifications.states import CheckAction, CheckState


@transaction.atomic
def cancel_check(
    *, actor: Actor, uuid: UUID, version: int | None, note: str, named: Officer | None = None
) -> Check:
    """Nothing more happens to it; the holder sees why. An answer that waits for its approval, of
    which the asker does not know, falls with it."""
    check = lock_check(uuid, CheckAction.CANCEL, actor=actor, version=version)
    officer = officer_of(actor, named)
    proposed = check.state == CheckState.PROPOSED
    move([check], CheckAction.CANCEL, actor=actor, officer=officer, note=require_note(note))
    if proposed:
        drop_with_question(check)
    return check

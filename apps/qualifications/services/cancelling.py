"""The asker no longer needs an answer."""

from uuid import UUID

from django.db import transaction
from django.db.models import F

from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, officer_of
from apps.qualifications.models import Check, CheckBatch
from apps.qualifications.services.moving import lock_check, move, require_note
from apps.qualifications.services.taking_back import drop_with_question
from apps.qualifications.states import CheckAction, CheckState


@transaction.atomic
def cancel_check(
    *, actor: Actor, uuid: UUID, version: int | None, note: str, named: Officer | None = None
) -> Check:
    """Nothing more happens to it; the holder sees why. An answer that waits for its approval, of
    which the asker does not know, falls with it."""
    batch = _locked_batch_of_draft(uuid)
    check = lock_check(uuid, CheckAction.CANCEL, actor=actor, version=version)
    officer = officer_of(actor, named)
    proposed, draft = check.state == CheckState.PROPOSED, check.state == CheckState.DRAFT
    move([check], CheckAction.CANCEL, actor=actor, officer=officer, note=require_note(note))
    if proposed:
        drop_with_question(check)
    if draft and batch is not None:
        CheckBatch.objects.filter(pk=batch).update(kept=F("kept") - 1, kept_out=F("kept_out") + 1)
    return check


def _locked_batch_of_draft(uuid: UUID) -> int | None:
    """The list that counts this person among those to be sent, locked before the question as
    whoever sends it locks them; None for a question of no list, or one that was sent."""
    drafts = Check.objects.filter(uuid=uuid, state=CheckState.DRAFT, batch__isnull=False)
    lists = CheckBatch.objects.select_for_update(of=("self",))
    return lists.filter(pk__in=drafts.values("batch_id")).values_list("pk", flat=True).first()

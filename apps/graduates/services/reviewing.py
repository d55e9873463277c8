"""Decisions on what the check found: confirm with a reason, choose between two rows."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.audit.services import record
from apps.core.errors import ForbiddenError, NotFoundError
from apps.graduates.errors import ReasonMissingError, RosterStateError
from apps.graduates.models import Entry, Finding, Roster
from apps.graduates.policies import can_review_roster
from apps.graduates.services.transitions import lock_roster
from apps.graduates.sql import content_hash
from apps.graduates.states import RosterState
from apps.institutions.actor import Actor

SHORTEST_REASON = 5


def _in_review(actor: Actor, uuid: UUID) -> Roster:
    roster = lock_roster(uuid)
    if not can_review_roster(actor, roster):
        raise ForbiddenError
    if roster.state != RosterState.IN_REVIEW:
        raise RosterStateError(data={"state": roster.state})
    return roster


@transaction.atomic
def confirm_findings(*, actor: Actor, uuid: UUID, rule: str, reason: str) -> int:
    """All findings of one rule at once; how many were confirmed."""
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise ReasonMissingError
    roster = _in_review(actor, uuid)
    confirmed = Finding.objects.filter(
        roster=roster, rule=rule, needs_confirmation=True, confirmed_at=None
    ).update(confirmed_by=actor.user_id, confirmed_at=timezone.now(), reason=reason[:300])
    if not confirmed:
        raise NotFoundError
    record(
        who=actor.who,
        action="roster.confirm",
        target="roster",
        target_uuid=roster.uuid,
        owner_institution_id=roster.school_id,
        data={"rule": rule, "findings": confirmed},
    )
    return confirmed


@transaction.atomic
def keep_row(*, actor: Actor, uuid: UUID, row: int) -> None:
    """Of the rows of a person that stands several times, this one counts from now on."""
    roster = _in_review(actor, uuid)
    entries = Entry.objects.filter(roster=roster)
    chosen = entries.filter(row=row, kept=False).first()
    if chosen is None:
        raise NotFoundError
    entries.filter(id_index=chosen.id_index, kept=True).update(kept=False)
    entries.filter(pk=chosen.pk).update(kept=True)
    roster.content_hash = content_hash(roster)
    roster.save(update_fields=["content_hash"])
    record(
        who=actor.who,
        action="roster.keep_row",
        target="roster",
        target_uuid=roster.uuid,
        owner_institution_id=roster.school_id,
        data={"row": row},
    )

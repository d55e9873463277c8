"""Putting a version aside that will not be certified; its persons are deleted."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from apps.audit.services import record
from apps.core.errors import ForbiddenError
from apps.graduates.models import Entry, Finding, Roster
from apps.graduates.policies import can_review_roster
from apps.graduates.services.transitions import lock_roster, move
from apps.graduates.states import RosterAction, RosterState
from apps.institutions.actor import Actor
from apps.intake.services import erase_upload

REPLACED = "replaced by a newer upload"


@transaction.atomic
def discard_roster(*, actor: Actor, uuid: UUID) -> Roster:
    roster = lock_roster(uuid)
    if not can_review_roster(actor, roster):
        raise ForbiddenError
    _discard(roster, actor=actor, note="")
    return roster


def discard_replaced(versions: QuerySet[Roster], *, actor: Actor) -> None:
    """Of one list: what still waits or is in review gives way to the new upload."""
    waiting = versions.filter(state__in=[RosterState.RECEIVED, RosterState.IN_REVIEW])
    for roster in waiting.select_for_update(of=("self",)):
        _discard(roster, actor=actor, note=REPLACED)


def _discard(roster: Roster, *, actor: Actor, note: str) -> None:
    move(roster, RosterAction.DISCARD, actor=actor, note=note)
    roster.save(update_fields=["state"])
    Entry.objects.filter(roster=roster).delete()
    Finding.objects.filter(roster=roster).delete()
    if roster.upload.erased_at is None:
        erase_upload(roster.upload)
    record(
        who=actor.who,
        action="roster.discard",
        target="roster",
        target_uuid=roster.uuid,
        owner_institution_id=roster.school_id,
    )

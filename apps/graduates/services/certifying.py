"""A second person puts a roster in force."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.audit.services import record
from apps.core.errors import ForbiddenError, NotFoundError, StaleError
from apps.events.services import emit
from apps.graduates.errors import EmptyRosterError, OwnWorkError, UnconfirmedError
from apps.graduates.models import Entry, Finding, Roster
from apps.graduates.models.roster import Kind
from apps.graduates.policies import can_certify_roster, is_own_work
from apps.graduates.services.transitions import lock_roster, move
from apps.graduates.services.uploading import serialise_list
from apps.graduates.states import RosterAction, RosterState
from apps.institutions.actor import Actor


@transaction.atomic
def certify_roster(*, actor: Actor, uuid: UUID, content_hash: str) -> Roster:
    """Certify what the certifier saw: `content_hash` (hex) is that of the page they looked at.

    The version in force until now becomes superseded. Raises OwnWorkError for the uploader,
    StaleError when the entries changed meanwhile, UnconfirmedError while a finding waits.
    """
    roster = _lock_in_turn(uuid)
    if not can_certify_roster(actor, roster):
        raise ForbiddenError
    if is_own_work(actor, roster):
        raise OwnWorkError
    if roster.state == RosterState.IN_REVIEW:
        _refuse_unready(roster, content_hash)
    _supersede(roster, actor=actor)
    move(roster, RosterAction.CERTIFY, actor=actor)
    roster.certified_by_id = actor.user_id
    roster.certified_at = timezone.now()
    roster.save(update_fields=["state", "certified_by", "certified_at"])
    if roster.kind == Kind.GRADUATES:
        _drop_studying(roster, actor=actor)
    record(
        who=actor.who,
        action="roster.certify",
        target="roster",
        target_uuid=roster.uuid,
        owner_institution_id=roster.school_id,
        data={"version": roster.version, "content": content_hash},
    )
    emit(actor=actor, kind="roster.certified", subject=roster.uuid)
    return roster


def _lock_in_turn(uuid: UUID) -> Roster:
    """First the list's turn, then the row, as an upload does: else the two could deadlock."""
    roster = Roster.objects.filter(uuid=uuid).first()
    if roster is None:
        raise NotFoundError
    serialise_list(roster.school_id, roster.academic_year, roster.kind)
    return lock_roster(uuid)


def _refuse_unready(roster: Roster, content_hash: str) -> None:
    if roster.content_hash is None or bytes(roster.content_hash).hex() != content_hash:
        raise StaleError
    if not roster.accepted:
        raise EmptyRosterError
    if Finding.objects.filter(roster=roster, needs_confirmation=True, confirmed_at=None).exists():
        raise UnconfirmedError


def _supersede(roster: Roster, *, actor: Actor) -> None:
    in_force = (
        Roster.objects.select_for_update(of=("self",))
        .filter(
            school_id=roster.school_id,
            academic_year=roster.academic_year,
            kind=roster.kind,
            state=RosterState.CERTIFIED,
        )
        .exclude(pk=roster.pk)
        .first()
    )
    if in_force is None:
        return
    move(in_force, RosterAction.SUPERSEDE, actor=actor, note=f"by version {roster.version}")
    in_force.save(update_fields=["state"])
    emit(actor=actor, kind="roster.superseded", subject=in_force.uuid)


def _drop_studying(roster: Roster, *, actor: Actor) -> None:
    """The list of who is studying is deleted once the graduates are certified."""
    studying = Roster.objects.select_for_update(of=("self",)).filter(
        school_id=roster.school_id,
        academic_year=roster.academic_year,
        kind=Kind.STUDYING,
        state=RosterState.CERTIFIED,
    )
    for done in studying:
        Entry.objects.filter(roster=done).delete()
        move(done, RosterAction.SUPERSEDE, actor=actor, note="graduates certified")
        done.save(update_fields=["state"])

"""Privacy holds: the register answers nothing about a degree, a person of the holder does."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.audit.services import record
from apps.core.errors import NotFoundError, WrongStateError
from apps.institutions.actor import Actor
from apps.institutions.officers import officer_of
from apps.qualifications.models import Conferral, ConferralStatus, PrivacyHold
from apps.qualifications.policies import can_place_hold, demand
from apps.qualifications.services.moving import require_note
from apps.qualifications.sql import lock_register


@transaction.atomic
def place_hold(*, actor: Actor, line: UUID, note: str) -> PrivacyHold:
    """At the person's wish. `note` says on what it rests, not who it is."""
    demand(can_place_hold(actor))
    lock_register(actor.institution_id)
    own = Conferral.objects.filter(holder_id=actor.institution_id, line=line)
    if not own.filter(status=ConferralStatus.IN_FORCE).exists():
        raise NotFoundError
    officer = officer_of(actor)
    try:
        with transaction.atomic():
            hold = PrivacyHold.objects.create(
                holder_id=actor.institution_id,
                line=line,
                note=require_note(note, most=300),
                placed_name=officer.name,
                placed_post=officer.post,
            )
    except IntegrityError as error:
        raise WrongStateError from error
    _noted(hold, "register.hold", actor)
    return hold


@transaction.atomic
def lift_hold(*, actor: Actor, line: UUID) -> PrivacyHold:
    demand(can_place_hold(actor))
    hold = (
        PrivacyHold.objects.select_for_update(of=("self",))
        .filter(holder_id=actor.institution_id, line=line, lifted_at=None)
        .first()
    )
    if hold is None:
        raise NotFoundError
    officer = officer_of(actor)
    hold.lifted_at = timezone.now()
    hold.lifted_name, hold.lifted_post = officer.name, officer.post
    hold.save(update_fields=["lifted_at", "lifted_name", "lifted_post"])
    _noted(hold, "register.lift_hold", actor)
    return hold


def _noted(hold: PrivacyHold, action: str, actor: Actor) -> None:
    record(
        who=actor.who,
        action=action,
        target="register_line",
        target_uuid=hold.line,
        owner_institution_id=hold.holder_id,
        data={"hold": str(hold.uuid)},
    )

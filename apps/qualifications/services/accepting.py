"""A second person puts a load into the register, or it is discarded."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import NotFoundError, StaleError, WrongStateError
from apps.events.services import emit
from apps.institutions.actor import Actor
from apps.institutions.officers import is_own_work, officer_of
from apps.qualifications.errors import (
    AlreadyThereError,
    DegreeGoneError,
    EmptyLoadError,
    OwnLoadError,
)
from apps.qualifications.models import Conferral, ConferralStatus, LoadKind, RegisterLoad
from apps.qualifications.policies import can_approve, can_work, demand
from apps.qualifications.services.reopening import reopen_answers
from apps.qualifications.sql import collides, compare_with_register, enforce, lock_register
from apps.qualifications.states import LoadAction, next_load_state


@dataclass(frozen=True, slots=True)
class Accepted:
    """The load as accepted, the lines that it changed or ended, and the first of its lines."""

    load: RegisterLoad
    changed: list[UUID]
    first_line: UUID | None


def lock_load(uuid: UUID) -> RegisterLoad:
    load = RegisterLoad.objects.select_for_update(of=("self",)).filter(uuid=uuid).first()
    if load is None:
        raise NotFoundError
    return load


def _locked_own(uuid: UUID, of_answer: bool) -> RegisterLoad:
    """Raises WrongStateError where the row of an answer is meant and not, or the other way."""
    load = lock_load(uuid)
    if (load.kind == LoadKind.ANSWER) != of_answer:
        raise WrongStateError(data={"state": load.state})
    return load


def step(load: RegisterLoad, action: LoadAction) -> None:
    after = next_load_state(load.state, action)
    if after is None:
        raise WrongStateError(data={"state": load.state})
    load.state = after


@transaction.atomic
def accept_load(
    *,
    actor: Actor,
    uuid: UUID,
    content_hash: str | None,
    of_answer: bool = False,
    complete: bool = False,
) -> Accepted:
    """Put in force what the approver saw: `content_hash` (hex) is that of the page; None for the
    row of an answer (`of_answer`), which comes and goes with the answer alone. `complete`: with it
    the register of its years, campuses and levels is whole, as the approver says.

    What changed or ended reopens the checks that were answered from it. Raises OwnLoadError,
    StaleError, EmptyLoadError, DegreeGoneError, AlreadyThereError, WrongStateError,
    ForbiddenError, NotFoundError.
    """
    demand(can_approve(actor))
    lock_register(actor.institution_id)
    load, officer = _locked_own(uuid, of_answer), officer_of(actor)
    if is_own_work([(load.made_key, load.made_name)], officer):
        raise OwnLoadError
    step(load, LoadAction.ACCEPT)
    if content_hash is not None and bytes(load.content_hash or b"").hex() != content_hash:
        raise StaleError
    _refuse_overtaken(load)
    load.accepted_at = timezone.now()
    load.accepted_name, load.accepted_post = officer.name, officer.post
    load.accepted_key = officer.key
    load.save()
    changed, lines = enforce(load, complete=load.complete or complete)
    record(
        who=actor.who,
        action="register.accept",
        target="register_load",
        target_uuid=load.uuid,
        owner_institution_id=load.holder_id,
        data={
            "kind": load.kind,
            "rows": load.kept,
            "changed": len(changed),
            "complete": load.complete or complete,
        },
    )
    emit(actor=actor, kind="register.accepted", subject=load.uuid, data={"changed": len(changed)})
    if changed:
        reopen_answers(actor=actor, lines=changed, officer=officer, note=_why(load))
    return Accepted(load, changed, lines[0] if lines else None)


def _refuse_overtaken(load: RegisterLoad) -> None:
    """What came into the register since the load was brought may leave it nothing to do."""
    if load.kind != LoadKind.WITHDRAWAL and not load.kept:
        raise EmptyLoadError
    if load.target_line is not None:
        stands = Conferral.objects.filter(holder_id=load.holder_id, line=load.target_line)
        if not stands.filter(status=ConferralStatus.IN_FORCE).exists():
            raise DegreeGoneError
        if collides(load):
            raise AlreadyThereError
    if load.kind == LoadKind.ANSWER:
        compare_with_register(load)
        if not load.added:
            raise AlreadyThereError


def _why(load: RegisterLoad) -> str:
    if load.kind == LoadKind.WITHDRAWAL:
        return _("The degree was withdrawn from the register.")
    return _("The degree was corrected in the register.")


@transaction.atomic
def discard_load(*, actor: Actor, uuid: UUID, of_answer: bool = False) -> RegisterLoad:
    """Its drafts are deleted; who brought it stays on record."""
    demand(can_work(actor))
    load = _locked_own(uuid, of_answer)
    step(load, LoadAction.DISCARD)
    load.save(update_fields=["state"])
    Conferral.objects.filter(load=load, status=ConferralStatus.DRAFT).delete()
    load.findings.all().delete()
    record(
        who=actor.who,
        action="register.discard",
        target="register_load",
        target_uuid=load.uuid,
        owner_institution_id=load.holder_id,
        data={"kind": load.kind},
    )
    return load

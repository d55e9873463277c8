"""Rows on their way into the register, from a form, a system or an answer; a file has its own way.

Whatever brings them, they wait as drafts of one load until a second person accepts it.
"""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from apps.audit.services import record
from apps.core.errors import NotFoundError
from apps.events.services import emit
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, officer_of
from apps.qualifications.choices import CorrectionReason
from apps.qualifications.errors import AlreadyThereError, EmptyLoadError, UnchangedError
from apps.qualifications.incoming.shapes import DegreeRow
from apps.qualifications.models import Conferral, ConferralStatus, LoadKind, RegisterLoad
from apps.qualifications.policies import can_work, demand
from apps.qualifications.rows import conferral_of, protection
from apps.qualifications.services.moving import require_note
from apps.qualifications.sql import collides, compare_with_register, content_hash
from apps.qualifications.states import LoadState

DegreeFacts = DegreeRow


@transaction.atomic
def bring_rows(
    *,
    actor: Actor,
    rows: Sequence[DegreeRow],
    kind: LoadKind = LoadKind.API,
    complete: bool = False,
    note: str = "",
    named: Officer | None = None,
) -> RegisterLoad:
    """1 to 1,000 degrees that wait for the approver. Raises EmptyLoadError, AlreadyThereError
    (the same degree twice among them), ForbiddenError, OfficerMissingError."""
    demand(can_work(actor))
    load = _load(actor, officer_of(actor, named), kind, complete=complete, note=note)
    return _filled(load, rows, actor=actor)


@transaction.atomic
def bring_correction(
    *,
    actor: Actor,
    line: UUID,
    row: DegreeRow,
    reason: str,
    note: str,
    named: Officer | None = None,
) -> RegisterLoad:
    """A new version of a degree. Raises NotFoundError, UnchangedError, NoteMissingError,
    AlreadyThereError (it would be another degree of the register)."""
    demand(can_work(actor))
    _in_force(actor, line)
    load = _load(
        actor,
        officer_of(actor, named),
        LoadKind.FORM,
        reason=CorrectionReason(reason),
        note=require_note(note, most=300),
        target_line=line,
    )
    return _filled(load, [row], actor=actor)


@transaction.atomic
def bring_withdrawal(
    *, actor: Actor, line: UUID, reason: str, note: str, named: Officer | None = None
) -> RegisterLoad:
    """The degree is to leave the register. Raises NotFoundError, NoteMissingError."""
    demand(can_work(actor))
    _in_force(actor, line)
    load = _load(
        actor,
        officer_of(actor, named),
        LoadKind.WITHDRAWAL,
        reason=CorrectionReason(reason),
        note=require_note(note, most=300),
        target_line=line,
    )
    load.state, load.rows = LoadState.IN_REVIEW, 1
    load.content_hash = hashlib.sha256(line.bytes).digest()
    load.save()
    _told(load, actor)
    return load


def bring_answer(*, actor: Actor, officer: Officer, facts: DegreeRow, case: str) -> RegisterLoad:
    """The degree that an answer by hand adds. Raises AlreadyThereError where it stands already."""
    load = _load(actor, officer, LoadKind.ANSWER, note=case)
    filled = _filled(load, [facts], actor=actor)
    if not filled.added:
        raise AlreadyThereError
    return filled


def _in_force(actor: Actor, line: UUID) -> Conferral:
    found = Conferral.objects.filter(
        holder_id=actor.institution_id, line=line, status=ConferralStatus.IN_FORCE
    ).first()
    if found is None:
        raise NotFoundError
    return found


def _load(
    actor: Actor,
    officer: Officer,
    kind: LoadKind,
    *,
    complete: bool = False,
    reason: str = "",
    note: str = "",
    target_line: UUID | None = None,
) -> RegisterLoad:
    return RegisterLoad.objects.create(
        holder_id=actor.institution_id,
        kind=kind,
        complete=complete,
        reason=reason,
        note=note.strip()[:300],
        target_line=target_line,
        made_name=officer.name,
        made_post=officer.post,
        made_key=officer.key,
    )


def _filled(load: RegisterLoad, rows: Sequence[DegreeRow], *, actor: Actor) -> RegisterLoad:
    if not rows:
        raise EmptyLoadError
    sealing = protection()
    drafts = [conferral_of(row, load, number, sealing) for number, row in enumerate(rows, 1)]
    keys = {(draft.subject_key, draft.degree_key) for draft in drafts}
    if len(keys) != len(drafts):
        raise AlreadyThereError
    Conferral.objects.bulk_create(drafts, batch_size=200)
    load.rows = load.kept = len(drafts)
    compare_with_register(load)
    load.state, load.content_hash = LoadState.IN_REVIEW, content_hash(load)
    load.save()
    if load.target_line is not None and load.unchanged:
        raise UnchangedError
    if load.target_line is not None and collides(load):
        raise AlreadyThereError
    _told(load, actor)
    return load


def _told(load: RegisterLoad, actor: Actor) -> None:
    record(
        who=actor.who,
        action="register.bring",
        target="register_load",
        target_uuid=load.uuid,
        owner_institution_id=load.holder_id,
        data={"kind": load.kind, "rows": load.rows, "reason": load.reason},
    )
    emit(actor=actor, kind="register.brought", subject=load.uuid, data={"kind": load.kind})

"""The sample audit of the register: drawn, checked by others, closed, or dropped with a reason."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from apps.audit.services import record
from apps.core.errors import NotFoundError
from apps.core.identifiers import mask_numbers
from apps.events.services import Happening, emit, emit_many
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, officer_of
from apps.kpi import drawing
from apps.kpi.audit_errors import (
    AuditClosedError,
    CheckedDropError,
    DrawnAlreadyError,
    OwnSampleError,
    SampleSizeError,
    UncheckedError,
)
from apps.kpi.choices import Measure
from apps.kpi.models import AuditItem, AuditRound, Cycle
from apps.kpi.notices import SAMPLE
from apps.kpi.policies import STAFF, can_approve, can_audit_register, can_read_own, demand
from apps.kpi.refusals import ReasonNeededError
from apps.kpi.services.entering import refuse_closed
from apps.notices.services import remind

DROPPED = "audit_item.dropped"
SHORTEST_REASON, LONGEST_NOTE = 5, 300


@transaction.atomic
def draw_sample(*, actor: Actor, cycle: Cycle, codes: Collection[str], size: int) -> AuditRound:
    """Draw `size` of the register's codes. Of the others only number and digest are kept.

    Raises NotExpectedError, CycleClosedError, SampleSizeError, DrawnAlreadyError, and
    NotFoundError for a cycle of another measure.
    """
    demand(can_audit_register(actor))
    if cycle.definition.measure != Measure.REGISTER:
        raise NotFoundError
    refuse_closed(actor, cycle)
    frame = set(codes)
    low, high = drawing.sizes_allowed(len(frame))
    if not max(low, 1) <= size <= high:
        raise SampleSizeError(low, high)
    by, seed = officer_of(actor), drawing.new_seed()
    audit = AuditRound(
        institution_id=actor.institution_id,
        cycle=cycle,
        frame_size=len(frame),
        frame_digest=drawing.frame_digest(frame),
        seed=seed,
        sample_size=size,
        fields=cycle.definition.audited_fields,
        drawn_key=by.key,
        drawn_name=by.name,
        drawn_post=by.post,
    )
    _insert(audit)
    AuditItem.objects.bulk_create(
        AuditItem(
            institution_id=actor.institution_id,
            round=audit,
            position=position,
            student_code=code,
            drawn_key=by.key,
        )
        for position, code in enumerate(drawing.draw(frame, size, seed), 1)
    )
    facts = {"frame": audit.frame_size, "digest": audit.frame_digest, "sample": size}
    log_audit(actor, audit, "audit_round.draw", facts)
    remind(
        actor=actor,
        institution_id=actor.institution_id,
        roles=STAFF,
        kind=SAMPLE,
        subject=audit.uuid,
        path=reverse("kpi:audit", args=[audit.uuid]),
        step="drawn",
        due_on=cycle.due_on,
    )
    return audit


@transaction.atomic
def close_round(*, actor: Actor, uuid: UUID) -> AuditRound:
    """Once every record is checked, by somebody who did not draw. Raises OwnSampleError,
    AuditClosedError, UncheckedError.
    """
    demand(can_audit_register(actor))
    audit, by = open_round(actor, uuid), officer_of(actor)
    refuse_drawer(audit, by)
    if audit.items.filter(outcome="").exists():
        raise UncheckedError
    audit.closed_at, audit.closed_name = timezone.now(), by.name
    audit.save(update_fields=["closed_at", "closed_name"])
    log_audit(actor, audit, "audit_round.close", {"sample": audit.sample_size})
    emit(actor=actor, kind="audit_round.closed", subject=audit.uuid)
    return audit


@transaction.atomic
def drop_round(*, actor: Actor, uuid: UUID, reason: str) -> AuditRound:
    """Its records count no more, and another sample can be drawn; the reason stays to be read.

    Raises ReasonNeededError, AuditClosedError, CycleClosedError; CheckedDropError once a record
    was checked, for anybody but an approver who did not draw it: nobody draws until it fits.
    """
    demand(can_audit_register(actor))
    reason = mask_numbers(reason.strip())[:LONGEST_NOTE]
    if len(reason) < SHORTEST_REASON:
        raise ReasonNeededError
    audit = _lock_round(actor, uuid)
    if audit.dropped_at is not None:
        raise AuditClosedError
    checked = audit.items.exclude(outcome="")
    if checked.exists():
        by = officer_of(actor)
        if not can_approve(actor) or by.key == audit.drawn_key:
            raise CheckedDropError
    refuse_closed(actor, audit.cycle)
    audit.dropped_at, audit.dropped_reason = timezone.now(), reason
    audit.save(update_fields=["dropped_at", "dropped_reason"])
    counted = checked.order_by("position").values_list("uuid", flat=True)
    emit_many(actor=actor, kind=DROPPED, happenings=[Happening(uuid) for uuid in counted])
    log_audit(actor, audit, "audit_round.drop", {"reason": reason, "checked": len(counted)})
    return audit


def note_working_papers(actor: Actor, audit: AuditRound) -> None:
    """Taken away as a file, with masked codes; by whoever may read the own figures."""
    demand(can_read_own(actor))
    log_audit(actor, audit, "audit_round.export", {"records": audit.sample_size})


def _lock_round(actor: Actor, uuid: UUID) -> AuditRound:
    """One act at a time on an audit: a check takes milliseconds."""
    audit = (
        AuditRound.objects.select_for_update(of=("self",))
        .select_related("cycle__definition")
        .filter(uuid=uuid, institution_id=actor.institution_id)
        .first()
    )
    if audit is None:
        raise NotFoundError
    return audit


def open_round(actor: Actor, uuid: UUID) -> AuditRound:
    """Locked for this transaction. Raises AuditClosedError, NotFoundError."""
    audit = _lock_round(actor, uuid)
    if audit.closed_at is not None or audit.dropped_at is not None:
        raise AuditClosedError
    return audit


def refuse_drawer(audit: AuditRound, by: Officer) -> None:
    """Raises OwnSampleError."""
    if by.key == audit.drawn_key:
        raise OwnSampleError


def _insert(audit: AuditRound) -> None:
    """Two may draw at once; the later one is told."""
    try:
        with transaction.atomic():
            audit.save()
    except IntegrityError as error:
        raise DrawnAlreadyError from error


def log_audit(actor: Actor, audit: AuditRound, action: str, data: dict[str, Any]) -> None:
    """In the transaction of the act; never a student code."""
    record(
        who=actor.who,
        action=action,
        target="audit_round",
        target_uuid=audit.uuid,
        owner_institution_id=actor.institution_id,
        data=data,
    )

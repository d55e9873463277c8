"""Cycles: opened with a deadline, extended with a reason, locked with their figures frozen."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.audit.services import record
from apps.core.errors import NotFoundError
from apps.events.services import emit
from apps.institutions.actor import Actor
from apps.institutions.models import Institution
from apps.institutions.officers import officer_of
from apps.institutions.scope import scope
from apps.kpi.free_text import reason_given
from apps.kpi.models import (
    Cycle,
    Expectation,
    Extension,
    FrozenFigure,
    Indicator,
    Submission,
)
from apps.kpi.notices import OPENED, tell
from apps.kpi.policies import can_run_network, demand
from apps.kpi.refusals import CycleDatesError, CycleExistsError, ExceptionDayError
from apps.kpi.selectors.cycles import period_of
from apps.kpi.selectors.sources import READING
from apps.kpi.selectors.versions import definition_for, period_in
from apps.kpi.services.moving import move
from apps.kpi.services.portal import network_actor, portal_of
from apps.kpi.states import Action, State


@transaction.atomic
def open_cycle(
    *,
    actor: Actor,
    indicator: Indicator,
    period_code: str,
    opens_on: dt.date,
    due_on: dt.date,
    locks_on: dt.date,
    institutions: Sequence[Institution],
    announce: bool = True,
) -> Cycle:
    """With the definition in force on the period's first day. Raises PeriodError,
    NoDefinitionError, CycleExistsError, CycleDatesError.
    """
    demand(can_run_network(actor))
    if not opens_on <= due_on <= locks_on:
        raise CycleDatesError
    definition = definition_for(indicator, period_code)
    period = period_in(definition, period_code)
    cycle = Cycle(
        network_id=actor.institution_id,
        indicator=indicator,
        definition=definition,
        period_kind=period.kind,
        year_kind=period.year_kind,
        period_code=period.code,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        opens_on=opens_on,
        due_on=due_on,
        locks_on=locks_on,
        opened_name=officer_of(actor).name if actor.user_id else "",
    )
    _insert(cycle)
    Expectation.objects.bulk_create(
        Expectation(cycle=cycle, institution=each, network_id=actor.institution_id)
        for each in institutions
    )
    _log(actor, cycle, "cycle.open", {"expected": len(institutions)})
    if announce:
        for each in institutions:
            tell(OPENED, cycle, each.pk, actor=actor, step="opened")
    return cycle


def _insert(cycle: Cycle) -> None:
    """Two may open the same one at once; the later one is told."""
    try:
        with transaction.atomic():
            cycle.save()
    except IntegrityError as error:
        raise CycleExistsError from error


@transaction.atomic
def extend(
    *, actor: Actor, cycle: Cycle, institution: Institution, until: dt.date, reason: str
) -> Extension:
    """This institution may enter until that day, whatever the cycle's own days say.

    Raises ExceptionDayError for a day that gives it no more time, ReasonNeededError, NotFoundError.
    """
    demand(can_run_network(actor))
    reason = reason_given(reason)
    if not Expectation.objects.filter(cycle=cycle, institution=institution).exists():
        raise NotFoundError
    if cycle.locked_at is None and until <= cycle.due_on:
        raise ExceptionDayError
    extension = Extension.objects.create(
        cycle=cycle,
        institution=institution,
        network_id=actor.institution_id,
        until=until,
        reason=reason,
        given_name=officer_of(actor).name,
    )
    data = {"institution": institution.code, "until": until.isoformat(), "reason": reason}
    _log(actor, cycle, "cycle.extend", data)
    return extension


@transaction.atomic
def excuse(*, actor: Actor, cycle: Cycle, institution: Institution, reason: str) -> None:
    """No figure is expected of this institution; the reason is shown instead."""
    demand(can_run_network(actor))
    reason = reason_given(reason)
    if not Expectation.objects.filter(cycle=cycle, institution=institution).update(excused=reason):
        raise NotFoundError
    _log(actor, cycle, "cycle.excuse", {"institution": institution.code, "reason": reason})


@transaction.atomic
def lock_cycle(*, actor: Actor, uuid: UUID) -> Cycle:
    """Freeze what the portal saw and what was fed, and lock what was accepted. Once."""
    demand(can_run_network(actor))
    cycle = Cycle.objects.select_for_update().filter(uuid=uuid).first()
    if cycle is None:
        raise NotFoundError
    if cycle.locked_at is not None:
        return cycle
    cycle.locked_at = timezone.now()
    cycle.save(update_fields=["locked_at"])
    for expected in Expectation.objects.filter(cycle=cycle, excused="").order_by("institution_id"):
        freeze(cycle, expected.institution_id, as_of=cycle.locked_at)
    accepted = Submission.objects.filter(cycle=cycle, state=State.ACCEPTED)
    for submission in accepted.select_for_update():
        move(submission, Action.LOCK, actor=actor)
    _log(actor, cycle, "cycle.lock", {})
    return cycle


def freeze(cycle: Cycle, institution_id: int, *, as_of: dt.datetime) -> None:
    """In the institution's own scope: its sums are nobody else's."""
    period = period_of(cycle)
    today = timezone.localdate(as_of)
    with scope(portal_of(institution_id)) as actor:
        for source, reading in READING.items():
            counts = reading(actor, cycle.definition, period, today=today).counts
            if counts:
                FrozenFigure.objects.create(
                    cycle=cycle,
                    institution_id=institution_id,
                    network_id=cycle.network_id,
                    source=source,
                    counts=counts,
                    as_of=as_of,
                )


def lock_due_cycles(*, today: dt.date | None = None) -> int:
    """Cycles whose last day has passed; how many were locked. For the scheduler."""
    locked = 0
    network = network_actor()
    with scope(network):
        due = Cycle.objects.filter(locked_at=None, locks_on__lt=today or timezone.localdate())
        for uuid in due.order_by("pk").values_list("uuid", flat=True):
            lock_cycle(actor=network, uuid=uuid)
            locked += 1
    return locked


def _log(actor: Actor, cycle: Cycle, action: str, data: dict[str, Any]) -> None:
    record(
        who=actor.who,
        action=action,
        target="indicator_cycle",
        target_uuid=cycle.uuid,
        owner_institution_id=actor.institution_id,
        data=data,
    )
    emit(actor=actor, kind=action, subject=cycle.uuid)

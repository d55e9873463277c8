"""Cycles: opened with a deadline, extended with a reason, locked with their figures frozen."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.audit.services import record
from apps.core.errors import NotFoundError
from apps.events.services import emit
from apps.institutions.actor import Actor, Role
from apps.institutions.models import Institution
from apps.institutions.officers import officer_of
from apps.institutions.scope import scope
from apps.kpi.choices import Source
from apps.kpi.free_text import without_ids
from apps.kpi.models import (
    Cycle,
    Definition,
    Expectation,
    Extension,
    FrozenFigure,
    Indicator,
    Submission,
)
from apps.kpi.notices import OPENED, tell
from apps.kpi.periods import parse_period
from apps.kpi.policies import can_run_network, demand
from apps.kpi.refusals import (
    CycleDatesError,
    CycleExistsError,
    ExceptionDayError,
    NoDefinitionError,
    ReasonNeededError,
)
from apps.kpi.selectors.counts import fed_counts
from apps.kpi.selectors.cycles import period_of
from apps.kpi.selectors.told import derived_told
from apps.kpi.services.following import portal_of
from apps.kpi.services.moving import write_act
from apps.kpi.states import Action, State

SHORTEST_REASON = 5


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
    period = parse_period(period_code, definition.year_kind)  # type: ignore[arg-type]
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
    if Cycle.objects.filter(indicator=indicator, period_code=period.code).exists():
        raise CycleExistsError
    cycle.save()
    Expectation.objects.bulk_create(
        Expectation(cycle=cycle, institution=each, network_id=actor.institution_id)
        for each in institutions
    )
    _log(actor, cycle, "cycle.open", {"expected": len(institutions)})
    if announce:
        for each in institutions:
            tell(OPENED, cycle, each.pk, actor=actor, step="opened")
    return cycle


def definition_for(indicator: Indicator, period_code: str) -> Definition:
    """The published version in force on the first day of the period. Raises NoDefinitionError."""
    versions = Definition.objects.filter(
        indicator=indicator, state=Definition.State.PUBLISHED
    ).order_by("-valid_from", "-version")
    for definition in versions:
        starts = parse_period(period_code, definition.year_kind).starts_on  # type: ignore[arg-type]
        ended = definition.valid_until
        if definition.valid_from <= starts and (ended is None or starts <= ended):
            return definition
    raise NoDefinitionError


@transaction.atomic
def extend(
    *, actor: Actor, cycle: Cycle, institution: Institution, until: dt.date, reason: str
) -> Extension:
    """This institution may enter until that day, whatever the cycle's own days say.

    Raises ExceptionDayError for a day that gives it no more time, ReasonNeededError, NotFoundError.
    """
    demand(can_run_network(actor))
    reason = without_ids(reason)[:300]
    if len(reason) < SHORTEST_REASON:
        raise ReasonNeededError
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
    reason = without_ids(reason)[:300]
    if len(reason) < SHORTEST_REASON:
        raise ReasonNeededError
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
    for submission in Submission.objects.select_for_update().filter(
        cycle=cycle, state=State.ACCEPTED
    ):
        submission.state, submission.version = State.LOCKED, submission.version + 1
        submission.save(update_fields=["state", "version"])
        write_act(submission, Action.LOCK, State.ACCEPTED, actor=actor)
    _log(actor, cycle, "cycle.lock", {})
    return cycle


def freeze(cycle: Cycle, institution_id: int, *, as_of: dt.datetime) -> None:
    """In the institution's own scope: its sums are nobody else's."""
    period = period_of(cycle)
    today = timezone.localdate(as_of)
    with scope(portal_of(institution_id)) as actor:
        for source, reading in ((Source.DERIVED, derived_told), (Source.FED, fed_counts)):
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


def network_actor() -> Actor:
    """The portal at work for the network itself."""
    network = Institution.objects.filter(kind="network", is_active=True).order_by("pk").first()
    if network is None:
        raise NotFoundError
    return Actor(institution_id=network.pk, role=Role.SECRETARIAT, label="portal")


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

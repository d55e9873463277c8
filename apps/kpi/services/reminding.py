"""Reminders of figures that are owed: before the day, on the day, then once a week."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from apps.audit.services import record
from apps.core.errors import NotFoundError
from apps.core.working_days import working_days_between
from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from apps.kpi.models import Cycle
from apps.kpi.notices import DUE, LATE, tell
from apps.kpi.policies import can_run_network, demand
from apps.kpi.refusals import CycleClosedError
from apps.kpi.selectors.board import Progress, progress_rows, universities
from apps.kpi.selectors.cycles import may_enter
from apps.kpi.services.portal import network_actor

DAYS_BEFORE = 5
WEEK = 7


def remind_institutions(today: dt.date | None = None) -> int:
    """Whoever owes a figure now is told so; how many reminders were due.

    Doing it again on the same day, or a day late, reminds nobody twice. For the scheduler.
    """
    on = today or timezone.localdate()
    network, count = network_actor(), 0
    with scope(network):
        cycles = {each.pk: each for each in _running(on)}
        for row in progress_rows(network, list(cycles.values()), universities()):
            step = step_of(row, cycles[row.cycle_id], on)
            if step:
                _remind(network, cycles[row.cycle_id], row, on, step)
                count += 1
    return count


def step_of(row: Progress, cycle: Cycle, today: dt.date) -> str:
    """Which reminder is due on that day, "" for none. A new day of an exception begins anew."""
    if not row.is_owed or not may_enter(cycle, row.until, today):
        return ""
    day = row.due_on.isoformat()
    if today > row.due_on:
        return f"late-{day}-{(today - row.due_on).days // WEEK}"
    if today == row.due_on:
        return f"today-{day}"
    return f"soon-{day}" if working_days_between(today, row.due_on) <= DAYS_BEFORE else ""


@transaction.atomic
def remind_now(*, actor: Actor, uuid: UUID) -> int:
    """Everybody who owes a figure of this cycle, at most once a day; how many they are.

    Raises NotFoundError, and CycleClosedError where nobody may enter.
    """
    demand(can_run_network(actor))
    cycle = Cycle.objects.filter(uuid=uuid).first()
    if cycle is None:
        raise NotFoundError
    today = timezone.localdate()
    rows = progress_rows(actor, [cycle], universities())
    if today < cycle.opens_on or not any(may_enter(cycle, row.until, today) for row in rows):
        raise CycleClosedError
    owed = [row for row in rows if row.is_owed and may_enter(cycle, row.until, today)]
    for row in owed:
        _remind(actor, cycle, row, today, f"asked-{today.isoformat()}")
    record(
        who=actor.who,
        action="cycle.remind",
        target="indicator_cycle",
        target_uuid=cycle.uuid,
        owner_institution_id=actor.institution_id,
        data={"reminded": len(owed)},
    )
    return len(owed)


def _running(today: dt.date) -> list[Cycle]:
    """Open ones, and locked ones in which an exception still runs."""
    rows = Cycle.objects.filter(opens_on__lte=today)
    return list(rows.filter(Q(locked_at=None) | Q(extensions__until__gte=today)).distinct())


def _remind(actor: Actor, cycle: Cycle, row: Progress, today: dt.date, step: str) -> None:
    kind = LATE if today > row.due_on else DUE
    tell(kind, cycle, row.institution_id, actor=actor, step=step, due_on=row.due_on)

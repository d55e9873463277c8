"""Cycles, figures, sources, audits, answers and letters of the story, in one transaction."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from apps.institutions.scope import scope
from apps.kpi.demo.calendar import planned_cycles
from apps.kpi.demo.seeding.audits import write_audits
from apps.kpi.demo.seeding.cycles import lock_past, open_cycles
from apps.kpi.demo.seeding.drafting import Draft
from apps.kpi.demo.seeding.figures import write_figures
from apps.kpi.demo.seeding.help import write_help
from apps.kpi.demo.seeding.sources import write_sources
from apps.kpi.demo.seeding.staff import Staff
from apps.kpi.demo.seeding.survey import write_answers
from apps.kpi.models import Cycle
from apps.kpi.notices import RECEIVED, RETURNED, WAITING, tell_about
from apps.kpi.states import State


def is_told(staff: Staff) -> bool:
    """Whether there are cycles: the story's own, or those of people who began without it."""
    with scope(staff.secretary):
        return Cycle.objects.exists()


@transaction.atomic
def tell_indicators(*, seed: int) -> bool:
    """Raises StaffMissingError, IndicatorsMissingError. False where it was told already."""
    staff, today = Staff(), timezone.localdate()
    if is_told(staff):
        return False
    planned = planned_cycles(today)
    cycles = open_cycles(staff, planned, today)
    lock_past(staff, planned, cycles)
    made = write_figures(staff, planned, cycles, today, seed)
    write_sources(staff, made, seed=seed)
    write_audits(staff, planned, cycles, seed=seed)
    write_answers(staff, seed=seed)
    write_help(staff)
    _tell_whose_turn_it_is(staff, made)
    return True


def _tell_whose_turn_it_is(staff: Staff, made: Sequence[Draft]) -> None:
    """Whoever has the next step in the open cycles finds it in the inbox."""
    kinds = {State.SUBMITTED: WAITING, State.RETURNED: RETURNED, State.APPROVED: RECEIVED}
    for one in made:
        kind = kinds.get(State(one.submission.state))
        if kind is not None:
            with scope(staff.registrar(one.slug)) as actor:
                tell_about(kind, one.submission, actor=actor)

"""Cycles as one institution sees them: what is expected, until when, and how far it is."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from apps.core.errors import NotFoundError
from apps.institutions.actor import Actor
from apps.kpi.models import Cycle, Extension, Submission
from apps.kpi.periods import Period, parse_period
from apps.kpi.states import COUNTED


def period_of(cycle: Cycle) -> Period:
    return parse_period(cycle.period_code, cycle.year_kind)  # type: ignore[arg-type]


def exception_until(cycle: Cycle, institution_id: int) -> dt.date | None:
    """The day of the institution's latest exception."""
    return (
        Extension.objects.filter(cycle=cycle, institution_id=institution_id)
        .order_by("-until")
        .values_list("until", flat=True)
        .first()
    )


def is_open_for(cycle: Cycle, institution_id: int, *, today: dt.date | None = None) -> bool:
    """Whether the institution may enter now; after the lock by an exception alone."""
    return may_enter(cycle, exception_until(cycle, institution_id), today or timezone.localdate())


def may_enter(cycle: Cycle, until: dt.date | None, today: dt.date) -> bool:
    """`until`: the day of an exception. The lock may come before its day: then it counts too."""
    excepted = until is not None and today <= until
    running = cycle.locked_at is None and today <= cycle.locks_on
    return cycle.opens_on <= today and (running or excepted)


def cycle_get(actor: Actor, uuid: UUID) -> Cycle:
    """Any cycle of the network. Raises NotFoundError."""
    found = Cycle.objects.select_related("definition", "indicator").filter(uuid=uuid).first()
    if found is None:
        raise NotFoundError
    return found


def expected_cycles(actor: Actor) -> QuerySet[Cycle]:
    """Cycles in which the actor's institution is expected, the newest first."""
    return (
        Cycle.objects.select_related("definition", "indicator")
        .filter(expected__institution_id=actor.institution_id)
        .order_by("-starts_on", "indicator__position")
    )


def current_submissions(actor: Actor, cycles: Sequence[Cycle]) -> dict[int, Submission]:
    """Cycle's id → the revision in work or the last one, of the actor's institution."""
    rows = Submission.objects.filter(
        institution_id=actor.institution_id, cycle__in=cycles, is_current=True
    )
    return {row.cycle_id: row for row in rows}


def accepted_submissions(actor: Actor, cycles: Sequence[Cycle]) -> dict[int, Submission]:
    """Cycle's id → the newest accepted revision, which counts, of the actor's institution."""
    rows = Submission.objects.filter(
        institution_id=actor.institution_id, cycle__in=cycles, state__in=COUNTED
    )
    return {row.cycle_id: row for row in rows.order_by("revision")}

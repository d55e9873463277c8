"""What came in and what did not: states and days of every expected figure, never its value."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db import connection
from django.utils import timezone

from apps.core.thai.sort import sort_key
from apps.institutions.actor import Actor
from apps.institutions.models import Institution, Kind, Membership
from apps.institutions.scope import system_scope
from apps.kpi.models import Cycle
from apps.kpi.policies import can_run_network
from apps.kpi.states import State

Arrival = Literal["in_time", "late", "awaited", "missing", "excused"]
HERE = (State.APPROVED, State.ACCEPTED, State.LOCKED)
"""States in which the network has a figure in hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one institution is with one cycle.

    state: of the revision in work, "" where nothing was entered; sent_on: day on which the first
    revision reached the network; due_on: its own last day, a dated exception included;
    until: the exception itself
    """

    cycle_id: int
    institution_id: int
    state: str
    revision: int
    sent_on: dt.date | None
    due_on: dt.date
    until: dt.date | None
    excused: str

    def arrival(self, today: dt.date) -> Arrival:
        """On time or late is decided by the first time that it was sent."""
        if self.excused:
            return "excused"
        if self.sent_on is None:
            return "missing" if today > self.due_on else "awaited"
        return "late" if self.sent_on > self.due_on else "in_time"

    @property
    def is_owed(self) -> bool:
        """Whether the institution has something to do: nothing is here, nor counts from before."""
        return not self.excused and self.revision <= 1 and self.state not in HERE

    def days_late(self, today: dt.date) -> int:
        return max(((self.sent_on or today) - self.due_on).days, 0)


@dataclass(frozen=True, slots=True)
class Totals:
    """asked: figures that were due or came before their day; excused ones are not among them."""

    asked: int
    in_time: int
    late: int
    missing: int
    awaited: int
    excused: int

    @property
    def share(self) -> float | None:
        """Percent in time of what was due; None where nothing was due yet."""
        return round(100 * self.in_time / self.asked, 1) if self.asked else None


def totals_of(rows: Sequence[Progress], today: dt.date | None = None) -> Totals:
    on = today or timezone.localdate()
    found = [row.arrival(on) for row in rows]
    in_time, late, missing = (found.count(word) for word in ("in_time", "late", "missing"))
    return Totals(
        asked=in_time + late + missing,
        in_time=in_time,
        late=late,
        missing=missing,
        awaited=found.count("awaited"),
        excused=found.count("excused"),
    )


def universities() -> list[Institution]:
    """Of the whole network, in the order of a Thai dictionary."""
    found = Institution.objects.filter(kind=Kind.UNIVERSITY, is_active=True)
    return sorted(found, key=lambda each: sort_key(each.name))


def universities_seen(actor: Actor) -> list[Institution]:
    """All for the secretariat; those of the own node for its coordinator."""
    found = universities()
    if can_run_network(actor):
        return found
    own = Institution.objects.get(pk=actor.institution_id)
    return [each for each in found if own.node_id and each.node_id == own.node_id]


def taking_part() -> set[int]:
    """Universities for which somebody may act: the ones from whom a figure can be expected."""
    with system_scope("which universities take part"):
        return set(
            Membership.objects.filter(
                is_active=True, institution__kind=Kind.UNIVERSITY, institution__is_active=True
            )
            .order_by()
            .values_list("institution_id", flat=True)
            .distinct()
        )


def progress_rows(
    actor: Actor, cycles: Sequence[Cycle], institutions: Sequence[Institution]
) -> list[Progress]:
    """One for each figure that is expected, in no particular order.

    Through a function of the database that gives states and days alone: of the whole network to
    its secretariat, of the own node to its coordinator. One query.
    """
    wanted = {each.pk for each in institutions}
    by_id = {each.pk: each for each in cycles}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM kpi_completeness(%s::bigint[])", [list(by_id)])
        rows = cursor.fetchall()
    return [_progress(by_id[row[0]], *row[1:]) for row in rows if row[1] in wanted]


def _progress(
    cycle: Cycle,
    institution_id: int,
    excused: str,
    state: str,
    revision: int,
    sent_at: dt.datetime | None,
    until: dt.date | None,
) -> Progress:
    return Progress(
        cycle_id=cycle.pk,
        institution_id=institution_id,
        state=state,
        revision=revision,
        sent_on=timezone.localdate(sent_at) if sent_at else None,
        due_on=max(cycle.due_on, until) if until else cycle.due_on,
        until=until,
        excused=excused,
    )

"""What the portal saw and what was fed, for one cycle: as it is now, or frozen at the lock."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from apps.institutions.actor import Actor
from apps.kpi.choices import Source
from apps.kpi.formulas import Figure
from apps.kpi.models import Cycle, FedCounts, FrozenFigure
from apps.kpi.selectors.counts import Counts, fed_counts, period_buckets
from apps.kpi.selectors.cycles import period_of
from apps.kpi.selectors.told import derived_told, too_few

READING = {Source.DERIVED: derived_told, Source.FED: fed_counts}


@dataclass(frozen=True, slots=True)
class Reading:
    """One source's figure. `as_of`: when it was so; None where nobody noted it."""

    source: Source
    counts: dict[str, int]
    figure: Figure
    as_of: dt.datetime | None
    frozen: bool


def readings_of(actor: Actor, cycle: Cycle) -> dict[Source, Reading]:
    """Of the actor's own institution; a source that has nothing is left out."""
    found: dict[Source, Reading] = {}
    frozen = frozen_figures(actor, cycle)
    for source in READING:
        counts = counts_seen(actor, cycle, source, frozen)
        if counts:
            as_of = frozen[source].as_of if source in frozen else _noted(actor, cycle, source)
            figure = counts.figure(cycle.definition)
            found[source] = Reading(source, counts.counts, figure, as_of, source in frozen)
    return found


def counts_seen(
    actor: Actor,
    cycle: Cycle,
    source: Source,
    frozen: dict[Source, FrozenFigure] | None = None,
) -> Counts:
    """Once the cycle is locked, what was frozen; before, what is there now."""
    if cycle.locked_at is None:
        return READING[source](actor, cycle.definition, period_of(cycle))
    kept = (frozen_figures(actor, cycle) if frozen is None else frozen).get(source)
    if kept is None or (source == Source.DERIVED and too_few(cycle.definition, kept.counts)):
        return Counts()
    return Counts(counts=kept.counts)


def frozen_figures(actor: Actor, cycle: Cycle) -> dict[Source, FrozenFigure]:
    """What was written down at the lock; nothing before it."""
    if cycle.locked_at is None:
        return {}
    rows = FrozenFigure.objects.filter(cycle=cycle, institution_id=actor.institution_id)
    return {Source(row.source): row for row in rows}


def _noted(actor: Actor, cycle: Cycle, source: Source) -> dt.datetime | None:
    """The portal counts as things happen; counts were sent at a moment, stages of papers are not
    dated as a whole.
    """
    if source == Source.DERIVED:
        return timezone.now()
    newest = (
        FedCounts.objects.filter(
            institution_id=actor.institution_id,
            indicator_id=cycle.indicator_id,
            bucket__in=period_buckets(period_of(cycle)),
            is_current=True,
        )
        .order_by("-created_at")
        .first()
    )
    return newest.created_at if newest else None

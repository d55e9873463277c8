"""Counts of an institution for a period: what the portal saw, and what was fed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils import timezone

from apps.institutions.actor import Actor
from apps.kpi.choices import Source
from apps.kpi.formulas import Figure, evaluate
from apps.kpi.grouping import OPEN, grouped, settled
from apps.kpi.models import Definition, FedCounts, Observation, Tally
from apps.kpi.periods import Period, buckets

CELL = ("measure", "source", "bucket")


@dataclass(frozen=True, slots=True)
class Counts:
    """raw: outcome of the records → number; counts: outcome of the formula → number."""

    raw: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.counts.values())

    def figure(self, definition: Definition) -> Figure:
        return evaluate(definition.formula, definition.parameters, self.counts)


def period_buckets(period: Period) -> tuple[str, ...]:
    """Its months or its term, and itself: a sample audit counts for the period as a whole."""
    return tuple(dict.fromkeys((period.code, *buckets(period))))


def counts_by_bucket(
    actor: Actor,
    measures: Sequence[str],
    names: Sequence[str],
    *,
    today: dt.date | None = None,
) -> dict[tuple[str, str, str], dict[str, int]]:
    """(measure, source, bucket) → outcome → number; open ones whose day has passed are "overdue".

    Two queries, however many records there are.
    """
    mine = {"institution_id": actor.institution_id, "measure__in": measures, "bucket__in": names}
    sums: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for measure, source, bucket, outcome, count in Tally.objects.filter(
        **mine, count__gt=0
    ).values_list("measure", "source", "bucket", "outcome", "count"):
        sums[measure, source, bucket][outcome] = count
    waiting = (
        Observation.objects.filter(
            **mine, outcome=OPEN, settles_on__gte=today or timezone.localdate()
        )
        .order_by()
        .values_list(*CELL)
        .annotate(count=Count("pk"))
    )
    not_due = {tuple(row[:3]): row[3] for row in waiting}
    return {cell: settled(each, not_due.get(cell, 0)) for cell, each in sums.items()}


def derived_counts(
    actor: Actor, definition: Definition, period: Period, *, today: dt.date | None = None
) -> Counts:
    """What the portal itself saw of the actor's institution in the period."""
    names = period_buckets(period)
    found = counts_by_bucket(actor, [definition.measure], names, today=today)
    return gathered(definition, found, Source.DERIVED, names)


def fed_counts(
    actor: Actor, definition: Definition, period: Period, *, today: dt.date | None = None
) -> Counts:
    """What the institution's systems sent: counts where there are any for a month or term, else
    the stages of single papers.
    """
    names = period_buckets(period)
    sent = {
        row.bucket: row.counts
        for row in FedCounts.objects.filter(
            institution_id=actor.institution_id,
            indicator_id=definition.indicator_id,
            bucket__in=names,
            is_current=True,
        )
    }
    if period.code in sent:
        return Counts(counts=sent[period.code])
    rest = [name for name in names if name not in sent]
    stages = counts_by_bucket(actor, [definition.measure], rest, today=today)
    single = gathered(definition, stages, Source.FED, rest)
    return Counts(single.raw, _added([single.counts, *sent.values()]))


def gathered(
    definition: Definition,
    found: dict[tuple[str, str, str], dict[str, int]],
    source: Source,
    names: Sequence[str],
) -> Counts:
    """The sum of the buckets named, of what `counts_by_bucket` found."""
    cells = [found.get((definition.measure, str(source), name), {}) for name in names]
    raw = _added(cells)
    return Counts(raw, grouped(raw, definition.grouping))


def _added(cells: Sequence[dict[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for cell in cells:
        for outcome, count in cell.items():
            sums[outcome] += count
    return dict(sums)

"""What the portal saw and what was fed for one cycle, in as few queries as a dashboard may take."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, JSONField, Value
from django.utils import timezone

from apps.institutions.actor import Actor
from apps.kpi.choices import Source
from apps.kpi.formulas import Figure, evaluate
from apps.kpi.grouping import OPEN, grouped, settled
from apps.kpi.models import Cycle, FedCounts, Observation, Tally
from apps.kpi.selectors.counts import period_buckets
from apps.kpi.selectors.cycles import period_of
from apps.kpi.selectors.sources import frozen_figures
from apps.kpi.selectors.told import is_half_checked, too_few

NOT_DUE, SENT = "not due", "sent"
"""Words in place of an outcome: open ones whose day has not passed; counts that were sent whole."""

Cell = tuple[str, str]
"""Source and bucket."""


def figures_seen(actor: Actor, cycle: Cycle) -> dict[Source, Figure]:
    """Figures of the own institution; a source without any is left out. One query,
    of the register two.

    As `sources.readings_of` has them, which tells more and asks more often.
    """
    if cycle.locked_at is not None:
        kept = frozen_figures(actor, cycle)
        counts = {source: dict(row.counts) for source, row in kept.items()}
    else:
        counts = _counts_now(actor, cycle)
    definition = cycle.definition
    seen = counts.get(Source.DERIVED, {})
    open_audit = cycle.locked_at is None and is_half_checked(actor, definition, period_of(cycle))
    if too_few(definition, seen) or open_audit:
        counts.pop(Source.DERIVED, None)
    return {
        source: evaluate(definition.formula, definition.parameters, each)
        for source, each in counts.items()
        if any(each.values())
    }


def _counts_now(actor: Actor, cycle: Cycle) -> dict[Source, dict[str, int]]:
    cells: dict[Cell, dict[str, int]] = {}
    not_due: dict[Cell, int] = {}
    sent: dict[str, dict[str, int]] = {}
    for source, bucket, outcome, count, given in _rows(actor, cycle):
        if outcome == SENT:
            sent[bucket] = given
        elif outcome == NOT_DUE:
            not_due[source, bucket] = count
        else:
            cells.setdefault((source, bucket), {})[outcome] = count
    grouping = cycle.definition.grouping
    found: dict[Source, Counter[str]] = {Source.DERIVED: Counter(), Source.FED: Counter()}
    for (source, bucket), counts in cells.items():
        if source == Source.DERIVED or bucket not in sent:
            settling = settled(counts, not_due.get((source, bucket), 0))
            found[Source(source)].update(grouped(settling, grouping))
    for given in sent.values():
        found[Source.FED].update(given)
    if cycle.period_code in sent:  # what was sent for the whole period stands for itself
        found[Source.FED] = Counter(sent[cycle.period_code])
    return {source: dict(counts) for source, counts in found.items()}


def _rows(actor: Actor, cycle: Cycle) -> Sequence[Any]:
    """(source, bucket, outcome or word, number, counts that were sent)."""
    here = {
        "institution_id": actor.institution_id,
        "bucket__in": period_buckets(period_of(cycle)),
    }
    measure = cycle.definition.measure
    nothing = Value(None, output_field=JSONField())
    tallies = Tally.objects.filter(**here, measure=measure, count__gt=0).order_by()
    waiting = Observation.objects.filter(
        **here, measure=measure, outcome=OPEN, settles_on__gte=timezone.localdate()
    ).order_by()
    sent = FedCounts.objects.filter(
        **here, indicator_id=cycle.indicator_id, is_current=True
    ).order_by()
    columns = ("word", "number", "given")
    return list(
        tallies.annotate(given=nothing)
        .values_list("source", "bucket", "outcome", "count", "given")
        .union(
            waiting.values("source", "bucket")
            .annotate(word=Value(NOT_DUE), number=Count("pk"), given=nothing)
            .values_list("source", "bucket", *columns),
            sent.annotate(
                came=Value(str(Source.FED)), word=Value(SENT), number=Value(0)
            ).values_list("came", "bucket", "word", "number", "counts"),
            all=True,
        )
    )

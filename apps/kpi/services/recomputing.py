"""All figures from the records anew: they must agree with what the increments gave."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from apps.kpi.counted import COUNTING
from apps.kpi.models import Observation, Tally
from apps.kpi.services.observing import lock_tallies
from apps.kpi.services.portal import portal_of

Cell = tuple[str, str, str, str]
CELL = ("measure", "source", "bucket", "outcome")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A sum as it is kept, as the observations add up, and as the records give it."""

    measure: str
    source: str
    bucket: str
    outcome: str
    kept: int
    observed: int
    recomputed: int


@transaction.atomic
def recompute(institution_id: int, *, repair: bool = False) -> list[Disagreement]:
    """Compare every sum of the institution with its records; with `repair` write the records' ones.

    Waits for a follower that counts at this moment. What was not yet read from the outbox is
    counted here and not there: `follow_events` first, or compare again.
    """
    with scope(portal_of(institution_id)) as actor:
        lock_tallies(institution_id)
        tallies = Tally.objects.filter(institution_id=institution_id).exclude(count=0)
        kept: dict[Cell, int] = {
            tuple(row[:4]): row[4] for row in tallies.values_list(*CELL, "count")
        }
        observations = Observation.objects.filter(institution_id=institution_id).order_by()
        observed: dict[Cell, int] = {
            tuple(row[:4]): row[4]
            for row in observations.values_list(*CELL).annotate(count=Count("pk"))
        }
        # read once: a record that changes meanwhile would be one thing in the sums and another
        # in the observations
        rows = list(_records(actor)) if repair else _records(actor)
        true = Counter((row.measure, str(row.source), row.bucket, row.outcome) for row in rows)
        if repair:
            _write(actor, rows, true)
    cells = sorted(kept.keys() | observed.keys() | true.keys())
    numbers = [(cell, kept.get(cell, 0), observed.get(cell, 0), true[cell]) for cell in cells]
    return [Disagreement(*cell, *three) for cell, *three in numbers if len(set(three)) > 1]


def _records(actor: Actor) -> Iterator[Observation]:
    for measure, counting in COUNTING.items():
        for row in counting(actor, None):
            yield Observation(
                institution_id=actor.institution_id,
                measure=measure,
                source=row.source,
                subject=row.subject,
                bucket=row.bucket,
                outcome=row.outcome,
                settles_on=row.settles_on,
            )


def _write(actor: Actor, rows: Iterable[Observation], sums: dict[Cell, int]) -> None:
    mine = {"institution_id": actor.institution_id}
    Observation.objects.filter(**mine).delete()
    Tally.objects.filter(**mine).delete()
    Observation.objects.bulk_create(rows, batch_size=2_000)
    Tally.objects.bulk_create(
        Tally(**mine, measure=cell[0], source=cell[1], bucket=cell[2], outcome=cell[3], count=count)
        for cell, count in sums.items()
    )

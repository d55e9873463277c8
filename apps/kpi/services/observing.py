"""Keeping observations and their sums: what a record counts for now, minus what it counted before.

However often a record is told of, in whatever order, it counts once: the sums change by the
difference, in the same transaction and under one lock for each institution.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection

from apps.kpi.choices import Measure
from apps.kpi.counted import Counted
from apps.kpi.locks import Doing, one_at_a_time
from apps.kpi.models import Observation, Tally

KEPT = ("source", "bucket", "outcome", "settles_on")
Cell = tuple[str, str, str]

ADD_UP = """
    UPDATE kpi_tally tally SET count = tally.count + delta.difference
      FROM unnest(%s::text[], %s::text[], %s::text[], %s::bigint[])
        AS delta (source, bucket, outcome, difference)
     WHERE tally.institution_id = %s AND tally.measure = %s AND tally.source = delta.source
       AND tally.bucket = delta.bucket AND tally.outcome = delta.outcome
"""


def lock_tallies(institution_id: int) -> None:
    """One at a time for each institution, until the transaction ends."""
    one_at_a_time(Doing.COUNTING, institution_id)


def observe(
    *,
    institution_id: int,
    measure: Measure,
    subjects: Sequence[UUID],
    counted: Iterable[Counted],
) -> int:
    """Count `subjects` anew: as `counted` says, and for nothing where it names them no more.

    In the institution's scope, under `lock_tallies`. Returns how many count otherwise than before.
    """
    rows = Observation.objects.filter(institution_id=institution_id, measure=measure)
    before = {row.subject: row for row in rows.filter(subject__in=subjects)}
    after = {
        one.subject: Observation(
            institution_id=institution_id,
            measure=measure,
            subject=one.subject,
            source=one.source,
            bucket=one.bucket,
            outcome=one.outcome,
            settles_on=one.settles_on,
        )
        for one in counted
    }
    gone = before.keys() - after.keys()
    changed = {
        subject: row
        for subject, row in after.items()
        if subject not in before or _kept(row) != _kept(before[subject])
    }
    if gone:
        rows.filter(subject__in=gone).delete()
    Observation.objects.bulk_create(
        changed.values(),
        batch_size=2_000,
        update_conflicts=True,
        unique_fields=["institution", "measure", "subject"],
        update_fields=KEPT,
    )
    difference = Counter(_cell(row) for row in changed.values())
    difference.subtract(_cell(before[each]) for each in (gone | changed.keys()) & before.keys())
    _add_up(institution_id, measure, difference)
    return len(gone) + len(changed)


def _kept(row: Observation) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in KEPT)


def _cell(row: Observation) -> Cell:
    return str(row.source), row.bucket, row.outcome


def _add_up(institution_id: int, measure: Measure, difference: Mapping[Cell, int]) -> None:
    moved = {cell: by for cell, by in sorted(difference.items()) if by}
    if not moved:
        return
    Tally.objects.bulk_create(
        [
            Tally(
                institution_id=institution_id,
                measure=measure,
                source=source,
                bucket=bucket,
                outcome=outcome,
                count=0,
            )
            for source, bucket, outcome in moved
        ],
        ignore_conflicts=True,
    )
    columns = [list(column) for column in zip(*moved, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(ADD_UP, [*columns, list(moved.values()), institution_id, str(measure)])

"""Counting what happened: sealed events in their order, each record looked up as it is now."""

from collections import defaultdict
from uuid import UUID

from django.db import transaction

from apps.events.models import Event
from apps.institutions.scope import scope, system_scope
from apps.kpi.choices import Measure
from apps.kpi.counted import COUNTING, measure_of
from apps.kpi.models import EventCursor
from apps.kpi.services.observing import lock_tallies, observe
from apps.kpi.services.portal import portal_of

FOLLOWER = "indicators"
AT_ONCE = 5_000

Waiting = dict[int, dict[Measure, set[UUID]]]


@transaction.atomic
def follow_events() -> int:
    """Count what was sealed since the last time; how many events were read. One follower at a time.

    An event only says which record changed. What the record counts for is read from the record, so
    an event that comes twice, late, or after another changes nothing.
    """
    with system_scope("counting what happened"):
        EventCursor.objects.get_or_create(name=FOLLOWER)
        cursor = (
            EventCursor.objects.select_for_update(skip_locked=True).filter(name=FOLLOWER).first()
        )
        if cursor is None:
            return 0
        events = list(
            Event.objects.filter(sequence__gt=cursor.sequence)
            .order_by("sequence")
            .values_list("sequence", "kind", "institution_id", "subject")[:AT_ONCE]
        )
    waiting: Waiting = defaultdict(lambda: defaultdict(set))
    for _sequence, kind, institution_id, subject in events:
        measure = measure_of(kind)
        if measure is not None:
            waiting[institution_id][measure].add(subject)
    for institution_id in sorted(waiting):
        _count(institution_id, waiting[institution_id])
    if events:
        with system_scope("counting what happened"):
            EventCursor.objects.filter(name=FOLLOWER).update(sequence=events[-1][0])
    return len(events)


def _count(institution_id: int, subjects: dict[Measure, set[UUID]]) -> None:
    with scope(portal_of(institution_id)) as actor:
        lock_tallies(institution_id)
        for measure, uuids in subjects.items():
            named = sorted(uuids)
            observe(
                institution_id=institution_id,
                measure=measure,
                subjects=named,
                counted=COUNTING[measure](actor, named),
            )

"""Any number of counted records under a network, and their sums, made as sets. All invented."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from apps.institutions.scope import scope
from apps.kpi.bench.network import Network
from apps.kpi.choices import Measure
from apps.kpi.services.observing import lock_tallies
from apps.kpi.services.portal import portal_of


@dataclass(frozen=True, slots=True)
class Stream:
    """Records of one measure. part: of a hundred; outcomes: as often as they are named."""

    measure: Measure
    part: int
    outcomes: tuple[str, ...]
    by_term: bool = False


STREAMS = (
    Stream(Measure.RESULTS, 60, ("right",) * 48 + ("registry_error", "appeal"), by_term=True),
    Stream(Measure.PAPERS, 30, ("in_time",) * 17 + ("late", "open", "open")),
    Stream(Measure.SURVEY, 10, ("5", "5", "5", "4", "4", "4", "3", "2", "1")),
)
OBSERVATIONS = """
    INSERT INTO kpi_observation (institution_id, measure, source, subject, bucket, outcome,
           settles_on)
    SELECT %(institution)s, %(measure)s, 'derived', gen_random_uuid(), made.bucket, made.outcome,
           -- what is not due yet was asked for lately; older open ones are past their day
           CASE WHEN made.outcome <> 'open' THEN NULL
                WHEN made.bucket = (%(buckets)s::text[])[1] THEN current_date + 5
                ELSE current_date - 30 END
      FROM generate_series(%(first)s, %(last)s) AS n
      CROSS JOIN LATERAL (
           SELECT (%(buckets)s::text[])[1 + n %% %(spread)s] AS bucket,
                  (%(outcomes)s::text[])[1 + n / %(spread)s %% %(kinds)s] AS outcome
      ) made
"""
TALLIES = """
    INSERT INTO kpi_tally (institution_id, measure, source, bucket, outcome, count)
    SELECT institution_id, measure, source, bucket, outcome, count(*)
      FROM kpi_observation WHERE institution_id = %(institution)s
     GROUP BY institution_id, measure, source, bucket, outcome
        ON CONFLICT (institution_id, measure, source, bucket, outcome)
        DO UPDATE SET count = EXCLUDED.count
"""


def fill_records(
    network: Network, before: int, records: int, told: Callable[[int], None] = lambda _done: None
) -> None:
    """From `before` records in all to `records`, spread evenly; `told` hears how many there are."""
    places = len(network.institutions)
    done = before
    for place, institution in enumerate(network.institutions):
        first, last = _share(before, places, place), _share(records, places, place)
        with scope(portal_of(institution)):
            lock_tallies(institution)
            for stream in STREAMS:
                _fill(institution, stream, network, first, last)
            with connection.cursor() as cursor:
                cursor.execute(TALLIES, {"institution": institution})
        done += last - first
        told(done)


def _share(records: int, places: int, place: int) -> int:
    """How many of all records the institution at this place has."""
    return records * (place + 1) // places - records * place // places


def _fill(institution: int, stream: Stream, network: Network, first: int, last: int) -> None:
    buckets: Sequence[str] = network.terms if stream.by_term else network.months
    values: dict[str, Any] = {
        "institution": institution,
        "measure": str(stream.measure),
        "buckets": list(buckets),
        "spread": len(buckets),
        "outcomes": list(stream.outcomes),
        "kinds": len(stream.outcomes),
        "first": _part(stream, first) + 1,
        "last": _part(stream, last),
    }
    with connection.cursor() as cursor:
        cursor.execute(OBSERVATIONS, values)


def _part(stream: Stream, records: int) -> int:
    """How many of an institution's records are of this stream; together they are all of them."""
    below = sum(each.part for each in STREAMS[: STREAMS.index(stream)])
    return records * (below + stream.part) // 100 - records * below // 100

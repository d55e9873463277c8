"""Figures of the network without names, and the names of those who consented to be named."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from apps.core.reader import reads_thai
from apps.core.thai.sort import sort_key
from apps.institutions.actor import Actor
from apps.kpi.distribution import Distribution
from apps.kpi.formulas import Figure
from apps.kpi.headlines import falls, reaches
from apps.kpi.models import Definition
from apps.kpi.peers import Peer

PEERS = """
SELECT cycle_id, own, region, value, numerator, denominator, n, spread FROM kpi_distribution(%s)
"""
HELPERS = """
SELECT cycle.id, shared.value, sharing.uuid, sharing.practice, sharing.contact,
       institution.name_th, institution.name_en
  FROM unnest(%s::bigint[]) AS wanted (id)
  JOIN kpi_cycle cycle ON cycle.id = wanted.id
 CROSS JOIN LATERAL kpi_shared_values(cycle.id) AS shared
  JOIN kpi_sharing sharing ON sharing.institution_id = shared.institution_id
       AND sharing.indicator_id = cycle.indicator_id
       AND sharing.ended_at IS NULL AND sharing.offers_help
  JOIN institutions_institution institution ON institution.id = shared.institution_id
 WHERE shared.institution_id <> %s AND shared.value IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Helper:
    """An institution that consented to be named and offers help. sharing: uuid of its consent."""

    sharing: UUID
    name: str
    practice: str
    contact: str
    value: Decimal


def peers_of(cycles: Sequence[int]) -> dict[int, list[Peer]]:
    """Cycle's id → accepted figures of whole institutions. One query.

    Those that rest on the portal alone are not among them: the database leaves them out.
    """
    found: dict[int, list[Peer]] = {cycle: [] for cycle in cycles}
    for cycle, own, region, value, *rest in _rows(PEERS, [list(cycles)]) if cycles else []:
        numerator, denominator, n, spread = rest
        figure = Figure(numerator, denominator, value, n, spread)
        found[cycle].append(Peer(own, region, figure))
    return found


def helpers_of(actor: Actor, cycles: Sequence[int]) -> dict[int, list[Helper]]:
    """Cycle's id → who consented and offers help, by name as a dictionary has them. One query."""
    found: dict[int, list[Helper]] = {cycle: [] for cycle in cycles}
    rows = _rows(HELPERS, [list(cycles), actor.institution_id]) if cycles else []
    for cycle, value, sharing, practice, contact, name_th, name_en in rows:
        name = name_th if reads_thai() else name_en or name_th
        found[cycle].append(Helper(sharing, name, practice, contact, value))
    # never by value: a row of names in that order would be a ranking
    return {
        cycle: sorted(each, key=lambda one: sort_key(one.name)) for cycle, each in found.items()
    }


def strong(
    helpers: Sequence[Helper], definition: Definition, spread: Distribution | None
) -> list[Helper]:
    """Those at their target or better, or in the better quarter of the network."""
    less = falls(definition.levels)
    edges = [] if definition.target is None else [definition.target]
    if spread is not None:
        edges.append(spread.q1 if less else spread.q3)
    return [
        one
        for one in helpers
        if any(reaches(one.value, edge, less_is_better=less) for edge in edges)
    ]


def _rows(statement: str, given: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())

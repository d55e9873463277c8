"""Own values with their sources, and the network's distribution without names."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.errors import NotFoundError
from apps.courses.api.inputs.base import read_query
from apps.courses.api.outputs.base import page_shape
from apps.institutions.actor import Actor
from apps.kpi.api.examples.figures import DISTRIBUTION
from apps.kpi.api.inputs.queries import (
    MOST_VALUES,
    IndicatorDistributionQueryIn,
    IndicatorValueQueryIn,
)
from apps.kpi.api.outputs.values import IndicatorDistributionOut, IndicatorValueOut
from apps.kpi.api.views.base import (
    TAG,
    IndicatorsView,
    actor_of,
    differences_shown,
    figure_shown,
    page_of_list,
    sources_shown,
)
from apps.kpi.api.views.cycles import is_asked
from apps.kpi.api.words import period_shown
from apps.kpi.models import Cycle, Submission
from apps.kpi.peers import GroupKind, compare
from apps.kpi.policies import can_read_own, demand
from apps.kpi.scoring import score
from apps.kpi.selectors.cycles import accepted_submissions, period_of
from apps.kpi.selectors.dashboard import figure_kept, network_setting
from apps.kpi.selectors.peers import peers_of
from apps.kpi.selectors.sources import readings_of
from apps.kpi.selectors.submissions import Expected, expected_list


class ValuesView(IndicatorsView):
    @extend_schema(
        parameters=[IndicatorValueQueryIn],
        responses=page_shape(IndicatorValueOut),
        operation_id="list_indicator_values",
        tags=TAG,
    )
    def get(self, request: Request) -> Response:
        """Your institution's figures, the newest period first, each from its three sources: what
        the portal saw (`as_of` tells when), what was fed, what was entered. `accepted` is the one
        that counts; `differences` explains why the sources are not the same."""
        asked, actor = read_query(IndicatorValueQueryIn, request), actor_of(request)
        demand(can_read_own(actor))
        rows = [row for row in expected_list(actor) if is_asked(row, asked)]

        def shown(some: Sequence[Expected]) -> list[dict[str, Any]]:
            return _values(actor, some)

        size = asked.get("page_size", MOST_VALUES)
        return page_of_list(request, rows, size, lambda row: row.cycle.uuid, shown)


def _values(actor: Actor, rows: Sequence[Expected]) -> list[dict[str, Any]]:
    accepted = accepted_submissions(actor, [row.cycle for row in rows])
    scored = network_setting().scores
    return [
        dict(IndicatorValueOut(_value(actor, row, accepted.get(row.cycle.pk), scored)).data)
        for row in rows
    ]


def _value(
    actor: Actor, row: Expected, accepted: Submission | None, scored: bool
) -> dict[str, Any]:
    cycle, readings = row.cycle, readings_of(actor, row.cycle)
    entered = row.submission if row.submission and row.submission.counts else None
    levels = cycle.definition.levels if scored else ()
    return {
        "indicator": cycle.indicator.code,
        "definition_version": cycle.definition.version,
        "cycle": cycle.uuid,
        "period": period_shown(period_of(cycle)),
        **sources_shown(readings),
        "declared": _entered(entered),
        "accepted": _entered(accepted),
        "score": score(accepted.value, levels) if accepted and levels else None,
        "differences": differences_shown(readings, figure_kept(entered) if entered else None),
    }


def _entered(row: Submission | None) -> dict[str, Any] | None:
    if row is None:
        return None
    names = ("revision", "state", "basis")
    more = {name: getattr(row, name) for name in names}
    return figure_shown(figure_kept(row)) | more | {"submission": row.uuid}


class DistributionView(IndicatorsView):
    @extend_schema(
        parameters=[IndicatorDistributionQueryIn],
        responses=IndicatorDistributionOut,
        operation_id="get_indicator_distribution",
        tags=TAG,
        examples=[DISTRIBUTION],
    )
    def get(self, request: Request) -> Response:
        """Where accepted figures of the network lie in a period, and your own among them. Figures
        of fewer than 10 records and those that rest on the portal alone are not compared; 404
        where the network has no such cycle."""
        asked, actor = read_query(IndicatorDistributionQueryIn, request), actor_of(request)
        demand(can_read_own(actor))
        cycle = Cycle.objects.filter(
            indicator__code=asked["indicator"], period_code=asked["period"]
        ).first()
        if cycle is None:
            raise NotFoundError
        return Response(IndicatorDistributionOut(_compared(cycle, asked)).data)


def _compared(cycle: Cycle, asked: dict[str, Any]) -> dict[str, Any]:
    smallest = network_setting().smallest_group
    found = compare(
        peers_of([cycle.pk])[cycle.pk], smallest=smallest, kind=GroupKind(asked["group"])
    )
    uuid: UUID = cycle.uuid
    return {
        "indicator": asked["indicator"],
        "cycle": uuid,
        "period": period_shown(period_of(cycle)),
        "group": asked["group"],
        "smallest_group": smallest,
        "distribution": found.spread,
        "own": found.own,
        "place": found.place.value if found.place else None,
    }

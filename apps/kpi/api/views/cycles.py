"""What is expected of the own institution, and by when."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.courses.api.inputs.base import read_query
from apps.courses.api.outputs.base import page_shape
from apps.kpi.api.examples.submissions import CYCLE
from apps.kpi.api.inputs.queries import IndicatorCycleQueryIn
from apps.kpi.api.outputs.cycles import IndicatorCycleOut, WholeIndicatorCycleOut
from apps.kpi.api.views.base import (
    TAG,
    IndicatorsView,
    actor_of,
    differences_shown,
    page_of_list,
    sources_shown,
)
from apps.kpi.policies import can_read_own, demand
from apps.kpi.selectors.cycles import cycle_get
from apps.kpi.selectors.findings import figure_of
from apps.kpi.selectors.sources import readings_of
from apps.kpi.selectors.submissions import Expected, expected_get, expected_list
from apps.partner_api.paging import USUAL


class CyclesView(IndicatorsView):
    @extend_schema(
        parameters=[IndicatorCycleQueryIn],
        responses=page_shape(IndicatorCycleOut),
        operation_id="list_indicator_cycles",
        tags=TAG,
    )
    def get(self, request: Request) -> Response:
        """Cycles that ask your institution for a figure, the newest period first: until when, and
        how far the figure is."""
        asked, actor = read_query(IndicatorCycleQueryIn, request), actor_of(request)
        demand(can_read_own(actor))
        today = timezone.localdate()
        rows = [
            row
            for row in expected_list(actor)
            if is_asked(row, asked) and asked.get("open") in (None, row.is_open(today))
        ]

        def shown(some: Sequence[Expected]) -> list[dict[str, Any]]:
            return [dict(IndicatorCycleOut(row, context={"today": today}).data) for row in some]

        size = asked.get("page_size", USUAL)
        return page_of_list(request, rows, size, lambda row: row.cycle.uuid, shown)


def is_asked(row: Expected, asked: dict[str, Any]) -> bool:
    """Whether the cycle is of the indicator and the period that the query names."""
    cycle = row.cycle
    mine = {"indicator": cycle.indicator.code, "period": cycle.period_code}
    return all(asked.get(name, value) == value for name, value in mine.items())


class CycleView(IndicatorsView):
    @extend_schema(
        responses=WholeIndicatorCycleOut,
        operation_id="get_indicator_cycle",
        tags=TAG,
        examples=[CYCLE],
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """One cycle, with what the portal saw and what was fed, and why these differ from what was
        entered."""
        actor = actor_of(request)
        demand(can_read_own(actor))
        row = expected_get(actor, cycle_get(actor, uuid))
        readings = readings_of(actor, row.cycle)
        entered = row.submission if row.submission and row.submission.counts else None
        context = {
            "today": timezone.localdate(),
            "sources": sources_shown(readings),
            "differences": differences_shown(readings, figure_of(entered) if entered else None),
        }
        return Response(WholeIndicatorCycleOut(row, context=context).data)

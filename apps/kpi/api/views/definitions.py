"""What is counted, how, and for what target."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.errors import NotFoundError
from apps.courses.api.inputs.base import read_query
from apps.courses.api.outputs.base import page_shape
from apps.courses.api.paging import page_by_number
from apps.kpi.api.examples.definitions import DEFINITION
from apps.kpi.api.inputs.queries import IndicatorDefinitionQueryIn
from apps.kpi.api.outputs.definitions import IndicatorDefinitionOut, WholeIndicatorDefinitionOut
from apps.kpi.api.views.base import TAG, IndicatorsView, actor_of
from apps.kpi.models import Definition
from apps.kpi.policies import can_read_own, demand
from apps.kpi.selectors.definitions import accepted_values

LARGEST_VERSION = 32_767


class DefinitionsView(IndicatorsView):
    @extend_schema(
        parameters=[IndicatorDefinitionQueryIn],
        responses=page_shape(IndicatorDefinitionOut),
        operation_id="list_indicator_definitions",
        tags=TAG,
    )
    def get(self, request: Request) -> Response:
        """Published versions of all indicators of the network, those made last first. A published
        version never changes; the next one ends it."""
        asked = read_query(IndicatorDefinitionQueryIn, request)
        demand(can_read_own(actor_of(request)))
        context = {"today": timezone.localdate()}

        def shown(rows: Sequence[Definition]) -> list[dict[str, Any]]:
            return [dict(IndicatorDefinitionOut(row, context=context).data) for row in rows]

        return page_by_number(request, _listed(asked), shown)


def _published() -> QuerySet[Definition]:
    rows = Definition.objects.filter(state=Definition.State.PUBLISHED, indicator__is_active=True)
    return rows.select_related("indicator").prefetch_related("criteria")


def _listed(asked: dict[str, Any]) -> QuerySet[Definition]:
    rows, today = _published(), timezone.localdate()
    if "indicator" in asked:
        rows = rows.filter(indicator__code=asked["indicator"])
    if "in_force" in asked:
        on = Q(valid_from__lte=today) & (Q(valid_until=None) | Q(valid_until__gte=today))
        rows = rows.filter(on if asked["in_force"] else ~on)
    return rows


class DefinitionView(IndicatorsView):
    @extend_schema(
        responses=WholeIndicatorDefinitionOut,
        operation_id="get_indicator_definition",
        tags=TAG,
        examples=[DEFINITION],
    )
    def get(self, request: Request, code: str, version: int) -> Response:
        """One version, with your institution's accepted values of the last three years."""
        actor = actor_of(request)
        demand(can_read_own(actor))
        wanted = {"indicator__code": code, "version": min(version, LARGEST_VERSION)}
        row = _published().filter(**wanted).first()
        if row is None:
            raise NotFoundError
        context = {
            "today": timezone.localdate(),
            "past": accepted_values(actor, row.indicator_id),
        }
        return Response(WholeIndicatorDefinitionOut(row, context=context).data)

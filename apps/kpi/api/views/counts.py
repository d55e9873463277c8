"""Counts that the own system sends: fed figures."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.courses.api.inputs.base import read_query
from apps.courses.api.outputs.base import page_shape
from apps.courses.api.paging import page_by_number
from apps.institutions.actor import Actor
from apps.kpi.api.examples.figures import COUNTS_SENT, COUNTS_TAKEN
from apps.kpi.api.inputs.counts import FedCountsIn
from apps.kpi.api.inputs.queries import IndicatorCountsQueryIn
from apps.kpi.api.outputs.counts import FedCountsOut, FedCountsResultOut
from apps.kpi.api.refusals import problem, rows_named
from apps.kpi.api.views.base import TAG, IndicatorsView, actor_of, figure_shown
from apps.kpi.api.words import period_shown
from apps.kpi.models import FedCounts, Indicator
from apps.kpi.policies import can_read_own, demand
from apps.kpi.selectors.fed import Sent, published_versions, sent_of
from apps.kpi.services.feeding import FedRow, feed_rows
from apps.partner_api.errors import InvalidInputError
from apps.partner_api.idempotency import idempotent
from apps.partner_api.reading import read_input

MOST = 200
UNKNOWN = _("There is no indicator with this code. Take one that the definitions name.")


class CountsView(IndicatorsView):
    @extend_schema(
        parameters=[IndicatorCountsQueryIn],
        responses=page_shape(FedCountsOut),
        operation_id="list_indicator_counts",
        tags=TAG,
    )
    def get(self, request: Request) -> Response:
        """Counts of your institution that are in force, what was sent last first."""
        asked, actor = read_query(IndicatorCountsQueryIn, request), actor_of(request)
        demand(can_read_own(actor))
        versions = published_versions()

        def shown(rows: Sequence[FedCounts]) -> list[dict[str, Any]]:
            return [_shown(sent_of(row, versions[row.indicator_id])) for row in rows]

        rows = _listed(actor, asked).filter(indicator__in=list(versions))
        return page_by_number(request, rows, shown)

    @extend_schema(
        request=FedCountsIn,
        responses=FedCountsResultOut,
        operation_id="send_indicator_counts",
        tags=TAG,
        examples=[COUNTS_SENT, COUNTS_TAKEN],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Tell the counts of up to 1,000 periods, all or none, as your system has them now. What
        is sent again changes nothing; other numbers are the next version. No officer is named:
        nothing is decided by this, the figure is entered and approved by persons."""
        sent, actor = read_input(FedCountsIn, request), actor_of(request)
        with rows_named():
            fed = feed_rows(
                actor=actor, rows=_rows(sent["counts"]), reference=sent.get("reference", "")
            )
        return Response(FedCountsResultOut(asdict(fed)).data)


def _listed(actor: Actor, asked: dict[str, Any]) -> QuerySet[FedCounts]:
    rows = FedCounts.objects.filter(institution_id=actor.institution_id, is_current=True)
    names = {"indicator": "indicator__code", "period": "bucket"}
    wanted = {column: asked[name] for name, column in names.items() if name in asked}
    return rows.filter(**wanted).select_related("indicator")


def _rows(sent: Sequence[dict[str, Any]]) -> list[FedRow]:
    """Raises InvalidInputError for codes that are no indicator's."""
    codes = {one["indicator"] for one in sent}
    known = {one.code: one for one in Indicator.objects.filter(code__in=codes, is_active=True)}
    wrong = [place for place, one in enumerate(sent) if one["indicator"] not in known]
    if wrong:
        raise InvalidInputError(
            [
                problem(f"/counts/{place}/indicator", "unknown_indicator", UNKNOWN)
                for place in wrong[:MOST]
            ]
        )
    return [FedRow(known[one["indicator"]], one["period"], one["counts"] or {}) for one in sent]


def _shown(sent: Sent) -> dict[str, Any]:
    row = sent.row
    told = {
        "uuid": row.uuid,
        "indicator": row.indicator.code,
        "period": period_shown(sent.period),
        "version": row.version,
        "counts": row.counts,
        "figure": figure_shown(sent.figure) if sent.figure else None,
        "reference": row.reference,
        "sent_at": row.created_at,
        "sent_by": row.sent_name,
    }
    return dict(FedCountsOut(told).data)

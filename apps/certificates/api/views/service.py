"""The service clock: stages of papers made elsewhere, what is promised, what came of it."""

from dataclasses import asdict, replace
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.certificates.api.examples.service import FED, FEED_SENT, FIGURES, LEVELS
from apps.certificates.api.inputs.feed import FeedIn
from apps.certificates.api.inputs.queries import FiguresQueryIn
from apps.certificates.api.outputs.service import FedOut, ServiceFiguresOut, ServiceLevelsOut
from apps.certificates.api.views.base import FEED, TAG, CertificatesView, actor_of
from apps.certificates.policies import can_read_requests, demand
from apps.certificates.selectors.clock import levels_in_force, levels_of
from apps.certificates.selectors.figures import ServiceFigures, service_figures
from apps.certificates.services.feeding import feed_stages
from apps.courses.api.inputs.base import read_query
from apps.courses.api.refusals import rows_named
from apps.partner_api.idempotency import idempotent
from apps.partner_api.reading import read_input


class ServiceFeedView(CertificatesView):
    post_scopes = FEED

    @extend_schema(
        request=FeedIn,
        responses=FedOut,
        operation_id="feed_service_requests",
        tags=TAG,
        examples=[FEED_SENT, FED],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Tell the stages of up to 2,000 papers that your own system makes, all or none, so that
        the service clock counts them. No persons are sent, only your own reference.

        Send each request as it is now. Under the same reference it is the same request: what is
        sent again changes nothing, and what was told last counts.
        """
        sent = read_input(FeedIn, request)
        with rows_named("stages"):
            counts = feed_stages(actor=actor_of(request), stages=sent["stages"])
        return Response(FedOut(asdict(counts)).data)


class ServiceLevelsView(CertificatesView):
    @extend_schema(
        responses=ServiceLevelsOut, operation_id="list_service_levels", tags=TAG, examples=[LEVELS]
    )
    def get(self, request: Request) -> Response:
        """Within how many working days your institution makes each kind of paper. Levels are set
        in the portal, by an approver."""
        actor, today = actor_of(request), timezone.localdate()
        demand(can_read_requests(actor))
        found = levels_in_force(actor.institution_id, today)
        told: Any = {
            "on": today,
            "items": [{"kind": kind, "working_days": days} for kind, days in found.items()],
            "settings": levels_of(actor.institution_id),
        }
        return Response(ServiceLevelsOut(told).data)


class ServiceFiguresView(CertificatesView):
    @extend_schema(
        parameters=[FiguresQueryIn],
        responses=ServiceFiguresOut,
        operation_id="get_service_figures",
        tags=TAG,
        examples=[FIGURES],
    )
    def get(self, request: Request) -> Response:
        """What came of the requests that were due in a period, by kind and by who made the paper:
        the data of the indicator of service. Counts and mean times, no persons."""
        asked, actor = read_query(FiguresQueryIn, request), actor_of(request)
        demand(can_read_requests(actor))
        found = service_figures(actor, asked["start"], asked["end"])
        told: Any = {**asked, "items": [_rounded(one) for one in found]}
        return Response(ServiceFiguresOut(told).data)


def _rounded(line: ServiceFigures) -> ServiceFigures:
    """Hours with two digits behind the point."""
    return replace(
        line,
        approval_hours=_two_digits(line.approval_hours),
        production_hours=_two_digits(line.production_hours),
        delivery_hours=_two_digits(line.delivery_hours),
    )


def _two_digits(hours: float | None) -> float | None:
    return None if hours is None else round(hours, 2)

"""Sending a figure to the own approver. Approving and accepting are for persons."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.kpi.api.examples.submissions import SUBMISSION, SUBMIT_SENT
from apps.kpi.api.inputs.submissions import SubmitIndicatorIn
from apps.kpi.api.outputs.submissions import WholeIndicatorSubmissionOut
from apps.kpi.api.refusals import findings_named, own, version_told
from apps.kpi.api.views.base import TAG, IndicatorsView, actor_of
from apps.kpi.api.views.submissions import whole
from apps.kpi.selectors.submissions import submission_get
from apps.kpi.services.entering import submit_entry
from apps.partner_api.idempotency import idempotent
from apps.partner_api.reading import read_input


class SubmitView(IndicatorsView):
    @extend_schema(
        request=SubmitIndicatorIn,
        responses=WholeIndicatorSubmissionOut,
        operation_id="submit_indicator",
        tags=TAG,
        examples=[SUBMIT_SENT, SUBMISSION],
    )
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """To your own approver, as it stands: another person than all who worked on it, in the
        portal. 422 `submission_findings` where something stops it or waits for a reason; `errors`
        points into the figure."""
        sent, actor = read_input(SubmitIndicatorIn, request), actor_of(request)
        row = submission_get(actor, uuid)
        with findings_named(), version_told(**own(actor.institution_id, uuid)):
            submit_entry(actor=actor, uuid=row.uuid, version=sent["version"], named=sent["officer"])
        return whole(actor, uuid)

"""Evidence: PDF files, each for one criterion."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.errors import NotFoundError
from apps.institutions.actor import Actor
from apps.kpi.api.examples.submissions import (
    EVIDENCE,
    EVIDENCE_SENT,
    REMOVE_SENT,
    SUBMISSION,
)
from apps.kpi.api.inputs.submissions import (
    IndicatorEvidenceFormIn,
    IndicatorEvidenceIn,
    RemoveEvidenceIn,
)
from apps.kpi.api.outputs.submissions import IndicatorEvidenceOut, WholeIndicatorSubmissionOut
from apps.kpi.api.refusals import problem
from apps.kpi.api.views.base import TAG, FileView, IndicatorsView, actor_of, location
from apps.kpi.api.views.submissions import whole
from apps.kpi.models import Evidence
from apps.kpi.policies import can_read_own, demand
from apps.kpi.selectors.submissions import submission_get
from apps.kpi.services.evidencing import attach_evidence, open_evidence, remove_evidence
from apps.partner_api.errors import InvalidInputError
from apps.partner_api.idempotency import idempotent
from apps.partner_api.parsers import BoundedJSONParser
from apps.partner_api.reading import read_input
from apps.qualifications.api.views.acts import file_answer

UNKNOWN_CRITERION = _("The definition has no such criterion. Take one that it names.")


class AttachView(IndicatorsView):
    parser_classes = (BoundedJSONParser, MultiPartParser)

    @extend_schema(
        request={
            "application/json": IndicatorEvidenceIn,
            "multipart/form-data": IndicatorEvidenceFormIn,
        },
        responses={201: IndicatorEvidenceOut},
        operation_id="attach_indicator_evidence",
        tags=TAG,
        examples=[EVIDENCE_SENT, EVIDENCE],
    )
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """One more PDF while the figure is being entered: as base64 in JSON, or as a form with a
        file. A request holds at most 4 MiB (413), a criterion at most ten files. The version of
        the figure stays."""
        sent, actor = _read(request), actor_of(request)
        _refuse_unknown(actor, uuid, sent["criterion"])
        found = attach_evidence(
            actor=actor,
            uuid=uuid,
            criterion=sent["criterion"],
            filename=sent["filename"],
            content=sent["content"],
            named=sent["officer"],
        )
        shown = IndicatorEvidenceOut(found).data
        return Response(shown, status.HTTP_201_CREATED, headers=location("evidence", found.uuid))


def _read(request: Request) -> dict[str, Any]:
    """Officer, criterion, name and content of the file, however they came."""
    if (request.content_type or "").startswith("multipart/"):
        sent = read_input(IndicatorEvidenceFormIn, request)
        file = sent.pop("file")
        return {**sent, "filename": file.name, "content": file.read()}
    sent = read_input(IndicatorEvidenceIn, request)
    file = sent.pop("document")
    return {**sent, "filename": file.filename, "content": file.content}


def _refuse_unknown(actor: Actor, uuid: UUID, criterion: str) -> None:
    """Raises NotFoundError, InvalidInputError."""
    row = submission_get(actor, uuid)
    if not row.cycle.definition.criteria.filter(code=criterion).exists():
        raise InvalidInputError([problem("/criterion", "unknown_criterion", UNKNOWN_CRITERION)])


class EvidenceView(FileView):
    @extend_schema(
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
        operation_id="get_indicator_evidence",
        tags=TAG,
    )
    def get(self, request: Request, uuid: UUID) -> HttpResponse:
        """The file, byte for byte as it was attached; 404 once it was removed. Each look is on
        record."""
        actor = actor_of(request)
        demand(can_read_own(actor))
        found, content = open_evidence(actor=actor, uuid=uuid)
        return file_answer(content, "application/pdf", found.filename)


class RemoveView(IndicatorsView):
    @extend_schema(
        request=RemoveEvidenceIn,
        responses=WholeIndicatorSubmissionOut,
        operation_id="remove_indicator_evidence",
        tags=TAG,
        examples=[REMOVE_SENT, SUBMISSION],
    )
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """It no longer counts; what was sent with it still names it."""
        sent, actor = read_input(RemoveEvidenceIn, request), actor_of(request)
        rows = Evidence.objects.filter(institution_id=actor.institution_id, uuid=uuid)
        found = rows.select_related("submission").first()
        if found is None:
            raise NotFoundError
        remove_evidence(actor=actor, uuid=uuid, named=sent["officer"])
        return whole(actor, found.submission.uuid)

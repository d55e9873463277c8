"""Batches: progress, one archive, delivery of all that is ready."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.audit.services import Look, record_looks
from apps.certificates.api.examples.requests import BATCH, DELIVER_SENT
from apps.certificates.api.inputs.acts import DeliverIn
from apps.certificates.api.outputs.batches import CertificateBatchOut
from apps.certificates.api.views.base import REQUEST, TAG, CertificatesView, FileView, actor_of
from apps.certificates.models import RequestBatch
from apps.certificates.policies import can_read_requests, demand
from apps.certificates.selectors.batches import archive_content, batch_get, batches_progress
from apps.certificates.selectors.standing import deliverable
from apps.certificates.services.delivering import deliver_requests
from apps.certificates.services.moving import PURPOSE
from apps.courses.api.inputs.base import PageIn, read_query
from apps.courses.api.outputs.base import page_shape
from apps.courses.api.paging import page_by_number
from apps.institutions.actor import Actor
from apps.partner_api.idempotency import idempotent
from apps.partner_api.reading import read_input


class CertificateBatchesView(CertificatesView):
    @extend_schema(
        parameters=[PageIn],
        responses=page_shape(CertificateBatchOut),
        operation_id="list_certificate_batches",
        tags=TAG,
    )
    def get(self, request: Request) -> Response:
        """Batches of your institution, newest first; also those that came as a file. No persons."""
        read_query(PageIn, request)
        actor = actor_of(request)
        demand(can_read_requests(actor))
        rows = RequestBatch.objects.filter(institution_id=actor.institution_id)
        return page_by_number(request, rows.select_related("archive_job"), _shown)


def _shown(rows: Sequence[RequestBatch]) -> list[dict[str, Any]]:
    context = {"progress": batches_progress(rows)}
    return [dict(CertificateBatchOut(row, context=context).data) for row in rows]


class CertificateBatchView(CertificatesView):
    @extend_schema(
        responses=CertificateBatchOut,
        operation_id="get_certificate_batch",
        tags=TAG,
        examples=[BATCH],
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """How far a batch is. Its requests: `certificate-requests/?batch=`."""
        actor = actor_of(request)
        demand(can_read_requests(actor))
        return _one(actor, uuid)


def _one(actor: Actor, uuid: UUID) -> Response:
    return Response(_shown([batch_get(actor, uuid)])[0])


class DeliverBatchView(CertificatesView):
    post_scopes = REQUEST

    @extend_schema(
        request=DeliverIn,
        responses=CertificateBatchOut,
        operation_id="deliver_certificate_batch",
        tags=TAG,
        examples=[DELIVER_SENT, BATCH],
    )
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """All papers of the batch that are ready in this moment, and in force, are delivered; 422
        where none is."""
        sent, actor = read_input(DeliverIn, request), actor_of(request)
        batch = batch_get(actor, uuid)
        deliver_requests(
            actor=actor,
            uuids=list(deliverable(batch).values_list("uuid", flat=True)),
            how=sent["how"],
            officer=sent["officer"],
        )
        return _one(actor, uuid)


class CertificateArchiveView(FileView):
    @extend_schema(
        responses={(200, "application/zip"): OpenApiTypes.BINARY},
        operation_id="get_certificate_archive",
        tags=TAG,
    )
    def get(self, request: Request, uuid: UUID) -> StreamingHttpResponse:
        """A ZIP of the papers in force, named by serial and student code, with `index.csv`; 404
        until `archive.state` of the batch is `ready`."""
        actor = actor_of(request)
        demand(can_read_requests(actor))
        found = archive_content(actor=actor, uuid=uuid)
        record_looks(
            who=actor.who,
            action="request_batch.download",
            target="request_batch",
            purpose=PURPOSE,
            case="",
            looks=[Look(actor.institution_id, uuid, {"size": found.size})],
        )
        return StreamingHttpResponse(
            found.content,
            content_type="application/zip",
            headers={
                "Content-Disposition": f'attachment; filename="{found.filename}"',
                "Content-Length": str(found.size),
                "Cache-Control": "no-store",
            },
        )

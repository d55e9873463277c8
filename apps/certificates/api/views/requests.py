"""Papers are asked for, and read until they are delivered."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.certificates.api.examples.requests import ASKED, LIST_ASKED, REQUEST_SHOWN, TAKEN
from apps.certificates.api.inputs.queries import CertificateQueryIn
from apps.certificates.api.inputs.requests import CertificateRequestsIn, applications_of
from apps.certificates.api.outputs.requests import (
    CertificateRequestOut,
    TakenRequestsOut,
    WholeCertificateRequestOut,
)
from apps.certificates.api.refusals import faults_named
from apps.certificates.api.views.base import (
    REQUEST,
    TAG,
    CertificatesView,
    FileView,
    actor_of,
    location,
    note_reading,
    page_of_rows,
)
from apps.certificates.applications import Application
from apps.certificates.kinds import Channel
from apps.certificates.models import ServiceRequest
from apps.certificates.policies import can_read_requests, demand
from apps.certificates.selectors import requests as read
from apps.certificates.services.requesting import request_paper, request_papers
from apps.core.errors import NotFoundError
from apps.courses.api.inputs.base import read_query
from apps.courses.api.outputs.base import page_shape
from apps.documents.selectors import paper_content
from apps.institutions.actor import Actor
from apps.partner_api.idempotency import idempotent
from apps.partner_api.reading import read_input
from apps.qualifications.api.views.acts import file_answer


class CertificateRequestsView(CertificatesView):
    post_scopes = REQUEST

    @extend_schema(
        parameters=[CertificateQueryIn],
        responses=page_shape(CertificateRequestOut),
        operation_id="list_certificate_requests",
        tags=TAG,
    )
    def get(self, request: Request) -> Response:
        """Requests of your institution, newest first, however they came. Each one read is on
        record."""
        asked = read_query(CertificateQueryIn, request)
        actor = actor_of(request)
        demand(can_read_requests(actor))

        def shown(rows: list[ServiceRequest]) -> list[dict[str, Any]]:
            note_reading(actor, rows, "export")
            context = {"papers": read.papers_by_uuid(rows)}
            return [dict(CertificateRequestOut(row, context=context).data) for row in rows]

        return page_of_rows(request, _listed(actor, asked), shown)

    @extend_schema(
        request=CertificateRequestsIn,
        responses={201: TakenRequestsOut},
        operation_id="request_certificates",
        tags=TAG,
        examples=[ASKED, LIST_ASKED, TAKEN],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Ask for 1 to 1,000 papers of one kind in one language: all or none. One is a request by
        itself, two or more are a batch with one archive.

        They wait in the portal for another officer than the one named, who approves them; a system
        approves nothing. A student with an open request for the same paper and purpose gets no
        second one. `errors` names each fault by its place, e.g. `/requests/3/facts/term`.
        """
        sent, actor = read_input(CertificateRequestsIn, request), actor_of(request)
        rows = sent["requests"]
        places = [f"/requests/{place}" for place in range(len(rows))]
        wanted = applications_of(sent["kind"], rows, places)
        return _one(actor, sent, wanted[0]) if len(wanted) == 1 else _list(actor, sent, wanted)


def _listed(actor: Actor, asked: dict[str, Any]) -> QuerySet[ServiceRequest]:
    names = ("state", "kind", "batch", "overdue")
    rows = read.request_list(
        actor, read.Filters(**{name: asked[name] for name in names if name in asked})
    )
    if "student_code" in asked:
        rows = rows.filter(student_code=asked["student_code"].upper())
    if "reference" in asked:
        rows = rows.filter(channel=Channel.FEED, reference=asked["reference"])
    return rows.select_related("batch", "replaces")


def _one(actor: Actor, sent: dict[str, Any], wanted: Application) -> Response:
    with faults_named("/requests/0"):
        row = request_paper(
            actor=actor,
            kind=sent["kind"],
            language=sent["language"],
            application=wanted,
            channel=Channel.API,
            officer=sent["officer"],
        )
    taken: Any = {"batch": None, "requests": [row]}
    headers = location("certificate-requests", row.uuid)
    return Response(TakenRequestsOut(taken).data, status.HTTP_201_CREATED, headers=headers)


def _list(actor: Actor, sent: dict[str, Any], wanted: list[Application]) -> Response:
    with faults_named("/requests"):
        batch = request_papers(
            actor=actor,
            kind=sent["kind"],
            language=sent["language"],
            applications=wanted,
            title=sent.get("title", ""),
            channel=Channel.API,
            officer=sent["officer"],
        )
    rows = ServiceRequest.objects.filter(batch=batch).order_by("pk")
    taken: Any = {"batch": batch.uuid, "requests": rows}
    headers = location("certificate-batches", batch.uuid)
    return Response(TakenRequestsOut(taken).data, status.HTTP_201_CREATED, headers=headers)


class CertificateRequestView(CertificatesView):
    @extend_schema(
        responses=WholeCertificateRequestOut,
        operation_id="get_certificate_request",
        tags=TAG,
        examples=[REQUEST_SHOWN],
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """One request with its stages, its paper and everything that was done."""
        return whole(actor_of(request), uuid, look=True)


def whole(actor: Actor, uuid: UUID, *, look: bool = False) -> Response:
    """Raises NotFoundError. `look`: not where an act is on record already."""
    demand(can_read_requests(actor))
    row = read.request_get(actor, uuid)
    if look:
        note_reading(actor, [row], "look")
    context = {
        "papers": read.papers_by_uuid([row]),
        "acts": read.acts_of(row),
        "replacement": read.replacement_of(row),
    }
    return Response(WholeCertificateRequestOut(row, context=context).data)


class CertificatePaperView(FileView):
    @extend_schema(
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
        operation_id="get_certificate",
        tags=TAG,
    )
    def get(self, request: Request, uuid: UUID) -> HttpResponse:
        """The paper, byte for byte as it was issued; 404 until it is made. `paper.status` of the
        request tells whether it still counts: one that does not is readable nevertheless."""
        actor = actor_of(request)
        row = read.request_get(actor, uuid)
        paper = read.paper_of(row)
        if paper is None or paper.sha256 is None:
            raise NotFoundError
        note_reading(actor, [row], "download", serial=paper.serial)
        content = paper_content(actor=actor, paper=paper)
        return file_answer(content, "application/pdf", f"{paper.serial}.pdf")

"""Acts on one request. Approving and revoking are not among them: they are for persons."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.certificates.api.examples.requests import (
    CANCEL_SENT,
    CHANGE_SENT,
    DELIVER_SENT,
    REPLACE_SENT,
    REQUEST_SHOWN,
)
from apps.certificates.api.inputs.acts import CancelRequestIn, DeliverIn
from apps.certificates.api.inputs.requests import (
    ChangeRequestIn,
    ReplaceRequestIn,
    applications_of,
)
from apps.certificates.api.outputs.requests import WholeCertificateRequestOut
from apps.certificates.api.refusals import faults_named
from apps.certificates.api.views.base import REQUEST, TAG, CertificatesView, actor_of, location
from apps.certificates.api.views.requests import whole
from apps.certificates.applications import Application
from apps.certificates.selectors.requests import request_get
from apps.certificates.services.delivering import cancel_requests, deliver_requests
from apps.certificates.services.requesting import edit_request, replace_request
from apps.courses.api.inputs.base import Input
from apps.institutions.actor import Actor
from apps.partner_api.idempotency import idempotent
from apps.partner_api.reading import read_input

PLACE = "/request"
F = TypeVar("F", bound=Callable[..., Any])


def _schema(
    operation: str, shape: type[Input], sent: OpenApiExample, code: int = status.HTTP_200_OK
) -> Callable[[F], F]:
    return extend_schema(
        request=shape,
        responses={code: WholeCertificateRequestOut},
        operation_id=operation,
        tags=TAG,
        examples=[sent, REQUEST_SHOWN],
    )


def _application(actor: Actor, uuid: UUID, sent: dict[str, Any]) -> Application:
    """Raises NotFoundError."""
    kind = request_get(actor, uuid).kind
    (wanted,) = applications_of(kind, [sent["request"]], [PLACE])
    return wanted


class ChangeRequestView(CertificatesView):
    post_scopes = REQUEST

    @_schema("change_certificate_request", ChangeRequestIn, CHANGE_SENT)
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """Other content before the paper is made. An approval that was given is void then; whoever
        changes a request cannot approve it."""
        sent, actor = read_input(ChangeRequestIn, request), actor_of(request)
        wanted = _application(actor, uuid, sent)
        with faults_named(PLACE):
            edit_request(
                actor=actor,
                uuid=uuid,
                seen=sent["seen"],
                application=wanted,
                officer=sent["officer"],
            )
        return whole(actor, uuid)


class CancelRequestView(CertificatesView):
    post_scopes = REQUEST

    @_schema("cancel_certificate_request", CancelRequestIn, CANCEL_SENT)
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """Before the paper is made. A paper that is made is revoked, by an approver in the portal.
        A serial that was given already is not given again."""
        sent, actor = read_input(CancelRequestIn, request), actor_of(request)
        cancel_requests(actor=actor, uuids=[uuid], reason=sent["reason"], officer=sent["officer"])
        return whole(actor, uuid)


class DeliverRequestView(CertificatesView):
    post_scopes = REQUEST

    @_schema("deliver_certificate", DeliverIn, DELIVER_SENT)
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """The paper is in the hands of whoever asked for it; 409 `paper_ended` where it was
        replaced or revoked."""
        sent, actor = read_input(DeliverIn, request), actor_of(request)
        deliver_requests(actor=actor, uuids=[uuid], how=sent["how"], officer=sent["officer"])
        return whole(actor, uuid)


class ReplaceRequestView(CertificatesView):
    post_scopes = REQUEST

    @_schema("replace_certificate", ReplaceRequestIn, REPLACE_SENT, status.HTTP_201_CREATED)
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """A new request, of the same kind and language, whose paper will take the place of this
        one's. The former paper counts until the new one is made; then it is shown as superseded.
        """
        sent, actor = read_input(ReplaceRequestIn, request), actor_of(request)
        wanted = _application(actor, uuid, sent)
        with faults_named(PLACE):
            row = replace_request(
                actor=actor,
                uuid=uuid,
                application=wanted,
                reason=sent["reason"],
                officer=sent["officer"],
            )
        made = whole(actor, row.uuid)
        headers = location("certificate-requests", row.uuid)
        return Response(made.data, status.HTTP_201_CREATED, headers=headers)

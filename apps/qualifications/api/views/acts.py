"""Acts of either side on one check, and the files that go with it."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.errors import NotFoundError
from apps.courses.api.inputs.base import Input
from apps.documents.storage import read_paper
from apps.partner_api.authentication import grant_of
from apps.partner_api.errors import InsufficientScopeError
from apps.partner_api.idempotency import idempotent
from apps.partner_api.reading import read_input
from apps.qualifications.api.examples.checks import (
    ANSWER_SENT,
    CANCEL_SENT,
    CHECK,
    DOCUMENTS_ASKED,
    DOCUMENTS_SENT,
    MESSAGE_SENT,
    MESSAGE_SHOWN,
)
from apps.qualifications.api.inputs.acts import (
    CancelCheckIn,
    GiveDocumentsIn,
    MessageIn,
    RequestDocumentsIn,
)
from apps.qualifications.api.inputs.answers import ProposedAnswerIn, proposal_of, unknown_degree
from apps.qualifications.api.outputs.checks import WholeCheckOut, side_of
from apps.qualifications.api.outputs.conversation import CheckActOut
from apps.qualifications.api.views.base import (
    ASK,
    HOLD,
    TAG,
    FileView,
    QualificationsView,
    actor_of,
)
from apps.qualifications.api.views.checks import whole
from apps.qualifications.models import Check
from apps.qualifications.policies import can_act, demand, sides_of
from apps.qualifications.selectors import checks as read
from apps.qualifications.selectors.register import in_force
from apps.qualifications.services import conversing
from apps.qualifications.services.answering import propose_answer
from apps.qualifications.services.cancelling import cancel_check
from apps.qualifications.services.looking import note_looks
from apps.qualifications.states import CheckAction, Side

EITHER_SIDE: Any = [{"clientCredentials": list(ASK)}, {"clientCredentials": list(HOLD)}]
F = TypeVar("F", bound=Callable[..., Any])


def _schema(operation: str, shape: type[Input], sent: OpenApiExample) -> Callable[[F], F]:
    return extend_schema(
        request=shape,
        responses=WholeCheckOut,
        operation_id=operation,
        tags=TAG,
        examples=[sent, CHECK],
    )


class MessagesView(QualificationsView):
    @extend_schema(
        request=MessageIn,
        responses=CheckActOut,
        operation_id="send_qualification_check_message",
        tags=TAG,
        examples=[MESSAGE_SENT, MESSAGE_SHOWN],
        auth=EITHER_SIDE,
    )
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """A word to the other side, with documents or without; the state stays. Needs
        `qualifications:ask` or `qualifications:hold`, as your side of the check is."""
        sent = read_input(MessageIn, request)
        check = read.check_get(actor_of(request), uuid)
        _need_scope_of_side(request, check)
        act = conversing.send_message(
            actor=actor_of(request),
            uuid=uuid,
            note=sent["note"],
            files=sent.get("documents", ()),
            named=sent["officer"],
        )
        return Response(CheckActOut(act, context={"side": side_of(check)}).data)


def _need_scope_of_side(request: Request, check: Check) -> None:
    """Raises InsufficientScopeError (403)."""
    names = {Side.ASKER: ASK[0], Side.HOLDER: HOLD[0]}
    fitting = {names[side] for side in sides_of(actor_of(request), check)}
    if not fitting & grant_of(request).scopes:
        raise InsufficientScopeError(data={"missing_scopes": sorted(fitting)})


class CancelView(QualificationsView):
    post_scopes = ASK

    @_schema("cancel_qualification_check", CancelCheckIn, CANCEL_SENT)
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """The asker no longer needs an answer."""
        sent = read_input(CancelCheckIn, request)
        cancel_check(
            actor=actor_of(request),
            uuid=uuid,
            version=sent["version"],
            note=sent["note"],
            named=sent["officer"],
        )
        return whole(actor_of(request), uuid, look=False)


class GiveDocumentsView(QualificationsView):
    post_scopes = ASK

    @_schema("give_documents", GiveDocumentsIn, DOCUMENTS_SENT)
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """The asker gives what the holder asked for; the clock runs again from today.

        A request holds at most 4 MiB (413): send further files with messages.
        """
        sent = read_input(GiveDocumentsIn, request)
        conversing.give_documents(
            actor=actor_of(request),
            uuid=uuid,
            version=sent["version"],
            note=sent["note"],
            files=sent["documents"],
            named=sent["officer"],
        )
        return whole(actor_of(request), uuid, look=False)


class RequestDocumentsView(QualificationsView):
    post_scopes = HOLD

    @_schema("request_documents", RequestDocumentsIn, DOCUMENTS_ASKED)
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """The holder needs something to answer; its clock stands still until it is given."""
        sent = read_input(RequestDocumentsIn, request)
        conversing.request_documents(
            actor=actor_of(request),
            uuid=uuid,
            version=sent["version"],
            note=sent["note"],
            named=sent["officer"],
        )
        return whole(actor_of(request), uuid, look=False)


class AnswerView(QualificationsView):
    post_scopes = HOLD

    @_schema("propose_answer", ProposedAnswerIn, ANSWER_SENT)
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """Pass on the answer that an officer of the holder decided. It waits in the portal for
        another person, who approves it or sends it back; a system approves nothing. The asker
        sees it once it is approved.

        Where neither side's values of a field differ it agrees; the officer may judge otherwise
        with `differing`. `confirmed` with differing fields is refused (422 `differences_given`).
        """
        sent, actor = read_input(ProposedAnswerIn, request), actor_of(request)
        check = read.check_get(actor, uuid)
        demand(can_act(actor, check, CheckAction.PROPOSE))
        entry = in_force(actor, sent["degree"]) if "degree" in sent else None
        if "degree" in sent and entry is None:
            raise unknown_degree()
        propose_answer(
            actor=actor,
            uuid=uuid,
            version=sent["version"],
            proposal=proposal_of(check, entry, sent),
            named=sent["officer"],
        )
        return whole(actor, uuid, look=False)


class DocumentView(FileView):
    @extend_schema(
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        operation_id="get_qualification_check_document",
        tags=TAG,
    )
    def get(self, request: Request, uuid: UUID, document: UUID) -> HttpResponse:
        """A document of the timeline: PDF, JPEG or PNG, as `Content-Type` says. Its bytes come
        from the other university and were not looked into: check before you open them."""
        actor = actor_of(request)
        check, found = read.check_get(actor, uuid), read.attachment_get(actor, document)
        if found.check_asked_id != check.pk:
            raise NotFoundError
        note_looks(actor, [check], action="check.attachment")
        return file_answer(
            read_paper(found.uuid, found.path, sha256=bytes(found.sha256)),
            found.content_type,
            found.filename,
        )


def file_answer(content: bytes, content_type: str, filename: str) -> HttpResponse:
    """Never shown by a browser as a page of the portal, and kept by no cache."""
    saved = content_disposition_header(True, filename) or "attachment"
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": saved, "Cache-Control": "no-store"},
    )

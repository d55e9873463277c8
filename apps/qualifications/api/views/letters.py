"""The letter that tells an answer."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.errors import NotFoundError
from apps.documents.models import Paper
from apps.documents.selectors import paper_content
from apps.partner_api.idempotency import idempotent
from apps.partner_api.reading import read_input
from apps.qualifications.api.examples.checks import LETTER, LETTER_SENT
from apps.qualifications.api.inputs.acts import LetterIn
from apps.qualifications.api.outputs.checks import LetterOut
from apps.qualifications.api.views.acts import file_answer
from apps.qualifications.api.views.base import (
    ASK,
    TAG,
    FileView,
    actor_of,
)
from apps.qualifications.api.views.checks import letter_of
from apps.qualifications.policies import demand
from apps.qualifications.selectors import checks as read
from apps.qualifications.services.lettering import request_reply_for
from apps.qualifications.services.looking import note_looks


class LetterView(FileView):
    post_scopes = ASK

    @extend_schema(
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
        operation_id="get_reply_letter",
        tags=TAG,
    )
    def get(self, request: Request, uuid: UUID) -> HttpResponse:
        """The reply letter, byte for byte as it was issued; 404 until it is made. `letter.status`
        of the check tells how far it is and whether it still counts."""
        actor = actor_of(request)
        check = read.check_get(actor, uuid)
        paper = Paper.objects.filter(uuid=check.paper).first() if check.paper else None
        if paper is None or paper.sha256 is None:
            raise NotFoundError
        note_looks(actor, [check], action="check.letter_file")
        content = paper_content(actor=actor, paper=paper)
        return file_answer(content, "application/pdf", f"{paper.serial}.pdf")

    @extend_schema(
        request=LetterIn,
        responses=LetterOut,
        operation_id="request_reply_letter",
        tags=TAG,
        examples=[LETTER_SENT, LETTER],
    )
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """Ask for the network's letter on what a register confirmed by itself. The letter on an
        answer by a person is made when it is approved, without being asked for. Asked again, the
        same letter."""
        sent, actor = read_input(LetterIn, request), actor_of(request)
        demand(read.check_get(actor, uuid).asker_id == actor.institution_id)
        request_reply_for(actor=actor, uuid=uuid, language=sent["language"])
        return Response(LetterOut(letter_of(read.check_get(actor, uuid))).data)

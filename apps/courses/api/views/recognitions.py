"""The home decides what courses taken elsewhere count for."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.errors import NotFoundError
from apps.courses.api.examples.decisions import (
    APPROVE_RECOGNITION_SENT,
    RECOGNITION_SENT,
    RECOGNITION_SHOWN,
)
from apps.courses.api.examples.exchange import NOTE_SENT
from apps.courses.api.inputs.base import Input, read_query
from apps.courses.api.inputs.recognitions import (
    ApproveRecognitionIn,
    RecognitionIn,
    RecognitionQueryIn,
    proposal_of,
)
from apps.courses.api.inputs.results import NoteIn
from apps.courses.api.outputs.base import page_shape
from apps.courses.api.outputs.recognitions import RecognitionOut
from apps.courses.api.paging import page_by_number
from apps.courses.api.refusals import rows_named
from apps.courses.api.views.base import (
    HOME,
    HOME_APPROVES,
    TAG,
    CoursesView,
    actor_of,
    created,
)
from apps.courses.models import Recognition
from apps.courses.services import recognising
from apps.institutions.actor import Actor
from apps.partner_api.idempotency import idempotent
from apps.partner_api.reading import read_input


class RecognitionsView(CoursesView):
    post_scopes = HOME

    @extend_schema(
        parameters=[RecognitionQueryIn],
        responses=page_shape(RecognitionOut),
        operation_id="list_recognitions",
        tags=TAG,
    )
    def get(self, request: Request) -> Response:
        """Decisions of your university, newest first."""
        asked = read_query(RecognitionQueryIn, request)
        rows = _readable(actor_of(request))
        if "state" in asked:
            rows = rows.filter(state=asked["state"])
        if "learner" in asked:
            rows = rows.filter(learner__uuid=asked["learner"])
        return page_by_number(request, rows, _shown)

    @extend_schema(
        request=RecognitionIn,
        responses={201: RecognitionOut},
        operation_id="propose_recognition",
        tags=TAG,
        examples=[RECOGNITION_SENT, RECOGNITION_SHOWN],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Propose what one or several courses of one student count for, or that they do not.

        Your dated rules are checked; where they are not met the answer is 422 `override_needed`
        with the criteria, until `override_reason` gives the reason for the exception.
        """
        read = read_input(RecognitionIn, request)
        with rows_named("registrations", read["registrations"]):
            made = recognising.propose_recognition(
                actor=actor_of(request), proposal=proposal_of(read), officer=read["officer"]
            )
        return created(shown(actor_of(request), made.uuid), f"{request.path}{made.uuid}")


class RecognitionView(CoursesView):
    @extend_schema(
        responses=RecognitionOut,
        operation_id="get_recognition",
        tags=TAG,
        examples=[RECOGNITION_SHOWN],
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """One decision: courses, target, what the check of the rules showed, who decided."""
        return Response(shown(actor_of(request), uuid))


class ApproveRecognitionView(CoursesView):
    post_scopes = HOME_APPROVES

    @extend_schema(
        request=ApproveRecognitionIn,
        responses=RecognitionOut,
        operation_id="approve_recognition",
        tags=TAG,
        examples=[APPROVE_RECOGNITION_SENT, RECOGNITION_SHOWN],
    )
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """Pass on that an officer of your university approved a proposal: its credits are used.

        The officer must be another than the one who proposed (403 `course_own_work`).
        """
        return _decide(request, uuid, ApproveRecognitionIn, recognising.approve_recognition)


class ReturnRecognitionView(CoursesView):
    post_scopes = HOME_APPROVES

    @extend_schema(
        request=NoteIn,
        responses=RecognitionOut,
        operation_id="return_recognition",
        tags=TAG,
        examples=[NOTE_SENT, RECOGNITION_SHOWN],
    )
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """Pass on that an officer sent a proposal back; its courses can be proposed anew."""
        return _decide(request, uuid, NoteIn, recognising.return_recognition)


class ReopenRecognitionView(CoursesView):
    post_scopes = HOME_APPROVES

    @extend_schema(
        request=NoteIn,
        responses=RecognitionOut,
        operation_id="reopen_recognition",
        tags=TAG,
        examples=[NOTE_SENT, RECOGNITION_SHOWN],
    )
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """Pass on that an officer took an approved decision back; its credits are free again."""
        return _decide(request, uuid, NoteIn, recognising.reopen_recognition)


def _decide(
    request: Request, uuid: UUID, shape: type[Input], service: Callable[..., Recognition]
) -> Response:
    actor = actor_of(request)
    service(actor=actor, uuid=uuid, **read_input(shape, request))
    return Response(shown(actor, uuid))


def _readable(actor: Actor) -> Any:
    rows = Recognition.objects.filter(home_id=actor.institution_id).select_related("learner")
    return rows.prefetch_related("sources__registration__host", "sources__result")


def shown(actor: Actor, uuid: UUID) -> dict[str, Any]:
    """Raises NotFoundError."""
    found = _readable(actor).filter(uuid=uuid).first()
    if found is None:
        raise NotFoundError
    return dict(RecognitionOut(found).data)


def _shown(rows: Sequence[Recognition]) -> list[dict[str, Any]]:
    return [dict(RecognitionOut(row).data) for row in rows]

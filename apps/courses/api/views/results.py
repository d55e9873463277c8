"""The host sends results; a second officer's approval announces them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.courses.api.examples.exchange import (
    APPROVE_SENT,
    NOTE_SENT,
    RESULTS_SENT,
    RESULTS_WAITING,
)
from apps.courses.api.inputs.base import read_query
from apps.courses.api.inputs.results import (
    ApproveResultsIn,
    NoteIn,
    ResultsIn,
    WaitingQueryIn,
)
from apps.courses.api.outputs.base import page_shape
from apps.courses.api.outputs.registrations import MovedRowsOut
from apps.courses.api.outputs.results import WaitingResultOut, WaitingResultsOut
from apps.courses.api.paging import page_by_number
from apps.courses.api.refusals import rows_named
from apps.courses.api.views.base import (
    HOST,
    HOST_APPROVES,
    TAG,
    CoursesView,
    actor_of,
    moved,
)
from apps.courses.models import CrossRegistration, Result
from apps.courses.selectors.results import entered_results
from apps.courses.services.approving import approve_results, return_result
from apps.courses.services.looking import note_looks
from apps.courses.services.resulting import enter_results
from apps.partner_api.idempotency import idempotent
from apps.partner_api.reading import read_input


class ResultsView(CoursesView):
    post_scopes = HOST

    @extend_schema(
        parameters=[WaitingQueryIn],
        responses=page_shape(WaitingResultOut),
        operation_id="list_waiting_results",
        tags=TAG,
    )
    def get(self, request: Request) -> Response:
        """Results entered at your university and not announced, newest first.

        One with `returned_at` was sent back by the approver: it is entered anew, not approved.
        """
        read_query(WaitingQueryIn, request)
        actor = actor_of(request)

        def shown(rows: Sequence[Result]) -> list[dict[str, Any]]:
            note_looks(actor, [row.registration for row in rows])
            return [dict(WaitingResultOut(row).data) for row in rows]

        return page_by_number(request, entered_results(actor), shown)

    @extend_schema(
        request=ResultsIn,
        responses=WaitingResultsOut,
        operation_id="enter_results",
        tags=TAG,
        examples=[RESULTS_SENT, RESULTS_WAITING],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Enter results of students of other universities, or correct announced ones.

        They wait until another officer approves them; the home sees nothing before. Entering again
        replaces what waits. A correction names its reason; once approved it reopens what the home
        decided on the former result.
        """
        read = read_input(ResultsIn, request)
        entries = read["results"]
        with rows_named("results", [entry.pick for entry in entries]):
            results = enter_results(
                actor=actor_of(request), entries=entries, officer=read["officer"]
            )
        prefetch_related_objects(results, "registration")
        return Response(WaitingResultsOut({"results": results}).data)


class ApproveResultsView(CoursesView):
    post_scopes = HOST_APPROVES

    @extend_schema(
        request=ApproveResultsIn,
        responses=MovedRowsOut,
        operation_id="approve_results",
        tags=TAG,
        examples=[APPROVE_SENT],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Pass on that an officer of your university approved waiting results: they are announced.

        The officer must be another than the one who entered them (403 `course_own_work`). `seen`
        must be that of the result as the officer saw it (409 after any edit).
        """
        read = read_input(ApproveResultsIn, request)
        with rows_named("results"):
            results = approve_results(
                actor=actor_of(request), approvals=read["results"], officer=read["officer"]
            )
        rows = CrossRegistration.objects.in_bulk([one.registration_id for one in results])
        return moved([rows[one.registration_id] for one in results])


class ReturnResultView(CoursesView):
    post_scopes = HOST_APPROVES

    @extend_schema(
        request=NoteIn,
        responses={200: None},
        operation_id="return_result",
        tags=TAG,
        examples=[NOTE_SENT],
    )
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """Pass on that an officer sent a waiting result back, with a note: it is entered anew."""
        return_result(actor=actor_of(request), uuid=uuid, **read_input(NoteIn, request))
        return Response({})

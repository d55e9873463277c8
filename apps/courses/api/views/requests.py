"""Requests: made and sent by the home, read by both sides."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.errors import NotFoundError
from apps.courses.api.examples.exchange import REQUEST_SENT, REQUEST_SHOWN, SUBMIT_SENT
from apps.courses.api.inputs.base import read_query
from apps.courses.api.inputs.queries import RequestQueryIn
from apps.courses.api.inputs.students import RequestIn, SubmitIn
from apps.courses.api.outputs.base import page_shape
from apps.courses.api.outputs.registrations import RequestOut, WholeRequestOut
from apps.courses.api.paging import page_by_number
from apps.courses.api.refusals import rows_named
from apps.courses.api.views.base import HOME, TAG, CoursesView, actor_of, created
from apps.courses.candidates import Candidate
from apps.courses.errors import LineProblem, LinesError
from apps.courses.models import CrossRegistration, CrossRequest
from apps.courses.selectors.requests import known_codes, progress_of
from apps.courses.services.registrations import Pick
from apps.courses.services.requesting import MOST_LINES, draft_request
from apps.courses.services.submitting import submit_request
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer
from apps.partner_api.idempotency import idempotent
from apps.partner_api.reading import read_input

READABLE = ("host", "home", "agreement")


class RequestsView(CoursesView):
    post_scopes = HOME

    @extend_schema(
        parameters=[RequestQueryIn],
        responses=page_shape(RequestOut),
        operation_id="list_cross_requests",
        tags=TAG,
    )
    def get(self, request: Request) -> Response:
        """Requests that you sent or prepare (`side=home`), or were sent (`side=host`)."""
        asked = read_query(RequestQueryIn, request)
        column = "home_id" if asked["side"] == "home" else "shared_with_id"
        wanted = {name: asked[name] for name in ("academic_year", "term") if name in asked}
        rows = CrossRequest.objects.filter(**{column: actor_of(request).institution_id}, **wanted)
        return page_by_number(request, rows.select_related(*READABLE), _shown)

    @extend_schema(
        request=RequestIn,
        responses={201: WholeRequestOut},
        operation_id="make_cross_request",
        tags=TAG,
        examples=[REQUEST_SENT, REQUEST_SHOWN],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Ask a host for places, for 1 to 1,000 students at once: all lines or none.

        With `submit: true` the request is sent to the host at once, else it waits in preparation.
        A line that cannot be taken is named by its place, e.g. `/students/3/section`. The answer
        holds the lines in the order sent, with the uuid and version that later acts name.
        """
        read = read_input(RequestIn, request)
        actor, officer = actor_of(request), read["officer"]
        with rows_named("students"):
            _refuse_nameless(actor, read["students"])
            made = _draft(actor, officer, read)
        lines = _lines(made)
        if read["submit"]:
            with rows_named("students"):
                submit_request(
                    actor=actor,
                    uuid=made.uuid,
                    picks=[Pick(row.uuid, row.version) for row in lines],
                    officer=officer,
                    overload_reason=read.get("overload_reason", ""),
                )
        return created(whole(made.uuid), f"{request.path}{made.uuid}")


def _draft(actor: Actor, officer: Officer, read: dict[str, Any]) -> CrossRequest:
    return draft_request(
        actor=actor,
        agreement=read["agreement"],
        host=read["host"],
        academic_year=read["academic_year"],
        term=read["term"],
        candidates=read["students"],
        reference=read.get("reference", ""),
        contact=read.get("contact", ""),
        note=read.get("note", ""),
        officer=officer,
    )


def _refuse_nameless(actor: Actor, candidates: Sequence[Candidate]) -> None:
    """The host must know whom it is asked for. Raises LinesError."""
    named = {one.student_code for one in candidates if one.first_name}
    nameless = [one for one in candidates if one.student_code not in named]
    if not nameless:
        return
    known = known_codes(actor, [one.student_code for one in nameless])
    problems = [
        LineProblem(one.line, _("The name is missing."), field="first_name")
        for one in nameless
        if one.student_code not in known
    ]
    if problems:
        raise LinesError(problems)


class RequestView(CoursesView):
    @extend_schema(
        responses=WholeRequestOut,
        operation_id="get_cross_request",
        tags=TAG,
        examples=[REQUEST_SHOWN],
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """One request with its lines, for either side."""
        return Response(whole(uuid))


class SubmitView(CoursesView):
    post_scopes = HOME

    @extend_schema(
        request=SubmitIn,
        responses=WholeRequestOut,
        operation_id="submit_cross_request",
        tags=TAG,
        examples=[SUBMIT_SENT, REQUEST_SHOWN],
    )
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """Send lines in preparation to the host. The agreement, its quota and your rules on the
        load of a term are checked; `overload_reason` allows more than the load."""
        read = read_input(SubmitIn, request)
        with rows_named("registrations", read["registrations"]):
            submit_request(
                actor=actor_of(request),
                uuid=uuid,
                picks=read["registrations"],
                officer=read["officer"],
                overload_reason=read.get("overload_reason", ""),
            )
        return Response(whole(uuid))


def whole(uuid: UUID) -> dict[str, Any]:
    """For either side. Raises NotFoundError."""
    found = CrossRequest.objects.select_related(*READABLE).filter(uuid=uuid).first()
    if found is None:
        raise NotFoundError
    context = {"states": progress_of([found]), "lines": _lines(found)}
    return dict(WholeRequestOut(found, context=context).data)


def _lines(request: CrossRequest) -> list[CrossRegistration]:
    rows = CrossRegistration.objects.filter(request=request)
    return list(rows.order_by("pk")[:MOST_LINES])


def _shown(rows: Sequence[CrossRequest]) -> list[dict[str, Any]]:
    states = progress_of(rows)
    return [dict(RequestOut(row, context={"states": states}).data) for row in rows]

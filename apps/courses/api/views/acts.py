"""Acts of either side on registrations, up to 1,000 in one request: all of them or none."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.courses.api.examples.exchange import (
    ACKNOWLEDGE_SENT,
    CANCEL_SENT,
    DECLINE_SENT,
    ENROL_SENT,
    MOVED,
    PICKS_SENT,
)
from apps.courses.api.inputs.acts import AcceptIn, AcknowledgeIn, DeclineIn, EnrolIn, LeaveIn
from apps.courses.api.outputs.registrations import MovedRowsOut
from apps.courses.api.refusals import rows_named
from apps.courses.api.views.base import HOME, HOST, TAG, CoursesView, actor_of, moved
from apps.courses.models import CrossRegistration
from apps.courses.services import hosting, leaving
from apps.courses.services.acknowledging import acknowledge_results
from apps.partner_api.authentication import grant_of
from apps.partner_api.errors import InsufficientScopeError
from apps.partner_api.idempotency import idempotent
from apps.partner_api.reading import read_input

EITHER_SIDE: Any = [{"clientCredentials": list(HOME)}, {"clientCredentials": list(HOST)}]


class AcceptView(CoursesView):
    post_scopes = HOST

    @extend_schema(
        request=AcceptIn,
        responses=MovedRowsOut,
        operation_id="accept_cross_registrations",
        tags=TAG,
        examples=[PICKS_SENT, MOVED],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """The host accepts. A section without a place left is named by its line (422)."""
        read = read_input(AcceptIn, request)
        picks = read.pop("registrations")
        with rows_named("registrations", picks):
            rows = hosting.accept_registrations(actor=actor_of(request), picks=picks, **read)
        return moved(rows)


class DeclineView(CoursesView):
    post_scopes = HOST

    @extend_schema(
        request=DeclineIn,
        responses=MovedRowsOut,
        operation_id="decline_cross_registrations",
        tags=TAG,
        examples=[DECLINE_SENT, MOVED],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """The host declines, with a coded reason."""
        read = read_input(DeclineIn, request)
        picks = read.pop("registrations")
        with rows_named("registrations", picks):
            rows = hosting.decline_registrations(actor=actor_of(request), picks=picks, **read)
        return moved(rows)


class EnrolView(CoursesView):
    post_scopes = HOST

    @extend_schema(
        request=EnrolIn,
        responses=MovedRowsOut,
        operation_id="enrol_cross_registrations",
        tags=TAG,
        examples=[ENROL_SENT, MOVED],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """The students are registered at the host, under its own student codes."""
        read = read_input(EnrolIn, request)
        rows = read["registrations"]
        with rows_named("registrations", [one.pick for one in rows]):
            done = hosting.enrol_registrations(
                actor=actor_of(request), enrolments=rows, officer=read["officer"]
            )
        return moved(done)


class DetailsView(CoursesView):
    post_scopes = HOST

    @extend_schema(
        request=EnrolIn,
        responses=MovedRowsOut,
        operation_id="update_cross_registrations",
        tags=TAG,
        examples=[ENROL_SENT, MOVED],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """The host corrects student code, section or payment; the state stays."""
        read = read_input(EnrolIn, request)
        rows = read["registrations"]
        with rows_named("registrations", [one.pick for one in rows]):
            done = hosting.update_details(
                actor=actor_of(request), enrolments=rows, officer=read["officer"]
            )
        return moved(done)


class WithdrawView(CoursesView):
    @extend_schema(
        request=LeaveIn,
        responses=MovedRowsOut,
        operation_id="withdraw_cross_registrations",
        tags=TAG,
        examples=[CANCEL_SENT, MOVED],
        auth=EITHER_SIDE,
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Either side withdraws students who are registered; after the host's last day only the
        host. Needs `courses:home` or `courses:host`, as your side of the registrations is."""
        read = read_input(LeaveIn, request)
        picks = read.pop("registrations")
        _need_scope_of_side(request, picks)
        with rows_named("registrations", picks):
            rows = leaving.withdraw_registrations(actor=actor_of(request), picks=picks, **read)
        return moved(rows)


def _need_scope_of_side(request: Request, picks: Any) -> None:
    """Raises InsufficientScopeError (403)."""
    mine = actor_of(request).institution_id
    found = CrossRegistration.objects.filter(uuid__in=[pick.uuid for pick in picks])
    homes = set(found.values_list("home_id", flat=True))
    needed = {*(HOME if mine in homes else ()), *(HOST if homes - {mine} else ())}
    missing = (needed or {*HOME, *HOST}) - grant_of(request).scopes
    if missing and (needed or len(missing) > 1):
        raise InsufficientScopeError(data={"missing_scopes": sorted(missing)})


class CancelView(CoursesView):
    post_scopes = HOME

    @extend_schema(
        request=LeaveIn,
        responses=MovedRowsOut,
        operation_id="cancel_cross_registrations",
        tags=TAG,
        examples=[CANCEL_SENT, MOVED],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """The home takes lines back before the students are registered at the host."""
        read = read_input(LeaveIn, request)
        picks = read.pop("registrations")
        with rows_named("registrations", picks):
            rows = leaving.cancel_registrations(actor=actor_of(request), picks=picks, **read)
        return moved(rows)


class AcknowledgeView(CoursesView):
    post_scopes = HOME

    @extend_schema(
        request=AcknowledgeIn,
        responses=MovedRowsOut,
        operation_id="acknowledge_results",
        tags=TAG,
        examples=[ACKNOWLEDGE_SENT, MOVED],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """The home confirms that it has the results; credits of passed courses are earned."""
        read = read_input(AcknowledgeIn, request)
        picks = read["registrations"]
        with rows_named("registrations", picks):
            rows = acknowledge_results(
                actor=actor_of(request), picks=picks, officer=read["officer"]
            )
        return moved(rows)

"""Acts of either side on registrations, up to 1,000 in one request: all of them or none."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiExample, extend_schema
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
from apps.courses.api.inputs.base import Input
from apps.courses.api.outputs.registrations import MovedRowsOut
from apps.courses.api.refusals import rows_named
from apps.courses.api.views.base import HOME, HOST, TAG, CoursesView, actor_of, moved
from apps.courses.models import CrossRegistration
from apps.courses.services import hosting, leaving
from apps.courses.services.acknowledging import acknowledge_results
from apps.courses.services.registrations import Pick
from apps.partner_api.authentication import grant_of
from apps.partner_api.errors import InsufficientScopeError
from apps.partner_api.idempotency import idempotent
from apps.partner_api.reading import read_input

EITHER_SIDE: Any = [{"clientCredentials": list(HOME)}, {"clientCredentials": list(HOST)}]
Service = Callable[..., Sequence[CrossRegistration]]
F = TypeVar("F", bound=Callable[..., Any])


def _schema(
    operation: str, shape: type[Input], sent: OpenApiExample, **more: Any
) -> Callable[[F], F]:
    return extend_schema(
        request=shape,
        responses=MovedRowsOut,
        operation_id=operation,
        tags=TAG,
        examples=[sent, MOVED],
        **more,
    )


def _act(request: Request, shape: type[Input], service: Service) -> Response:
    read = read_input(shape, request)
    picks = read.pop("registrations")
    with rows_named("registrations", picks):
        return moved(service(actor=actor_of(request), picks=picks, **read))


def _detail(request: Request, service: Service) -> Response:
    read = read_input(EnrolIn, request)
    rows = read["registrations"]
    with rows_named("registrations", [one.pick for one in rows]):
        return moved(service(actor=actor_of(request), enrolments=rows, officer=read["officer"]))


class AcceptView(CoursesView):
    post_scopes = HOST

    @_schema("accept_cross_registrations", AcceptIn, PICKS_SENT)
    @idempotent
    def post(self, request: Request) -> Response:
        """The host accepts. A section without a place left is named by its line (422)."""
        return _act(request, AcceptIn, hosting.accept_registrations)


class DeclineView(CoursesView):
    post_scopes = HOST

    @_schema("decline_cross_registrations", DeclineIn, DECLINE_SENT)
    @idempotent
    def post(self, request: Request) -> Response:
        """The host declines, with a coded reason."""
        return _act(request, DeclineIn, hosting.decline_registrations)


class EnrolView(CoursesView):
    post_scopes = HOST

    @_schema("enrol_cross_registrations", EnrolIn, ENROL_SENT)
    @idempotent
    def post(self, request: Request) -> Response:
        """The students are registered at the host, under its own student codes."""
        return _detail(request, hosting.enrol_registrations)


class DetailsView(CoursesView):
    post_scopes = HOST

    @_schema("update_cross_registrations", EnrolIn, ENROL_SENT)
    @idempotent
    def post(self, request: Request) -> Response:
        """The host corrects student code, section or payment; the state stays."""
        return _detail(request, hosting.update_details)


class WithdrawView(CoursesView):
    @_schema("withdraw_cross_registrations", LeaveIn, CANCEL_SENT, auth=EITHER_SIDE)
    @idempotent
    def post(self, request: Request) -> Response:
        """Either side withdraws students who are registered; after the host's last day only the
        host. Needs `courses:home` or `courses:host`, as your side of the registrations is."""

        def withdraw(picks: Sequence[Pick], **read: Any) -> Sequence[CrossRegistration]:
            _need_scope_of_side(request, picks)
            return leaving.withdraw_registrations(picks=picks, **read)

        return _act(request, LeaveIn, withdraw)


def _need_scope_of_side(request: Request, picks: Sequence[Pick]) -> None:
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

    @_schema("cancel_cross_registrations", LeaveIn, CANCEL_SENT)
    @idempotent
    def post(self, request: Request) -> Response:
        """The home takes lines back before the students are registered at the host."""
        return _act(request, LeaveIn, leaving.cancel_registrations)


class AcknowledgeView(CoursesView):
    post_scopes = HOME

    @_schema("acknowledge_results", AcknowledgeIn, ACKNOWLEDGE_SENT)
    @idempotent
    def post(self, request: Request) -> Response:
        """The home confirms that it has the results; credits of passed courses are earned."""
        return _act(request, AcknowledgeIn, acknowledge_results)

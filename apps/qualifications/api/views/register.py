"""The own register of conferred degrees, and how far registers reach."""

from collections.abc import Sequence
from functools import partial
from typing import Any, cast
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.audit.services import record
from apps.core.errors import NotFoundError
from apps.courses.api.inputs.base import Input, read_query
from apps.courses.api.outputs.base import page_shape
from apps.courses.api.paging import page_by_number
from apps.institutions.actor import Actor
from apps.institutions.models import Institution
from apps.partner_api.idempotency import idempotent
from apps.partner_api.reading import read_input
from apps.qualifications.api.examples.register import (
    CORRECTION_SENT,
    COVERAGE,
    DEGREES_SENT,
    LOAD,
    VERSIONS,
    WITHDRAWAL_SENT,
)
from apps.qualifications.api.inputs.degrees import CorrectionIn, DegreesIn, WithdrawalIn
from apps.qualifications.api.inputs.queries import CoverageQueryIn, DegreeQueryIn, LoadQueryIn
from apps.qualifications.api.outputs.register import (
    CoverageOut,
    DegreeOut,
    DegreeVersionsOut,
    LoadOut,
)
from apps.qualifications.api.views.base import REGISTER, TAG, QualificationsView, actor_of
from apps.qualifications.errors import CheckVersionError
from apps.qualifications.models import Conferral, RegisterLoad
from apps.qualifications.rows import row_of
from apps.qualifications.selectors import register as read
from apps.qualifications.selectors.coverage import coverage_list
from apps.qualifications.selectors.promises import working_days_of
from apps.qualifications.services.register import bring_correction, bring_rows, bring_withdrawal


class DegreesView(QualificationsView):
    post_scopes = REGISTER

    @extend_schema(
        parameters=[DegreeQueryIn],
        responses=page_shape(DegreeOut),
        operation_id="list_degrees",
        tags=TAG,
    )
    def get(self, request: Request) -> Response:
        """Degrees in force in your own register, newest first. Each page read is on record."""
        asked = read_query(DegreeQueryIn, request)
        actor = actor_of(request)
        rows = read.register_rows(actor, asked.get("query", ""))
        if "load" in asked:
            rows = rows.filter(load__uuid=asked["load"])

        def shown(found: Sequence[Conferral]) -> list[dict[str, Any]]:
            _note_reading(actor, len(found))
            return [dict(DegreeOut(row).data) for row in found]

        return page_by_number(request, cast(Any, rows), cast(Any, shown))

    @extend_schema(
        request=DegreesIn,
        responses={201: LoadOut},
        operation_id="bring_degrees",
        tags=TAG,
        examples=[DEGREES_SENT, LOAD],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Bring 1 to 1,000 degrees: all or none. They wait as one load until another officer puts
        them into the register, in the portal; a system approves nothing.

        A degree that the register holds already (the same student code or identifier, degree and
        major) becomes a new version. Rows are checked by the rules of a file; `errors` names each
        fault by its place, e.g. `/degrees/3/approved_on`.
        """
        sent = read_input(DegreesIn, request)
        load = bring_rows(
            actor=actor_of(request),
            rows=sent["degrees"],
            complete=sent["complete"],
            note=sent["note"],
            named=sent["officer"],
        )
        return _brought(load)


def _note_reading(actor: Actor, rows: int) -> None:
    record(
        who=actor.who,
        action="register.read",
        target="register",
        owner_institution_id=actor.institution_id,
        data={"rows": rows},
    )


def _brought(load: RegisterLoad) -> Response:
    headers = {"Location": f"/api/v1/register/loads/{load.uuid}"}
    return Response(LoadOut(load).data, status=status.HTTP_201_CREATED, headers=headers)


class DegreeView(QualificationsView):
    @extend_schema(
        responses=DegreeVersionsOut, operation_id="get_degree", tags=TAG, examples=[VERSIONS]
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """One degree of your register with its versions."""
        actor = actor_of(request)
        versions: list[Any] = read.versions_of(actor, uuid)
        _note_reading(actor, 1)
        held = read.hold_of(actor, uuid) is not None
        return Response(DegreeVersionsOut({"on_hold": held, "versions": versions}).data)


class CorrectView(QualificationsView):
    post_scopes = REGISTER

    @extend_schema(
        request=CorrectionIn,
        responses={201: LoadOut},
        operation_id="correct_degree",
        tags=TAG,
        examples=[CORRECTION_SENT, LOAD],
    )
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """Bring a new version of a degree, for another officer to approve in the portal. Answers
        that stood on the former version are then opened again, and their letters no longer count.
        """
        entry = _in_force(actor_of(request), uuid)
        # the rest of the row is needed to judge it; a partial makes the serializer with it
        shape = partial(CorrectionIn, context={"row": row_of(entry)})
        sent = read_input(cast(type[Input], shape), request)
        _refuse_stale(entry, sent["version"])
        load = bring_correction(
            actor=actor_of(request),
            line=uuid,
            row=sent["changes"],
            reason=sent["reason"],
            note=sent["note"],
            named=sent["officer"],
        )
        return _brought(load)


class WithdrawDegreeView(QualificationsView):
    post_scopes = REGISTER

    @extend_schema(
        request=WithdrawalIn,
        responses={201: LoadOut},
        operation_id="withdraw_degree",
        tags=TAG,
        examples=[WITHDRAWAL_SENT, LOAD],
    )
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """Take a degree out of the register, once another officer approves it in the portal."""
        entry = _in_force(actor_of(request), uuid)
        sent = read_input(WithdrawalIn, request)
        _refuse_stale(entry, sent["version"])
        load = bring_withdrawal(
            actor=actor_of(request),
            line=uuid,
            reason=sent["reason"],
            note=sent["note"],
            named=sent["officer"],
        )
        return _brought(load)


def _in_force(actor: Actor, line: UUID) -> Conferral:
    entry = read.in_force(actor, line)
    if entry is None:
        raise NotFoundError
    return entry


def _refuse_stale(entry: Conferral, version: int) -> None:
    if entry.version != version:
        raise CheckVersionError(entry.version)


class LoadsView(QualificationsView):
    @extend_schema(
        parameters=[LoadQueryIn],
        responses=page_shape(LoadOut),
        operation_id="list_register_loads",
        tags=TAG,
    )
    def get(self, request: Request) -> Response:
        """How rows came, or are on their way, into your register, newest first."""
        asked = read_query(LoadQueryIn, request)
        rows = read.load_list(actor_of(request))
        if "state" in asked:
            rows = rows.filter(state=asked["state"])
        return page_by_number(
            request, rows, lambda found: [dict(LoadOut(row).data) for row in found]
        )


class LoadView(QualificationsView):
    @extend_schema(responses=LoadOut, operation_id="get_register_load", tags=TAG, examples=[LOAD])
    def get(self, request: Request, uuid: UUID) -> Response:
        """One load: what it would change, who brought it, who accepted it."""
        return Response(LoadOut(read.load_get(actor_of(request), uuid)).data)


class CoverageView(QualificationsView):
    @extend_schema(
        parameters=[CoverageQueryIn],
        responses=CoverageOut,
        operation_id="get_register_coverage",
        tags=TAG,
        examples=[COVERAGE],
    )
    def get(self, request: Request) -> Response:
        """How far a university's register reaches, by year, campus and level, and within how many
        working days it answers. Counts, no persons; published within the network."""
        asked = read_query(CoverageQueryIn, request)
        own = actor_of(request).institution_id
        university = asked.get("university") or Institution.objects.get(pk=own)
        days = working_days_of([university.pk], timezone.localdate())
        found: list[Any] = coverage_list(university.pk)
        told = {"university": university, "working_days": days[university.pk], "items": found}
        return Response(CoverageOut(told).data)

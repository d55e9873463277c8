"""Registrations as either side reads them, and the change that a home proposes."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.courses.api.examples.exchange import CHANGE_SENT, MOVED_ONE, REGISTRATION
from apps.courses.api.inputs.acts import ChangeIn, change_of
from apps.courses.api.inputs.base import read_query
from apps.courses.api.inputs.queries import RegistrationQueryIn
from apps.courses.api.outputs.base import page_shape
from apps.courses.api.outputs.registrations import (
    MovedOut,
    RegistrationOut,
    WholeRegistrationOut,
)
from apps.courses.api.refusals import rows_named
from apps.courses.api.views.base import HOME, TAG, CoursesView, actor_of
from apps.courses.grades import map_grade
from apps.courses.models import CrossRegistration, RecognitionSource
from apps.courses.rules import find_scale, grades_of
from apps.courses.selectors.registrations import (
    Filters,
    acts_of,
    registration_get,
    registration_list,
    results_of,
)
from apps.courses.services.looking import note_looks
from apps.courses.services.submitting import change_registration
from apps.courses.states import Side
from apps.institutions.actor import Actor
from apps.partner_api.idempotency import idempotent
from apps.partner_api.paging import page_of
from apps.partner_api.reading import read_input


class RegistrationsView(CoursesView):
    @extend_schema(
        parameters=[RegistrationQueryIn],
        responses=page_shape(RegistrationOut),
        operation_id="list_cross_registrations",
        tags=TAG,
    )
    def get(self, request: Request) -> Response:
        """Students in courses of others: yours who go out (`side=home`), or those who come to you
        (`side=host`), newest first.

        Students of another university are shown for the request that they stand in; each look is
        on record, and their university can read that log.
        """
        asked = read_query(RegistrationQueryIn, request)
        actor, seen = actor_of(request), []
        partner = asked.get("partner")
        wanted = Filters(
            state=asked.get("state", ""),
            academic_year=asked.get("academic_year"),
            term=asked.get("term"),
            partner=partner.pk if partner else None,
            request=asked.get("request"),
        )

        def shown(row: CrossRegistration) -> dict[str, Any]:
            seen.append(row)
            return dict(RegistrationOut(row).data)

        answer = page_of(request, registration_list(actor, Side(asked["side"]), wanted), shown)
        note_looks(actor, seen)
        return answer


class RegistrationView(CoursesView):
    @extend_schema(
        responses=WholeRegistrationOut,
        operation_id="get_cross_registration",
        tags=TAG,
        examples=[REGISTRATION],
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """One registration: course, student, versions of the result, acts of both sides.

        The home reads announced results only. A national ID is masked, always.
        """
        actor, row = actor_of(request), registration_get(uuid)
        context = {
            "results": results_of(row),
            "history": acts_of(row),
            "mapped_grade": _mapped_grade(actor, row),
            "recognition": _decision_on(actor, row),
        }
        note_looks(actor, [row])
        return Response(WholeRegistrationOut(row, context=context).data)


def _mapped_grade(actor: Actor, row: CrossRegistration) -> str | None:
    """The home's own grade for the host's, on the scales of the day it was announced."""
    result = row.result
    if result is None or result.announced_at is None or row.home_id != actor.institution_id:
        return None
    theirs = grades_of(result.scale)
    given = theirs.find(result.grade)
    own = find_scale(row.home_id, timezone.localdate(result.announced_at))
    if given is None or own is None:
        return None
    mapped = map_grade(given, grades_of(own), source_max=theirs.max_points)
    return mapped.grade if mapped else None


def _decision_on(actor: Actor, row: CrossRegistration) -> UUID | None:
    if row.home_id != actor.institution_id:
        return None
    live = RecognitionSource.objects.filter(registration=row, live=True)
    return live.values_list("recognition__uuid", flat=True).first()


class ChangeView(CoursesView):
    post_scopes = HOME

    @extend_schema(
        request=ChangeIn,
        responses=MovedOut,
        operation_id="change_cross_registration",
        tags=TAG,
        examples=[CHANGE_SENT, MOVED_ONE],
    )
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """Propose another course, section, date or load for one registration.

        It is a new version. Once the host had accepted, it decides again: an act of the host that
        names the former version is refused.
        """
        read = read_input(ChangeIn, request)
        change = change_of(uuid, read)
        with rows_named("registrations", [change.pick]):
            row = change_registration(
                actor=actor_of(request),
                change=change,
                reason=read["reason"],
                note=read["note"],
                officer=read["officer"],
            )
        return Response(MovedOut(row).data)

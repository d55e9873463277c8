"""What the own university offers, and the catalogue of the partners."""

from typing import Any

from django.utils import timezone, translation
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.audit.services import record
from apps.courses.api.examples.basis import CATALOGUE, OFFERING_SENT, OFFERING_SHOWN
from apps.courses.api.inputs.base import read_query
from apps.courses.api.inputs.offerings import OfferingIn, course_of
from apps.courses.api.inputs.queries import CatalogueQueryIn, OfferingQueryIn
from apps.courses.api.outputs.base import page_shape
from apps.courses.api.outputs.offerings import CatalogueOut, OfferingOut
from apps.courses.api.paging import page, read_cursor
from apps.courses.api.views.base import HOST, TAG, CoursesView, actor_of, created
from apps.courses.distribution import check_distribution
from apps.courses.models import Offering
from apps.courses.problems import Problem
from apps.courses.rules import grades_of, scale_in_force
from apps.courses.selectors.catalogue import catalogue_page
from apps.courses.services.offering import save_offering, set_distribution, set_offerings_state
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer
from apps.partner_api.errors import FieldProblem, InvalidInputError
from apps.partner_api.idempotency import idempotent
from apps.partner_api.paging import page_of
from apps.partner_api.reading import read_input


class OfferingsView(CoursesView):
    post_scopes = HOST

    @extend_schema(
        parameters=[OfferingQueryIn],
        responses=page_shape(OfferingOut),
        operation_id="list_offerings",
        tags=TAG,
    )
    def get(self, request: Request) -> Response:
        """What your own university offers, in every state, newest first."""
        asked = read_query(OfferingQueryIn, request)
        wanted = {name: asked[name] for name in ("academic_year", "term", "state") if name in asked}
        rows = Offering.objects.filter(host_id=actor_of(request).institution_id, **wanted)
        return page_of(request, rows.select_related("host"), lambda row: OfferingOut(row).data)

    @extend_schema(
        request=OfferingIn,
        responses={200: OfferingOut, 201: OfferingOut},
        operation_id="save_offering",
        tags=TAG,
        examples=[OFFERING_SENT, OFFERING_SHOWN],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Make a section (201), or change the one that you name by uuid and version (200).

        What is sent replaces the description as a whole. Registrations that exist keep the course
        as it was when they were made. Only open sections stand in the catalogue.
        """
        actor, read = actor_of(request), _read(request)
        offering = save_offering(
            actor=actor,
            course=course_of(read),
            uuid=read.get("uuid"),
            version=read.get("version"),
        )
        if "distribution" in read:
            set_distribution(actor=actor, uuid=offering.uuid, counts=read["distribution"])
        if read.get("state", offering.state) != offering.state:
            set_offerings_state(actor=actor, uuids=[offering.uuid], state=read["state"])
        offering = Offering.objects.select_related("host").get(pk=offering.pk)
        _note_officer(offering, actor, read["officer"])
        shown = OfferingOut(offering).data
        return Response(shown) if "uuid" in read else created(shown, request.path)


def _read(request: Request) -> dict[str, Any]:
    read: dict[str, Any] = read_input(OfferingIn, request)
    if "distribution" in read:
        scale = scale_in_force(actor_of(request).institution_id, timezone.localdate())
        problems = check_distribution(read["distribution"], grades_of(scale))
        if problems:
            raise InvalidInputError([_named(problem) for problem in problems])
    return read


def _named(problem: Problem) -> FieldProblem:
    texts = {}
    for language in ("th", "en"):
        with translation.override(language):
            texts[language] = problem.sentence
    return FieldProblem(f"/distribution{problem.pointer}", problem.code, texts["th"], texts["en"])


def _note_officer(offering: Offering, actor: Actor, officer: Officer) -> None:
    """The history of an offering is the log: the person whom the system names stands there."""
    record(
        who=actor.who,
        action="offering.officer",
        target="offering",
        target_uuid=offering.uuid,
        owner_institution_id=actor.institution_id,
        data={"officer": officer.name, "post": officer.post, "version": offering.version},
    )


class CatalogueView(CoursesView):
    @extend_schema(
        parameters=[CatalogueQueryIn],
        responses=page_shape(CatalogueOut),
        operation_id="search_catalogue",
        tags=TAG,
        examples=[CATALOGUE],
    )
    def get(self, request: Request) -> Response:
        """Open courses of your partners in a term, by course code.

        Partners are the universities with which you have an agreement in force today.
        """
        asked = read_query(CatalogueQueryIn, request)
        cursor, host = asked.get("cursor"), asked.get("host")
        found = catalogue_page(
            academic_year=asked["academic_year"],
            term=asked["term"],
            text=asked.get("query", ""),
            host=host.code if host else "",
            level=asked.get("level", ""),
            language=asked.get("language", ""),
            after=read_cursor(request, cursor) if cursor else "",
        )
        return page(request, [CatalogueOut(row).data for row in found.rows], found.after)

"""Agreements, the rules that institutions publish, and precedents."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.courses.api.examples.basis import AGREEMENT, PRECEDENTS, RULES
from apps.courses.api.inputs.base import read_query
from apps.courses.api.inputs.queries import AgreementQueryIn, PrecedentQueryIn, RulesQueryIn
from apps.courses.api.inputs.students import code_of
from apps.courses.api.outputs.agreements import AgreementOut, RulesOut, agreements_shown
from apps.courses.api.outputs.base import page_shape
from apps.courses.api.outputs.offerings import PrecedentsOut
from apps.courses.api.paging import page_by_number
from apps.courses.api.views.base import TAG, CoursesView, actor_of
from apps.courses.models import Agreement, Study, Term
from apps.courses.rules import find_policy, find_scale
from apps.courses.selectors.agreements import agreement_get
from apps.courses.selectors.precedents import precedents_of
from apps.institutions.models import Institution

LATEST_TERMS = 12


class AgreementsView(CoursesView):
    @extend_schema(
        parameters=[AgreementQueryIn],
        responses=page_shape(AgreementOut),
        operation_id="list_agreements",
        tags=TAG,
    )
    def get(self, request: Request) -> Response:
        """Agreements to which your university is a party, newest first."""
        asked = read_query(AgreementQueryIn, request)
        rows = Agreement.objects.all()
        if "state" in asked:
            rows = rows.filter(state=asked["state"])
        if "partner" in asked:
            rows = rows.filter(party_ids__contains=[asked["partner"].pk])
        return page_by_number(request, rows, agreements_shown)


class AgreementView(CoursesView):
    @extend_schema(
        responses=AgreementOut, operation_id="get_agreement", tags=TAG, examples=[AGREEMENT]
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """One agreement: parties, who signed the present version, dates, quota.

        Agreements are negotiated and signed by people in the browser.
        """
        return Response(agreements_shown([agreement_get(uuid)])[0])


class RulesView(CoursesView):
    @extend_schema(
        parameters=[RulesQueryIn],
        responses=RulesOut,
        operation_id="get_rules",
        tags=TAG,
        examples=[RULES],
    )
    def get(self, request: Request) -> Response:
        """Grade scale, recognition policies and term dates of a university; your own without
        `institution`. Published within the network; set by people in the browser."""
        asked = read_query(RulesQueryIn, request)
        own = actor_of(request).institution_id
        institution = asked.get("institution") or Institution.objects.get(pk=own)
        on = asked.get("on") or timezone.localdate()
        terms = Term.objects.filter(institution=institution).order_by("-academic_year", "-term")
        rules = {
            "institution": institution,
            "on": on,
            "grade_scale": find_scale(institution.pk, on),
            "policies": [row for study in Study if (row := find_policy(institution.pk, study, on))],
            "terms": list(terms[:LATEST_TERMS]),
        }
        return Response(RulesOut(rules).data)


class PrecedentsView(CoursesView):
    @extend_schema(
        parameters=[PrecedentQueryIn],
        responses=PrecedentsOut,
        operation_id="list_precedents",
        tags=TAG,
        examples=[PRECEDENTS],
    )
    def get(self, request: Request) -> Response:
        """How universities of the network decided on a course before, the most frequent first.

        Institutions and numbers; no persons. At most 20.
        """
        asked = read_query(PrecedentQueryIn, request)
        found: list[Any] = precedents_of(asked["host"].pk, code_of(asked["course"]))
        return Response(PrecedentsOut({"items": found}).data)

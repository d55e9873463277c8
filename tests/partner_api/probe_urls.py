"""Endpoints made with the base, as a domain would make them, and pages of the portal itself."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.http import Http404
from django.urls import include, path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.errors import WrongStateError
from apps.institutions.scope import current_actor
from apps.partner_api.budgets import spend_lookups
from apps.partner_api.idempotency import idempotent
from apps.partner_api.models import KeptAnswer
from apps.partner_api.paging import PARAMETERS, page_of
from apps.partner_api.reading import read_input
from apps.partner_api.views import PartnerView

GATE = 20_260_701


class ApplicantSerializer(serializers.Serializer[None]):
    name = serializers.CharField(max_length=20)
    birth_date = serializers.DateField()
    kind = serializers.ChoiceField(["citizen", "passport"], default="citizen")


class BatchSerializer(serializers.Serializer[None]):
    officer = serializers.CharField()
    applicants = ApplicantSerializer(many=True, min_length=1, max_length=3)
    codes = serializers.ListField(child=serializers.IntegerField(), required=False)


class LookView(PartnerView):
    """Spends a look-up for each applicant; waits while the test holds the gate shut."""

    required_scopes = ("graduates:verify",)

    @extend_schema(request=BatchSerializer, responses=None)
    @idempotent
    def post(self, request: Request) -> Response:
        read = read_input(BatchSerializer, request)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [GATE])
        spend_lookups(actor=current_actor(), persons=len(read["applicants"]))
        return Response({"names": [applicant["name"] for applicant in read["applicants"]]})


class AnswersView(PartnerView):
    """A list, as every list is paged."""

    @extend_schema(responses=None, parameters=PARAMETERS)
    def get(self, request: Request) -> Response:
        rows = KeptAnswer.objects.all()
        return page_of(request, rows, lambda row: {"uuid": str(row.uuid)})


class GuardedView(PartnerView):
    required_scopes = ("nobody:has-this",)

    @extend_schema(responses=None)
    def get(self, request: Request) -> Response:
        return Response({})


FAULTS: dict[str, Exception] = {
    "state": WrongStateError(),
    "missing": Http404(),
    "large": RequestDataTooBig(),
    "unforeseen": ZeroDivisionError("1101700230708"),
}


class FaultView(PartnerView):
    @extend_schema(responses=None)
    def get(self, request: Request, fault: str) -> Response:
        raise FAULTS[fault]


extra: list[Any] = [
    path("api/v1/look", LookView.as_view()),
    path("api/v1/answers", AnswersView.as_view()),
    path("api/v1/guarded", GuardedView.as_view()),
    path("api/v1/fault/<str:fault>", FaultView.as_view()),
]
urlpatterns = [*extra, path("", include("registrar_net.urls"))]

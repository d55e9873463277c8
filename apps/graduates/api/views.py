"""Verification for partner systems: everything a registrar does on the form."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.graduates import selectors
from apps.graduates.api.serializers import AnswerOut, PageOut, QuestionIn
from apps.graduates.models import Verification
from apps.graduates.services.verifying import verify_applicants
from apps.partner_api.authentication import grant_of
from apps.partner_api.idempotency import idempotent
from apps.partner_api.paging import PARAMETERS, page_of
from apps.partner_api.reading import read_input
from apps.partner_api.views import PartnerView

SCOPES = ("graduates:verify",)


def summary(verification: Verification) -> dict[str, Any]:
    return {
        "uuid": str(verification.uuid),
        "created_at": verification.created_at.isoformat(),
        "officer": verification.officer,
        "purpose": verification.purpose,
        "case": verification.case,
        "persons": verification.persons,
        "outcomes": verification.outcomes,
    }


def whole(verification: Verification) -> dict[str, Any]:
    """The outcomes in the order in which the applicants were sent; no value of the register."""
    items = selectors.items_of(verification)
    results = [
        {
            "uuid": str(item.uuid),
            "reference": item.reference,
            "outcome": item.outcome,
            "agreeing": item.agreeing,
            "differing": item.differing,
            "explanation": item.explanation,
            "as_of": item.as_of.isoformat() if item.as_of else None,
        }
        for item in items
    ]
    return {**summary(verification), "results": results}


class VerificationsView(PartnerView):
    required_scopes: ClassVar = SCOPES

    @extend_schema(
        request=QuestionIn,
        responses=AnswerOut,
        operation_id="verify_graduates",
        tags=["graduates"],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Verify 1 to 1,000 applicants against the certified rosters of schools.

        The answer comes at once, in the order sent. Each applicant counts against the day's budget
        and is logged with officer, purpose and case; the school can read that log.
        """
        asked = read_input(QuestionIn, request)
        verification = verify_applicants(
            actor=grant_of(request).actor,
            officer=asked["officer"],
            purpose=asked["purpose"],
            case=asked["case"],
            claims=asked["applicants"],
        )
        return Response(whole(verification))

    @extend_schema(
        parameters=PARAMETERS,
        responses=PageOut,
        operation_id="list_verifications",
        tags=["graduates"],
    )
    def get(self, request: Request) -> Response:
        """What this institution asked, newest first."""
        return page_of(request, Verification.objects.all(), summary)


class VerificationView(PartnerView):
    required_scopes: ClassVar = SCOPES

    @extend_schema(responses=AnswerOut, operation_id="get_verification", tags=["graduates"])
    def get(self, request: Request, uuid: UUID) -> Response:
        """One verification with its outcomes."""
        return Response(whole(selectors.verification_get(uuid)))

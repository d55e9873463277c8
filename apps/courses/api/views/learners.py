"""Credit accounts of the own students."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.errors import NotFoundError
from apps.courses.api.examples.decisions import ACCOUNT
from apps.courses.api.inputs.base import read_query
from apps.courses.api.inputs.queries import LearnerQueryIn
from apps.courses.api.inputs.students import code_of
from apps.courses.api.outputs.recognitions import AccountOut
from apps.courses.api.views.base import TAG, CoursesView, actor_of
from apps.courses.models import Learner
from apps.courses.selectors.ledger import account_of, entries_of, learner_get


class LearnersView(CoursesView):
    @extend_schema(
        parameters=[LearnerQueryIn],
        responses=AccountOut,
        operation_id="find_learner",
        tags=TAG,
        examples=[ACCOUNT],
    )
    def get(self, request: Request) -> Response:
        """The credit account of one of your own students, by the student code."""
        asked = read_query(LearnerQueryIn, request)
        found = Learner.objects.filter(
            home_id=actor_of(request).institution_id, student_code=code_of(asked["student_code"])
        ).first()
        if found is None:
            raise NotFoundError
        return Response(account(found))


class LearnerView(CoursesView):
    @extend_schema(responses=AccountOut, operation_id="get_learner", tags=TAG, examples=[ACCOUNT])
    def get(self, request: Request, uuid: UUID) -> Response:
        """The same by uuid: every booking in order, with the balance after it."""
        return Response(account(learner_get(actor_of(request), uuid)))


def account(learner: Learner) -> dict[str, Any]:
    entries = entries_of(learner)
    context = {"entries": entries, "totals": account_of(entries)}
    return dict(AccountOut(learner, context=context).data)

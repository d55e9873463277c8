"""What the views share."""

from collections.abc import Sequence
from typing import Any, ClassVar

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.courses.api.outputs.registrations import MovedRowsOut
from apps.courses.models import CrossRegistration
from apps.institutions.actor import Actor
from apps.partner_api.authentication import grant_of
from apps.partner_api.views import PartnerView

READ = ("courses:read",)
HOME = ("courses:home",)
HOST = ("courses:host",)
HOME_APPROVES = ("courses:home", "courses:approve")
HOST_APPROVES = ("courses:host", "courses:approve")
TAG = ("courses",)


class CoursesView(PartnerView):
    """Reading needs `courses:read`; writing what `post_scopes` says."""

    post_scopes: ClassVar[Sequence[str]] = ()

    @property
    def required_scopes(self) -> Sequence[str]:  # type: ignore[override]
        writes = self.request is not None and self.request.method == "POST"
        return self.post_scopes if writes else READ


def actor_of(request: Request) -> Actor:
    return grant_of(request).actor


def moved(rows: Sequence[CrossRegistration]) -> Response:
    return Response(MovedRowsOut({"registrations": rows}).data)


def created(data: Any, address: str) -> Response:
    return Response(data, status=status.HTTP_201_CREATED, headers={"Location": address})

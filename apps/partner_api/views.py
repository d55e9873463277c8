"""The base of every endpoint, and the endpoints that belong to no domain."""

from collections.abc import Sequence
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.partner_api.authentication import grant_of
from apps.partner_api.budgets import Budget, budgets_of
from apps.partner_api.errors import UnknownRouteError
from apps.partner_api.serializers import MeSerializer

WRITES = ("post", "put", "patch", "delete")


class PartnerView(APIView):
    """An endpoint for partner clients; README.md shows how one is made.

    Writing is by POST alone, and every `post` is @idempotent: a class that forgets it cannot be
    defined.
    """

    required_scopes: ClassVar[Sequence[str]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for method in WRITES:
            handler = cls.__dict__.get(method)
            if handler is not None and not getattr(handler, "idempotent", False):
                raise TypeError(f"{cls.__name__}.{method} must be @idempotent")

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """After who, what and how often: the body, read whole so that its size is bounded."""
        super().initial(request, *args, **kwargs)
        _whole = request.body


class MeView(PartnerView):
    """Who this token stands for, and what it may still do today."""

    @extend_schema(responses=MeSerializer, operation_id="me", tags=["client"])
    def get(self, request: Request) -> Response:
        """Client, institution, scopes and what is left of today's look-up budgets."""
        grant = grant_of(request)
        budgets = budgets_of(grant.actor)
        institution = grant.client.institution
        return Response(
            {
                "client": {"client_id": grant.client.client_id, "name": grant.client.name},
                "institution": {
                    "uuid": str(institution.uuid),
                    "code": institution.code,
                    "name_th": institution.name_th,
                    "name_en": institution.name_en,
                },
                "scopes": sorted(grant.scopes),
                "token_expires_at": grant.expires_at.isoformat(),
                "lookups_today": {
                    "client": _budget(budgets.own),
                    "institution": _budget(budgets.institution),
                },
            }
        )


def _budget(budget: Budget) -> dict[str, int]:
    return {"limit": budget.limit, "used": budget.used, "left": budget.left}


@extend_schema(exclude=True)
class UnknownRouteView(APIView):
    """What is not in the API is told in its language too."""

    authentication_classes = ()
    permission_classes = ()

    def initial(self, *_asked: Any, **_named: Any) -> None:
        raise UnknownRouteError


class SchemaView(SpectacularJSONAPIView):
    """OpenAPI 3, public: it describes, and shows no data."""

    throttle_classes = ()


class DocsView(SpectacularSwaggerSplitView):
    """The schema as a page to read and to try, without anything from outside."""

    url_name = "api_schema"
    template_name = "partner_api/docs.html"
    throttle_classes = ()

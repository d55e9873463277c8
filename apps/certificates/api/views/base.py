"""What the views share."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.db import models
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from apps.audit.services import Look, record_looks
from apps.certificates.models import ServiceRequest
from apps.certificates.services.moving import PURPOSE
from apps.institutions.actor import Actor
from apps.partner_api.authentication import grant_of
from apps.partner_api.paging import page_of
from apps.partner_api.views import PartnerView
from apps.qualifications.api.views.base import FileRenderer

READ = ("certificates:read",)
REQUEST = ("certificates:request",)
FEED = ("certificates:feed",)
TAG = ("certificates",)
M = TypeVar("M", bound=models.Model)


class CertificatesView(PartnerView):
    """Reading needs `certificates:read`; writing what `post_scopes` says."""

    post_scopes: ClassVar[Sequence[str]] = ()

    @property
    def required_scopes(self) -> Sequence[str]:  # type: ignore[override]
        writes = self.request is not None and self.request.method == "POST"
        return self.post_scopes if writes else READ


class FileView(CertificatesView):
    """Its `get` answers with a file; every refusal is JSON."""

    def get_renderers(self) -> list[BaseRenderer]:
        return [JSONRenderer(), FileRenderer()]


def actor_of(request: Request) -> Actor:
    return grant_of(request).actor


def page_of_rows(
    request: Request,
    rows: models.QuerySet[M],
    present: Callable[[list[M]], list[dict[str, Any]]],
) -> Response:
    """As page_of, for what is presented as a whole page."""
    answer = page_of(request, rows, lambda row: {"row": row})
    answer.data["items"] = present([one["row"] for one in answer.data["items"]])
    return answer


def note_reading(actor: Actor, rows: Sequence[ServiceRequest], action: str, **more: str) -> None:
    """One entry for each request that was read, in the institution's own log."""
    record_looks(
        who=actor.who,
        action=f"service_request.{action}",
        target="service_request",
        purpose=PURPOSE,
        case="",
        looks=[Look(row.institution_id, row.uuid, {"number": row.code} | more) for row in rows],
    )


def location(collection: str, uuid: UUID) -> dict[str, str]:
    return {"Location": f"/api/v1/{collection}/{uuid}"}

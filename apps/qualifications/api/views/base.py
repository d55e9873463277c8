"""What the views share."""

from collections.abc import Sequence
from typing import Any, ClassVar

from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from apps.institutions.actor import Actor
from apps.partner_api.authentication import grant_of
from apps.partner_api.views import PartnerView

READ = ("qualifications:read",)
ASK = ("qualifications:ask",)
HOLD = ("qualifications:hold",)
REGISTER = ("register:write",)
TAG = ("qualifications",)


class QualificationsView(PartnerView):
    """Reading needs `qualifications:read`; writing what `post_scopes` says."""

    post_scopes: ClassVar[Sequence[str]] = ()

    @property
    def required_scopes(self) -> Sequence[str]:  # type: ignore[override]
        writes = self.request is not None and self.request.method == "POST"
        return self.post_scopes if writes else READ


class FileRenderer(JSONRenderer):
    """Lets a client ask for a file by `Accept`; what is rendered here are refusals, in JSON."""

    media_type = "*/*"
    format = "file"
    charset: Any = None


class FileView(QualificationsView):
    """Its `get` answers with a file; a `post`, and every refusal, in JSON."""

    def get_renderers(self) -> list[BaseRenderer]:
        writes = self.request is not None and self.request.method == "POST"
        return [JSONRenderer()] if writes else [JSONRenderer(), FileRenderer()]


def actor_of(request: Request) -> Actor:
    return grant_of(request).actor

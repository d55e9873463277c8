"""A file of evidence: for its own university and, once it was sent there, for the network."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Role
from apps.kpi.policies import STAFF
from apps.kpi.services.evidencing import open_evidence


@require_GET
@never_cache
@for_roles(*STAFF, Role.SECRETARIAT)
def evidence(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Always saved, never shown by the browser as a page of the portal; the look is on record."""
    found, content = open_evidence(actor=actor_of(request), uuid=uuid)
    named = content_disposition_header(True, found.filename) or "attachment"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": named}
    )

"""Progress of a job, polled by the page that waits for it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.institutions.access import for_roles
from apps.jobs.selectors import job_status


@require_GET
@never_cache
@for_roles()
def progress(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The progress bar; once the job has ended, the header tells the page to load itself anew."""
    status = job_status(uuid)
    response = render(request, "components/job_progress.html", {"job": status})
    if not status.is_open:
        response["HX-Refresh"] = "true"
    return response

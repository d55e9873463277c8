"""The portal without its own filter, and a probe that tells what the database still gives.

Celery: `-A tests.faults.unfiltered`. Gunicorn: settings `tests.faults.unfiltered_settings`.
"""

import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.faults.settings")
django.setup()

from django.http import HttpRequest, JsonResponse  # noqa: E402
from django.urls import include, path  # noqa: E402

from apps.institutions.access import actor_of  # noqa: E402
from apps.institutions.scope import TenantManager, current_actor  # noqa: E402
from apps.jobs.registry import Run, handles  # noqa: E402
from registrar_net.celery import app  # noqa: E402
from tests.faults.walls import plain_rows, report  # noqa: E402

__all__ = ["app", "urlpatterns"]

TenantManager.get_queryset = plain_rows  # type: ignore[method-assign]


@handles("tests.probe")
def probe_job(run: Run) -> dict[str, Any]:
    return report(run.actor.institution_id, current_actor().user_id)


@handles("tests.nothing")
def small_job(run: Run) -> dict[str, Any]:
    """As small as a job can be."""
    return {}


def probe_view(request: HttpRequest) -> JsonResponse:
    return JsonResponse(report(actor_of(request).institution_id, current_actor().user_id))


urlpatterns = [path("probe/", probe_view), path("", include("registrar_net.urls"))]

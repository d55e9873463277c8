"""One list: its approval, the making with its progress, what failed, its archive, its delivery."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from apps.audit.services import Look, record_looks
from apps.certificates.kinds import Delivery
from apps.certificates.models import RequestBatch, ServiceRequest
from apps.certificates.policies import STAFF, can_approve_requests, demand
from apps.certificates.selectors.batches import (
    BatchProgress,
    archive_content,
    batch_get,
    batch_progress,
)
from apps.certificates.selectors.own_work import own_entries
from apps.certificates.selectors.requests import papers_by_uuid
from apps.certificates.selectors.standing import deliverable
from apps.certificates.services.delivering import deliver_requests
from apps.certificates.services.moving import PURPOSE
from apps.certificates.states import OPEN, State
from apps.certificates.views.refusals import REFUSALS, Refusal, refusal_of
from apps.certificates.views.request_shown import failed_shown
from apps.certificates.views.wording import badges_of, clock_of
from apps.institutions.access import actor_of, for_roles
from apps.institutions.selectors import closed_days

SHOWN, FIRST = 50, 20


@require_GET
@never_cache
@for_roles(*STAFF)
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return page(request, batch_get(actor_of(request), uuid))


def page(request: HttpRequest, batch: RequestBatch, refused: Refusal | None = None) -> HttpResponse:
    actor = actor_of(request)
    mine = ServiceRequest.objects.filter(batch=batch).order_by("pk")
    failed = list(mine.filter(state=State.FAILED)[:SHOWN])
    progress = batch_progress(batch)
    waiting = progress.states.get(State.REQUESTED, 0)
    approver = can_approve_requests(actor)
    closed = closed_days(actor.institution_id)
    oldest = mine.filter(state__in=OPEN).order_by("due_on", "pk").first()
    retry = urlencode([("pick", str(row.uuid)) for row in failed])
    context: dict[str, Any] = {
        "batch": batch,
        **_shown(batch, progress),
        "waiting": waiting,
        "failed": [failed_shown(row) for row in failed],
        "retry": f"{reverse('certificates:approve')}?{retry}" if failed and approver else "",
        "clock": clock_of(oldest, closed) if oldest else None,
        "oldest": oldest,
        "rows": _rows(list(mine[:FIRST])),
        "shown": FIRST,
        "may_approve": approver,
        "own": approver
        and bool(waiting)
        and bool(own_entries(actor, list(mine.filter(state=State.REQUESTED)))),
        "deliveries": Delivery.choices,
        "refused": refused,
    }
    status = refused.status if refused else 200
    return render(request, "certificates/batch.html", context, status=status)


def _rows(rows: list[ServiceRequest]) -> list[dict[str, Any]]:
    papers = papers_by_uuid(rows)
    return [
        {"row": row, "badges": badges_of(row, papers.get(row.paper) if row.paper else None)}
        for row in rows
    ]


def _shown(batch: RequestBatch, progress: BatchProgress) -> dict[str, Any]:
    """For parts/batch_progress.html."""
    return {
        "batch": batch,
        "progress": progress,
        "ready": progress.ready,
        "failures": progress.states.get(State.FAILED, 0),
        "making": progress.states.get(State.APPROVED, 0) - progress.stuck,
    }


@require_GET
@never_cache
@for_roles(*STAFF)
def progress(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The bar; once nothing is being made, the header tells the page to load itself anew."""
    batch = batch_get(actor_of(request), uuid)
    found = batch_progress(batch)
    response = render(request, "certificates/parts/batch_progress.html", _shown(batch, found))
    if not found.is_running:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@for_roles(*STAFF)
def deliver(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Everything of the list that is ready and counts."""
    actor = actor_of(request)
    batch = batch_get(actor, uuid)
    try:
        rows = deliver_requests(
            actor=actor,
            uuids=list(deliverable(batch).values_list("uuid", flat=True)),
            how=request.POST.get("how", ""),
        )
    except REFUSALS as error:
        return page(request, batch, refusal_of(error))
    text = ngettext(
        "%(count)s paper is marked as delivered.",
        "%(count)s papers are marked as delivered.",
        len(rows),
    )
    messages.success(request, text % {"count": len(rows)})
    return HttpResponseRedirect(reverse("certificates:batch", args=[uuid]))


@require_GET
@never_cache
def archive(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The ZIP of the papers, read from the disk piece by piece while it is sent."""
    actor = actor_of(request)
    demand(actor.role in STAFF)
    found = archive_content(actor=actor, uuid=uuid)
    record_looks(
        who=actor.who,
        action="request_batch.download",
        target="request_batch",
        purpose=PURPOSE,
        case="",
        looks=[Look(actor.institution_id, uuid, {"size": found.size})],
    )
    return StreamingHttpResponse(
        found.content,
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{found.filename}"',
            "Content-Length": str(found.size),
        },
    )

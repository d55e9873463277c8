"""One request: what it asks for, how far it is, its paper, and the act that is due."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from apps.audit.services import Look, record_looks
from apps.certificates.content import content_digest
from apps.certificates.kinds import Channel
from apps.certificates.models import ServiceRequest
from apps.certificates.policies import STAFF, can_approve_requests
from apps.certificates.selectors.batches import batch_get
from apps.certificates.selectors.own_work import own_entries
from apps.certificates.selectors.requests import paper_of, replacement_of, request_get
from apps.certificates.services.moving import PURPOSE
from apps.certificates.services.producing import resume_production
from apps.certificates.states import MADE, OPEN, Action, State, next_state
from apps.certificates.views.approving import preview_of
from apps.certificates.views.elsewhere import next_stage
from apps.certificates.views.facts_words import facts_shown
from apps.certificates.views.refusals import REFUSALS, Refusal, refusal_of
from apps.certificates.views.request_acts import ACTING, DONE, carry_out, form_of, possible_acts
from apps.certificates.views.request_shown import (
    paper_shown,
    replaces_shown,
    stages_of,
    timeline_of,
)
from apps.certificates.views.wording import badges_of, clock_of, failure_of
from apps.core.errors import NotFoundError
from apps.documents.models import Status
from apps.documents.selectors import paper_content
from apps.institutions.access import actor_of, for_roles
from apps.institutions.selectors import closed_days
from apps.jobs.models import State as JobState
from apps.jobs.selectors import job_status


@require_GET
@never_cache
@for_roles(*STAFF)
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return page(request, request_get(actor_of(request), uuid))


def page(
    request: HttpRequest,
    row: ServiceRequest,
    *,
    bound: dict[str, forms.Form] | None = None,
    refused: Refusal | None = None,
) -> HttpResponse:
    actor, paper = actor_of(request), paper_of(row)
    own = can_approve_requests(actor) and bool(own_entries(actor, [row]))
    acts = possible_acts(actor, row, paper, own=own)
    following = replacement_of(row)
    context: dict[str, Any] = {
        "row": row,
        "fed": row.channel == Channel.FEED,
        "state": badges_of(row, paper)[-1],
        "clock": clock_of(row, closed_days(actor.institution_id)),
        "is_open": row.state in OPEN,
        "failure": failure_of(row) if row.state == State.FAILED else None,
        "preview": preview_of(row, row.institution) if row.facts else None,
        "facts": facts_shown(row.kind, row.facts),
        "seen": content_digest(row),
        "own": own and next_state(row.state, Action.APPROVE) is not None,
        "may_approve": can_approve_requests(actor),
        "may_edit": row.channel != Channel.FEED and next_state(row.state, Action.EDIT) is not None,
        "may_replace": row.state in MADE
        and paper is not None
        and paper.status == Status.ACTIVE
        and following is None,
        "paper": paper_shown(row, paper),
        "following": following,
        "replaces": replaces_shown(row),
        "forms": {act: (bound or {}).get(act) or form_of(act, actor, row) for act in acts},
        "next_stage": next_stage(row),
        "stages": stages_of(row, paper),
        "acts": timeline_of(row),
        "refused": refused,
        **_making(row),
    }
    status = refused.status if refused else 200
    return render(request, "certificates/request.html", context, status=status)


def _making(row: ServiceRequest) -> dict[str, Any]:
    """How far the making is: a job that works, or one that was given up."""
    if row.state != State.APPROVED or row.job is None:
        return {"job": None, "stuck": row.state == State.APPROVED and row.paper is not None}
    stuck = row.job.state == JobState.FAILED
    return {"job": None if stuck else job_status(row.job.uuid), "stuck": stuck}


@require_POST
@for_roles(*STAFF)
def act(request: HttpRequest, uuid: UUID, name: str) -> HttpResponse:
    actor = actor_of(request)
    row = request_get(actor, uuid)
    if name not in ACTING:
        raise NotFoundError
    form = form_of(name, actor, row, request.POST)
    if not form.is_valid():
        message = _("Something is missing. Correct what is marked and send it again.")
        return page(request, row, bound={name: form}, refused=Refusal(422, message))
    try:
        carry_out(actor, row, name, form, request.POST.get("seen", ""))
    except REFUSALS as error:
        again = request_get(actor, uuid)
        return page(request, again, bound={name: form}, refused=refusal_of(error))
    messages.success(request, str(DONE[name]))
    return HttpResponseRedirect(reverse("certificates:request", args=[uuid]))


@require_POST
@for_roles(*STAFF)
def resume(request: HttpRequest) -> HttpResponse:
    """Papers whose making stopped are tried again: of one list where `batch` names it, the one of
    `request`, else all.
    """
    actor = actor_of(request)
    batch, one = (_named(request, field) for field in ("batch", "request"))
    if batch is not None:
        batch_get(actor, batch)
    if one is not None:
        request_get(actor, one)
    count = resume_production(actor=actor, batch=batch, request=one)
    text = ngettext(
        "The making of %(count)s paper begins again.",
        "The making of %(count)s papers begins again.",
        count,
    )
    messages.success(request, text % {"count": count})
    if batch is not None:
        return HttpResponseRedirect(reverse("certificates:batch", args=[batch]))
    if one is not None:
        return HttpResponseRedirect(reverse("certificates:request", args=[one]))
    return HttpResponseRedirect(reverse("certificates:request_list"))


def _named(request: HttpRequest, field: str) -> UUID | None:
    """Raises NotFoundError for what is no uuid: it names nothing."""
    try:
        return UUID(request.POST[field]) if request.POST.get(field) else None
    except ValueError as error:
        raise NotFoundError from error


@require_GET
@never_cache
@for_roles(*STAFF)
def paper_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The PDF as it was issued, also of a paper that no longer counts."""
    actor = actor_of(request)
    row = request_get(actor, uuid)
    paper = paper_of(row)
    if paper is None or paper.sha256 is None:
        raise NotFoundError
    record_looks(
        who=actor.who,
        action="service_request.download",
        target="service_request",
        purpose=PURPOSE,
        case="",
        looks=[Look(row.institution_id, row.uuid, {"number": row.code, "serial": paper.serial})],
    )
    return HttpResponse(
        paper_content(actor=actor, paper=paper),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{paper.serial}.pdf"'},
    )

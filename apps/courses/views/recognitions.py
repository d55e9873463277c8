"""Decisions of the home: what the courses of its students count for."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from apps.core.errors import PortalError
from apps.core.keyset import BY_NUMBER, page_after
from apps.courses.choices import Level
from apps.courses.models import PaperKind, Recognition
from apps.courses.policies import STAFF, can_approve
from apps.courses.recognising import Criterion
from apps.courses.selectors import recognitions as read
from apps.courses.selectors.ledger import papers_of_learner
from apps.courses.selectors.precedents import precedents_of
from apps.courses.services.recognising import (
    approve_recognition,
    digest,
    reopen_recognition,
    return_recognition,
)
from apps.courses.states import Action, RecognitionState, State
from apps.courses.views.reasons import reason_of, why_fell
from apps.courses.views.recognising import criteria_shown
from apps.courses.views.wording import (
    DECISION_TONES,
    REFUSALS,
    TONES,
    Refusal,
    refusal_of,
)
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Role

SHOWN = ("decide", "approve", "reopened", "decided")


@require_GET
@never_cache
@for_roles(*STAFF)
def recognition_list(request: HttpRequest) -> HttpResponse:
    """Four lists, one at a time, by `?show=`."""
    show = request.GET.get("show", "")
    show = show if show in SHOWN else SHOWN[0]
    if show in ("decide", "reopened"):
        return _courses(request, show)
    states = (
        [RecognitionState.PROPOSED]
        if show == "approve"
        else [RecognitionState.APPROVED, RecognitionState.RETURNED, RecognitionState.REOPENED]
    )
    rows = read.recognition_list(actor_of(request), *states)
    page = page_after(rows, request.GET.get("after", ""), keys=BY_NUMBER)
    context = {
        "show": show,
        "decisions": [_decision(one) for one in page.rows],
        "older": f"?show={show}&after={page.next}" if page.next else "",
        "newer": f"?show={show}&after={page.previous}" if page.previous else "",
    }
    return render(request, "courses/recognition_list.html", context)


def _courses(request: HttpRequest, show: str) -> HttpResponse:
    actor = actor_of(request)
    rows = read.to_decide(actor) if show == "decide" else read.reopened(actor)
    page = page_after(rows, request.GET.get("after", ""))
    context = {
        "show": show,
        "learners": read.by_learner(page.rows),
        "completed": State.COMPLETED,
        "older": f"?show={show}&after={page.next}" if page.next else "",
        "newer": f"?show={show}&after={page.previous}" if page.previous else "",
    }
    return render(request, "courses/recognition_list.html", context)


def _decision(one: Recognition) -> dict[str, object]:
    courses = [source.registration for source in one.sources.all()]
    return {
        "recognition": one,
        "tone": DECISION_TONES[one.state],
        "sources": courses,
        "why": why_fell(one, courses),
        "outcome": State(one.outcome).label,
    }


@require_GET
@never_cache
@for_roles(*STAFF)
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _page(request, uuid)


def _page(request: HttpRequest, uuid: UUID, refused: Refusal | None = None) -> HttpResponse:
    actor = actor_of(request)
    one = read.recognition_get(uuid)
    sources = read.sources_in(one)
    criteria = [Criterion(**known) for known in one.criteria]
    first = sources[0].registration
    own = one.proposed_key == f"user:{actor.user_id}"
    context = {
        "one": one,
        "tone": DECISION_TONES[one.state],
        "why": why_fell(one, [source.registration for source in sources]),
        "outcome": State(one.outcome).label,
        "outcome_tone": TONES[one.outcome],
        "level": Level(one.target_level).label if one.target_level else "",
        "reason": reason_of(Action.NOT_RECOGNISE, one.no_transfer),
        "sources": [
            {
                "row": source.registration,
                "result": source.result,
                "used": source.credits_used,
                "corrected": source.registration.result_id != source.result_id,
            }
            for source in sources
        ],
        "criteria": criteria_shown(criteria),
        "precedents": precedents_of(first.host_id, first.course_code),
        "course": first,
        "papers": papers_of_learner(one.learner, PaperKind.RECOGNITION),
        "may_make_paper": one.state == RecognitionState.APPROVED,
        "seen": digest(one),
        "own": own,
        "may_approve": can_approve(actor) and not own,
        "may_reopen": can_approve(actor) and one.state == RecognitionState.APPROVED,
        "refused": refused,
        "typed": request.POST,
    }
    status = refused.status if refused else 200
    return render(request, "courses/recognition.html", context, status=status)


def _refuse(request: HttpRequest, uuid: UUID, error: PortalError) -> HttpResponse:
    return _page(request, uuid, refusal_of(error))


def _done(request: HttpRequest, uuid: UUID, text: str) -> HttpResponse:
    messages.success(request, text)
    return HttpResponseRedirect(reverse("courses:recognition", args=[uuid]))


@require_POST
@for_roles(Role.REGISTRAR_APPROVER)
def recognition_approve(request: HttpRequest, uuid: UUID) -> HttpResponse:
    try:
        approve_recognition(actor=actor_of(request), uuid=uuid, seen=request.POST.get("seen", ""))
    except REFUSALS as error:
        return _refuse(request, uuid, error)
    return _done(request, uuid, _("The decision is approved and stands."))


@require_POST
@for_roles(Role.REGISTRAR_APPROVER)
def recognition_return(request: HttpRequest, uuid: UUID) -> HttpResponse:
    note = request.POST.get("note", "")
    try:
        return_recognition(actor=actor_of(request), uuid=uuid, note=note)
    except REFUSALS as error:
        return _refuse(request, uuid, error)
    return _done(request, uuid, _("The proposal was returned; its courses can be proposed anew."))


@require_POST
@for_roles(Role.REGISTRAR_APPROVER)
def recognition_reopen(request: HttpRequest, uuid: UUID) -> HttpResponse:
    note = request.POST.get("note", "")
    try:
        reopen_recognition(actor=actor_of(request), uuid=uuid, note=note)
    except REFUSALS as error:
        return _refuse(request, uuid, error)
    return _done(request, uuid, _("The decision is reopened; its credits are free again."))

"""Asking for papers, waiting for them, taking them away."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from apps.audit.services import Look, record_looks
from apps.core.errors import NotFoundError
from apps.courses.choices import TermNumber
from apps.courses.models import CoursePaper, CrossRegistration, PaperKind
from apps.courses.policies import STAFF
from apps.courses.selectors.papers import (
    ShownPaper,
    Situation,
    course_paper_get,
    ledger_of,
    shown_paper,
)
from apps.courses.services.papering import (
    request_recognition_paper,
    request_results_paper,
    request_statement_paper,
)
from apps.courses.services.registrations import PURPOSE
from apps.courses.views.registrations import stand_under_hosting, stand_under_outgoing
from apps.documents.selectors import paper_content
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor

ASK_AGAIN = (Situation.FAILED, Situation.UNMADE, Situation.OUTDATED, Situation.REVOKED)


@require_POST
@for_roles(*STAFF)
def results_paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    language = request.POST.get("language", "th")
    return _to_page(
        request_results_paper(actor=actor_of(request), registration=uuid, language=language)
    )


@require_POST
@for_roles(*STAFF)
def statement_paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    language = request.POST.get("language", "th")
    return _to_page(
        request_statement_paper(actor=actor_of(request), learner=uuid, language=language)
    )


@require_POST
@for_roles(*STAFF)
def recognition_paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    language = request.POST.get("language", "th")
    return _to_page(
        request_recognition_paper(actor=actor_of(request), learner=uuid, language=language)
    )


def _to_page(paper: CoursePaper) -> HttpResponse:
    return HttpResponseRedirect(reverse("courses:paper", args=[paper.uuid]))


@require_GET
@never_cache
@for_roles(*STAFF)
def paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far it is, whether it counts, and the file."""
    actor = actor_of(request)
    shown = shown_paper(actor=actor, uuid=uuid)
    course_paper = shown.course_paper
    _look(course_paper, shown.registrations, "course_paper.look", actor)
    is_issuer = course_paper.institution_id == actor.institution_id
    is_home = course_paper.home_id == actor.institution_id
    if is_home:
        stand_under_outgoing(request)
    else:
        stand_under_hosting(request)
    context = {
        "shown": shown,
        "course_paper": course_paper,
        "paper": shown.paper,
        "about_learner": course_paper.kind != PaperKind.RESULTS,
        "term": TermNumber(course_paper.term).label if course_paper.term else "",
        "is_issuer": is_issuer,
        "is_home": is_home,
        "can_ask_again": is_issuer and shown.situation in ASK_AGAIN,
        "ask_again": _ask_again(shown),
    }
    return render(request, "courses/paper.html", context)


def _ask_again(shown: ShownPaper) -> str:
    """Where this kind of paper is asked for."""
    learner = shown.course_paper.learner.uuid
    if shown.course_paper.kind == PaperKind.STATEMENT:
        return reverse("courses:statement_paper", args=[learner])
    if shown.course_paper.kind == PaperKind.RECOGNITION:
        return reverse("courses:recognition_paper", args=[learner])
    return reverse("courses:results_paper", args=[shown.registrations[0].uuid])


@require_GET
@never_cache
@for_roles(*STAFF)
def paper_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The PDF as it was issued, also of a paper that no longer counts."""
    actor = actor_of(request)
    course_paper = course_paper_get(uuid)
    ledger = ledger_of(course_paper)
    if ledger.sha256 is None:
        raise NotFoundError
    told = CrossRegistration.objects.filter(papers__course_paper=course_paper)
    rows = list(told.select_related("request").order_by("pk"))
    _look(course_paper, rows, "course_paper.download", actor)
    return HttpResponse(
        paper_content(actor=actor, paper=ledger),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{ledger.serial}.pdf"'},
    )


def _look(
    course_paper: CoursePaper, rows: list[CrossRegistration], action: str, actor: Actor
) -> None:
    """A paper about the own student, of the own account, is nobody else's data."""
    if course_paper.home_id == course_paper.institution_id:
        return
    mine = course_paper.institution_id == actor.institution_id
    owner = course_paper.home_id if mine else course_paper.institution_id
    record_looks(
        who=actor.who,
        action=action,
        target="course_paper",
        purpose=PURPOSE,
        case=rows[0].request.number,
        looks=[Look(owner, course_paper.uuid, {"language": course_paper.language})],
    )

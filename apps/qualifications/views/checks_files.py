"""Files of a check: the documents that either side gave, and the letter that tells the answer."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from apps.core.errors import NotFoundError
from apps.documents.models import Paper
from apps.documents.selectors import paper_content
from apps.documents.storage import read_paper
from apps.institutions.access import actor_of, for_roles
from apps.qualifications.policies import STAFF, demand, sides_of
from apps.qualifications.selectors import checks as read
from apps.qualifications.services.lettering import request_reply_for
from apps.qualifications.services.looking import note_looks
from apps.qualifications.states import Side
from apps.qualifications.views.checks_shown import letter_shown


@require_GET
@never_cache
@for_roles(*STAFF)
def attachment(request: HttpRequest, uuid: UUID, file: UUID) -> HttpResponse:
    """Always saved, never shown by the browser as a page of the portal."""
    actor = actor_of(request)
    check, found = read.check_get(actor, uuid), read.attachment_get(actor, file)
    if found.check_asked_id != check.pk:
        raise NotFoundError
    note_looks(actor, [check], action="check.attachment")
    return HttpResponse(
        read_paper(found.uuid, found.path, sha256=bytes(found.sha256)),
        content_type=found.content_type,
        headers={
            "Content-Disposition": content_disposition_header(True, found.filename) or "attachment"
        },
    )


@require_POST
@for_roles(*STAFF)
def letter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The network's letter, for whoever asked; the holder's own comes with its answer."""
    actor = actor_of(request)
    demand(Side.ASKER in sides_of(actor, read.check_get(actor, uuid)))
    request_reply_for(actor=actor, uuid=uuid, language=request.POST.get("language", "th"))
    return HttpResponseRedirect(reverse("qualifications:check", args=[uuid]) + "#letter")


@require_GET
@never_cache
@for_roles(*STAFF)
def letter_progress(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The part of the page with the letter; 204 while it is being made, so that nothing moves.

    Who was told that it is being made opened the check already; the letter names nobody here. An
    answer that was taken back meanwhile makes the page load itself anew.
    """
    actor = actor_of(request)
    check = read.check_get(actor, uuid)
    shown = letter_shown(actor, check, list(sides_of(actor, check)))
    if shown is None:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    if shown["made_elsewhere"]:
        return HttpResponse(status=204)
    context = {"check": check, "letter": shown}
    return render(request, "qualifications/parts/check_letter.html", context)


@require_GET
@never_cache
@for_roles(*STAFF)
def letter_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    actor = actor_of(request)
    check = read.check_get(actor, uuid)
    paper = Paper.objects.filter(uuid=check.paper).first() if check.paper else None
    if paper is None or paper.sha256 is None:
        raise NotFoundError
    note_looks(actor, [check], action="check.letter_file")
    return HttpResponse(
        paper_content(actor=actor, paper=paper),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{paper.serial}.pdf"'},
    )

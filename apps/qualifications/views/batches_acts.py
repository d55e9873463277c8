"""What is done with a list: people taken out, sent, discarded; its summary; files to take away."""

import re
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.audit.services import record
from apps.core.errors import NotFoundError
from apps.core.spreadsheets import csv_response
from apps.documents.selectors import paper_content
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor
from apps.qualifications.exports import MOST_ROWS, checks_csv
from apps.qualifications.forms.asking_filters import AskedFilter
from apps.qualifications.incoming.rules import ENTRANT_RULES
from apps.qualifications.policies import STAFF
from apps.qualifications.review import finding_remedy, finding_sentence
from apps.qualifications.selectors import checks as read
from apps.qualifications.selectors.batches import summary_letter
from apps.qualifications.selectors.universities import universities_asked
from apps.qualifications.services.batching import begin_sending, discard_batch, drop_draft
from apps.qualifications.services.lettering import request_summary
from apps.qualifications.views.batches_page import batch_page
from apps.qualifications.views.only_post import only_post
from apps.qualifications.views.refusals import REFUSALS, refusal_of


def _to(uuid: UUID, part: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("qualifications:batch", args=[uuid]) + part)


def _acted(
    request: HttpRequest,
    uuid: UUID,
    act: Callable[[Actor], object],
    *,
    text: str = "",
    part: str = "",
) -> HttpResponse:
    try:
        act(actor_of(request))
    except REFUSALS as error:
        return batch_page(request, uuid, refusal_of(error))
    if text:
        messages.success(request, text)
    return _to(uuid, part)


@only_post("qualifications:batch")
@for_roles(*STAFF)
def batch_send(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _acted(request, uuid, lambda actor: begin_sending(actor=actor, uuid=uuid))


@only_post("qualifications:batch")
@for_roles(*STAFF)
def batch_discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    if request.POST.get("confirmed") != "yes":
        messages.error(request, _("Nothing was discarded: tick the box that names the list."))
        return _to(uuid)
    return _acted(
        request,
        uuid,
        lambda actor: discard_batch(actor=actor, uuid=uuid),
        text=_("The list was discarded and its persons deleted."),
    )


@only_post("qualifications:batch")
@for_roles(*STAFF)
def batch_drop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One person is not asked about."""
    try:
        check = UUID(request.POST.get("check", ""))
    except ValueError as error:
        raise NotFoundError from error
    return _acted(
        request,
        uuid,
        lambda actor: drop_draft(actor=actor, uuid=uuid, check=check),
        text=_("The person was taken out of the list and will not be asked about."),
        part=f"{_query(request)}#rows",
    )


def _query(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"?{query}" if query else ""


@only_post("qualifications:batch")
@for_roles(*STAFF)
def batch_letter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    language = request.POST.get("language", "")
    return _acted(
        request,
        uuid,
        lambda actor: request_summary(actor=actor, uuid=uuid, language=language),
        part="#letter",
    )


@require_GET
@never_cache
@for_roles(*STAFF)
def batch_letter_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The PDF as it was issued, also where an answer in it was taken back since."""
    actor = actor_of(request)
    found = read.batch_get(actor, uuid)
    letter = summary_letter(found)
    if letter is None or letter.paper.sha256 is None:
        raise NotFoundError
    record(
        who=actor.who,
        action="check.summary_download",
        target="qualification_batch",
        target_uuid=found.uuid,
        owner_institution_id=found.asker_id,
        purpose=found.purpose,
        case=found.case,
    )
    return HttpResponse(
        paper_content(actor=actor, paper=letter.paper),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{letter.paper.serial}.pdf"'},
    )


@require_GET
@never_cache
@for_roles(*STAFF)
def batch_export(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Every row of the board as it is filtered, with its answer."""
    actor = actor_of(request)
    found = read.batch_get(actor, uuid)
    if found.sent_at is None:
        raise NotFoundError
    wanted = AskedFilter(request.GET, universities_asked(actor))
    rows = read.batch_checks(found, wanted.filters).select_related("asker", "holder")
    name = re.sub(r"[^A-Za-z0-9-]+", "-", f"board-{found.academic_year}-{found.term}").strip("-")
    return checks_csv(actor=actor, checks=rows[: MOST_ROWS + 1], name=f"{name}.csv")


@require_GET
@never_cache
@for_roles(*STAFF)
def batch_findings(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was found fault with, to correct the file by."""
    found = read.batch_get(actor_of(request), uuid)
    heading = [_("Row"), _("Column"), _("Class"), _("Value"), _("What is wrong"), _("What to do")]
    rows = [
        [
            one.row or "",
            one.column,
            one.get_cls_display(),
            one.value,
            finding_sentence(one, ENTRANT_RULES),
            finding_remedy(one, ENTRANT_RULES),
        ]
        for one in found.findings.order_by("row", "pk")
    ]
    return csv_response("entrants-findings.csv", [heading, *rows])

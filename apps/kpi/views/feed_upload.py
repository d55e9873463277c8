"""A file of counts, row by row as it was read; taken as a whole, or given up."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.core.errors import InvalidError, NotFoundError, StaleError
from apps.courses.incoming.problems import shown_value
from apps.courses.incoming.read_list import ReadList
from apps.courses.views.wording import Refusal, refusal_of
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor
from apps.intake.models import Upload
from apps.intake.services import erase_upload, upload_content
from apps.kpi.incoming.count_list import CountRow, read_count_file
from apps.kpi.policies import STAFF
from apps.kpi.selectors.fed import counts_in_force, published_versions
from apps.kpi.services.feeding import Fed, FedRow, feed_rows
from apps.kpi.views.feed import known_codes, waiting
from apps.kpi.views.feed_words import counts_words, figure_words, period_words

NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"


@dataclass(frozen=True, slots=True)
class ReadRow:
    """`fate`: what taking the file does to what was sent before; `before`: the value until now."""

    row: CountRow
    period: str
    value: str
    of: str
    fate: str
    before: str


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = waiting(request, uuid)
    if not found:
        raise NotFoundError
    upload = found[0]
    if request.method == "POST" and "discard" in request.POST:
        erase_upload(upload)
        messages.success(request, _("The file was given up; nothing was kept."))
        return HttpResponseRedirect(reverse("kpi:feed"))
    read = read_count_file(
        upload_content(upload),
        upload.filename,
        known_codes(published_versions()),
        timezone.localdate(),
    )
    if request.method == "GET":
        return _page(request, upload, read)
    try:
        return _take(request, upload, read)
    except (InvalidError, StaleError) as error:
        return _page(request, upload, read, refusal_of(error))


def _take(request: HttpRequest, upload: Upload, read: ReadList[CountRow]) -> HttpResponse:
    if any(row.is_blocked for row in read):
        raise InvalidError(_("Correct the rows that are marked, and hand in the file again."))
    rows = [
        FedRow(row.definition.indicator, row.period.code, row.counts)
        for row in read
        if row.definition and row.period and row.counts is not None
    ]
    with transaction.atomic():
        fed = feed_rows(actor=actor_of(request), rows=rows, reference=shown_value(upload.filename))
        erase_upload(upload)
    messages.success(request, _told(fed))
    return HttpResponseRedirect(reverse("kpi:feed"))


def _told(fed: Fed) -> str:
    taken = fed.new + fed.changed
    if not taken:
        return _("All of this was sent before; nothing changed.")
    text = ngettext("Counts of %(count)s period are kept.", "Counts of %(count)s periods are kept.",
                    taken)  # fmt: skip
    return text % {"count": taken}


def _page(
    request: HttpRequest,
    upload: Upload,
    read: ReadList[CountRow],
    refused: Refusal | None = None,
) -> HttpResponse:
    rows = _rows(actor_of(request), read)
    number = {fate: sum(one.fate == fate for one in rows) for fate in (NEW, CHANGED, SAME, WRONG)}
    context = {
        "upload": upload,
        "read": read,
        "rows": sorted(rows, key=lambda one: one.fate != WRONG),
        "number": number,
        "taking": number[NEW] + number[CHANGED],
        "refused": refused,
    }
    status = refused.status if refused else 200
    return render(request, "kpi/sources/feed_preview.html", context, status=status)


def _rows(actor: Actor, read: ReadList[CountRow]) -> list[ReadRow]:
    known, told = counts_in_force(actor), []
    for row in read:
        value, of, before, fate = "", "", "", WRONG
        if row.definition is not None and row.period is not None and row.counts is not None:
            value, of = figure_words(row.figure, row.definition)
            sent = known.get((row.definition.indicator_id, row.period.code))
            if sent is None:
                fate = NEW
            else:
                before = " · ".join(counts_words(row.definition, sent))
                fate = SAME if before == f"{value} · {of}" else CHANGED
        told.append(ReadRow(row, period_words(row.period, row.written), value, of, fate, before))
    return told

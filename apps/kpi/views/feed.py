"""Counts that the own systems hold: what was sent, and a file of them to begin with."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from apps.core.errors import InvalidError
from apps.courses.views.posted import query_of
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor
from apps.intake.models import Upload
from apps.intake.services import erase_upload, keep_upload
from apps.kpi.forms.feed import FeedForm
from apps.kpi.incoming.count_list import Known, read_count_file, template_csv
from apps.kpi.policies import READERS, STAFF, can_feed, demand
from apps.kpi.selectors.fed import Versions, published_versions, sent_page
from apps.kpi.views.feed_words import sent_shown

KEPT = "counts_upload"


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*READERS)
def feed(request: HttpRequest) -> HttpResponse:
    """A file that cannot be read is told here, and nothing of it is kept."""
    actor, versions = actor_of(request), published_versions()
    posted = request.method == "POST"
    form = FeedForm(request.POST if posted else None, request.FILES if posted else None)
    if posted:
        demand(can_feed(actor))
    if posted and form.is_valid():
        filename = form.cleaned_data["file"].name
        try:
            content = form.content
            read_count_file(content, filename, known_codes(versions), timezone.localdate())
            upload = _kept(request, content, filename)
        except InvalidError as error:
            form.add_error("file", str(error.message))
        else:
            return HttpResponseRedirect(reverse("kpi:feed_preview", args=[upload.uuid]))
    return _page(request, actor, versions, form)


def _page(request: HttpRequest, actor: Actor, versions: Versions, form: FeedForm) -> HttpResponse:
    codes = list(known_codes(versions))
    wanted = request.GET.get("indicator", "")
    indicator = wanted if wanted in codes else ""
    sent, page = sent_page(actor, versions, indicator, request.GET.get("after", ""))
    context: dict[str, Any] = {
        "form": form,
        "rows": [sent_shown(one) for one in sent],
        "codes": codes,
        "indicator": indicator,
        "newer": query_of(indicator=indicator, after=page.previous) if page.previous else "",
        "older": query_of(indicator=indicator, after=page.next) if page.next else "",
        "may_feed": can_feed(actor),
    }
    return render(request, "kpi/sources/feed.html", context, status=422 if form.is_bound else 200)


def known_codes(versions: Versions) -> Known:
    return {found[0].indicator.code: found for found in versions.values()}


def _kept(request: HttpRequest, content: bytes, filename: str) -> Upload:
    """The file, sealed; one that this person left in the middle before is erased."""
    for left in waiting(request, request.session.get(KEPT, "")):
        erase_upload(left)
    upload = keep_upload(actor=actor_of(request), content=content, filename=filename)
    request.session[KEPT] = str(upload.uuid)
    return upload


def waiting(request: HttpRequest, uuid: str | UUID) -> list[Upload]:
    """Only the person's own, and only until it was taken or given up."""
    if not uuid or request.session.get(KEPT) != str(uuid):
        return []
    mine = Upload.objects.filter(uuid=uuid, uploaded_by_id=actor_of(request).user_id)
    return list(mine.filter(erased_at=None))


@require_GET
@for_roles(*STAFF)
def template(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        template_csv(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="counts-template.csv"'},
    )

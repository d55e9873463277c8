"""Lists of requests: all of them, and handing in a new one.

Between the two steps of handing in, the file is kept sealed and nothing else is: the second page
has an address of its own, so that it can be loaded again or left and come back to.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from apps.certificates.forms.batches import BatchForm, ListChoice
from apps.certificates.incoming.application_list import read_application_file
from apps.certificates.incoming.columns import template_csv
from apps.certificates.kinds import MADE_HERE, Kind
from apps.certificates.policies import STAFF
from apps.certificates.selectors.batches import batch_page, batches_progress
from apps.certificates.services.requesting import request_papers
from apps.certificates.views.batch_review import Review, review_of
from apps.certificates.views.refusals import REFUSALS, Refusal
from apps.core.errors import InvalidError, NotFoundError, PortalError, StaleError
from apps.courses.errors import LinesError
from apps.courses.views.posted import query_of
from apps.institutions.access import actor_of, for_roles
from apps.intake.models import Upload
from apps.intake.services import erase_upload, keep_upload, upload_content

KEPT = "certificate_upload"


@require_GET
@for_roles(*STAFF)
def batch_list(request: HttpRequest) -> HttpResponse:
    page = batch_page(actor_of(request), request.GET.get("after", ""))
    progress = batches_progress(page.rows)
    context = {
        "rows": [{"batch": batch, "progress": progress[batch.pk]} for batch in page.rows],
        "older": query_of(after=page.next),
        "newer": query_of(after=page.previous),
    }
    return render(request, "certificates/batch_list.html", context)


@require_GET
@for_roles(*STAFF)
def batch_template(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in MADE_HERE:
        raise NotFoundError
    return HttpResponse(
        template_csv(kind),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{kind}-template.csv"'},
    )


@require_http_methods(["GET", "POST"])
@for_roles(*STAFF)
def batch_new(request: HttpRequest) -> HttpResponse:
    """Choose the file; one that cannot be read is told here, and nothing of it is kept."""
    posted = request.method == "POST"
    initial = {name: request.GET.get(name, "") for name in ("kind", "language", "title")}
    form = BatchForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={name: value for name, value in initial.items() if value},
    )
    if posted and form.is_valid():
        given, content = form.cleaned_data, form.content
        filename = given["file"].name
        try:
            with transaction.atomic():
                read_application_file(
                    content, filename, kind=given["kind"], language=given["language"]
                )
                upload = _kept(request, content, filename)
        except InvalidError as error:
            form.add_error("file", str(error.message))
        else:
            address = reverse("certificates:batch_preview", args=[upload.uuid])
            chosen = query_of(kind=given["kind"], language=given["language"], title=given["title"])
            return HttpResponseRedirect(address + chosen)
    context = {
        "form": form,
        "kinds": MADE_HERE,
        "file_lost": posted and bool(request.FILES) and "file" not in form.errors,
    }
    return render(request, "certificates/batch_new.html", context, status=422 if posted else 200)


def _kept(request: HttpRequest, content: bytes, filename: str) -> Upload:
    """The file, sealed; one that this person left in the middle before is erased."""
    for left in _waiting(request, request.session.get(KEPT, "")):
        erase_upload(left)
    upload = keep_upload(actor=actor_of(request), content=content, filename=filename)
    request.session[KEPT] = str(upload.uuid)
    return upload


def _waiting(request: HttpRequest, uuid: str | UUID) -> list[Upload]:
    """Only the person's own, and only until it was taken or given up."""
    if not uuid:
        return []
    mine = Upload.objects.filter(uuid=uuid, uploaded_by_id=actor_of(request).user_id)
    return list(mine.filter(erased_at=None))


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def batch_preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Row by row what was read; taken as it was shown, or given up."""
    found = _waiting(request, uuid) if request.session.get(KEPT) == str(uuid) else []
    chosen = ListChoice(request.GET)
    if not found or not chosen.is_valid():
        raise NotFoundError
    upload, given = found[0], chosen.cleaned_data
    if request.method == "POST" and "discard" in request.POST:
        erase_upload(upload)
        messages.success(request, _("The file was given up; nothing was kept."))
        return HttpResponseRedirect(reverse("certificates:batch_new"))
    review = review_of(
        read_application_file(
            upload_content(upload), upload.filename, kind=given["kind"], language=given["language"]
        ),
        request.POST.get("without", ""),
    )
    if request.method == "GET":
        return _preview(request, upload, given, review)
    try:
        return _take(request, upload, given, review)
    except LinesError as error:
        return _preview(request, upload, given, review.with_problems(error.problems), error)
    except REFUSALS as error:
        return _preview(request, upload, given, review, error)


def _take(
    request: HttpRequest, upload: Upload, given: dict[str, Any], review: Review
) -> HttpResponse:
    if request.POST.get("expected", "") != str(len(review.usable)):
        raise StaleError
    if review.wrong and "leave_out" not in request.POST:
        raise InvalidError(
            _("Tick that the rows with problems are left out, or correct them in your file.")
        )
    with transaction.atomic():
        batch = request_papers(
            actor=actor_of(request),
            kind=given["kind"],
            language=given["language"],
            title=given["title"],
            applications=[row.application for row in review.usable if row.application],
        )
        erase_upload(upload)
    text = ngettext(
        "%(count)s request waits for approval.",
        "%(count)s requests wait for approval.",
        batch.total,
    )
    messages.success(request, text % {"count": batch.total})
    return HttpResponseRedirect(reverse("certificates:batch", args=[batch.uuid]))


def _preview(
    request: HttpRequest,
    upload: Upload,
    given: dict[str, Any],
    review: Review,
    error: PortalError | None = None,
) -> HttpResponse:
    refused = Refusal(int(error.status), error.message) if error else None
    context = {
        "upload": upload,
        "chosen": given,
        "kind_word": Kind(given["kind"]).label,
        "review": review,
        "again": reverse("certificates:batch_new") + query_of(**given),
        "refused": refused,
    }
    status = refused.status if refused else 200
    return render(request, "certificates/batch_preview.html", context, status=status)

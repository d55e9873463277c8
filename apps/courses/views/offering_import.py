"""A file of offerings: what it would do, then the whole of it or nothing; template and export.

Between the two steps the file is kept sealed. The second page has an address of its own, so that
it can be loaded again, read in the other language, or left and come back to.
"""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from apps.core.errors import InvalidError, NotFoundError, PortalError, StaleError
from apps.core.reader import reads_thai
from apps.core.spreadsheets import csv_response
from apps.core.thai.dates import thai_date
from apps.courses.forms.fields import read_term, term_word
from apps.courses.forms.offering import OfferingFileForm
from apps.courses.incoming.offering_columns import FIELDS, OFFERINGS, template_csv
from apps.courses.incoming.offering_file import Counts, Preview, PreviewRow, preview_offerings
from apps.courses.models import Offering
from apps.courses.policies import READERS, STAFF
from apps.courses.selectors import catalogue as selectors
from apps.courses.services.offering_import import import_offerings
from apps.courses.views.catalogue import language_word
from apps.courses.views.offerings import to_list
from apps.courses.views.posted import query_of
from apps.institutions.access import actor_of, for_roles
from apps.institutions.models import Institution
from apps.intake.models import Upload
from apps.intake.services import erase_upload, keep_upload, upload_content

KEPT = "offering_upload"
SHOWN_ROWS = 200


@require_http_methods(["GET", "POST"])
@for_roles(*STAFF)
def offering_import(request: HttpRequest) -> HttpResponse:
    """Choose the file; one that cannot be read is told here, and nothing of it is kept."""
    posted = request.method == "POST"
    initial = {"term": read_term(request.GET.get("term", ""))}
    form = OfferingFileForm(
        request.POST if posted else None, request.FILES if posted else None, initial=initial
    )
    if posted and form.is_valid():
        content, filename = form.content, form.cleaned_data["file"].name
        try:
            with transaction.atomic():
                _preview(request, form.cleaned_data["term"], content, filename)
                upload = _kept(request, content, filename)
        except InvalidError as error:
            form.add_error("file", str(error.message))
        else:
            return _to_preview(upload, form.cleaned_data["term"])
    return render(
        request, "courses/offering_import.html", {"form": form}, status=422 if posted else 200
    )


def _preview(request: HttpRequest, term: tuple[int, int], content: bytes, filename: str) -> Preview:
    host = Institution.objects.get(pk=actor_of(request).institution_id)
    return preview_offerings(
        host=host, academic_year=term[0], term=term[1], content=content, filename=filename
    )


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


def _to_preview(upload: Upload, term: tuple[int, int]) -> HttpResponse:
    address = reverse("courses:offering_import_preview", args=[upload.uuid])
    return HttpResponseRedirect(address + query_of(term=f"{term[0]}-{term[1]}"))


@require_http_methods(["GET", "POST"])
@for_roles(*STAFF)
def offering_import_preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Row by row what the file would do; taken as it was shown, or given up."""
    found = _waiting(request, uuid) if request.session.get(KEPT) == str(uuid) else []
    if not found:
        raise NotFoundError
    upload, term = found[0], read_term(request.GET.get("term", ""))
    if request.method == "GET":
        return _rows(request, upload, term)
    if "discard" in request.POST:
        erase_upload(upload)
        messages.success(request, _("The file was given up; nothing was changed."))
        return to_list(*term)
    try:
        counts = import_offerings(
            actor=actor_of(request),
            upload=upload,
            academic_year=term[0],
            term=term[1],
            expected=_expected(request),
        )
    except (InvalidError, StaleError) as error:
        return _rows(request, upload, term, refusal=error)
    taken = counts.new + counts.changed
    words = ngettext(
        "%(count)s section was taken from the file. New ones are in preparation until you open "
        "them.",
        "%(count)s sections were taken from the file. New ones are in preparation until you open "
        "them.",
        taken,
    )
    messages.success(request, words % {"count": taken})
    return to_list(*term)


def _expected(request: HttpRequest) -> Counts:
    """The numbers that the page showed; none that can be right for anything else."""
    given = [request.POST.get(name, "") for name in ("new", "changed", "unchanged")]
    if not all(each.isascii() and each.isdigit() and len(each) < 7 for each in given):
        return Counts(-1, -1, -1, -1)
    new, changed, unchanged = map(int, given)
    return Counts(new, changed, unchanged, 0)


def _rows(
    request: HttpRequest,
    upload: Upload,
    term: tuple[int, int],
    refusal: PortalError | None = None,
) -> HttpResponse:
    preview = _preview(request, term, upload_content(upload), upload.filename)
    order: dict[str, int] = {"error": 0, "changed": 1, "new": 2, "unchanged": 3}
    rows = sorted(preview.rows, key=lambda row: (order[row.what], row.number))
    context = {
        "upload": upload,
        "term_word": term_word(*term),
        "preview": preview,
        "rows": [_shown(row) for row in rows[:SHOWN_ROWS]],
        "not_shown": max(len(rows) - SHOWN_ROWS, 0),
        "refusal": refusal,
        "nothing": not preview.counts.new + preview.counts.changed,
    }
    status = int(refusal.status) if refusal else 200
    return render(request, "courses/offering_import_preview.html", context, status=status)


WORDS = {
    "error": ("refused", gettext_lazy("to be corrected")),
    "changed": ("progress", gettext_lazy("changed")),
    "new": ("done", gettext_lazy("new")),
    "unchanged": ("neutral", gettext_lazy("unchanged")),
}


def _shown(row: PreviewRow) -> dict[str, object]:
    tone, word = WORDS[row.what]
    name = row.fields.get("name_th") or row.fields.get("name_en", "")
    return {"row": row, "name": name, "tone": tone, "word": word}


@require_GET
@for_roles(*READERS)
def offering_template(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        template_csv(english=get_language() == "en"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="offerings-template.csv"'},
    )


@require_GET
@for_roles(*READERS)
def offering_export(request: HttpRequest) -> HttpResponse:
    """The own offerings of a term under the headings by which a file is read again."""
    academic_year, term = read_term(request.GET.get("term", ""))
    found = selectors.offering_rows(academic_year=academic_year, term=term)
    headings = [OFFERINGS.heading(field) for field in FIELDS]
    rows = ([_cell(one, field) for field in FIELDS] for one in found)
    return csv_response(f"offerings-{academic_year}-{term}.csv", [headings, *rows])


def _cell(offering: Offering, field: str) -> str:
    value = getattr(offering, field)
    if value is None or value == "":
        return ""
    if field == "level":
        return str(offering.get_level_display())
    if field == "language":
        return language_word(str(value))
    if field == "withdraw_by":
        return thai_date(value, "numeric") if reads_thai() else value.isoformat()
    return str(value)

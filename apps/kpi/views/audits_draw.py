"""From the register's file to the sample: what was read, how many are drawn, the draw."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.core.errors import InvalidError, NotFoundError, WrongStateError
from apps.core.identifiers import mask_identifier
from apps.courses.views.wording import Refusal, refusal_of
from apps.institutions.access import actor_of, for_roles
from apps.intake.models import Upload
from apps.intake.services import erase_upload, keep_upload, upload_content
from apps.kpi.audit_errors import DrawnAlreadyError
from apps.kpi.drawing import frame_digest, proposals
from apps.kpi.forms.auditing import RegisterForm, SizeForm
from apps.kpi.incoming.register_codes import Register, read_register_file
from apps.kpi.models import Cycle
from apps.kpi.periods import label
from apps.kpi.policies import STAFF
from apps.kpi.selectors.audits import audited_cycle_get, current_round
from apps.kpi.selectors.cycles import period_of
from apps.kpi.services.auditing import draw_sample
from apps.kpi.services.entering import refuse_closed

KEPT = "register_upload"
SHOWN_CODES = 3


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def register(request: HttpRequest, cycle: UUID) -> HttpResponse:
    """The file is handed in; one that cannot be read is told here, and nothing of it is kept."""
    actor = actor_of(request)
    found = audited_cycle_get(actor, cycle)
    posted = request.method == "POST"
    form = RegisterForm(request.POST if posted else None, request.FILES if posted else None)
    refused = None
    try:
        refuse_closed(actor, found)
        if current_round(actor, found):
            raise DrawnAlreadyError
    except WrongStateError as error:
        refused = refusal_of(error)
    if refused is None and posted and form.is_valid():
        try:
            upload = _kept(request, found, form)
        except InvalidError as error:
            form.add_error("file", str(error.message))
        else:
            return HttpResponseRedirect(reverse("kpi:audit_draw", args=[cycle, upload.uuid]))
    context = {**_head(found), "form": form, "refused": refused}
    status = refused.status if refused else 422 if posted else 200
    return render(request, "kpi/audits/register.html", context, status=status)


def _kept(request: HttpRequest, cycle: Cycle, form: RegisterForm) -> Upload:
    """Sealed until the draw; one that this person left in the middle before is erased."""
    content, filename = form.content, form.cleaned_data["file"].name
    read_register_file(content, filename)
    for left in _waiting(request, *request.session.get(KEPT, ("", ""))):
        erase_upload(left)
    upload = keep_upload(actor=actor_of(request), content=content, filename=filename)
    request.session[KEPT] = [str(cycle.uuid), str(upload.uuid)]
    return upload


def _waiting(request: HttpRequest, cycle: str, upload: str) -> list[Upload]:
    """The person's own for this cycle, until it was drawn from or given up."""
    if not upload or request.session.get(KEPT) != [cycle, upload]:
        return []
    mine = Upload.objects.filter(uuid=upload, uploaded_by_id=actor_of(request).user_id)
    return list(mine.filter(erased_at=None))


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def draw(request: HttpRequest, cycle: UUID, upload: UUID) -> HttpResponse:
    found = audited_cycle_get(actor_of(request), cycle)
    waiting = _waiting(request, str(cycle), str(upload))
    if not waiting:
        raise NotFoundError
    (file,) = waiting
    if request.method == "POST" and "discard" in request.POST:
        erase_upload(file)
        messages.success(request, _("The file was given up; nothing was kept."))
        return HttpResponseRedirect(reverse("kpi:audit_list"))
    read = read_register_file(upload_content(file), file.filename)
    form = SizeForm(
        request.POST if request.method == "POST" else None,
        frame=read.size,
        offered=proposals(read.size),
    )
    if request.method == "GET" or read.wrong or not form.is_valid():
        return _page(request, found, read, form)
    try:
        audit = draw_sample(
            actor=actor_of(request), cycle=found, codes=read.codes, size=form.chosen
        )
    except (InvalidError, WrongStateError) as error:
        return _page(request, found, read, form, refusal_of(error))
    erase_upload(file)
    messages.success(
        request,
        _("The sample is drawn and the file is erased. A colleague can begin to check."),
    )
    return HttpResponseRedirect(reverse("kpi:audit", args=[audit.uuid]))


def _page(
    request: HttpRequest,
    cycle: Cycle,
    read: Register,
    form: SizeForm,
    refused: Refusal | None = None,
) -> HttpResponse:
    first, last = read.codes[:SHOWN_CODES], read.codes[SHOWN_CODES:][-SHOWN_CODES:]
    context: dict[str, Any] = {
        **_head(cycle),
        "read": read,
        "first": [mask_identifier(code) for code in first],
        "last": [mask_identifier(code) for code in last],
        "digest": frame_digest(read.codes),
        "form": form,
        "refused": refused,
    }
    wrong = form.is_bound and not form.is_valid()
    status = refused.status if refused else 422 if wrong or (form.is_bound and read.wrong) else 200
    return render(request, "kpi/audits/draw.html", context, status=status)


def _head(cycle: Cycle) -> dict[str, Any]:
    return {"cycle": cycle, "period": label(period_of(cycle))}

"""The records that were drawn: the working list, and one record beside its paper folder."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from apps.core.errors import InvalidError, StaleError, WrongStateError
from apps.courses.views.wording import Refusal, refusal_of
from apps.institutions.access import actor_of, for_roles
from apps.kpi.forms.auditing import RIGHT, WRONG, RecordForm, field_name
from apps.kpi.models import AuditItem, AuditRound
from apps.kpi.policies import STAFF
from apps.kpi.selectors import audits
from apps.kpi.services.audit_checking import check_record, checked_mark
from apps.kpi.services.looking import look_at_audited
from apps.kpi.views import audits_shown as words


@require_GET
@never_cache
@for_roles(*STAFF)
def records(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Names students by their codes: each page that is opened stands in the log."""
    actor = actor_of(request)
    audit = audits.round_get(actor, uuid)
    wanted = request.GET.get("show", audits.ALL)
    show = wanted if wanted in audits.SHOWN else audits.ALL
    rows, more = audits.records_page(audit, show, _place(request))
    look_at_audited(actor, rows)
    progress = audits.progress_of(audit)
    context = {
        **_head(audit, progress),
        "rows": words.record_lines(audit, rows, masked=False),
        "show": show,
        "choices": {
            audits.ALL: _("all"),
            audits.UNCHECKED: _("not checked yet"),
            audits.DIFFERS: _("those that differ"),
        },
        "beginning": f"?show={show}" if _place(request) else "",
        "following": f"?show={show}&after={more}" if more else "",
        "rights": words.rights_of(actor, audit, progress),
        "next": audits.next_unchecked(audit, 0),
    }
    return render(request, "kpi/audits/records.html", context)


def _place(request: HttpRequest) -> int:
    """After which place the page begins; 0 for anything that is no place."""
    given = request.GET.get("after", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def record(request: HttpRequest, uuid: UUID, record: UUID) -> HttpResponse:
    audit = audits.round_get(actor_of(request), uuid)
    item = audits.record_get(audit, record)
    if request.method == "GET":
        return _page(request, audit, item, _form(audit, item))
    form = _form(audit, item, request.POST)
    differs = any(request.POST.get(field_name(code)) == WRONG for code in form.codes)
    all_right = "all_right" in request.POST and not differs
    if not all_right and not form.is_valid():
        return _page(request, audit, item, form)
    wrong, note = ([], "") if all_right else (form.wrong, form.cleaned_data["note"])
    try:
        check_record(
            actor=actor_of(request),
            uuid=item.uuid,
            wrong=wrong,
            note=note,
            seen=request.POST.get("seen", "")[:50],
        )
    except (InvalidError, StaleError, WrongStateError) as error:
        item = audits.record_get(audit, record)
        return _page(request, audit, item, _form(audit, item), refusal_of(error))
    return _onwards(request, audit, item)


def _onwards(request: HttpRequest, audit: AuditRound, item: AuditItem) -> HttpResponse:
    """To the next record that nobody checked, or to the result."""
    text = _("Record %(place)s is saved.") % {"place": item.position}
    messages.success(request, text)
    following = audits.next_unchecked(audit, item.position)
    if following is None:
        return HttpResponseRedirect(reverse("kpi:audit", args=[audit.uuid]))
    return HttpResponseRedirect(reverse("kpi:audit_record", args=[audit.uuid, following.uuid]))


def _form(audit: AuditRound, item: AuditItem, data: Any = None) -> RecordForm:
    return RecordForm(data, fields=words.fields_of(audit), initial=_found(audit, item))


def _found(audit: AuditRound, item: AuditItem) -> Mapping[str, str]:
    """What was found before; nothing is chosen for a record that nobody checked."""
    if not item.outcome:
        return {}
    codes = [field["code"] for field in audit.fields]
    chosen = {field_name(code): WRONG if code in item.wrong else RIGHT for code in codes}
    return {**chosen, "note": item.note}


def _page(
    request: HttpRequest,
    audit: AuditRound,
    item: AuditItem,
    form: RecordForm,
    refused: Refusal | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    look_at_audited(actor, [item])
    progress = audits.progress_of(audit)
    following = audits.next_unchecked(audit, item.position)
    context = {
        **_head(audit, progress),
        "item": item,
        "line": words.record_lines(audit, [item], masked=False)[0],
        "seen": checked_mark(item),
        "form": form,
        "rights": words.rights_of(actor, audit, progress),
        "following": following if following != item else None,
        "refused": refused,
    }
    status = refused.status if refused else 422 if form.is_bound else 200
    return render(request, "kpi/audits/record.html", context, status=status)


def _head(audit: AuditRound, progress: audits.Progress) -> dict[str, Any]:
    return {"audit": audit, "period": words.period_label(audit), "progress": progress}

"""Sample audits of the register: the list by cycle, one audit, closing and dropping it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from apps.core.errors import InvalidError, WrongStateError
from apps.courses.views.wording import Refusal, refusal_of
from apps.institutions.access import actor_of, for_roles
from apps.kpi.forms.auditing import DropForm
from apps.kpi.periods import label
from apps.kpi.policies import READERS, STAFF, can_audit_register
from apps.kpi.selectors import audits
from apps.kpi.selectors.audits import AuditedCycle
from apps.kpi.selectors.cycles import period_of
from apps.kpi.services.auditing import close_round, drop_round
from apps.kpi.views import audits_shown as words


@require_GET
@never_cache
@for_roles(*READERS)
def audit_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "rows": [_row(one) for one in audits.audited_cycles(actor)],
        "may_draw": can_audit_register(actor),
    }
    return render(request, "kpi/audits/list.html", context)


def _row(one: AuditedCycle) -> dict[str, Any]:
    audit, progress = one.audit, one.progress
    if audit is not None and progress is not None:
        tone, word = words.state_words(audit, progress)
    else:
        tone, word = ("need", _("no sample yet")) if one.is_open else ("neutral", _("not audited"))
    return {"one": one, "period": label(period_of(one.cycle)), "tone": tone, "word": word}


@require_GET
@never_cache
@for_roles(*READERS)
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _page(request, uuid, DropForm())


@require_POST
@for_roles(*STAFF)
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    if request.POST.get("confirmed") != "yes":
        return HttpResponseRedirect(reverse("kpi:audit", args=[uuid]))
    try:
        close_round(actor=actor_of(request), uuid=uuid)
    except WrongStateError as error:
        return _page(request, uuid, DropForm(), refusal_of(error))
    messages.success(request, _("The audit is closed. Its result stands below."))
    return HttpResponseRedirect(reverse("kpi:audit", args=[uuid]))


@require_POST
@for_roles(*STAFF)
def drop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    actor, form = actor_of(request), DropForm(request.POST)
    if not form.is_valid():
        return _page(request, uuid, form)
    try:
        drop_round(actor=actor, uuid=uuid, reason=form.cleaned_data["reason"])
    except (InvalidError, WrongStateError) as error:
        return _page(request, uuid, form, refusal_of(error))
    messages.success(request, _("The sample is dropped. Its records count no more."))
    return HttpResponseRedirect(reverse("kpi:audit_list"))


def _page(
    request: HttpRequest, uuid: UUID, form: DropForm, refused: Refusal | None = None
) -> HttpResponse:
    actor = actor_of(request)
    audit = audits.round_get(actor, uuid)
    progress, result = audits.progress_of(audit), audits.result_of(audit)
    context = {
        "audit": audit,
        "period": words.period_label(audit),
        "progress": progress,
        "result": result,
        "sentence": words.sentence(audit, result),
        "lines": words.field_lines(audit, result),
        "state": words.state_words(audit, progress),
        "rights": words.rights_of(actor, audit, progress),
        "dropped": audits.dropped_rounds(audit),
        "form": form,
        "refused": refused,
    }
    status = refused.status if refused else 422 if form.is_bound else 200
    return render(request, "kpi/audits/detail.html", context, status=status)

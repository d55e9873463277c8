"""Entering a figure: sources beside each other, numbers, explanation, reasons, evidence."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.institutions.access import actor_of, for_roles
from apps.kpi.forms.entry import EntryForm
from apps.kpi.models import Submission
from apps.kpi.policies import STAFF
from apps.kpi.refusals import CycleClosedError, FindingsError
from apps.kpi.selectors.cycles import cycle_get
from apps.kpi.selectors.submissions import Expected, expected_get
from apps.kpi.services.entering import is_editable, submit_entry
from apps.kpi.views.entry_saving import save_form
from apps.kpi.views.entry_shown import Desk, closed_context, desk_of, entry_context, initial_of
from apps.qualifications.views.refusals import REFUSALS, Refusal, refusal_of

SEND, CHECK = "send", "check"


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def entry(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The form while the figure may be entered; else where it stands, or why it cannot be."""
    actor = actor_of(request)
    expected = expected_get(actor, cycle_get(actor, uuid))
    row = expected.submission
    if row is not None and not is_editable(row):
        return HttpResponseRedirect(reverse("kpi:submission", args=[row.uuid]))
    if not expected.is_open(timezone.localdate()):
        return _closed(request, expected)
    desk = desk_of(actor, expected)
    if request.method == "POST":
        return _post(request, desk)
    form = EntryForm(desk.known, initial=initial_of(desk))
    return _page(request, desk, form, checked=CHECK in request.GET)


def _closed(request: HttpRequest, expected: Expected) -> HttpResponse:
    """What is sent to a cycle that is closed is refused; a page that is opened says why."""
    refused = refusal_of(CycleClosedError()) if request.method == "POST" else None
    context = closed_context(expected) | {"refused": refused}
    return render(
        request, "kpi/entry/closed.html", context, status=refused.status if refused else 200
    )


def _post(request: HttpRequest, desk: Desk) -> HttpResponse:
    sending = request.POST.get("step") == SEND
    form = EntryForm(
        desk.known,
        request.POST,
        request.FILES,
        initial=initial_of(desk),
        sending=sending,
    )
    form.is_valid()
    try:
        row = save_form(actor_of(request), desk, form, version=_version(request))
    except REFUSALS as error:
        return _page(request, desk, form, refused=refusal_of(error))
    if form.errors:
        # what could be saved is saved, so this is no refusal: a page with an error status would
        # take it back
        saved = desk_of(actor_of(request), expected_get(actor_of(request), desk.cycle))
        return _page(request, saved, form.beside(saved.known), partly=True)
    return _send(request, desk, row) if sending else _saved(request, desk)


def _saved(request: HttpRequest, desk: Desk) -> HttpResponse:
    messages.success(request, _("The draft is saved."))
    return HttpResponseRedirect(reverse("kpi:entry", args=[desk.cycle.uuid]))


def _send(request: HttpRequest, desk: Desk, row: Submission) -> HttpResponse:
    try:
        submit_entry(actor=actor_of(request), uuid=row.uuid, version=row.version)
    except FindingsError:
        return HttpResponseRedirect(reverse("kpi:entry", args=[desk.cycle.uuid]) + f"?{CHECK}=1")
    messages.success(request, _("The figure was sent to the approver of your university."))
    return HttpResponseRedirect(reverse("kpi:submission", args=[row.uuid]))


def _page(
    request: HttpRequest,
    desk: Desk,
    form: EntryForm,
    *,
    checked: bool = False,
    partly: bool = False,
    refused: Refusal | None = None,
) -> HttpResponse:
    context: dict[str, Any] = entry_context(actor_of(request), desk, form, checked=checked)
    context |= {"partly": partly, "refused": refused}
    status = refused.status if refused else 200
    return render(request, "kpi/entry/entry.html", context, status=status)


def _version(request: HttpRequest) -> int:
    """As the page had it; 0 for a figure that was not begun, and for what is no number."""
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0

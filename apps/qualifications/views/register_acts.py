"""Correcting and withdrawing an entry, and privacy holds."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.core.errors import NotFoundError
from apps.institutions.access import actor_of, for_roles
from apps.qualifications.forms.register import CorrectionForm, HoldForm, WithdrawForm
from apps.qualifications.models import RegisterLoad
from apps.qualifications.policies import STAFF, can_place_hold, demand
from apps.qualifications.selectors.register import in_force
from apps.qualifications.services.holding import lift_hold, place_hold
from apps.qualifications.services.register import bring_correction, bring_withdrawal
from apps.qualifications.views.only_post import only_post
from apps.qualifications.views.refusals import REFUSALS, Refusal, refusal_of
from apps.qualifications.views.register import KEEPERS, line_page


def _missing() -> Refusal:
    return Refusal(422, _("Something is missing. Correct what is marked and send it again."))


def _to_line(line: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("qualifications:register_line", args=[line]))


def _to_load(request: HttpRequest, load: RegisterLoad) -> HttpResponse:
    messages.success(
        request, _("It waits for approval. Somebody else of your university looks at it.")
    )
    return HttpResponseRedirect(reverse("qualifications:load", args=[load.uuid]))


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def correct(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The entry as it stands, in a form; what is sent is a new version for the approver."""
    entry = in_force(actor_of(request), uuid)
    if entry is None:
        raise NotFoundError
    form = CorrectionForm(request.POST if request.method == "POST" else None, entry)
    refused = None
    if form.is_bound and not form.is_valid():
        refused = _missing()
    elif form.is_bound:
        given = form.cleaned_data
        try:
            load = bring_correction(
                actor=actor_of(request),
                line=uuid,
                row=form.row(),
                reason=given["reason"],
                note=given["note"],
            )
        except REFUSALS as error:
            refused = refusal_of(error)
        else:
            return _to_load(request, load)
    context = {"entry": entry, "line": uuid, "form": form, "refused": refused}
    status = refused.status if refused else 200
    return render(request, "qualifications/register_correct.html", context, status=status)


@only_post("qualifications:register_line")
@for_roles(*STAFF)
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    form = WithdrawForm(request.POST, auto_id="id_withdraw_%s")
    if not form.is_valid():
        return line_page(request, uuid, withdraw=form, refused=_missing())
    given = form.cleaned_data
    try:
        load = bring_withdrawal(
            actor=actor_of(request), line=uuid, reason=given["reason"], note=given["note"]
        )
    except REFUSALS as error:
        return line_page(request, uuid, withdraw=form, refused=refusal_of(error))
    return _to_load(request, load)


@only_post("qualifications:register_line")
@for_roles(*KEEPERS)
def hold(request: HttpRequest, uuid: UUID) -> HttpResponse:
    demand(can_place_hold(actor_of(request)))
    form = HoldForm(request.POST, auto_id="id_hold_%s")
    if not form.is_valid():
        return line_page(request, uuid, hold=form, refused=_missing())
    try:
        place_hold(actor=actor_of(request), line=uuid, note=form.cleaned_data["note"])
    except REFUSALS as error:
        return line_page(request, uuid, hold=form, refused=refusal_of(error))
    messages.success(
        request, _("The hold is placed. From now on a person answers about this degree.")
    )
    return _to_line(uuid)


@only_post("qualifications:register_line")
@for_roles(*KEEPERS)
def lift(request: HttpRequest, uuid: UUID) -> HttpResponse:
    demand(can_place_hold(actor_of(request)))
    if request.POST.get("confirmed") != "yes":
        messages.error(request, _("Nothing was changed: tick the box that names the entry."))
        return _to_line(uuid)
    lift_hold(actor=actor_of(request), line=uuid)
    messages.success(request, _("The hold is lifted. The register may confirm this degree again."))
    return _to_line(uuid)

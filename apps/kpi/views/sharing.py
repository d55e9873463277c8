"""Consent to be named: for which indicators, with which practice; ended at any time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core.errors import InvalidError
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Role
from apps.kpi.forms.sharing import SharingForm
from apps.kpi.models import Sharing
from apps.kpi.policies import READERS, can_share
from apps.kpi.selectors import helping
from apps.kpi.selectors.definitions import indicator_get
from apps.kpi.services.sharing import end_sharing, share

SHARERS = (Role.REGISTRAR_APPROVER, Role.DIRECTOR)


@require_GET
@for_roles(*READERS)
def sharing(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {"rows": helping.own_sharings(actor), "may_share": can_share(actor)}
    return render(request, "kpi/sharing/list.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*SHARERS)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    actor, indicator = actor_of(request), indicator_get(code)
    live = helping.own_sharing(actor, indicator)
    form = SharingForm(
        request.POST if request.method == "POST" else None,
        agreed=live is not None,
        initial=_initial(live),
    )
    if form.is_bound and form.is_valid():
        try:
            share(actor=actor, indicator=indicator, offer=form.offer)
        except InvalidError as error:
            form.add_error("practice", str(error.message))
        else:
            messages.success(request, _("It is saved. The network reads it from now on."))
            return HttpResponseRedirect(reverse("kpi:sharing"))
    context = {"form": form, "indicator": indicator, "live": live}
    return render(request, "kpi/sharing/edit.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_roles(*SHARERS)
def end(request: HttpRequest, code: str) -> HttpResponse:
    if request.POST.get("confirmed") != "yes":
        messages.error(request, _("Nothing was ended: tick that you mean it, and try again."))
        return HttpResponseRedirect(reverse("kpi:sharing_edit", args=[code]))
    end_sharing(actor=actor_of(request), indicator=indicator_get(code))
    messages.success(request, _("It is ended. No page names your university for it any more."))
    return HttpResponseRedirect(reverse("kpi:sharing"))


def _initial(live: Sharing | None) -> dict[str, object]:
    if live is None:
        return {"offers_help": True}
    return {"offers_help": live.offers_help, "practice": live.practice, "contact": live.contact}

"""Asking: a link for one delivered paper, shown or mailed, and sheets of links for the counter."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from apps.documents.qr import qr_svg
from apps.institutions.access import actor_of, for_roles
from apps.kpi.forms.survey import SheetForm
from apps.kpi.policies import STAFF
from apps.kpi.services.survey_mailing import ask_about, send_link
from apps.kpi.services.surveying import SurveyLink, hand_out
from apps.kpi.survey_errors import AskedError, NoAddressError, NotServedError


@require_POST
@never_cache
@for_roles(*STAFF)
def ask(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A new link each time; `how=mail` sends it instead of showing it."""
    actor, back = actor_of(request), reverse("certificates:request", args=[uuid])
    try:
        if request.POST.get("how") == "mail":
            send_link(actor=actor, request=uuid)
            messages.success(request, _("The link is on its way to the e-mail of whoever asked."))
            return HttpResponseRedirect(back)
        link = ask_about(actor=actor, request=uuid)
    except (AskedError, NoAddressError, NotServedError) as error:
        messages.warning(request, str(error.message))
        return HttpResponseRedirect(back)
    context = {"link": link, "qr": _square(link), "back_url": back}
    return render(request, "kpi/survey/link.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def links(request: HttpRequest) -> HttpResponse:
    """How many; then the sheet, which is shown once."""
    form = SheetForm(request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        status = 422 if form.is_bound else 200
        return render(request, "kpi/survey/links.html", {"form": form}, status=status)
    made = hand_out(actor=actor_of(request), count=form.cleaned_data["count"])
    context: dict[str, Any] = {
        "cards": [{"link": link, "qr": _square(link)} for link in made],
        "expires_on": made[0].expires_on,
    }
    return render(request, "kpi/survey/sheet.html", context)


def _square(link: SurveyLink) -> SafeString:
    return qr_svg(link.url, title=_("Square code of the link"))

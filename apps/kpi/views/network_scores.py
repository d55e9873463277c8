"""Whether the network shows scores: off until its secretariat turns them on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Role
from apps.kpi.models import NetworkSetting
from apps.kpi.selectors.definitions import indicator_rows
from apps.kpi.services.scoring_switch import switch_scores


@require_http_methods(["GET", "POST"])
@for_roles(Role.SECRETARIAT)
def scores(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if request.method == "POST":
        if not request.POST.get("confirmed"):
            messages.error(request, _("Tick that you mean it. Nothing was changed."))
        elif switch_scores(actor=actor, on=request.POST.get("scores") == "on").scores_from:
            messages.success(request, _("Scores are shown from today on."))
        else:
            messages.success(request, _("Scores are no longer shown."))
        return HttpResponseRedirect(reverse("kpi:network_scores"))
    without = [
        row.indicator for row in indicator_rows(actor) if row.in_force and not row.in_force.levels
    ]
    setting = NetworkSetting.objects.first()
    context = {"setting": setting, "without": without}
    return render(request, "kpi/network/scores.html", context)

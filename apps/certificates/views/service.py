"""The service clock: what is promised, and what it showed over a period."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from apps.certificates.examples import day_example
from apps.certificates.forms.service import LevelForm, PeriodForm
from apps.certificates.kinds import MADE_HERE, Kind
from apps.certificates.policies import READERS, STAFF, can_set_service_levels, demand
from apps.certificates.selectors.clock import USUAL_DAYS, levels_in_force, levels_of
from apps.certificates.selectors.figures import ServiceFigures, service_figures
from apps.certificates.services.levelling import set_service_level
from apps.core.errors import InvalidError
from apps.institutions.access import actor_of, for_roles


@require_http_methods(["GET", "POST"])
@for_roles(*READERS)
def levels(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = LevelForm(
        request.POST if request.method == "POST" else None,
        initial={"kind": request.GET.get("kind", ""), "valid_from": timezone.localdate()},
    )
    if form.is_bound:
        demand(can_set_service_levels(actor))
    if form.is_bound and form.is_valid():
        try:
            set_service_level(actor=actor, **form.cleaned_data)
        except InvalidError as error:
            form.add_error("valid_from", str(error.message))
        else:
            messages.success(request, _("It is set. Requests that are due already keep their day."))
            return HttpResponseRedirect(reverse("certificates:levels"))
    now = levels_in_force(actor.institution_id, timezone.localdate())
    history = levels_of(actor.institution_id)
    set_kinds = {level.kind for level in history if level.valid_from <= timezone.localdate()}
    context = {
        "form": form,
        "now": [
            {
                "kind": kind,
                "days": now[kind],
                "set": kind in set_kinds,
                "here": kind in MADE_HERE,
            }
            for kind in Kind
        ],
        "history": history,
        "usual": USUAL_DAYS,
        "today": timezone.localdate(),
        "day_example": day_example(dt.date(2027, 6, 1)),
        "may_set": can_set_service_levels(actor),
        "may_work": actor.role in STAFF,
    }
    status = 422 if form.is_bound else 200
    return render(request, "certificates/levels.html", context, status=status)


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over kinds; `pending` are not ready, and their day has not passed."""

    due: int
    in_time: int
    late: int
    open_late: int
    cancelled: int

    @property
    def pending(self) -> int:
        return self.due - self.in_time - self.late - self.open_late

    @property
    def decided(self) -> int:
        """Those of which it is known whether they kept their day."""
        return self.due - self.pending

    @property
    def share(self) -> float | None:
        """Percent in time of the decided ones; None without any."""
        return round(self.in_time / self.decided * 100, 1) if self.decided else None


def totals_of(rows: Sequence[ServiceFigures]) -> Totals:
    names = ("due", "in_time", "late", "open_late", "cancelled")
    return Totals(*(sum(getattr(row, name) for row in rows) for name in names))


@require_GET
@for_roles(*READERS)
def figures(request: HttpRequest) -> HttpResponse:
    """Counts only, for directors as well."""
    form = PeriodForm(request.GET)
    start, end = form.period
    found = service_figures(actor_of(request), start, end)
    whole = totals_of(found)
    context: dict[str, Any] = {
        "form": form,
        "start": start,
        "end": end,
        "rows": [
            {"row": row, "kind": Kind(row.kind).label, "totals": totals_of([row])} for row in found
        ],
        "whole": whole,
        "nothing": not any(astuple(whole)),
        "may_work": actor_of(request).role in STAFF,
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "certificates/figures.html", context, status=status)

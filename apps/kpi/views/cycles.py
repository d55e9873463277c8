"""Cycles of the network: the list, and opening one."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from apps.core.errors import NotFoundError
from apps.courses.views.wording import refusal_of
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Role
from apps.kpi.forms.cycle import BoardFilter, CycleForm
from apps.kpi.models import Cycle, Indicator
from apps.kpi.periods import label
from apps.kpi.refusals import CycleDatesError, CycleExistsError, NoDefinitionError
from apps.kpi.selectors.board import Progress, progress_rows, taking_part, totals_of, universities
from apps.kpi.selectors.cycles import period_of
from apps.kpi.selectors.definitions import indicator_get
from apps.kpi.selectors.network_cycles import (
    Offered,
    cycles_newest_first,
    periods_offered,
    proposed_days,
)
from apps.kpi.services.cycles import open_cycle
from apps.kpi.shown.arrivals_words import cycle_state
from apps.kpi.views.cycles_page import page

AT_ONCE = 25


@require_GET
@never_cache
@for_roles(Role.SECRETARIAT)
def cycle_list(request: HttpRequest) -> HttpResponse:
    actor, wanted = actor_of(request), BoardFilter(request.GET)
    start, today = wanted.page * AT_ONCE, timezone.localdate()
    found = list(cycles_newest_first(wanted.indicator)[start : start + AT_ONCE + 1])
    cycles = found[:AT_ONCE]
    progress = progress_rows(actor, cycles, universities())
    rows = [
        _row(cycle, [row for row in progress if row.cycle_id == cycle.pk], today)
        for cycle in cycles
    ]
    context = {
        "rows": rows,
        "filter": wanted,
        "newer": wanted.address(wanted.page - 1) if wanted.page else "",
        "older": wanted.address(wanted.page + 1) if len(found) > AT_ONCE else "",
    }
    return render(request, "kpi/network/cycle_list.html", context)


def _row(cycle: Cycle, progress: Sequence[Progress], today: dt.date) -> dict[str, Any]:
    totals = totals_of(progress, today)
    return {
        "cycle": cycle,
        "period": label(period_of(cycle)),
        "state": cycle_state(cycle, today),
        "totals": totals,
        "received": totals.in_time + totals.late,
        "expected": len(progress) - totals.excused,
    }


@require_GET
@for_roles(Role.SECRETARIAT)
def cycle_new(request: HttpRequest) -> HttpResponse:
    """Which indicator, which period: those that are not open yet."""
    rows = [
        {
            "indicator": indicator,
            "periods": [(each, label(each.period)) for each in periods_offered(indicator)],
        }
        for indicator in Indicator.objects.filter(is_active=True)
    ]
    return render(request, "kpi/network/cycle_new.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@for_roles(Role.SECRETARIAT)
def cycle_new_of(request: HttpRequest, code: str) -> HttpResponse:
    """Its days and institutions; `?period=` names the period."""
    indicator, wanted = indicator_get(code), request.GET.get("period", "")
    there = Cycle.objects.filter(indicator=indicator, period_code=wanted).first()
    if there is not None:
        return _exists(request, there)
    chosen = _chosen(indicator, wanted)
    data = request.POST if request.method == "POST" else None
    form = CycleForm(data, proposed_days(chosen.period), universities(), taking_part())
    if form.is_bound and form.is_valid():
        opened = _opened(request, indicator, chosen, form)
        if opened is not None:
            return opened
    context: dict[str, Any] = {
        "form": form,
        "indicator": indicator,
        "offered": chosen,
        "period": label(chosen.period),
    }
    status = 422 if form.is_bound else 200
    return render(request, "kpi/network/cycle_form.html", context, status=status)


def _exists(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """To the cycle that is there; whoever sent the form reads why, above the page of that cycle."""
    if request.method == "POST":
        return page(request, cycle, refused=refusal_of(CycleExistsError()))
    messages.info(request, str(CycleExistsError.message))
    return HttpResponseRedirect(reverse("kpi:cycle", args=[cycle.uuid]))


def _chosen(indicator: Indicator, period: str) -> Offered:
    """Raises NotFoundError for a period that is not offered."""
    for each in periods_offered(indicator):
        if each.period.code == period:
            return each
    raise NotFoundError


def _opened(
    request: HttpRequest, indicator: Indicator, chosen: Offered, form: CycleForm
) -> HttpResponse | None:
    given, code = form.cleaned_data, chosen.period.code
    try:
        cycle = open_cycle(
            actor=actor_of(request),
            indicator=indicator,
            period_code=code,
            opens_on=given["opens_on"],
            due_on=given["due_on"],
            locks_on=given["locks_on"],
            institutions=form.chosen,
        )
    except CycleDatesError as error:
        form.add_error("due_on", str(error.message))
        return None
    except CycleExistsError:  # by a colleague, a moment before
        return _exists(request, Cycle.objects.get(indicator=indicator, period_code=code))
    except NoDefinitionError as error:
        form.add_error(None, str(error.message))
        return None
    count = len(form.chosen)
    text = ngettext(
        "The cycle is open. %(count)s institution is told.",
        "The cycle is open. %(count)s institutions are told.",
        count,
    )
    messages.success(request, text % {"count": count})
    return HttpResponseRedirect(reverse("kpi:cycle", args=[cycle.uuid]))

"""How far the register reaches, and within how many working days the university answers."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from apps.core.errors import InvalidError
from apps.institutions.access import actor_of, for_roles
from apps.qualifications.choices import Level
from apps.qualifications.forms.register import PromiseForm
from apps.qualifications.models import RegisterCoverage
from apps.qualifications.policies import READERS, can_approve, can_work, demand
from apps.qualifications.selectors.coverage import coverage_list
from apps.qualifications.selectors.promises import promises_of, working_days_of
from apps.qualifications.services.promising import promise


@require_GET
@for_roles(*READERS)
def coverage(request: HttpRequest) -> HttpResponse:
    """Year and campus down, levels across; counts only, never persons."""
    found = coverage_list(actor_of(request).institution_id)
    levels = [level for level in ("", *Level.values) if any(row.level == level for row in found)]
    context = {
        "levels": [_level(level) for level in levels],
        "rows": _rows(found, levels),
        "total": sum(row.conferrals for row in found),
        "may_work": can_work(actor_of(request)),
    }
    return render(request, "qualifications/coverage.html", context)


def _level(level: str) -> str:
    return str(Level(level).label) if level else _("level not given")


def _rows(found: list[RegisterCoverage], levels: list[str]) -> list[dict[str, Any]]:
    cells = {(row.academic_year, row.campus, row.level): row for row in found}
    lines = list(dict.fromkeys((row.academic_year, row.campus) for row in found))
    return [
        {
            "year": year,
            "campus": campus,
            "cells": [
                {"label": _level(level), "row": cells.get((year, campus, level))}
                for level in levels
            ],
        }
        for year, campus in lines
    ]


@require_http_methods(["GET", "POST"])
@for_roles(*READERS)
def promises(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = PromiseForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        demand(can_approve(actor))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            promise(actor=actor, working_days=given["working_days"], valid_from=given["valid_from"])
        except InvalidError as error:
            form.add_error("valid_from", str(error.message))
        else:
            messages.success(
                request, _("It is set. Questions that are due already keep their day.")
            )
            return HttpResponseRedirect(reverse("qualifications:promises"))
    today = timezone.localdate()
    context = {
        "form": form,
        "rows": promises_of(actor.institution_id),
        "now": working_days_of([actor.institution_id], today)[actor.institution_id],
        "usual": settings.QUALIFICATION_WORKING_DAYS,
        "may_set": can_approve(actor),
        "may_work": can_work(actor),
    }
    return render(
        request, "qualifications/promises.html", context, status=422 if form.is_bound else 200
    )

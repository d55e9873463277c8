"""Which schools have certified which years: counts only, never persons."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from apps.graduates.forms import shown_year, year_choices
from apps.graduates.policies import UNIVERSITY_ROLES
from apps.graduates.selectors import coverage_rows
from apps.institutions.access import for_roles
from apps.institutions.actor import Role

YEARS_SHOWN = 3
STATES = {
    "certified": ("done", _("certified")),
    "in_review": ("progress", _("in review")),
    "checking": ("progress", _("being checked")),
    "received": ("progress", _("received")),
    "missing": ("need", _("missing")),
}


@require_GET
@for_roles(*UNIVERSITY_ROLES, Role.DIRECTOR, Role.NODE_COORDINATOR, Role.SECRETARIAT)
def coverage(request: HttpRequest) -> HttpResponse:
    years = [int(year) for year, _label in year_choices()[1 : YEARS_SHOWN + 1]]
    rows = coverage_rows(years)
    shown = [
        {
            "school": row.school,
            "cells": [
                {
                    "cell": cell,
                    "tone": STATES[cell.state][0],
                    "label": STATES[cell.state][1],
                    "year": shown_year(cell.year),
                }
                for cell in row.cells
            ],
        }
        for row in rows
    ]
    certified = [
        {"year": shown_year(year), "count": sum(r.cells[at].state == "certified" for r in rows)}
        for at, year in enumerate(years)
    ]
    context = {"rows": shown, "certified": certified, "schools": len(rows)}
    return render(request, "graduates/coverage.html", context)

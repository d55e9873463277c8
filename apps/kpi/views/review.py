"""What institutions sent to the network: the queue, and one figure to accept or to send back."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.courses.views.wording import Refusal
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Role
from apps.kpi.choices import Stage
from apps.kpi.models import Submission
from apps.kpi.selectors.review import review_get, waiting_rows
from apps.kpi.states import Action, next_state
from apps.kpi.views.definitions_words import with_unit
from apps.kpi.views.review_shown import figure_shown, return_form
from apps.kpi.views.submission_words import TONES, period_label

MOST_WAITING = 100


@require_GET
@never_cache
@for_roles(Role.SECRETARIAT)
def review_list(request: HttpRequest) -> HttpResponse:
    found = waiting_rows(actor_of(request))
    rows = [
        {
            "row": row,
            "period": period_label(row.cycle),
            "again": any(each.stage == Stage.NETWORK for each in row.returns.all()),
        }
        for row in found.prefetch_related("returns")[:MOST_WAITING]
    ]
    context = {"rows": rows, "count": found.count()}
    return render(request, "kpi/network/review_list.html", context)


@require_GET
@never_cache
@for_roles(Role.SECRETARIAT)
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return page(request, review_get(actor_of(request), uuid))


def page(
    request: HttpRequest,
    row: Submission,
    *,
    bound: forms.Form | None = None,
    refused: Refusal | None = None,
) -> HttpResponse:
    waits = next_state(row.state, Action.ACCEPT) is not None and row.is_current
    shown = figure_shown(row)
    context: dict[str, Any] = {
        "submission": row,
        "cycle": row.cycle,
        "definition": row.cycle.definition,
        "period": period_label(row.cycle),
        "target": with_unit(row.cycle.definition.target, row.cycle.definition),
        "numerator_words": row.cycle.definition.words("numerator"),
        "denominator_words": row.cycle.definition.words("denominator"),
        "tone": "need" if waits else TONES[row.state],
        "waits": waits,
        "form": (bound or return_form(row)) if waits else None,
        "refused": refused,
        # the last act the network may read of began the state that stands beside it
        "since": shown["acts"][0][0].created_at,
        **shown,
    }
    status = refused.status if refused else 200
    return render(request, "kpi/network/review.html", context, status=status)

"""The indicators of the network with the version of each that counts today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Role
from apps.kpi.policies import READERS, can_run_network
from apps.kpi.selectors.definitions import IndicatorRow, indicator_rows
from apps.kpi.views.definitions_words import NOTHING, with_unit

DEFINITION_READERS = (*READERS, Role.NODE_COORDINATOR, Role.SECRETARIAT)


@require_GET
@for_roles(*DEFINITION_READERS)
def definition_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "rows": [(row, _target(row)) for row in indicator_rows(actor)],
        "may_write": can_run_network(actor),
    }
    return render(request, "kpi/definitions/list.html", context)


def _target(row: IndicatorRow) -> str:
    return with_unit(row.in_force.target, row.in_force) if row.in_force else NOTHING

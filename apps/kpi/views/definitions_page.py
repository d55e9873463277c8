"""One version of an indicator, field by field, with its history and what changed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor
from apps.kpi.definition_labels import LABELS, label_of
from apps.kpi.formulas import shown
from apps.kpi.models import Definition
from apps.kpi.periods import label
from apps.kpi.policies import can_read_own, can_run_network
from apps.kpi.selectors.cycles import period_of
from apps.kpi.selectors.definitions import (
    accepted_values,
    cycles_of_version,
    definition_read,
    differences,
    is_in_force,
    scores_from,
    version_before,
    versions_of,
)
from apps.kpi.services.defining import problems_of
from apps.kpi.views.definitions import DEFINITION_READERS
from apps.kpi.views.definitions_words import (
    differences_shown,
    formula_words,
    grouping_rows,
    in_own_language,
    parameter_rows,
    plain,
    with_unit,
)

WORDS = (
    *("dimension", "meaning", "formula_text", "numerator", "denominator"),
    *("sources", "collection", "supervisor", "collector"),
)


@require_GET
@for_roles(*DEFINITION_READERS)
def detail(request: HttpRequest, code: str, version: int) -> HttpResponse:
    actor = actor_of(request)
    definition = definition_read(actor, code, version)
    versions = versions_of(actor, definition.indicator_id)
    before = version_before(definition)
    draft = definition.state == Definition.State.DRAFT
    context: dict[str, Any] = {
        "definition": definition,
        "indicator": definition.indicator,
        "labels": LABELS,
        "state": state_of(definition),
        "draft": draft,
        "problems": [
            (label_of(field), sentence)
            for field, sentence in (problems_of(definition) if draft else {}).items()
        ],
        "words": {name: definition.words(name) for name in WORDS},
        "audited": [in_own_language(each) for each in definition.audited_fields],
        "formula": formula_words(definition.formula),
        "parameters": parameter_rows(definition),
        "grouping": grouping_rows(definition),
        "criteria": definition.criteria.all(),
        "levels": [
            (points, with_unit(each, definition))
            for points, each in enumerate(definition.levels, 1)
        ],
        "target": with_unit(definition.target, definition),
        "numbers": {
            name: plain(getattr(definition, name))
            for name in ("weight", "lowest", "highest", "change_limit")
        },
        "scores_from": scores_from(),
        "past": _past(actor, definition),
        "reads_own": can_read_own(actor),
        "versions": [(each, state_of(each)) for each in versions],
        "before": before,
        "differences": differences_shown(differences(before, definition), definition)
        if before
        else [],
        "cycles": cycles_of_version(definition),
        "may_write": can_run_network(actor),
        "newest": versions[0],
    }
    return render(request, "kpi/definitions/detail.html", context)


def state_of(definition: Definition) -> tuple[str, str]:
    """Tone and word."""
    today = timezone.localdate()
    if definition.state == Definition.State.DRAFT:
        return "need", _("draft, seen by the secretariat alone")
    if is_in_force(definition, today):
        return "done", _("in force")
    if definition.valid_from > today:
        return "progress", _("not yet in force")
    return "neutral", _("ended")


def _past(actor: Actor, definition: Definition) -> list[dict[str, Any]]:
    """The reader's own accepted values; of nobody else's."""
    if not can_read_own(actor):
        return []
    return [
        {
            "period": label(period_of(row.cycle)),
            "value": shown(row.value),
            "numerator": row.numerator,
            "denominator": row.denominator,
            "basis": row.get_basis_display(),
            "version": row.cycle.definition.version,
            "row": row,
        }
        for row in accepted_values(actor, definition.indicator_id)
    ]

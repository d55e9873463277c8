"""Versions of an indicator: drafted, published once and then fixed, ended by the next one."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.audit.services import record
from apps.core.errors import PortalError
from apps.events.services import emit
from apps.institutions.actor import Actor
from apps.institutions.officers import PORTAL, officer_of
from apps.kpi.choices import Measure
from apps.kpi.formulas import formula_of, read_parameters
from apps.kpi.locks import Doing, one_at_a_time
from apps.kpi.models import Criterion, Definition, Indicator
from apps.kpi.outcome_words import outcomes_of
from apps.kpi.policies import can_run_network, demand
from apps.kpi.refusals import DefinitionError, DefinitionStateError
from apps.kpi.scoring import score

WRITTEN = (
    *("dimension_th", "dimension_en", "unit_th", "unit_en", "weight", "meaning_th", "meaning_en"),
    *("formula_text_th", "formula_text_en", "numerator_th", "numerator_en"),
    *("denominator_th", "denominator_en", "sources_th", "sources_en"),
    *("collection_th", "collection_en", "supervisor_th", "supervisor_en"),
    *("collector_th", "collector_en", "measure", "grouping", "formula", "parameters"),
    *("audited_fields", "target", "levels", "lowest", "highest", "change_limit"),
    *("period_kind", "year_kind", "valid_from"),
)
"""What a draft may say; the rest follows."""
CRITERION = ("code", "text_th", "text_en", "required")
NEEDED = ("meaning_th", "formula_text_th", "numerator_th", "denominator_th", "unit_th")


@transaction.atomic
def add_indicator(*, actor: Actor, code: str, name_th: str, name_en: str = "") -> Indicator:
    """A further indicator: no code is needed, only a definition. The code is taken once."""
    demand(can_run_network(actor))
    one_at_a_time(Doing.DEFINING, actor.institution_id)
    if Indicator.objects.filter(code=code).exists():
        raise DefinitionError({"code": _("This code is taken.")})
    last = Indicator.objects.aggregate(last=Max("position"))["last"] or 0
    indicator = Indicator.objects.create(
        network_id=actor.institution_id,
        code=code,
        name_th=name_th,
        name_en=name_en,
        position=last + 1,
    )
    _log(actor, "indicator.add", indicator, {"code": code})
    return indicator


@transaction.atomic
def rename_indicator(
    *, actor: Actor, indicator: Indicator, name_th: str, name_en: str = ""
) -> Indicator:
    """Another name for the same thing, everywhere and at once; the one before stands in the log."""
    demand(can_run_network(actor))
    row = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if (row.name_th, row.name_en) == (name_th, name_en):
        return row
    data = {"code": row.code, "before": row.name_th, "after": name_th}
    row.name_th, row.name_en = name_th, name_en
    row.save(update_fields=["name_th", "name_en"])
    _log(actor, "indicator.rename", row, data)
    return row


@transaction.atomic
def draft_version(*, actor: Actor, indicator: Indicator) -> Definition:
    """The draft of the next version: the one in work, else a copy of the last published one."""
    demand(can_run_network(actor))
    one_at_a_time(Doing.DEFINING, actor.institution_id)  # two clicks make one draft
    versions = Definition.objects.filter(indicator=indicator).order_by("-version")
    draft = versions.filter(state=Definition.State.DRAFT).first()
    if draft is not None:
        return draft
    last = versions.first()
    draft = Definition(
        network_id=actor.institution_id,
        indicator=indicator,
        version=last.version + 1 if last else 1,
        valid_from=timezone.localdate(),
        formula="share",
        period_kind="year",
        year_kind="fiscal",
    )
    if last is not None:
        for name in WRITTEN:
            setattr(draft, name, getattr(last, name))
        draft.valid_from = timezone.localdate()
    draft.save()
    if last is not None:
        _write_criteria(draft, list(last.criteria.values(*CRITERION)))
    return draft


@transaction.atomic
def save_draft(
    *,
    actor: Actor,
    definition: Definition,
    values: Mapping[str, Any],
    criteria: Sequence[Mapping[str, Any]] | None = None,
) -> Definition:
    """`values`: of `WRITTEN`; `criteria` replace the ones before. Raises DefinitionStateError."""
    demand(can_run_network(actor))
    _refuse_published(definition)
    for name, value in values.items():
        if name in WRITTEN:
            setattr(definition, name, value)
    definition.save()
    if criteria is not None:
        _write_criteria(definition, criteria)
    return definition


def _write_criteria(definition: Definition, criteria: Sequence[Mapping[str, Any]]) -> None:
    definition.criteria.all().delete()
    Criterion.objects.bulk_create(
        Criterion(
            network_id=definition.network_id,
            definition=definition,
            position=position,
            **{name: each[name] for name in CRITERION},
        )
        for position, each in enumerate(criteria, 1)
    )


@transaction.atomic
def publish(*, actor: Actor, definition: Definition) -> Definition:
    """From `valid_from` on; the version before ends on the day before. Raises DefinitionError."""
    demand(can_run_network(actor))
    _refuse_published(definition)
    problems = problems_of(definition)
    if problems:
        raise DefinitionError(problems)
    before = _last_published(definition)
    if before is not None:
        before.valid_until = definition.valid_from - dt.timedelta(days=1)
        before.save(update_fields=["valid_until"])
    by = officer_of(actor) if actor.user_id else PORTAL
    definition.state, definition.published_at = Definition.State.PUBLISHED, timezone.now()
    definition.published_key, definition.published_name = by.key, by.name
    definition.save()
    data = {"code": definition.indicator.code, "version": definition.version}
    _log(actor, "definition.publish", definition, data)
    return definition


def _refuse_published(definition: Definition) -> None:
    """As the row is now: somebody else may publish it at the same moment."""
    rows = Definition.objects.select_for_update().filter(pk=definition.pk)
    if rows.values_list("state", flat=True).first() != Definition.State.DRAFT:
        raise DefinitionStateError


def problems_of(definition: Definition) -> dict[str, str | Promise]:
    """Field → what keeps the version from being published."""
    problems: dict[str, str | Promise] = {
        name: _("Write this in Thai at least.") for name in NEEDED if not getattr(definition, name)
    }
    try:
        formula = formula_of(definition.formula)
        read_parameters(formula, definition.parameters)
        counted = definition.grouping.values() or outcomes_of(definition.measure)
        if not set(counted) <= set(formula.outcomes):
            problems["grouping"] = _("Say what each outcome counts as: the formula asks for it.")
    except PortalError as error:
        problems["formula"] = error.message
    try:
        if definition.levels:
            score(definition.target, definition.levels)
    except PortalError as error:
        problems["levels"] = error.message
    if definition.lowest >= definition.highest:
        problems["highest"] = _("The upper bound must be above the lower one.")
    if definition.measure == Measure.REGISTER and not definition.audited_fields:
        problems["audited_fields"] = _("Name at least one field that the sample audit compares.")
    before = _last_published(definition)
    if before is not None and definition.valid_from <= before.valid_from:
        problems["valid_from"] = _("A version begins after the one before it.")
    return problems


def _last_published(definition: Definition) -> Definition | None:
    rows = Definition.objects.filter(
        indicator_id=definition.indicator_id, state=Definition.State.PUBLISHED
    )
    return rows.order_by("-version").first()


def _log(actor: Actor, action: str, row: Indicator | Definition, data: dict[str, Any]) -> None:
    record(
        who=actor.who,
        action=action,
        target="indicator",
        target_uuid=row.uuid,
        owner_institution_id=actor.institution_id,
        data=data,
    )
    emit(actor=actor, kind=action, subject=row.uuid, data=data)

"""Definitions as people read them: what is in force, versions, what changed, own past values."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from apps.core.errors import NotFoundError
from apps.institutions.actor import Actor
from apps.kpi.models import Criterion, Cycle, Definition, Indicator, NetworkSetting, Submission
from apps.kpi.policies import can_run_network
from apps.kpi.services.defining import CRITERION, WRITTEN
from apps.kpi.states import COUNTED

YEARS_BACK = 3
CRITERIA = "criteria"


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """in_force: the version that counts today; coming: published and not yet in force."""

    indicator: Indicator
    in_force: Definition | None
    coming: Definition | None
    draft: Definition | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of two versions; `criteria` holds the rows of evidence."""

    field: str
    before: Any
    after: Any


def indicator_rows(actor: Actor, *, today: dt.date | None = None) -> list[IndicatorRow]:
    """Every indicator with its versions; drafts for the secretariat alone."""
    on = today or timezone.localdate()
    versions: dict[int, list[Definition]] = {}
    for each in Definition.objects.order_by("-version"):
        versions.setdefault(each.indicator_id, []).append(each)
    rows = []
    for indicator in Indicator.objects.filter(is_active=True):
        mine = versions.get(indicator.pk, [])
        published = [each for each in mine if each.state == Definition.State.PUBLISHED]
        draft = next((each for each in mine if each.state == Definition.State.DRAFT), None)
        rows.append(
            IndicatorRow(
                indicator,
                next((each for each in published if is_in_force(each, on)), None),
                next((each for each in published if each.valid_from > on), None),
                draft if can_run_network(actor) else None,
            )
        )
    return rows


def is_in_force(definition: Definition, on: dt.date) -> bool:
    """Whether a published version counts on that day."""
    until = definition.valid_until
    return definition.valid_from <= on and (until is None or on <= until)


def indicator_get(code: str) -> Indicator:
    """Raises NotFoundError."""
    found = Indicator.objects.filter(code=code, is_active=True).first()
    if found is None:
        raise NotFoundError
    return found


def definition_read(actor: Actor, code: str, version: int) -> Definition:
    """A published version, or a draft for the secretariat. Raises NotFoundError."""
    rows = Definition.objects.select_related("indicator")
    found = rows.filter(indicator__code=code, version=version).first()
    if found is None or (found.state == Definition.State.DRAFT and not can_run_network(actor)):
        raise NotFoundError
    return found


def versions_of(actor: Actor, indicator_id: int) -> list[Definition]:
    """The newest first."""
    rows = Definition.objects.filter(indicator_id=indicator_id).order_by("-version")
    if not can_run_network(actor):
        rows = rows.filter(state=Definition.State.PUBLISHED)
    return list(rows)


def version_before(definition: Definition) -> Definition | None:
    """The published version that this one follows."""
    return (
        Definition.objects.filter(
            indicator_id=definition.indicator_id,
            version__lt=definition.version,
            state=Definition.State.PUBLISHED,
        )
        .order_by("-version")
        .first()
    )


def differences(before: Definition, after: Definition) -> list[Difference]:
    """Fields that are not the same, in the order of the template; the dates always differ."""
    found = [
        Difference(name, getattr(before, name), getattr(after, name))
        for name in WRITTEN
        if name != "valid_from" and getattr(before, name) != getattr(after, name)
    ]
    evidence = [_criteria(each) for each in (before, after)]
    if evidence[0] != evidence[1]:
        found.append(Difference(CRITERIA, *evidence))
    return found


def _criteria(definition: Definition) -> list[dict[str, Any]]:
    return list(Criterion.objects.filter(definition=definition).values(*CRITERION))


def accepted_values(actor: Actor, indicator_id: int) -> list[Submission]:
    """What the network accepted of the actor's institution in the last three years of which there
    is something, the newest period first; of each cycle the newest revision that counts.
    """
    return newest_years(newest_revisions(accepted_rows(actor.institution_id, indicator_id)))


def accepted_rows(institution_id: int, indicator_id: int) -> QuerySet[Submission]:
    """Figures that count, the newest period first, of each the newest revision first."""
    return (
        Submission.objects.select_related("cycle__definition")
        .filter(
            institution_id=institution_id,
            cycle__indicator_id=indicator_id,
            state__in=COUNTED,
        )
        .order_by("-cycle__starts_on", "-revision")
    )


def newest_revisions(rows: Iterable[Submission]) -> list[Submission]:
    """One of each cycle and institution: the first, where the newest revision comes first."""
    found: dict[tuple[int, int], Submission] = {}
    for row in rows:
        found.setdefault((row.cycle_id, row.institution_id), row)
    return list(found.values())


def newest_years(rows: Sequence[Submission]) -> list[Submission]:
    """Those of the three latest years that there are."""
    years = sorted({row.cycle.period_code[:4] for row in rows}, reverse=True)[:YEARS_BACK]
    return [row for row in rows if row.cycle.period_code[:4] in years]


def cycles_of_version(definition: Definition) -> int:
    return Cycle.objects.filter(definition=definition).count()


def scores_from() -> dt.date | None:
    """From which day on the network shows scores; None while they are off."""
    setting = NetworkSetting.objects.first()
    return setting.scores_from if setting else None

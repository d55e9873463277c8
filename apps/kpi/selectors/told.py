"""What the portal may say of its own counts: not of few answers, nor of half a sample."""

import datetime as dt
from collections.abc import Mapping

from apps.institutions.actor import Actor
from apps.kpi.choices import Measure
from apps.kpi.models import AuditRound, Definition
from apps.kpi.periods import Period
from apps.kpi.selectors.counts import Counts, derived_counts
from apps.kpi.survey_items import LEAST_ANSWERS


def derived_told(
    actor: Actor, definition: Definition, period: Period, *, today: dt.date | None = None
) -> Counts:
    """As `derived_counts`; empty where it may not be told."""
    counts = derived_counts(actor, definition, period, today=today)
    if too_few(definition, counts.counts) or is_half_checked(actor, definition, period):
        return Counts()
    return counts


def too_few(definition: Definition, counts: Mapping[str, int]) -> bool:
    """So few answers to the survey that somebody could be recognised by them."""
    return definition.measure == Measure.SURVEY and sum(counts.values()) < LEAST_ANSWERS


def is_half_checked(actor: Actor, definition: Definition, period: Period) -> bool:
    """A sample audit that is not closed: of the records that happen to be checked by now no share
    of the register can be told, and nobody may choose which ones they are.
    """
    if definition.measure != Measure.REGISTER:
        return False
    return AuditRound.objects.filter(
        institution_id=actor.institution_id,
        cycle__definition__measure=Measure.REGISTER,
        cycle__period_code=period.code,
        dropped_at=None,
        closed_at=None,
    ).exists()

"""The records behind a figure: which observation each of them is, and what else may be told."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from apps.core.errors import NotFoundError
from apps.core.keyset import BY_NUMBER, Slice, page_after
from apps.institutions.actor import Actor
from apps.kpi.choices import Source
from apps.kpi.errors import PeriodError
from apps.kpi.grouping import OPEN, OVERDUE
from apps.kpi.models import AuditItem, Definition, Indicator, Observation
from apps.kpi.periods import Period
from apps.kpi.selectors.counts import period_buckets
from apps.kpi.selectors.fed import definition_of, published_versions


def figure_asked_for(code: str, period_code: str) -> tuple[Definition, Period]:
    """The definition of its time and the period of an address. Raises NotFoundError."""
    indicator = Indicator.objects.filter(code=code).first()
    versions = published_versions().get(indicator.pk) if indicator else None
    if not versions:
        raise NotFoundError
    try:
        return definition_of(versions, period_code)
    except PeriodError as error:
        raise NotFoundError from error


def observations(
    actor: Actor,
    definition: Definition,
    period: Period,
    source: Source,
    outcome: str = "",
    *,
    today: dt.date | None = None,
) -> QuerySet[Observation]:
    """What counts in the period; one outcome where it is named. Without order.

    "overdue" are the open ones whose last day has passed, "open" the others.
    """
    rows = Observation.objects.filter(
        institution_id=actor.institution_id,
        measure=definition.measure,
        source=source,
        bucket__in=period_buckets(period),
    )
    now = today or timezone.localdate()
    if outcome == OVERDUE:
        return rows.filter(outcome=OPEN, settles_on__lt=now)
    if outcome == OPEN:
        return rows.filter(outcome=OPEN, settles_on__gte=now)
    return rows.filter(outcome=outcome) if outcome else rows


def observation_page(rows: QuerySet[Observation], cursor: str) -> Slice[Observation]:
    """What was counted last first, 50 to a page, by keyset."""
    return page_after(rows, cursor, keys=BY_NUMBER)


def audited_behind(actor: Actor, items: Sequence[UUID]) -> dict[UUID, AuditItem]:
    """Records of the register that were checked, by uuid; they hold student codes."""
    rows = AuditItem.objects.filter(institution_id=actor.institution_id, uuid__in=list(items))
    return {row.uuid: row for row in rows.select_related("round")}

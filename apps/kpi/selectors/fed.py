"""What an institution's systems sent: the counts in force, and every version of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apps.core.errors import NotFoundError
from apps.core.keyset import BY_NUMBER, Slice, page_after
from apps.institutions.actor import Actor
from apps.kpi.errors import CountsError, UnknownOutcomeError
from apps.kpi.formulas import Figure, evaluate
from apps.kpi.models import Definition, FedCounts, Indicator
from apps.kpi.periods import Period
from apps.kpi.selectors.versions import period_in, version_for

Versions = Mapping[int, Sequence[Definition]]


@dataclass(frozen=True, slots=True)
class Sent:
    """`figure`: by the definition of its time; None where that no longer knows the outcomes."""

    row: FedCounts
    period: Period
    definition: Definition
    figure: Figure | None


def published_versions() -> dict[int, list[Definition]]:
    """Indicator's id → its published definitions, the newest first. One query."""
    rows = Definition.objects.select_related("indicator").filter(
        state=Definition.State.PUBLISHED, indicator__is_active=True
    )
    found: dict[int, list[Definition]] = defaultdict(list)
    for row in rows.order_by("indicator__position", "-valid_from", "-version"):
        found[row.indicator_id].append(row)
    return dict(found)


def sent_page(
    actor: Actor, versions: Versions, indicator: str = "", cursor: str = ""
) -> tuple[list[Sent], Slice[FedCounts]]:
    """The counts in force, what was sent last first; of one indicator where `indicator` names it.

    `versions`: as `published_versions` gives them.
    """
    rows = FedCounts.objects.filter(institution_id=actor.institution_id, is_current=True)
    rows = rows.filter(indicator__in=list(versions)).select_related("indicator")
    if indicator:
        rows = rows.filter(indicator__code=indicator)
    page = page_after(rows, cursor, keys=BY_NUMBER)
    return [sent_of(row, versions[row.indicator_id]) for row in page.rows], page


def versions_sent(actor: Actor, code: str, bucket: str) -> list[Sent]:
    """Every version of one indicator and period, the newest first. Raises NotFoundError."""
    indicator = Indicator.objects.filter(code=code).first()
    definitions = published_versions().get(indicator.pk) if indicator else None
    rows = FedCounts.objects.filter(
        institution_id=actor.institution_id, indicator=indicator, bucket=bucket
    )
    found = list(rows.select_related("indicator").order_by("-version"))
    if not found or not definitions:
        raise NotFoundError
    return [sent_of(row, definitions) for row in found]


def counts_in_force(actor: Actor) -> dict[tuple[int, str], dict[str, int]]:
    """(indicator's id, period) → counts."""
    rows = FedCounts.objects.filter(institution_id=actor.institution_id, is_current=True)
    return {(row.indicator_id, row.bucket): row.counts for row in rows}


def sent_of(row: FedCounts, definitions: Sequence[Definition]) -> Sent:
    definition, period = definition_of(definitions, row.bucket)
    try:
        figure = evaluate(definition.formula, definition.parameters, row.counts)
    except (UnknownOutcomeError, CountsError):
        figure = None
    return Sent(row, period, definition, figure)


def definition_of(definitions: Sequence[Definition], code: str) -> tuple[Definition, Period]:
    """In force when the period begins, else the newest one. Raises PeriodError."""
    definition = version_for(definitions, code) or definitions[0]
    return definition, period_in(definition, code)

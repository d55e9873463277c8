"""Sample audits of the own register: cycles that wait for one, how far it is, what it found."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from apps.core.errors import NotFoundError
from apps.institutions.actor import Actor
from apps.kpi.choices import Measure
from apps.kpi.formulas import Figure, evaluate
from apps.kpi.intervals import Interval, exact_interval
from apps.kpi.models import AuditItem, AuditRound, Cycle
from apps.kpi.selectors.cycles import expected_cycles, is_open_for

PAGE = 50
ALL, UNCHECKED, DIFFERS = "all", "unchecked", "differs"
SHOWN: Mapping[str, Q] = {ALL: Q(), UNCHECKED: Q(outcome=""), DIFFERS: Q(outcome="bad")}


@dataclass(frozen=True, slots=True)
class Progress:
    """Numbers of records: drawn, checked, and of those the ones that differ."""

    drawn: int
    checked: int
    differing: int

    @property
    def is_complete(self) -> bool:
        return self.checked == self.drawn

    @property
    def left(self) -> int:
        return self.drawn - self.checked


@dataclass(frozen=True, slots=True)
class AuditedCycle:
    """A cycle that wants an audit. audit: None where no sample is drawn; dropped: earlier ones."""

    cycle: Cycle
    is_open: bool
    audit: AuditRound | None
    progress: Progress | None
    dropped: tuple[AuditRound, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What the checked records give. interval: 95 %, exact, for a register of `population`; None
    until every record is checked. by_field: code of a field → records in which it differs.
    """

    population: int
    figure: Figure
    interval: Interval | None
    by_field: Mapping[str, int]


def audited_cycles(actor: Actor) -> list[AuditedCycle]:
    """Cycles of the register in which the institution is expected, the newest first."""
    cycles = list(expected_cycles(actor).filter(definition__measure=Measure.REGISTER))
    rounds = list(
        AuditRound.objects.filter(institution_id=actor.institution_id, cycle__in=cycles)
        .annotate(checked=Count("items", filter=~Q(items__outcome="")))
        .annotate(differing=Count("items", filter=Q(items__outcome="bad")))
        .order_by("created_at")
    )
    found = []
    for cycle in cycles:
        own = [each for each in rounds if each.cycle_id == cycle.pk]
        audit = next((each for each in own if each.dropped_at is None), None)
        found.append(
            AuditedCycle(
                cycle=cycle,
                is_open=is_open_for(cycle, actor.institution_id),
                audit=audit,
                progress=_counted(audit) if audit else None,
                dropped=tuple(each for each in own if each.dropped_at is not None),
            )
        )
    return found


def _counted(audit: AuditRound) -> Progress:
    checked, differing = (getattr(audit, name) for name in ("checked", "differing"))
    return Progress(audit.sample_size, checked, differing)


def audited_cycle_get(actor: Actor, uuid: UUID) -> Cycle:
    """A cycle of the register in which the institution is expected. Raises NotFoundError."""
    rows = expected_cycles(actor).filter(definition__measure=Measure.REGISTER)
    cycle = rows.filter(uuid=uuid, expected__excused="").first()
    if cycle is None:
        raise NotFoundError
    return cycle


def round_get(actor: Actor, uuid: UUID) -> AuditRound:
    """Own ones alone, dropped ones too. Raises NotFoundError."""
    rows = AuditRound.objects.select_related("cycle__definition", "cycle__indicator")
    audit = rows.filter(uuid=uuid, institution_id=actor.institution_id).first()
    if audit is None:
        raise NotFoundError
    return audit


def current_round(actor: Actor, cycle: Cycle) -> AuditRound | None:
    return AuditRound.objects.filter(
        institution_id=actor.institution_id, cycle=cycle, dropped_at=None
    ).first()


def dropped_rounds(audit: AuditRound) -> QuerySet[AuditRound]:
    """Other samples that were drawn for the same cycle and given up, the oldest first."""
    rows = AuditRound.objects.filter(institution_id=audit.institution_id, cycle=audit.cycle_id)
    return rows.exclude(dropped_at=None).exclude(pk=audit.pk).order_by("created_at")


def progress_of(audit: AuditRound) -> Progress:
    counts = Counter(audit.items.order_by().values_list("outcome", flat=True))
    return Progress(counts.total(), counts["good"] + counts["bad"], counts["bad"])


def record_get(audit: AuditRound, uuid: UUID) -> AuditItem:
    """Raises NotFoundError."""
    item = audit.items.filter(uuid=uuid).first()
    if item is None:
        raise NotFoundError
    return item


def records_page(audit: AuditRound, show: str, after: int) -> tuple[list[AuditItem], int]:
    """50 records in the order in which they were drawn, and the place after which more follow; 0
    where none do.
    """
    rows = audit.items.filter(SHOWN[show], position__gt=after).order_by("position")
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].position if len(found) > PAGE else 0


def next_unchecked(audit: AuditRound, after: int) -> AuditItem | None:
    """The next record without a finding, from the beginning once the end is reached."""
    rows = audit.items.filter(outcome="").order_by("position")
    return rows.filter(position__gt=after).first() or rows.first()


def all_records(audit: AuditRound) -> Sequence[AuditItem]:
    return list(audit.items.order_by("position"))


def result_of(audit: AuditRound) -> Result:
    """From the records themselves, as they are now."""
    outcomes: Counter[str] = Counter()
    fields = Counter(dict.fromkeys((field["code"] for field in audit.fields), 0))
    for outcome, wrong in audit.items.order_by().values_list("outcome", "wrong"):
        outcomes[outcome] += 1
        fields.update(wrong)
    good, bad = outcomes["good"], outcomes["bad"]
    complete = good + bad == audit.sample_size
    return Result(
        population=audit.frame_size,
        figure=evaluate("share", {}, {"good": good, "bad": bad}),
        interval=exact_interval(good, good + bad, audit.frame_size) if complete else None,
        by_field=dict(fields),
    )

"""An institution's accepted figures of three years, indicator by indicator."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from apps.core.errors import NotFoundError
from apps.institutions.actor import Actor
from apps.kpi.choices import Source
from apps.kpi.formulas import Figure
from apps.kpi.headlines import Headline, falls, headline
from apps.kpi.models import Cycle, Definition, Expectation, Indicator, NetworkSetting, Submission
from apps.kpi.periods import Period, label
from apps.kpi.selectors.cycles import accepted_submissions, period_of
from apps.kpi.selectors.versions import latest_versions

YEARS = 3


@dataclass(frozen=True, slots=True)
class Point:
    """One period of the history; without a submission it is a gap."""

    cycle: Cycle
    submission: Submission | None

    @property
    def period(self) -> Period:
        return period_of(self.cycle)

    @property
    def label(self) -> str:
        return label(self.period)

    @property
    def value(self) -> Decimal | None:
        return self.submission.value if self.submission else None

    @property
    def figure(self) -> Figure | None:
        return figure_kept(self.submission) if self.submission else None

    @property
    def from_portal_alone(self) -> bool:
        """Such a figure is never compared with others."""
        return self.submission is not None and self.submission.basis == Source.DERIVED


@dataclass(frozen=True, slots=True)
class History:
    """points: the oldest first, three years; definition: of the newest of them, or in force."""

    indicator: Indicator
    definition: Definition | None
    points: tuple[Point, ...]

    @property
    def latest(self) -> Point | None:
        """The newest period that has a figure."""
        return next((each for each in reversed(self.points) if each.submission), None)

    @property
    def less_is_better(self) -> bool:
        return self.definition is not None and falls(self.definition.levels)

    @property
    def target(self) -> Decimal | None:
        return self.definition.target if self.definition else None

    @property
    def finding(self) -> Headline:
        return headline(
            self.indicator.code,
            [point.value for point in self.points],
            target=self.target,
            kind=self.definition.period_kind if self.definition else "year",  # type: ignore[arg-type]
            less_is_better=self.less_is_better,
        )


@dataclass(frozen=True, slots=True)
class Setting:
    """What the network has turned on; scores are off until it decides otherwise."""

    smallest_group: int
    scores: bool


def figure_kept(submission: Submission) -> Figure:
    """As it was written down when it was entered; nothing is calculated."""
    return Figure(
        submission.numerator or 0,
        submission.denominator or 0,
        submission.value,
        submission.n or 0,
        submission.spread,
    )


def histories(actor: Actor, *, today: dt.date | None = None) -> list[History]:
    """Every active indicator that has a published definition. Three queries."""
    on = today or timezone.localdate()
    in_force = latest_versions(on)
    points = _points(actor, Q(indicator__in=in_force), on)
    return [
        _history(each.indicator, points.get(each.indicator_id, []), each)
        for each in in_force.values()
    ]


def history_of(actor: Actor, code: str, *, today: dt.date | None = None) -> History:
    """One indicator. Two queries where it has figures. Raises NotFoundError."""
    on = today or timezone.localdate()
    wanted = Q(indicator__code=code, indicator__is_active=True)
    for points in _points(actor, wanted, on).values():
        return _history(points[0].cycle.indicator, points, None)
    found = next(iter(latest_versions(on, code).values()), None)
    if found is None:
        raise NotFoundError
    return _history(found.indicator, [], found)


def _history(indicator: Indicator, points: Sequence[Point], in_force: Definition | None) -> History:
    newest = points[-1].cycle.definition if points else in_force
    return History(indicator, newest, tuple(points))


def network_setting() -> Setting:
    row = NetworkSetting.objects.first()
    if row is None:
        return Setting(NetworkSetting._meta.get_field("smallest_group").default, scores=False)
    on = row.scores_from is not None and row.scores_from <= timezone.localdate()
    return Setting(row.smallest_group, on)


def _points(actor: Actor, wanted: Q, on: dt.date) -> dict[int, list[Point]]:
    """Indicator's id → periods with an own figure, or whose day has passed without one."""
    asked = Expectation.objects.filter(
        cycle=OuterRef("pk"), institution_id=actor.institution_id, excused=""
    )
    cycles = list(
        Cycle.objects.filter(wanted, opens_on__lte=on)
        .annotate(asked=Exists(asked))
        .select_related("definition", "indicator")
        .order_by("starts_on")
    )
    own = accepted_submissions(actor, cycles)
    found: dict[int, list[Point]] = {}
    for cycle in cycles:
        missed = cycle.asked and cycle.due_on < on
        if cycle.pk in own or missed:
            found.setdefault(cycle.indicator_id, []).append(Point(cycle, own.get(cycle.pk)))
    return {indicator: _recent(each) for indicator, each in found.items()}


def _recent(points: Sequence[Point]) -> list[Point]:
    """The last three years, from the first figure on: what was never begun is no gap."""
    newest = points[-1].cycle.starts_on
    since = newest.replace(year=newest.year - YEARS, day=1)
    kept = [point for point in points if point.cycle.starts_on > since]
    first = next((at for at, point in enumerate(kept) if point.submission), len(kept))
    return kept[first:] if first < len(kept) else list(kept[-1:])

"""What the database tells of other institutions: figures without names, names by consent alone."""

from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from apps.core.errors import NotFoundError
from apps.institutions.scope import scope
from apps.kpi.choices import Source
from apps.kpi.distribution import Distribution
from apps.kpi.models import Cycle, Definition, FedCounts, Observation, Tally
from apps.kpi.peers import compare
from apps.kpi.periods import buckets
from apps.kpi.selectors.cycles import period_of
from apps.kpi.selectors.dashboard import histories, history_of, network_setting
from apps.kpi.selectors.peers import Helper, helpers_of, peers_of, strong
from apps.kpi.selectors.reading import figures_seen
from apps.kpi.selectors.sources import readings_of
from apps.kpi.services.sharing import end_sharing
from tests.builders import kpi as build
from tests.kpi.peers_world import GOOD, Peers, consent, indicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("taken_back")]


def test_the_networks_figures_with_the_own_one_marked(made: Peers) -> None:
    cycle = made.cycles[-1]
    with scope(made.cast.director_a.actor):
        found = peers_of([cycle.pk])[cycle.pk]
    assert sorted(peer.figure.numerator for peer in found) == sorted(GOOD)
    assert [peer.figure.numerator for peer in found if peer.own] == [GOOD[0]]
    comparison = compare(found, smallest=5)
    assert comparison.median == Decimal("98")
    assert str(comparison.place) == "lower_quarter"


def test_what_rests_on_the_portal_alone_is_not_among_them(made: Peers) -> None:
    later = build.open_cycle_for(
        made.cast, "REG01", "2024-T2", institutions=[house.institution for house in made.houses]
    )
    house, other = made.houses[:2]
    secretary = made.cast.secretary
    seen = {"right": 930, "registry_error": 70}
    build.seen_by_portal(house.clerk, seen, bucket=later.period_code)
    alone = build.basis_entry({"good": 930, "bad": 70}, Source.DERIVED)
    build.accepted(house.clerk, house.approver, secretary, later, alone)
    build.accepted(other.clerk, other.approver, secretary, later, build.share(970, 1_000))
    with scope(house.clerk.actor) as actor:
        assert [peer.own for peer in peers_of([later.pk])[later.pk]] == [False]
        latest = history_of(actor, "REG01").latest
    assert latest is not None
    assert latest.from_portal_alone


def test_a_history_is_the_own_one_alone(made: Peers) -> None:
    with scope(made.cast.director_a.actor) as actor:
        rows = histories(actor)
    assert [row.indicator.code for row in rows] == ["REG01", "REG02", "REG03", "REG04"]
    first = rows[0]
    assert [point.cycle.period_code for point in first.points] == ["2023-T2", "2024-T1"]
    assert [point.value for point in first.points] == [Decimal(93), Decimal(93)]
    assert all(row.latest is None for row in rows[1:])


def test_a_missed_period_is_a_gap_and_one_not_begun_is_none(made: Peers) -> None:
    build.open_cycle_for(made.cast, "REG01", "2024-T2", opens=-40, due=-5, locks=20)
    build.open_cycle_for(made.cast, "REG01", "2023-T1", opens=-40, due=-5, locks=20)
    build.open_cycle_for(made.cast, "REG01", "2024-T3")
    with scope(made.cast.director_a.actor) as actor:
        points = history_of(actor, "REG01").points
    assert [point.cycle.period_code for point in points] == ["2023-T2", "2024-T1", "2024-T2"]
    assert points[-1].value is None


def test_an_unknown_indicator_is_not_found(made: Peers) -> None:
    with scope(made.cast.director_a.actor) as actor, pytest.raises(NotFoundError):
        history_of(actor, "REG99")


def test_nobody_is_named_without_consent(made: Peers) -> None:
    cycle = made.cycles[-1].pk
    with scope(made.cast.director_a.actor) as actor:
        assert helpers_of(actor, [cycle]) == {cycle: []}


def test_who_consents_and_offers_help_is_named_until_it_ends(made: Peers) -> None:
    cycle = made.cycles[-1].pk
    uuid = consent(made.strongest)
    consent(made.houses[-2], offers=False)
    consent(made.houses[0])
    with scope(made.cast.director_a.actor) as actor:
        found = helpers_of(actor, [cycle])[cycle]
    assert [one.sharing for one in found] == [uuid]
    assert found[0].value == Decimal("99.5")
    with scope(made.strongest.approver.actor) as actor:
        end_sharing(actor=actor, indicator=indicator())
    with scope(made.cast.director_a.actor) as actor:
        assert helpers_of(actor, [cycle])[cycle] == []


def test_names_stand_in_the_order_of_the_dictionary(made: Peers) -> None:
    for house in made.houses[1:]:
        consent(house)
    cycle = made.cycles[-1].pk
    with scope(made.cast.director_a.actor) as actor:
        found = [one.value for one in helpers_of(actor, [cycle])[cycle]]
    assert found not in (sorted(found), sorted(found, reverse=True))


def _helpers(*values: str) -> list[Helper]:
    return [Helper(UUID(int=0), value, "", "", Decimal(value)) for value in values]


def _strong(definition: Definition, spread: Distribution | None) -> list[str]:
    found = strong(_helpers("50", "80", "90", "99"), definition, spread)
    return [one.name for one in found]


def test_strong_is_at_the_target_or_in_the_better_quarter(made: Peers) -> None:
    spread = Distribution(7, *(Decimal(each) for each in (50, 60, 70, 80, 99)))
    rising = Definition(target=Decimal(90), levels=[Decimal(each) for each in (1, 2, 3, 4, 5)])
    assert _strong(rising, None) == ["90", "99"]
    assert _strong(rising, spread) == ["80", "90", "99"]
    falling = Definition(target=Decimal(50), levels=[Decimal(each) for each in (5, 4, 3, 2, 1)])
    assert _strong(falling, None) == ["50"]
    assert _strong(Definition(levels=[]), None) == []


def test_without_a_setting_scores_are_off(made: Peers) -> None:
    with scope(made.cast.director_a.actor):
        found = network_setting()
    assert (found.smallest_group, found.scores) == (5, False)


@pytest.mark.parametrize("whole", [False, True])
def test_the_short_reading_agrees_with_the_long_one(made: Peers, whole: bool) -> None:
    """Of papers: the portal's own and fed ones, some open, one month or the year sent whole."""
    cycle = build.open_cycle_for(made.cast, "REG02", "2024")
    month, other = (build_bucket(cycle, at) for at in (0, 1))
    sent = cycle.period_code if whole else month
    with scope(made.cast.registrar_a.actor) as actor:
        here = {"institution_id": actor.institution_id, "measure": cycle.definition.measure}
        for source in (Source.DERIVED, Source.FED):
            for bucket, outcome, count in (
                (month, "in_time", 7), (other, "late", 2), (other, "open", 3),
            ):  # fmt: skip
                Tally.objects.create(
                    **here, source=source, bucket=bucket, outcome=outcome, count=count
                )
        Observation.objects.create(
            **here,
            source=Source.DERIVED,
            bucket=other,
            outcome="open",
            subject=uuid4(),
            settles_on=timezone.localdate(),
        )
        FedCounts.objects.create(
            institution_id=actor.institution_id,
            indicator=cycle.indicator,
            bucket=sent,
            version=1,
            counts={"good": 40, "bad": 1},
        )
        long = {source: each.figure for source, each in readings_of(actor, cycle).items()}
        assert figures_seen(actor, cycle) == long
        assert len(long) == 2


def build_bucket(cycle: Cycle, at: int) -> str:
    return buckets(period_of(cycle))[at]

"""Cycles: opened, extended, excused, locked once; what was frozen stays."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.core.errors import ForbiddenError, NotFoundError
from apps.institutions.scope import scope
from apps.kpi.models import (
    Cycle,
    Expectation,
    FrozenFigure,
    Indicator,
    SubmissionAct,
    Tally,
)
from apps.kpi.periods import parse_period
from apps.kpi.refusals import (
    CycleClosedError,
    CycleDatesError,
    ExceptionDayError,
    NotExpectedError,
    ReasonNeededError,
)
from apps.kpi.selectors.board import progress_rows, totals_of, universities
from apps.kpi.selectors.network_cycles import periods_offered, proposed_days
from apps.kpi.services.approving import accept_submission
from apps.kpi.services.cycles import excuse, extend, lock_cycle, lock_due_cycles
from apps.kpi.services.entering import save_entry
from tests.builders import kpi as build
from tests.builders.cast import Cast, Person
from tests.courses.waiting import second_while_first_is_open

TODAY = timezone.localdate
ONE = dt.timedelta(days=1)


@pytest.fixture
def network(cast: Cast) -> Cast:
    build.publish_indicators()
    return cast


def seen_by_portal(person: Person, bucket: str = build.TERM, **counts: int) -> None:
    """So many announced results of the institution, without the records behind them."""
    with scope(person.actor) as actor:
        for outcome, count in counts.items():
            Tally.objects.update_or_create(
                institution_id=actor.institution_id,
                measure="results",
                source="derived",
                bucket=bucket,
                outcome=outcome,
                defaults={"count": count},
            )


def lock(cast: Cast, cycle: Cycle) -> None:
    with scope(cast.secretary.actor) as actor:
        lock_cycle(actor=actor, uuid=cycle.uuid)


def frozen(cast: Cast, cycle: Cycle) -> dict[int, Any]:
    with scope(cast.secretary.actor):
        rows = FrozenFigure.objects.filter(cycle=cycle)
        return {row.institution_id: row.counts for row in rows}


@pytest.mark.django_db
class TestLock:
    def test_what_the_portal_saw_stays_as_it_was(self, network: Cast) -> None:
        cycle = build.open_cycle_for(network)
        seen_by_portal(network.registrar_a, right=95, registry_error=5)
        lock(network, cycle)
        seen_by_portal(network.registrar_a, right=10, registry_error=90)
        a = network.university_a.pk
        assert frozen(network, cycle) == {a: {"good": 95, "bad": 5}}

    def test_once_is_enough(self, network: Cast) -> None:
        cycle = build.open_cycle_for(network)
        seen_by_portal(network.registrar_a, right=1)
        lock(network, cycle)
        with scope(network.secretary.actor):
            first = Cycle.objects.get(pk=cycle.pk).locked_at
        seen_by_portal(network.registrar_a, right=2)
        lock(network, cycle)
        with scope(network.secretary.actor):
            assert Cycle.objects.get(pk=cycle.pk).locked_at == first
        assert frozen(network, cycle) == {network.university_a.pk: {"good": 1}}

    def test_accepted_figures_are_locked_others_are_not(self, network: Cast) -> None:
        cycle = build.open_cycle_for(network)
        accepted = build.accepted(
            network.registrar_a, network.approver_a, network.secretary, cycle, build.share(9, 10)
        )
        waiting = build.sent(network.registrar_b, cycle, build.share(8, 10))
        lock(network, cycle)
        assert build.fresh(network.registrar_a, accepted).state == "locked"
        assert build.fresh(network.registrar_b, waiting).state == "submitted"
        with scope(network.secretary.actor):
            last = SubmissionAct.objects.filter(submission=accepted).order_by("-pk")[0]
            assert (last.action, last.from_state) == ("lock", "accepted")

    def test_only_an_exception_opens_it_again(self, network: Cast) -> None:
        cycle = build.open_cycle_for(network, opens=-30, due=-10, locks=-1)
        lock(network, cycle)
        with scope(network.registrar_a.actor) as actor, pytest.raises(CycleClosedError):
            save_entry(actor=actor, cycle=fresh(cycle), entry=build.share(1, 2))
        with scope(network.secretary.actor) as actor:
            extend(
                actor=actor,
                cycle=fresh(cycle),
                institution=network.university_a,
                until=TODAY() + ONE,
                reason="the system was moved",
            )
        with scope(network.registrar_a.actor) as actor:
            save_entry(actor=actor, cycle=fresh(cycle), entry=build.share(1, 2))
        with scope(network.registrar_b.actor) as actor, pytest.raises(CycleClosedError):
            save_entry(actor=actor, cycle=fresh(cycle), entry=build.share(1, 2))
        assert frozen(network, cycle) == {}

    def test_what_comes_by_an_exception_is_locked_when_it_is_accepted(self, network: Cast) -> None:
        cycle = build.open_cycle_for(network, opens=-30, due=-10, locks=-1)
        lock(network, cycle)
        with scope(network.secretary.actor) as actor:
            a, until = network.university_a, TODAY() + ONE
            locked = fresh(cycle)
            extend(actor=actor, cycle=locked, institution=a, until=until, reason="moved")
        people = (network.registrar_a, network.approver_a, network.secretary)
        row = build.accepted(*people, locked, build.share(9, 10))
        assert build.fresh(network.registrar_a, row).state == "locked"
        with scope(network.secretary.actor):
            acts = SubmissionAct.objects.filter(submission=row).order_by("-pk")[:2]
            assert [each.action for each in acts] == ["lock", "accept"]

    def test_the_portal_locks_after_the_last_day(self, network: Cast) -> None:
        past = build.open_cycle_for(network, opens=-30, due=-10, locks=-1)
        last_day = build.open_cycle_for(network, "REG01", "2024-T2", opens=-30, due=-10, locks=0)
        assert lock_due_cycles() == 1
        assert lock_due_cycles() == 0
        with scope(network.secretary.actor):
            locked = set(Cycle.objects.exclude(locked_at=None).values_list("pk", flat=True))
        assert locked == {past.pk}
        assert lock_due_cycles(today=TODAY() + ONE) == 1
        assert last_day.pk not in locked

    def test_no_such_cycle(self, network: Cast) -> None:
        with scope(network.secretary.actor) as actor, pytest.raises(NotFoundError):
            lock_cycle(actor=actor, uuid=uuid4())


@pytest.mark.usefixtures("committed")
def test_accepted_while_the_cycle_is_locked_is_locked(cast: Cast) -> None:
    build.publish_indicators()
    cycle = build.open_cycle_for(cast)
    row = build.approved(cast.registrar_a, cast.approver_a, cycle, build.share(9, 10))

    def accept() -> None:
        with scope(cast.secretary.actor) as actor:
            accept_submission(actor=actor, uuid=row.uuid, version=row.version)

    refused = second_while_first_is_open(
        scope(cast.secretary.actor), lambda: lock(cast, cycle), accept
    )
    assert refused is None
    assert build.fresh(cast.registrar_a, row).state == "locked"


@pytest.mark.usefixtures("committed")
def test_two_locks_at_once_are_one(cast: Cast) -> None:
    build.publish_indicators()
    cycle = build.open_cycle_for(cast)
    seen_by_portal(cast.registrar_a, right=7)
    build.accepted(cast.registrar_a, cast.approver_a, cast.secretary, cycle, build.share(9, 10))
    refused = second_while_first_is_open(
        scope(cast.secretary.actor), lambda: lock(cast, cycle), lambda: lock(cast, cycle)
    )
    assert refused is None
    with scope(cast.secretary.actor):
        assert FrozenFigure.objects.count() == 1
        assert SubmissionAct.objects.filter(action="lock").count() == 1


@pytest.mark.django_db
class TestDecisions:
    def test_excused_is_not_expected(self, network: Cast) -> None:
        cycle = build.open_cycle_for(network, opens=-30, due=-5)
        with scope(network.secretary.actor) as actor:
            excuse(actor=actor, cycle=cycle, institution=network.university_a, reason="new here")
            totals = totals_of(progress_rows(actor, [cycle], universities()))
        assert (totals.excused, totals.missing, totals.asked, totals.share) == (1, 1, 1, 0.0)
        with scope(network.registrar_a.actor) as actor, pytest.raises(NotExpectedError):
            save_entry(actor=actor, cycle=fresh(cycle), entry=build.share(1, 2))

    def test_a_reason_is_needed(self, network: Cast) -> None:
        cycle = build.open_cycle_for(network)
        with scope(network.secretary.actor) as actor:
            a = network.university_a
            for act in (
                lambda: excuse(actor=actor, cycle=cycle, institution=a, reason=" no  "),
                lambda: extend(
                    actor=actor, cycle=cycle, institution=a, until=TODAY(), reason="    "
                ),
            ):
                with pytest.raises(ReasonNeededError):
                    act()

    def test_an_exception_gives_more_time_than_the_cycle(self, network: Cast) -> None:
        cycle = build.open_cycle_for(network)
        given: dict[str, Any] = {"cycle": cycle, "institution": network.university_a}
        with scope(network.secretary.actor) as actor, pytest.raises(ExceptionDayError):
            extend(actor=actor, until=cycle.due_on, reason="a good reason", **given)

    def test_nobody_else_decides_nor_for_whom_nothing_is_asked(self, network: Cast) -> None:
        cycle = build.open_cycle_for(network, institutions=[network.university_a])
        given: dict[str, Any] = {"cycle": cycle, "reason": "a good reason"}
        with scope(network.approver_a.actor) as actor, pytest.raises(ForbiddenError):
            excuse(actor=actor, institution=network.university_a, **given)
        with scope(network.secretary.actor) as actor:
            with pytest.raises(NotFoundError):
                excuse(actor=actor, institution=network.university_b, **given)
            with pytest.raises(NotFoundError):
                extend(actor=actor, institution=network.university_b, until=TODAY(), **given)

    def test_late_is_decided_by_the_first_time_it_came(self, network: Cast) -> None:
        cycle = build.open_cycle_for(network, opens=-30, due=-3)
        build.approved(network.registrar_a, network.approver_a, cycle, build.share(9, 10))
        with scope(network.secretary.actor) as actor:
            rows = progress_rows(actor, [cycle], universities())
            by_code = {row.institution_id: row for row in rows}
            a = by_code[network.university_a.pk]
            assert (a.arrival(TODAY()), a.days_late(TODAY())) == ("late", 3)
            extend(
                actor=actor,
                cycle=cycle,
                institution=network.university_a,
                until=TODAY(),
                reason="agreed before",
            )
            again = progress_rows(actor, [cycle], [network.university_a])
        assert [row.arrival(TODAY()) for row in again] == ["in_time"]

    def test_days_in_the_wrong_order(self, network: Cast) -> None:
        with pytest.raises(CycleDatesError):
            build.open_cycle_for(network, opens=5, due=4)

    def test_the_institutions_are_told(self, network: Cast) -> None:
        build.open_cycle_for(network, announce=True)
        for person, expected in ((network.registrar_a, 1), (network.registrar_b, 1)):
            with scope(person.actor):
                assert Expectation.objects.count() == expected


@pytest.mark.django_db
class TestProposals:
    def test_periods_without_a_cycle_are_offered(self, network: Cast) -> None:
        day = dt.date(2025, 10, 1)
        with scope(network.secretary.actor):
            indicator = Indicator.objects.get(code="REG01")
            offered = [each.period.code for each in periods_offered(indicator, today=day)]
        assert offered[:3] == ["2025-T1", "2024-T3", "2024-T2"]
        build.open_cycle_for(network, "REG01", "2024-T3")
        with scope(network.secretary.actor):
            again = [each.period.code for each in periods_offered(indicator, today=day)]
        assert again == [each for each in offered if each != "2024-T3"]

    @pytest.mark.parametrize("day", [dt.date(2025, 1, 3), dt.date(2026, 4, 10)])
    def test_days_follow_each_other(self, day: dt.date) -> None:
        days = proposed_days(parse_period("2025-T1"), today=day)
        assert max(day, dt.date(2026, 1, 1)) == days.opens_on
        assert days.opens_on < days.due_on < days.locks_on


def fresh(cycle: Cycle) -> Cycle:
    """As it is now, in whatever scope is open."""
    return Cycle.objects.select_related("definition").get(pk=cycle.pk)

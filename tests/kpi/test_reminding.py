"""Reminders: before the day, on the day, then weekly; only whom it concerns, and once."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.errors import ForbiddenError
from apps.institutions.scope import scope
from apps.kpi.models import Cycle
from apps.kpi.refusals import CycleClosedError
from apps.kpi.selectors.board import Progress, Totals, totals_of
from apps.kpi.services.cycles import excuse, extend, lock_cycle
from apps.kpi.services.reminding import remind_institutions, remind_now, step_of
from apps.notices.models import Notice
from tests.builders import kpi as build
from tests.builders.cast import Cast, Person

TODAY = timezone.localdate
DAY = dt.timedelta(days=1)


def told(person: Person) -> list[tuple[str, dt.date | None]]:
    """Kinds and days of the reminders in the inbox, oldest first; not what else is told."""
    with scope(person.actor):
        rows = Notice.objects.filter(kind__in=["indicators.due", "indicators.late"])
        return list(rows.order_by("pk").values_list("kind", "due_on"))


@pytest.mark.django_db
class TestScheduler:
    @pytest.fixture
    def network(self, cast: Cast) -> Cast:
        build.publish_indicators()
        return cast

    def test_before_on_the_day_and_weekly(self, network: Cast) -> None:
        cycle = build.open_cycle_for(network, opens=-40, due=0, locks=60)
        due = cycle.due_on
        assert remind_institutions(due - 30 * DAY) == 0
        for day in (due - DAY, due, due + DAY, due + 3 * DAY, due + 7 * DAY):
            assert remind_institutions(day) == 2
            assert remind_institutions(day) == 2
        kinds = [kind for kind, _due in told(network.registrar_a)]
        assert kinds == ["indicators.due"] * 2 + ["indicators.late"] * 2
        assert told(network.registrar_b) == told(network.registrar_a)

    def test_not_whoever_sent_it_nor_whoever_is_excused(self, network: Cast) -> None:
        cycle = build.open_cycle_for(network, opens=-40, due=-2)
        build.approved(network.registrar_a, network.approver_a, cycle, build.share(9, 10))
        with scope(network.secretary.actor) as actor:
            excuse(actor=actor, cycle=cycle, institution=network.university_b, reason="new here")
        assert remind_institutions() == 0

    def test_whoever_has_it_back_is_reminded(self, network: Cast) -> None:
        cycle = build.open_cycle_for(network, opens=-40, due=-2)
        build.sent(network.registrar_a, cycle, build.share(9, 10))
        assert remind_institutions() == 2

    def test_an_exception_moves_the_day_and_outlives_the_lock(self, network: Cast) -> None:
        cycle = build.open_cycle_for(network, opens=-40, due=-20, locks=-1)
        until = TODAY() + DAY
        with scope(network.secretary.actor) as actor:
            lock_cycle(actor=actor, uuid=cycle.uuid)
            extend(
                actor=actor,
                cycle=Cycle.objects.get(pk=cycle.pk),
                institution=network.university_a,
                until=until,
                reason="the system was moved",
            )
        assert remind_institutions() == 1
        assert told(network.registrar_a) == [("indicators.due", until)]
        assert told(network.registrar_b) == []

    def test_now_at_most_once_a_day(self, network: Cast) -> None:
        cycle = build.open_cycle_for(network)
        with scope(network.secretary.actor) as actor:
            assert remind_now(actor=actor, uuid=cycle.uuid) == 2
            assert remind_now(actor=actor, uuid=cycle.uuid) == 2
        assert told(network.registrar_a) == [("indicators.due", cycle.due_on)]
        with scope(network.approver_a.actor) as actor, pytest.raises(ForbiddenError):
            remind_now(actor=actor, uuid=cycle.uuid)

    def test_now_needs_somebody_who_may_enter(self, network: Cast) -> None:
        cycle = build.open_cycle_for(network, opens=-40, due=-20, locks=-1)
        with scope(network.secretary.actor) as actor, pytest.raises(CycleClosedError):
            remind_now(actor=actor, uuid=cycle.uuid)


START = dt.date(2026, 1, 5)


def progress(due: int, sent: int | None, **more: object) -> Progress:
    fields: dict[str, object] = {
        "cycle_id": 1,
        "institution_id": 1,
        "state": "" if sent is None else "approved",
        "revision": 0 if sent is None else 1,
        "sent_on": None if sent is None else START + sent * DAY,
        "due_on": START + due * DAY,
        "until": None,
        "excused": "",
    }
    return Progress(**(fields | more))  # type: ignore[arg-type]


days = st.integers(0, 60)


@given(st.lists(st.tuples(days, st.none() | days, st.booleans()), max_size=30), days)
@settings(max_examples=80)
def test_every_figure_is_counted_once(made: list[tuple[int, int | None, bool]], today: int) -> None:
    rows = [progress(due, sent, excused="x" * excused) for due, sent, excused in made]
    found: Totals = totals_of(rows, START + today * DAY)
    assert found.asked + found.awaited + found.excused == len(rows)
    assert found.in_time + found.late + found.missing == found.asked
    assert found.share is None if not found.asked else 0 <= (found.share or 0) <= 100


@given(days, st.integers(0, 90))
@settings(max_examples=80)
def test_a_step_for_a_week_at_most_once(due: int, on: int) -> None:
    """Days with the same step lie within one week, and never on both sides of the day."""
    cycle = Cycle(opens_on=START, due_on=START + due * DAY, locks_on=START + 200 * DAY)
    row = progress(due, None)
    step = step_of(row, cycle, START + on * DAY)
    same = [each for each in range(120) if step and step_of(row, cycle, START + each * DAY) == step]
    assert all(each <= due for each in same) or all(each > due for each in same)
    if on > due:
        assert step
        assert len(same) <= 7
    assert step_of(progress(due, 0), cycle, START + on * DAY) == ""

"""Events are read once, in the order of their numbers, by one follower at a time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connections, transaction

from apps.events.services import seal
from apps.institutions.scope import scope, system_scope
from apps.kpi.choices import Measure
from apps.kpi.models import EventCursor, Observation
from apps.kpi.services import following
from apps.kpi.services.following import follow_events
from apps.kpi.services.recomputing import recompute
from tests.builders.cast import Cast
from tests.courses.waiting import second_while_first_is_open
from tests.kpi.counting import answered, count, happened, tallies

ONE_ANSWER = {("2026-08", "5"): 1}


def place() -> int:
    with system_scope("tests read the follower's place"):
        return EventCursor.objects.get().sequence


@pytest.mark.django_db
class TestReading:
    def test_nothing_to_read(self) -> None:
        assert (follow_events(), follow_events(), place()) == (0, 0, 0)

    def test_what_is_not_numbered_is_not_read(self, cast: Cast) -> None:
        answered(cast.registrar_a, 5)
        assert follow_events() == 0
        assert tallies(cast.registrar_a, Measure.SURVEY) == {}
        seal()
        assert (follow_events(), follow_events()) == (1, 0)
        assert tallies(cast.registrar_a, Measure.SURVEY) == ONE_ANSWER

    def test_an_event_that_comes_again_changes_nothing(self, cast: Cast) -> None:
        answer = answered(cast.registrar_a, 5)
        count()
        for _again in range(3):
            happened(cast.registrar_a.actor, "survey.answered", answer)
        assert count() == 3
        with system_scope("tests put the follower back"):
            EventCursor.objects.update(sequence=0)
        assert follow_events() == 4
        assert tallies(cast.registrar_a, Measure.SURVEY) == ONE_ANSWER

    def test_other_events_are_passed_over(self, cast: Cast) -> None:
        happened(cast.registrar_a.actor, "roster.certified", UUID(int=1))
        assert (count(), place()) == (1, 1)
        with scope(cast.registrar_a.actor):
            assert not Observation.objects.exists()

    def test_an_event_of_a_record_that_is_gone(self, cast: Cast) -> None:
        happened(cast.registrar_a.actor, "survey.answered", UUID(int=1))
        happened(cast.registrar_a.actor, "service_request.cancel", UUID(int=2))
        happened(cast.registrar_a.actor, "audit_item.checked", UUID(int=3))
        happened(cast.registrar_a.actor, "cross_registration.announce", UUID(int=4))
        assert count() == 4
        assert recompute(cast.university_a.pk) == []

    def test_an_event_in_a_strangers_name_counts_nothing(self, cast: Cast) -> None:
        answer = answered(cast.registrar_a, 5)
        count()
        happened(cast.registrar_b.actor, "survey.answered", answer)
        count()
        assert tallies(cast.registrar_b, Measure.SURVEY) == {}
        assert tallies(cast.registrar_a, Measure.SURVEY) == ONE_ANSWER

    def test_many_events_are_read_in_parts(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(following, "AT_ONCE", 2)
        for points in (5, 4, 5, 3, 5):
            answered(cast.registrar_a, points)
        seal()
        assert [follow_events() for _part in range(4)] == [2, 2, 1, 0]
        assert tallies(cast.registrar_a, Measure.SURVEY) == {
            ("2026-08", "5"): 3,
            ("2026-08", "4"): 1,
            ("2026-08", "3"): 1,
        }


@pytest.mark.usefixtures("committed")
class TestTwoFollowers:
    def test_at_once_they_count_once(self, cast: Cast) -> None:
        for _place in range(20):
            answered(cast.registrar_a, 5)
        seal()
        follow = Barrier(2)

        def one() -> int:
            try:
                follow.wait(30)
                return follow_events() + follow_events()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            read = [running.result(60) for running in [pool.submit(one) for _each in range(2)]]
        assert sum(read) == 20
        assert tallies(cast.registrar_a, Measure.SURVEY) == {("2026-08", "5"): 20}
        assert recompute(cast.university_a.pk) == []

    def test_the_second_leaves_the_first_alone(self, cast: Cast) -> None:
        answered(cast.registrar_a, 5)
        seal()
        read: list[int] = []
        follow_first = lambda: read.append(follow_events())  # noqa: E731
        refused = second_while_first_is_open(
            transaction.atomic(), follow_first, lambda: read.append(follow_events())
        )
        assert (refused, read) == (None, [1, 0])
        assert tallies(cast.registrar_a, Measure.SURVEY) == ONE_ANSWER

    def test_a_comparison_waits_for_the_follower(self, cast: Cast) -> None:
        answered(cast.registrar_a, 5)
        seal()
        found: list[object] = []
        refused = second_while_first_is_open(
            transaction.atomic(),
            follow_events,
            lambda: found.extend(recompute(cast.university_a.pk, repair=True)),
        )
        assert (refused, found) == (None, [])
        assert tallies(cast.registrar_a, Measure.SURVEY) == ONE_ANSWER

    def test_a_follower_that_fails_reads_it_all_again(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        answered(cast.registrar_a, 5)
        seal()

        class BrokenError(Exception):
            pass

        def broken(**_given: object) -> int:
            raise BrokenError

        with monkeypatch.context() as patched:
            patched.setattr(following, "observe", broken)
            with pytest.raises(BrokenError):
                follow_events()
        assert follow_events() == 1
        assert tallies(cast.registrar_a, Measure.SURVEY) == ONE_ANSWER

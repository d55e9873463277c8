"""Whatever happens, in whatever order it is read, the increments are what the records give."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from apps.certificates.kinds import Delivery
from apps.certificates.models import ServiceRequest
from apps.certificates.services.delivering import cancel_requests, deliver_requests
from apps.core.errors import PortalError
from apps.courses.choices import CorrectionReason
from apps.courses.models import CrossRegistration
from apps.documents.services import bulk
from apps.events.models import Event
from apps.events.services import emit, seal
from apps.institutions.scope import scope, system_scope
from apps.kpi.choices import Measure
from apps.kpi.models import EventCursor, Observation
from apps.kpi.services.following import follow_events
from apps.kpi.services.recomputing import recompute
from tests.builders import certificates as papers
from tests.builders import courses as build
from tests.certificates.conftest import quick
from tests.courses.worlds import undone
from tests.kpi import counting
from tests.kpi.counted_world import PLACES, Counted, make_counted

GRADES = ("A", "B+", "C", "F", "I")
REASONS = CorrectionReason.values


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Counted]:
    with django_db_blocker.unblock(), undone():
        yield make_counted()


@pytest.fixture(autouse=True)
def _papers(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.PAPERS_ROOT = tmp_path_factory.mktemp("papers")


@dataclass
class Office:
    """Every act may be refused, as it may be out of turn."""

    world: Counted
    requests: list[ServiceRequest] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    # results

    def enter(self, place: int, choice: int) -> None:
        rows = build.fresh(self.world.made, [self.world.rows[place]])
        build.graded(self.world.made, rows, GRADES[choice], self._reason(rows, choice))

    def announce(self, place: int, choice: int) -> None:
        rows = build.fresh(self.world.made, [self.world.rows[place]])
        build.announced(self.world.made, rows, GRADES[choice], self._reason(rows, choice))

    def _reason(self, rows: list[CrossRegistration], choice: int) -> str:
        return REASONS[choice] if rows[0].result is not None else ""

    # papers

    def ask(self, _place: int, choice: int) -> None:
        with counting.days_ago(5 * choice):
            self.requests.append(papers.requested(self.world.clerk, len(self.requests) + 1))

    def approve(self, place: int, _choice: int) -> None:
        papers.approved(self.world.approver, self._request(place))

    def make(self, _place: int, _choice: int) -> None:
        with mock.patch.object(bulk, "render_many", quick):
            papers.do_jobs(self.world.approver)

    def deliver(self, place: int, _choice: int) -> None:
        with scope(self.world.clerk.actor) as actor:
            deliver_requests(actor=actor, uuids=[self._request(place).uuid], how=Delivery.EMAIL)

    def cancel(self, place: int, _choice: int) -> None:
        uuid = self._request(place).uuid
        with scope(self.world.approver.actor) as actor:
            cancel_requests(actor=actor, uuids=[uuid], reason="ผู้ขอไม่ประสงค์รับ")

    def _request(self, place: int) -> ServiceRequest:
        if not self.requests:
            raise PortalError
        return papers.fresh(self.world.clerk, self.requests[place % len(self.requests)])[0]

    def tell(self, place: int, choice: int) -> None:
        ready = (None, 0, 1, 39, None)[choice]
        counting.told(self.world.clerk, f"TR-{place}", asked=40, ready=ready)

    # the rest

    def answer(self, place: int, choice: int) -> None:
        counting.answered(self.world.clerk, choice + 1, bucket=f"2026-0{place + 1}")

    def check(self, place: int, choice: int) -> None:
        outcome = "bad" if choice == 0 else "good"
        counting.checked(self.world.approver, self.world.items[place], outcome)

    def drop(self, _place: int, _choice: int) -> None:
        counting.dropped(self.world.clerk, self.world.items)

    # how events are read

    def seal(self, _place: int, _choice: int) -> None:
        seal()

    def follow(self, _place: int, _choice: int) -> None:
        follow_events()

    def read_again(self, place: int, choice: int) -> None:
        """The follower lost its place: everything since comes a second time."""
        with system_scope("tests put the follower back"):
            for cursor in EventCursor.objects.all():
                cursor.sequence = max(cursor.sequence - place * (choice + 1), 0)
                cursor.save()

    def tell_again(self, place: int, _choice: int) -> None:
        """An old event is written once more, after newer ones."""
        actor = self.world.host.actor if place % 2 else self.world.clerk.actor
        with scope(actor):
            own = Event.objects.filter(institution_id=actor.institution_id)
            for old in own.order_by("pk")[place : place + 1]:
                emit(actor=actor, kind=old.kind, subject=old.subject)

    def step(self, name: str, place: int, choice: int) -> None:
        act: Callable[[int, int], None] = getattr(self, name)
        try:
            with transaction.atomic():
                act(place, choice)
        except PortalError:
            return
        self.done.append(name)


ACTS = (
    *("announce", "announce", "enter", "ask", "ask", "approve", "make", "deliver", "cancel"),
    *("tell", "tell", "answer", "check", "check", "drop"),
    *("seal", "follow", "seal", "follow", "read_again", "tell_again"),
)
STEP = st.tuples(st.sampled_from(ACTS), st.integers(0, PLACES - 1), st.integers(0, 4))


def disagreements(world: Counted) -> list[object]:
    ids = [world.made.home.pk, world.made.host.pk]
    return [each for one in ids for each in recompute(one)]


@given(steps=st.lists(STEP, min_size=4, max_size=12))
@tries(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_increments_are_what_the_records_give(
    world: Counted, steps: list[tuple[str, int, int]]
) -> None:
    with undone():
        office = Office(world)
        for step in steps:
            office.step(*step)
        counting.count()
        assert disagreements(world) == []


def test_a_way_through_everything(world: Counted) -> None:
    """So that the property above is known to be about offices in which something happens."""
    way = [
        ("announce", 0, 1), ("announce", 1, 1), ("seal", 0, 0), ("follow", 0, 0),
        ("announce", 0, 0), ("enter", 1, 2), ("ask", 0, 4), ("ask", 1, 0), ("ask", 2, 0),
        ("approve", 0, 0), ("approve", 1, 0), ("make", 0, 0), ("seal", 0, 0), ("follow", 0, 0),
        ("deliver", 0, 0), ("cancel", 2, 0), ("tell", 0, 0), ("tell", 0, 1), ("tell", 1, 3),
        ("answer", 0, 4), ("answer", 0, 3), ("check", 0, 0), ("check", 1, 1), ("follow", 0, 0),
        ("check", 0, 1), ("read_again", 3, 4), ("tell_again", 0, 0), ("tell_again", 1, 0),
    ]  # fmt: skip
    with undone():
        office = Office(world)
        for step in way:
            office.step(*step)
        assert office.done == [name for name, *_rest in way]
        counting.count()
        assert disagreements(world) == []
        assert counting.tallies(world.host, Measure.RESULTS) == {
            ("2026-T1", "registry_error"): 1,
            ("2026-T1", "right"): 1,
        }
        with scope(world.clerk.actor):
            rows = Observation.objects.order_by("measure", "source", "outcome")
            found = list(rows.values_list("measure", "source", "outcome"))
        assert found == [
            ("papers", "derived", "in_time"), ("papers", "derived", "late"),
            ("papers", "fed", "in_time"), ("papers", "fed", "late"),
            ("register", "derived", "good"), ("register", "derived", "good"),
            ("survey.overall", "derived", "4"), ("survey.overall", "derived", "5"),
        ]  # fmt: skip
        office.step("drop", 0, 0)
        counting.count()
        assert counting.tallies(world.clerk, Measure.REGISTER) == {}
        assert disagreements(world) == []

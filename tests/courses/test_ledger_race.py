"""The same credit used a hundred times at once, on connections of their own: one use stands."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection, connections

from apps.courses.errors import CourseStateError, CreditTakenError
from apps.courses.models import CreditEntry, CrossRegistration, Recognition
from apps.courses.services import crediting, recognising
from apps.institutions.officers import PORTAL
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.cast import Cast

AT_ONCE = 100
SPARE = 30  # connections that other tests and the portal's own work may hold meanwhile


def at_once() -> int:
    """A hundred; a given server with fewer places gets as many as it takes together."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_connections')::int"
            " - current_setting('superuser_reserved_connections')::int"
        )
        return min(AT_ONCE, int(cursor.fetchone()[0]) - SPARE)


def together(many: int, work: Callable[[threading.Barrier], str]) -> Counter[str]:
    """What came of `work`, done by so many threads, each on a connection of its own."""
    gate = threading.Barrier(many, timeout=60)

    def one(_number: int) -> str:
        try:
            return work(gate)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(many) as pool:
        return Counter(pool.map(one, range(many)))


def booked(made: build.Exchange) -> list[tuple[str, Decimal]]:
    with scope(made.registrar.actor):
        return list(CreditEntry.objects.order_by("ordinal").values_list("kind", "after"))


@pytest.fixture
def decided(committed: None, cast: Cast) -> tuple[build.Exchange, CrossRegistration, Recognition]:
    """A recognition that waits for approval, on three credits that are available."""
    made = build.make_exchange(cast)
    row = build.acknowledged(made)[0]
    return made, row, build.proposed(made, [row])


Decided = tuple[build.Exchange, CrossRegistration, Recognition]


def test_without_any_lock_one_use_stands(decided: Decided, monkeypatch: pytest.MonkeyPatch) -> None:
    """All have read the balance before the first of them writes: the chain alone decides."""
    made, row, recognition = decided
    actor, many = made.approver.actor, at_once()
    read = threading.local()
    head_of = crediting.head_of

    def use(gate: threading.Barrier) -> str:
        read.gate = gate
        with scope(actor):
            try:
                crediting.use(row, recognition, Decimal(3), PORTAL)
            except CreditTakenError as refused:
                return refused.code
        return "used"

    def seen_by_all(registration_id: int) -> CreditEntry | None:
        head = head_of(registration_id)
        assert head is not None
        assert head.status_after == "available"
        read.gate.wait()
        return head

    monkeypatch.setattr(crediting, "head_of", seen_by_all)
    assert together(many, use) == {"used": 1, "credit_taken": many - 1}
    assert booked(made) == [("earned", Decimal(3)), ("used", Decimal(0))]


def test_approved_a_hundred_times_at_once_it_counts_once(decided: Decided) -> None:
    made, row, recognition = decided
    actor, many, seen = made.approver.actor, at_once(), recognising.digest(recognition)

    def approve(gate: threading.Barrier) -> str:
        with scope(actor):
            gate.wait()
            try:
                recognising.approve_recognition(actor=actor, uuid=recognition.uuid, seen=seen)
            except CourseStateError as refused:
                return refused.code
        return "approved"

    assert together(many, approve) == {"approved": 1, "course_wrong_state": many - 1}
    assert booked(made) == [("earned", Decimal(3)), ("used", Decimal(0))]
    assert build.fresh(made, [row])[0].state == "recognised"


def test_received_many_times_at_once_it_is_earned_once(committed: None, cast: Cast) -> None:
    made = build.make_exchange(cast)
    rows = build.announced(made, build.enrolled(made))
    many = 20

    def receive(gate: threading.Barrier) -> str:
        gate.wait()
        try:
            build.received(made, rows)
        except CourseStateError as refused:
            return refused.code
        return "received"

    assert together(many, receive) == {"received": 1, "course_wrong_state": many - 1}
    assert booked(made) == [("earned", Decimal(3))]

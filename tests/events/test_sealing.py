"""Events get their numbers after commit, one sealer at a time, without gaps or repetition."""

import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connections

from apps.events.models import Event
from apps.events.services import emit, seal
from apps.institutions.actor import Actor
from apps.institutions.scope import scope, system_scope
from tests.builders.cast import Cast


def happen(actor: Actor, number: int = 1, audience_id: int | None = None) -> None:
    with scope(actor):
        for _turn in range(number):
            emit(actor=actor, kind="test.happened", subject=uuid4(), audience_id=audience_id)


def sequences() -> list[int | None]:
    with system_scope("the test reads the outbox"):
        return list(Event.objects.order_by("sequence").values_list("sequence", flat=True))


@pytest.mark.django_db
def test_numbers_go_on(cast: Cast) -> None:
    happen(cast.uploader_a.actor, 3)
    assert sequences() == [None, None, None]
    assert seal() == 3
    assert seal() == 0
    happen(cast.registrar_a.actor, 2)
    assert seal() == 2
    assert sequences() == [1, 2, 3, 4, 5]


@pytest.mark.django_db
def test_an_event_is_seen_by_both_sides_and_nobody_else(cast: Cast) -> None:
    happen(cast.uploader_a.actor, audience_id=cast.university_a.pk)
    for person, number in (
        (cast.uploader_a, 1),
        (cast.registrar_a, 1),
        (cast.registrar_b, 0),
        (cast.uploader_b, 0),
    ):
        with scope(person.actor):
            assert Event.objects.count() == number


@pytest.mark.django_db
def test_what_fails_did_not_happen(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError), scope(cast.uploader_a.actor):
        raise ZeroDivisionError(happen(cast.uploader_a.actor))
    assert sequences() == []


def test_many_write_and_seal_at_once(committed: None, cast: Cast) -> None:
    actor, gate, writing = (
        cast.uploader_a.actor,
        threading.Barrier(6, timeout=60),
        threading.Event(),
    )

    def write(_number: int) -> None:
        try:
            gate.wait()
            for _turn in range(10):
                happen(actor, 3)
        finally:
            connections.close_all()

    def number(_number: int) -> int:
        total = 0
        try:
            gate.wait()
            while not writing.is_set():
                total += seal()
            return total
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        sealers = [pool.submit(number, one) for one in range(2)]
        writers = [pool.submit(write, one) for one in range(4)]
        for writer in writers:
            writer.result(60)
        writing.set()
        sealed = sum(sealer.result(60) for sealer in sealers)
    assert sealed + seal() == 120
    assert sequences() == list(range(1, 121))

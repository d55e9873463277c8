"""Every state of a load and of a batch against every action: written by hand, done twice."""

from collections.abc import Callable, Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from apps.core.errors import ForbiddenError, NotFoundError, WrongStateError
from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from apps.qualifications.models import CheckBatch, RegisterLoad
from apps.qualifications.services import batching, loading
from apps.qualifications.services.accepting import accept_load, discard_load
from apps.qualifications.services.asking import Question
from apps.qualifications.states import (
    BATCH_TRANSITIONS,
    LOAD_TRANSITIONS,
    BatchAction,
    BatchState,
    LoadAction,
    LoadState,
)
from tests.builders import qualifications as build
from tests.courses.worlds import undone
from tests.qualifications.asking_pages import entrants_file
from tests.qualifications.test_pages_register import file_row, register_file
from tests.qualifications.worlds import Ring, make_ring

NOT_A_LIST = "ก,ข\n1,2\n".encode("utf-8-sig")
REFUSED = {"-": WrongStateError, "x": ForbiddenError, "?": NotFoundError}
LOAD_ACTIONS = ["stage", "refuse", "discard", "accept"]
LOADS = """
received    in_review unreadable discarded -
in_review   - - discarded accepted
accepted    - - - -
unreadable  - - - -
discarded   - - - -
"""
BATCH_ACTIONS = ["stage", "refuse", "discard", "send", "finish"]
BATCHES = """
received    in_review unreadable discarded - -
in_review   - - discarded sending -
sending     - - - - sent
sent        - - - - -
unreadable  - - - - -
discarded   - - - - -
"""


def cells(table: str, actions: list[str]) -> dict[tuple[str, str], str]:
    rows = [line.split() for line in table.strip().splitlines()]
    return {
        (state, action): after
        for state, *row in rows
        for action, after in zip(actions, row, strict=True)
    }


LOAD_TABLE, BATCH_TABLE = cells(LOADS, LOAD_ACTIONS), cells(BATCHES, BATCH_ACTIONS)
LOAD_STATES = ["received", "in_review", "accepted", "unreadable", "discarded"]
BATCH_STATES = ["received", "in_review", "sending", "sent", "unreadable", "discarded"]


def test_the_tables_hold_every_state_and_action() -> None:
    assert (set(LOAD_STATES), set(LOAD_ACTIONS)) == (set(LoadState.values), set(LoadAction.values))
    assert set(BATCH_STATES) == set(BatchState.values)
    assert set(BATCH_ACTIONS) == set(BatchAction.values)
    assert (len(LOAD_TABLE), len(BATCH_TABLE)) == (20, 30)


def test_the_pure_tables_are_those_written_here() -> None:
    assert {(str(at), str(by)): str(to) for (at, by), to in LOAD_TRANSITIONS.items()} == {
        cell: after for cell, after in LOAD_TABLE.items() if after != "-"
    }
    assert {(str(at), str(by)): str(to) for (at, by), to in BATCH_TRANSITIONS.items()} == {
        cell: after for cell, after in BATCH_TABLE.items() if after != "-"
    }


# --- for real ---------------------------------------------------------------------------------


def nothing(_done: int, _total: int, _words: str) -> None:
    """Nobody watches the progress."""


def received_load(ring: Ring, number: int, content: bytes = b"") -> RegisterLoad:
    file = content or register_file(file_row(number)).read()
    with scope(ring.actor("holder")) as actor:
        return loading.upload_register(
            actor=actor, content=file, filename="r.csv", academic_year=None, complete=False
        )


def read_load(ring: Ring, load: RegisterLoad) -> RegisterLoad:
    with scope(ring.actor("holder")) as actor:
        loading.read_load(actor=actor, uuid=load.uuid, progress=nothing)
        return RegisterLoad.objects.get(pk=load.pk)


def discarded_load(ring: Ring, number: int) -> RegisterLoad:
    load = received_load(ring, number)
    with scope(ring.actor("holder")) as actor:
        return discard_load(actor=actor, uuid=load.uuid)


LOAD_BUILDERS: dict[str, Callable[[Ring, int], RegisterLoad]] = {
    "received": received_load,
    "in_review": lambda ring, number: read_load(ring, received_load(ring, number)),
    "accepted": lambda ring, number: build.registered(ring.made, [build.degree(number)]).load,
    "unreadable": lambda ring, number: read_load(ring, received_load(ring, number, NOT_A_LIST)),
    "discarded": discarded_load,
}


def received_batch(ring: Ring, number: int, content: bytes = b"") -> CheckBatch:
    file = content or entrants_file(ring.made, [build.degree(number)])
    with scope(ring.actor("asker")) as actor:
        return batching.upload_entrants(
            actor=actor, content=file, filename="e.csv", name="entrants",
            term=batching.Term(academic_year=2026, number=1),
            question=Question(officer="x", purpose="audit", basis="public_task", case="1"),
        )  # fmt: skip


def read_batch(ring: Ring, batch: CheckBatch) -> CheckBatch:
    with scope(ring.actor("asker")) as actor:
        batching.read_batch(actor=actor, uuid=batch.uuid, progress=nothing)
        return CheckBatch.objects.get(pk=batch.pk)


def begun_batch(ring: Ring, number: int) -> CheckBatch:
    batch = read_batch(ring, received_batch(ring, number))
    with scope(ring.actor("asker")) as actor:
        return batching.begin_sending(actor=actor, uuid=batch.uuid)


def sent_batch(ring: Ring, number: int) -> CheckBatch:
    batch = begun_batch(ring, number)
    with scope(ring.actor("asker")) as actor:
        batching.send_batch(actor=actor, uuid=batch.uuid, progress=nothing)
    return batch


def discarded_batch(ring: Ring, number: int) -> CheckBatch:
    batch = received_batch(ring, number)
    with scope(ring.actor("asker")) as actor:
        return batching.discard_batch(actor=actor, uuid=batch.uuid)


BATCH_BUILDERS: dict[str, Callable[[Ring, int], CheckBatch]] = {
    "received": received_batch,
    "in_review": lambda ring, number: read_batch(ring, received_batch(ring, number)),
    "sending": begun_batch,
    "sent": sent_batch,
    "unreadable": lambda ring, number: read_batch(ring, received_batch(ring, number, NOT_A_LIST)),
    "discarded": discarded_batch,
}
Made = tuple[Ring, dict[str, RegisterLoad], dict[str, CheckBatch]]


@pytest.fixture(scope="module")
def everything(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Made]:
    """One load and one batch in each state."""
    with django_db_blocker.unblock(), undone():
        ring = make_ring()
        loads = {at: LOAD_BUILDERS[at](ring, 20 + n) for n, at in enumerate(LOAD_STATES)}
        batches = {at: BATCH_BUILDERS[at](ring, 30 + n) for n, at in enumerate(BATCH_STATES)}
        yield ring, loads, batches


def accept(actor: Actor, load: RegisterLoad) -> None:
    accept_load(actor=actor, uuid=load.uuid, content_hash=bytes(load.content_hash or b"").hex())


def discard(actor: Actor, load: RegisterLoad) -> None:
    discard_load(actor=actor, uuid=load.uuid)


def load_state(ring: Ring, load: RegisterLoad) -> str:
    with scope(ring.actor("holder")):
        return RegisterLoad.objects.get(pk=load.pk).state


def batch_state(ring: Ring, batch: CheckBatch) -> str:
    with scope(ring.actor("asker")):
        return CheckBatch.objects.get(pk=batch.pk).state


@pytest.mark.parametrize("state", LOAD_STATES)
def test_a_load_through_the_services(everything: Made, state: str) -> None:
    ring, loads, _batches = everything
    load = loads[state]
    assert load_state(ring, load) == state
    may = LOAD_TABLE[state, "discard"]
    expected = {
        ("holder", discard): may,
        ("approver", discard): may,
        ("director", discard): "x",
        ("asker", discard): "?",
        ("third_approver", discard): "?",
        ("holder", accept): "x",
        ("approver", accept): LOAD_TABLE[state, "accept"],
        ("director", accept): "x",
        # by role alone; another university's approver does not even find it
        ("asker", accept): "x",
        ("third_approver", accept): "?",
    }
    for (who, act), after in expected.items():
        with undone():
            if after in REFUSED:
                with pytest.raises(REFUSED[after]), undone(), scope(ring.actor(who)) as actor:
                    act(actor, load)
                after = state
            else:
                with scope(ring.actor(who)) as actor:
                    act(actor, load)
            assert load_state(ring, load) == after, (who, act)


def test_a_wrong_state_is_told_with_the_state(everything: Made) -> None:
    ring, loads, _batches = everything
    with scope(ring.actor("approver")) as actor, pytest.raises(WrongStateError) as refused:
        accept(actor, loads["accepted"])
    assert (refused.value.status, refused.value.data) == (409, {"state": "accepted"})


@pytest.mark.parametrize("state", LOAD_STATES)
def test_a_load_is_read_once(everything: Made, state: str) -> None:
    ring, loads, _batches = everything
    with undone():
        after = read_load(ring, loads[state]).state
        assert after == ("in_review" if state == "received" else state)


def send(actor: Actor, batch: CheckBatch) -> None:
    batching.begin_sending(actor=actor, uuid=batch.uuid)


def throw_away(actor: Actor, batch: CheckBatch) -> None:
    batching.discard_batch(actor=actor, uuid=batch.uuid)


@pytest.mark.parametrize("act", [send, throw_away])
@pytest.mark.parametrize("state", BATCH_STATES)
def test_a_batch_through_the_services(
    everything: Made, state: str, act: Callable[[Actor, CheckBatch], None]
) -> None:
    ring, _loads, batches = everything
    assert batch_state(ring, batches[state]) == state
    may = BATCH_TABLE[state, "send" if act is send else "discard"]
    expected = {
        "asker": may,
        "asker_approver": may,
        "asker_director": "x",
        "director": "x",
        # it is the asker's alone: those who are asked do not see it
        "holder": "?",
        "approver": "?",
        "third": "?",
    }
    for who, after in expected.items():
        with undone():
            if after in REFUSED:
                with pytest.raises(REFUSED[after]), undone(), scope(ring.actor(who)) as actor:
                    act(actor, batches[state])
                after = state
            else:
                with scope(ring.actor(who)) as actor:
                    act(actor, batches[state])
            assert batch_state(ring, batches[state]) == after, who


@pytest.mark.parametrize("state", BATCH_STATES)
def test_a_batch_is_read_once_and_sent_once(everything: Made, state: str) -> None:
    ring, _loads, batches = everything
    with undone():
        after = read_batch(ring, batches[state]).state
        assert after == ("in_review" if state == "received" else state)
    with undone(), scope(ring.actor("asker")) as actor:
        batching.send_batch(actor=actor, uuid=batches[state].uuid, progress=nothing)
        after = batch_state(ring, batches[state])
        assert after == ("sent" if state == "sending" else state)

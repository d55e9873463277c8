"""Every state of a check against every action of everybody: written by hand, done twice.

Once against the pure table, once for real: a check in the state, the action called through its
service by that person.
"""

from collections.abc import Callable, Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from apps.core.errors import ForbiddenError, NotFoundError, PortalError
from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from apps.qualifications.errors import CheckStateError, OthersAnswerError, OwnAnswerError
from apps.qualifications.models import Check, CheckAct
from apps.qualifications.services import answering, conversing
from apps.qualifications.services.asking import draft_checks
from apps.qualifications.services.cancelling import cancel_check
from apps.qualifications.services.moving import lock_check
from apps.qualifications.services.reopening import reopen_check
from apps.qualifications.services.taking_back import take_back_answer
from apps.qualifications.states import (
    CHECK_TRANSITIONS,
    SIDES,
    CheckAction,
    CheckState,
    next_check_state,
)
from tests.builders import qualifications as build
from tests.courses.worlds import undone
from tests.qualifications.worlds import Ring, make_ring

PDF = b"%PDF-1.7 a transcript"
# rows: the state before; columns: the actions. A word: the state after. "-": wrong state (409);
# "x": not this person's to do (403); "o": what somebody else entered (403); "?": this person does
# not see it (404). The holder's registrar entered the answer that is proposed.
ACTIONS = [
    "send",
    "confirm",
    "request_documents",
    "give_documents",
    "propose",
    "take_back",
    "return",
    "approve",
    "reopen",
    "cancel",
    "message",
]
ASKER = """
draft      waiting answered x - x x x x x cancelled draft
waiting    - - x - x x x x x cancelled waiting
documents  - - x waiting x x x x x cancelled documents
proposed   - - x - x x x x x cancelled proposed
answered   - - x - x x x x x - answered
cancelled  - - x - x x x x x - cancelled
"""
HOLDER = """
draft      ? ? ? ? ? ? ? ? ? ? ?
waiting    x x documents x proposed - x x x x waiting
documents  x x - x proposed - x x x x documents
proposed   x x - x - waiting x x x x proposed
answered   x x - x - - x x x x answered
cancelled  x x - x - - x x x x cancelled
"""
APPROVER = """
draft      ? ? ? ? ? ? ? ? ? ? ?
waiting    x x documents x proposed - - - - x waiting
documents  x x - x proposed - - - - x documents
proposed   x x - x - o waiting answered - x proposed
answered   x x - x - - - - waiting x answered
cancelled  x x - x - - - - - x cancelled
"""
READING = """
draft      ? ? ? ? ? ? ? ? ? ? ?
waiting    x x x x x x x x x x x
documents  x x x x x x x x x x x
proposed   x x x x x x x x x x x
answered   x x x x x x x x x x x
cancelled  x x x x x x x x x x x
"""
NOTHING = """
draft      ? ? ? ? ? ? ? ? ? ? ?
waiting    ? ? ? ? ? ? ? ? ? ? ?
documents  ? ? ? ? ? ? ? ? ? ? ?
proposed   ? ? ? ? ? ? ? ? ? ? ?
answered   ? ? ? ? ? ? ? ? ? ? ?
cancelled  ? ? ? ? ? ? ? ? ? ? ?
"""
REFUSED: dict[str, type[PortalError]] = {
    "-": CheckStateError, "x": ForbiddenError, "o": OthersAnswerError, "?": NotFoundError,
}  # fmt: skip
INSIDE = ("propose", "take_back", "return")
"""Of these the asker learns nothing."""


def cells(table: str) -> dict[tuple[str, str], str]:
    rows = [line.split() for line in table.strip().splitlines()]
    return {
        (state, action): after
        for state, *row in rows
        for action, after in zip(ACTIONS, row, strict=True)
    }


TABLES = {
    "asker": cells(ASKER),
    "asker_approver": cells(ASKER),
    "holder": cells(HOLDER),
    "approver": cells(APPROVER),
    "director": cells(READING),
    "asker_director": cells(READING) | {("draft", action): "x" for action in ACTIONS},
    "third": cells(NOTHING),
    "third_approver": cells(NOTHING),
}
STATES = ["draft", "waiting", "documents", "proposed", "answered", "cancelled"]


def moves(who: str) -> dict[tuple[str, str], str]:
    return {
        cell: after
        for cell, after in TABLES[who].items()
        if after not in REFUSED and cell[1] != "message"
    }


def test_the_tables_hold_every_state_and_action() -> None:
    assert set(STATES) == set(CheckState.values)
    # nobody calls a reminder: the portal writes it
    assert set(ACTIONS) == set(CheckAction.values) - {"remind"}
    assert {len(table) for table in TABLES.values()} == {66}


def test_the_pure_table_is_the_one_written_here() -> None:
    written = moves("asker") | moves("holder") | moves("approver")
    assert {
        (CheckState(state), CheckAction(action)): CheckState(after)
        for (state, action), after in written.items()
    } == CHECK_TRANSITIONS
    assert len(CHECK_TRANSITIONS) == 14


def test_the_sides_are_those_written_here() -> None:
    of_asker = {action for _state, action in moves("asker")}
    of_holder = {action for _state, action in moves("holder") | moves("approver")}
    assert {str(action): str(side) for action, side in SIDES.items()} == {
        **dict.fromkeys(of_asker, "asker"),
        **dict.fromkeys(of_holder, "holder"),
    }
    assert not of_asker & of_holder


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", ["message", "remind"])
def test_a_word_moves_nothing(state: str, action: str) -> None:
    assert next_check_state(state, CheckAction(action)) is None


# --- for real ---------------------------------------------------------------------------------


def asked(ring: Ring, number: int) -> Check:
    (check,) = build.asked(ring.made, [build.claim(build.degree(number), ring.made.holder)])
    return check


def drafted(ring: Ring, number: int) -> Check:
    claims = [build.claim(build.degree(number), ring.made.holder)]
    with scope(ring.actor("asker")) as actor:
        (check,) = draft_checks(actor=actor, question=build.QUESTION, claims=claims)
    return check


def proposed(ring: Ring, number: int) -> Check:
    return build.proposed(ring.made, asked(ring, number))


def moved(who: str, action: str) -> Callable[[Ring, int], Check]:
    def build_it(ring: Ring, number: int) -> Check:
        check = asked(ring, number)
        with scope(ring.actor(who)) as actor:
            WORK[action](actor, check)
        return check

    return build_it


def answered(ring: Ring, number: int) -> Check:
    return build.answered(ring.made, asked(ring, number))


def begin(action: str) -> Callable[[Actor, Check], object]:
    """An act of the portal itself on a draft: asked at the check that it would begin with."""
    return lambda actor, check: lock_check(
        check.uuid, CheckAction(action), actor=actor, version=None
    )


WORK: dict[str, Callable[[Actor, Check], object]] = {
    "send": begin("send"),
    "confirm": begin("confirm"),
    "request_documents": lambda actor, check: conversing.request_documents(
        actor=actor, uuid=check.uuid, version=None, note="a transcript"
    ),
    "give_documents": lambda actor, check: conversing.give_documents(
        actor=actor, uuid=check.uuid, version=None, note="here",
        files=[conversing.GivenFile("transcript.pdf", PDF)],
    ),
    "propose": lambda actor, check: answering.propose_answer(
        actor=actor, uuid=check.uuid, version=None,
        proposal=answering.Proposal(outcome="not_found"),
    ),
    "take_back": lambda actor, check: take_back_answer(
        actor=actor, uuid=check.uuid, version=None
    ),
    "return": lambda actor, check: answering.return_answer(
        actor=actor, uuid=check.uuid, version=None, note="look again"
    ),
    "approve": lambda actor, check: answering.approve_answer(
        actor=actor, uuid=check.uuid, version=None
    ),
    "reopen": lambda actor, check: reopen_check(
        actor=actor, uuid=check.uuid, version=None, note="an error of ours"
    ),
    "cancel": lambda actor, check: cancel_check(
        actor=actor, uuid=check.uuid, version=None, note="no longer needed"
    ),
    "message": lambda actor, check: conversing.send_message(
        actor=actor, uuid=check.uuid, note="a word to you"
    ),
}  # fmt: skip
BUILDERS: dict[str, Callable[[Ring, int], Check]] = {
    "draft": drafted,
    "waiting": asked,
    "documents": moved("holder", "request_documents"),
    "proposed": proposed,
    "answered": answered,
    "cancelled": moved("asker", "cancel"),
}
Made = tuple[Ring, dict[str, Check]]


@pytest.fixture(scope="module")
def everything(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Made]:
    """One check in each state."""
    with django_db_blocker.unblock(), undone():
        ring = make_ring()
        yield ring, {state: BUILDERS[state](ring, 10 + at) for at, state in enumerate(STATES)}


def now(ring: Ring, check: Check) -> Check:
    return build.fresh(check, ring.people["asker"])


@pytest.mark.parametrize("who", TABLES)
@pytest.mark.parametrize("state", STATES)
def test_through_the_services(everything: Made, state: str, who: str) -> None:
    ring, checks = everything
    before = now(ring, checks[state])
    assert before.state == state
    for action in ACTIONS:
        expected = TABLES[who][state, action]
        with undone():
            if expected in REFUSED:
                refuse(ring, who, action, before, REFUSED[expected])
            else:
                with scope(ring.actor(who)) as actor:
                    WORK[action](actor, before)
                assert_moved(ring, before, action, expected)


def refuse(
    ring: Ring,
    who: str,
    action: str,
    check: Check,
    expected: type[PortalError],
) -> None:
    with pytest.raises(expected) as refused, undone(), scope(ring.actor(who)) as actor:
        WORK[action](actor, check)
    assert type(refused.value) is expected, action
    if expected is CheckStateError:
        told = "waiting" if who.startswith("asker") and check.state == "proposed" else check.state
        assert (refused.value.status, refused.value.data) == (409, {"state": told})
        assert f"“{CheckState(told).label}”" in str(refused.value.message)
    left = now(ring, check)
    kept = (check.state, check.version, check.asker_version)
    assert (left.state, left.version, left.asker_version) == kept


def assert_moved(ring: Ring, before: Check, action: str, after: str) -> None:
    if action in ("send", "confirm"):  # only the gate was asked
        return
    left = now(ring, before)
    raised = 0 if action == "message" else 1
    assert (left.state, left.version) == (after, before.version + raised), action
    seen = 0 if action in INSIDE else raised
    assert left.asker_version == before.asker_version + seen, action
    assert (left.outcome != "") == (after == "answered")
    last = acts(ring, before)[-1]
    assert (last.action, last.from_state, last.to_state) == (action, before.state, after)
    assert last.name
    assert last.post


def acts(ring: Ring, check: Check) -> list[CheckAct]:
    """As both sides have them together."""
    found: dict[int, CheckAct] = {}
    for who in ("asker", "holder"):
        with scope(ring.actor(who)):
            found |= {act.pk: act for act in CheckAct.objects.filter(check_asked=check)}
    return [found[key] for key in sorted(found)]


@pytest.mark.parametrize("state", ["waiting", "documents"])
def test_who_entered_an_answer_decides_nothing_about_it(everything: Made, state: str) -> None:
    """The approver may enter one too; then somebody else approves and returns."""
    ring, checks = everything
    with scope(ring.actor("approver")) as actor, undone():
        WORK["propose"](actor, checks[state])
        for action in ("approve", "return"):
            with pytest.raises(OwnAnswerError), undone():
                WORK[action](actor, checks[state])

"""Whatever is done in whatever order: what a register and a check promise holds afterwards."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from apps.core.errors import PortalError
from apps.institutions.scope import scope
from apps.qualifications.models import (
    Answer,
    Check,
    CheckAct,
    Conferral,
    RegisterCoverage,
    RegisterLoad,
)
from apps.qualifications.rows import row_of
from apps.qualifications.services.accepting import accept_load, discard_load
from apps.qualifications.services.answering import (
    Proposal,
    approve_answer,
    propose_answer,
    return_answer,
)
from apps.qualifications.services.cancelling import cancel_check
from apps.qualifications.services.conversing import (
    GivenFile,
    give_documents,
    request_documents,
    send_message,
)
from apps.qualifications.services.holding import lift_hold, place_hold
from apps.qualifications.services.register import bring_correction, bring_rows, bring_withdrawal
from apps.qualifications.services.reopening import reopen_check
from apps.qualifications.services.taking_back import take_back_answer
from tests.builders import qualifications as build
from tests.courses.worlds import undone
from tests.qualifications.worlds import Ring, make_ring

RARELY = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
PDF = b"%PDF-1.7 a transcript"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Ring]:
    with django_db_blocker.unblock(), undone():
        yield make_ring()


def attempt(act: Callable[[], object]) -> bool:
    """Whether it was done; what the portal refuses leaves nothing behind."""
    try:
        act()
    except PortalError:
        return False
    return True


# --- the register -----------------------------------------------------------------------------

KINDS = ("load", "correct", "withdraw", *["accept"] * 4, "discard", "hold", "lift")
STEP = st.tuples(
    st.sampled_from(KINDS),
    st.integers(1, 3),  # whose degree
    st.sampled_from(["", "1", "2"]),  # honours: another content of the same degree
    st.sampled_from([2020, 2021]),
    st.sampled_from(["conferred", "completed"]),
)
Step = tuple[str, int, str, int, str]


class Register:
    """Does the steps as the holder's officers do them."""

    def __init__(self, ring: Ring) -> None:
        self.ring = ring

    def do(self, step: Step) -> None:
        kind, number, honours, year, standing = step
        facts = {"honours": honours, "academic_year": year, "standing": standing}
        attempt(lambda: getattr(self, f"_{kind}")(number, facts))

    def _load(self, number: int, facts: dict[str, Any]) -> None:
        rows = [build.degree(number, **facts), build.degree(number % 3 + 1)]
        with scope(self.ring.actor("holder")) as actor:
            bring_rows(actor=actor, rows=rows, complete=number == 1)

    def _correct(self, number: int, facts: dict[str, Any]) -> None:
        stands = self._standing(number)
        # the third one's correction makes it the first one's degree, where that is free
        if number == 3:
            facts = {**facts, "student_code": build.degree(1).student_code}
        with scope(self.ring.actor("holder")) as actor:
            bring_correction(
                actor=actor, line=stands.line, row=replace(row_of(stands), **facts),
                reason="registry_error", note="a mistake",
            )  # fmt: skip

    def _withdraw(self, number: int, facts: dict[str, Any]) -> None:
        with scope(self.ring.actor("holder")) as actor:
            bring_withdrawal(
                actor=actor, line=self._standing(number).line, reason="revoked", note="a decision"
            )

    def _accept(self, number: int, facts: dict[str, Any]) -> None:
        load = self._waiting(number)
        seen = bytes(load.content_hash or b"").hex()
        with scope(self.ring.actor("approver")) as actor:
            accept_load(actor=actor, uuid=load.uuid, content_hash=seen)

    def _discard(self, number: int, facts: dict[str, Any]) -> None:
        with scope(self.ring.actor("holder")) as actor:
            discard_load(actor=actor, uuid=self._waiting(number).uuid)

    def _hold(self, number: int, facts: dict[str, Any]) -> None:
        with scope(self.ring.actor("approver")) as actor:
            place_hold(actor=actor, line=self._standing(number).line, note="at their wish")

    def _lift(self, number: int, facts: dict[str, Any]) -> None:
        with scope(self.ring.actor("approver")) as actor:
            lift_hold(actor=actor, line=self._standing(number).line)

    def _standing(self, number: int) -> Conferral:
        rows = self.rows(status="in_force")
        if not rows:
            raise PortalError
        return rows[number % len(rows)]

    def _waiting(self, number: int) -> RegisterLoad:
        with scope(self.ring.actor("holder")):
            loads = list(RegisterLoad.objects.filter(state="in_review").order_by("pk"))
        if not loads:
            raise PortalError
        return loads[number % len(loads)]

    def rows(self, **wanted: Any) -> list[Conferral]:
        with scope(self.ring.actor("holder")):
            return list(Conferral.objects.filter(**wanted).order_by("pk"))


@RARELY
@given(st.lists(STEP, min_size=4, max_size=14))
def test_a_register_stays_whole(world: Ring, steps: list[Step]) -> None:
    with undone():
        register = Register(world)
        for step in [("load", 1, "", 2021, "conferred"), *steps]:
            before = {one.pk: told(one) for one in register.rows() if one.status != "draft"}
            register.do(step)
            after = {one.pk: told(one) for one in register.rows()}
            # what was ever in the register is there still, word for word
            assert before.items() <= after.items()
        assert_whole(register.rows())
        assert_counted(world, register.rows(status="in_force"))


def told(one: Conferral) -> tuple[Any, ...]:
    return (one.line, one.version, bytes(one.row_hash), one.last_name, one.honours, one.load_id)


def assert_whole(rows: Sequence[Conferral]) -> None:
    lines: dict[UUID, list[Conferral]] = {}
    for one in rows:
        if one.status != "draft":
            lines.setdefault(one.line, []).append(one)
    degrees = Counter((one.subject_key, one.degree_key) for one in rows if one.status == "in_force")
    assert set(degrees.values()) <= {1}
    for versions in lines.values():
        ordered = sorted(versions, key=lambda one: one.version)
        assert [one.version for one in ordered] == list(range(1, len(ordered) + 1))
        assert [one.status for one in ordered[:-1]] == ["superseded"] * (len(ordered) - 1)
        assert ordered[-1].status in ("in_force", "withdrawn")
        assert all(one.ended_at for one in ordered if one.status != "in_force")


def assert_counted(ring: Ring, standing: Sequence[Conferral]) -> None:
    counted = Counter(
        (one.academic_year, one.campus, one.level)
        for one in standing
        if one.standing == "conferred"
    )
    with scope(ring.actor("third")):
        known = {
            (one.academic_year, one.campus, one.level): one.conferrals
            for one in RegisterCoverage.objects.filter(holder=ring.made.holder)
        }
    assert {group: number for group, number in known.items() if number} == counted


# --- a check ----------------------------------------------------------------------------------

ACTS = st.tuples(
    st.sampled_from(
        ["request", "give", "propose", "take_back", "approve", "return", "reopen", "cancel",
         "message", "withdraw"]
    ),
    st.sampled_from(["asker", "holder", "approver", "director", "third"]),
    st.sampled_from(["confirmed", "not_found", "unable_to_confirm", "attended_not_conferred"]),
)  # fmt: skip
Act = tuple[str, str, str]


def act_on(ring: Ring, check: Check, line: UUID, step: Act) -> None:
    name, who, outcome = step
    proposal = Proposal(
        outcome=outcome, note="in words", line=line if outcome == "confirmed" else None
    )
    about: dict[str, Any] = {"uuid": check.uuid, "version": None}
    with scope(ring.actor(who)) as actor:
        doing: dict[str, Callable[[], object]] = {
            "request": lambda: request_documents(actor=actor, note="a transcript", **about),
            "give": lambda: give_documents(
                actor=actor, note="", files=[GivenFile("a.pdf", PDF)], **about
            ),
            "propose": lambda: propose_answer(actor=actor, proposal=proposal, **about),
            "take_back": lambda: take_back_answer(actor=actor, **about),
            "approve": lambda: approve_answer(actor=actor, **about),
            "return": lambda: return_answer(actor=actor, note="look again", **about),
            "reopen": lambda: reopen_check(actor=actor, note="an error", **about),
            "cancel": lambda: cancel_check(actor=actor, note="no longer", **about),
            "message": lambda: send_message(actor=actor, uuid=check.uuid, note="a word to you"),
            "withdraw": lambda: None,
        }
        doing[name]()
    if name == "withdraw":
        withdraw(ring, line)


def withdraw(ring: Ring, line: UUID) -> None:
    with scope(ring.actor("holder")) as actor:
        load = bring_withdrawal(actor=actor, line=line, reason="revoked", note="a decision")
    with scope(ring.actor("approver")) as actor:
        accept_load(actor=actor, uuid=load.uuid, content_hash=None)


@RARELY
@given(st.booleans(), st.lists(ACTS, min_size=4, max_size=16))
def test_a_check_stays_whole(world: Ring, known: bool, steps: list[Act]) -> None:
    """`known`: the register confirms it at once; else the degree there differs."""
    with undone():
        row = build.degree(1)
        line = build.registered(world.made, [row]).first_line
        assert line is not None
        claim = build.claim(row, world.made.holder, **({} if known else {"major": "นิติศาสตร์"}))
        (check,) = build.asked(world.made, [claim])
        assert check.by_register is known
        for step in steps:
            before = build.fresh(check, world.people["asker"])
            done = attempt(partial(act_on, world, check, line, step))
            after = build.fresh(check, world.people["asker"])
            if not done:
                assert (after.state, after.version) == (before.state, before.version)
            assert_answer_whole(world, after, line)
            assert_timelines(world, after)


def assert_answer_whole(ring: Ring, check: Check, line: UUID) -> None:
    assert (check.outcome != "") is (check.state == "answered")
    assert (check.answered_at is not None) is (check.state == "answered")
    if check.state != "answered":
        left = (check.by_register, check.line, check.told, check.differing, check.paper)
        assert left == (False, None, {}, [], None)
    if check.by_register:
        assert check.outcome == "confirmed"
    with scope(ring.actor("holder")):
        open_ones = Answer.objects.filter(check_asked=check, state="proposed").count()
        held = Conferral.objects.filter(line=line, status="in_force").exists()
        if check.state == "answered" and not check.by_register:
            given_by = Answer.objects.filter(check_asked=check, state="approved").latest("pk")
            assert given_by.made_key != given_by.decided_key
            assert given_by.outcome == check.outcome
    assert open_ones == (1 if check.state == "proposed" else 0)
    # no answer stands on a degree that left the register
    assert held or check.line is None


def assert_timelines(ring: Ring, check: Check) -> None:
    seen = {}
    for who in ("asker", "holder", "third"):
        with scope(ring.actor(who)):
            found = CheckAct.objects.filter(check_asked=check).order_by("pk")
            seen[who] = list(found.values_list("pk", "action", "from_state", "to_state"))
    assert seen["third"] == []
    assert set(seen["asker"]) <= set(seen["holder"])
    inside = set(seen["holder"]) - set(seen["asker"])
    assert {action for _pk, action, _from, _to in inside} <= {"propose", "take_back", "return"}
    moves = [step for step in seen["holder"] if step[1] != "message"]
    assert len(moves) == check.version - 1
    seen_moves = [step for step in seen["asker"] if step[1] != "message"]
    assert len(seen_moves) == check.asker_version - 1
    for former, following in pairwise(moves):
        assert former[3] == following[2]
    assert moves[-1][3] == check.state

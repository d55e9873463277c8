"""Every state against every act, and the times of the stages after any sequence of acts."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.certificates.content import content_digest
from apps.certificates.models import ServiceRequest
from apps.certificates.services.delivering import cancel_requests, deliver_requests
from apps.certificates.services.requesting import edit_request
from apps.certificates.states import Action, State, next_state
from apps.core.errors import PortalError
from apps.documents.services import bulk
from apps.institutions.scope import scope
from tests.builders import certificates as build
from tests.certificates.conftest import Rendering, broken, quick
from tests.certificates.desks import Desk
from tests.courses.worlds import undone

R, A, P, D, C, F = "requested", "approved", "produced", "delivered", "cancelled", "failed"
# state before → act → state after; what is not here is refused
EXPECTED = {
    R: {"edit": R, "approve": A, "cancel": C},
    A: {"edit": R, "produce": P, "fail": F, "cancel": C},
    F: {"edit": R, "approve": A, "cancel": C},
    P: {"deliver": D},
    D: {},
    C: {},
}
ACTS = ("edit", "approve", "produce", "fail", "deliver", "cancel")


def test_the_table_is_the_one_that_was_agreed() -> None:
    assert set(EXPECTED) == set(State.values)
    assert set(ACTS) == set(Action.values)
    for state in State.values:
        for act in Action:
            assert next_state(state, act) == EXPECTED[state].get(act), (state, act)


class Player:
    """Does one act on one request, as pages and workers do."""

    def __init__(self, desk: Desk, row: ServiceRequest, patch: pytest.MonkeyPatch) -> None:
        self.desk, self.row, self.patch = desk, row, patch
        self.purposes = 0

    def now(self) -> ServiceRequest:
        return build.fresh(self.desk.clerk, self.row)[0]

    def edit(self) -> None:
        self.purposes += 1
        changed = build.application(1, purpose=f"purpose {self.purposes}")
        with scope(self.desk.clerk.actor) as actor:
            seen = content_digest(self.now())
            edit_request(actor=actor, uuid=self.row.uuid, seen=seen, application=changed)

    def approve(self) -> None:
        build.approved(self.desk.approver, self.row)

    def produce(self, instead: Callable[[Any], Any] = quick) -> None:
        self.patch.setattr(bulk, "render_many", instead)
        build.do_jobs(self.desk.approver)

    def fail(self) -> None:
        self.produce(broken)

    def deliver(self) -> None:
        with scope(self.desk.clerk.actor) as actor:
            deliver_requests(actor=actor, uuids=[self.row.uuid], how="desk")

    def cancel(self) -> None:
        with scope(self.desk.clerk.actor) as actor:
            cancel_requests(actor=actor, uuids=[self.row.uuid], reason="no longer wanted")


PATHS = {
    R: (),
    A: ("approve",),
    F: ("approve", "fail"),
    P: ("approve", "produce"),
    D: ("approve", "produce", "deliver"),
    C: ("cancel",),
}


@pytest.mark.parametrize("state", EXPECTED)
def test_every_state_against_every_act(
    shared_desk: Desk, rendering: Rendering, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    for act in ACTS:
        with undone():
            player = Player(shared_desk, build.requested(shared_desk.clerk), monkeypatch)
            for step in PATHS[state]:
                getattr(player, step)()
            assert player.now().state == state
            refused = did(player, act)
            after = EXPECTED[state].get(act)
            assert player.now().state == (after or state), (state, act)
            if act not in ("produce", "fail"):  # a worker leaves alone what is not to be made
                assert refused is (after is None), (state, act)


def did(player: Player, act: str) -> bool:
    """Whether the act was refused."""
    try:
        getattr(player, act)()
    except PortalError:
        return True
    return False


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(st.sampled_from(ACTS), max_size=7))
def test_times_fit_the_state_after_any_acts(
    shared_desk: Desk, rendering: Rendering, acts: list[str]
) -> None:
    with undone(), pytest.MonkeyPatch.context() as patch:
        player = Player(shared_desk, build.requested(shared_desk.clerk), patch)
        state = R
        for act in acts:
            did(player, act)
            state = EXPECTED[state].get(act, state)
            row = player.now()
            assert row.state == state
            assert_times(row)


def assert_times(row: ServiceRequest) -> None:
    reached = {
        R: (), A: ("approved",), F: ("approved", "failed"), P: ("approved", "produced"),
        D: ("approved", "produced", "delivered"),
    }  # fmt: skip
    stages = ("approved", "failed", "produced", "delivered", "cancelled")
    times = {stage: getattr(row, f"{stage}_at") for stage in stages}
    if row.state == C:
        assert times["cancelled"] >= row.requested_at
        assert times["produced"] is times["delivered"] is None
        return
    given = [times[stage] for stage in reached[row.state]]
    assert None not in given
    assert [row.requested_at, *given] == sorted([row.requested_at, *given])
    assert {stage for stage, time in times.items() if time} == set(reached[row.state])
    assert (row.approved_key != "") is (row.state != R)

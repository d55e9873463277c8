"""Every state of a roster against every action: the table of the specification, by hand."""

import pytest

from apps.graduates.errors import RosterStateError
from apps.graduates.models import Roster, RosterTransition
from apps.graduates.services.transitions import move
from apps.graduates.states import OPEN_STATES, RosterAction, RosterState, next_state
from apps.institutions.scope import scope
from tests.builders.cast import Cast
from tests.faults.world import roster_file, submit

# rows: state before; columns: check, finish, refuse, certify, supersede, discard; "-": refused
ACTIONS = ("check", "finish", "refuse", "certify", "supersede", "discard")
EXPECTED = {
    "received": ("checking", "-", "-", "-", "-", "discarded"),
    "checking": ("-", "in_review", "unreadable", "-", "-", "-"),
    "in_review": ("-", "-", "-", "certified", "-", "discarded"),
    "certified": ("-", "-", "-", "-", "superseded", "-"),
    "superseded": ("-", "-", "-", "-", "-", "-"),
    "unreadable": ("-", "-", "-", "-", "-", "-"),
    "discarded": ("-", "-", "-", "-", "-", "-"),
}
CELLS = [
    (state, action, after)
    for state, row in EXPECTED.items()
    for action, after in zip(ACTIONS, row, strict=True)
]


def test_the_table_covers_all_states_and_actions() -> None:
    assert set(EXPECTED) == set(RosterState.values)
    assert set(ACTIONS) == set(RosterAction.values)
    assert len(CELLS) == 42


@pytest.mark.parametrize(("state", "action", "after"), CELLS)
def test_what_an_action_leads_to(state: str, action: str, after: str) -> None:
    found = next_state(state, RosterAction(action))
    assert (found or "-") == after


def test_open_states() -> None:
    assert set(OPEN_STATES) == {"received", "checking", "in_review"}


@pytest.mark.django_db
def test_a_move_writes_its_history_and_a_refused_one_writes_nothing(cast: Cast) -> None:
    actor = cast.uploader_a.actor
    roster = submit(actor, roster_file(1))
    with scope(actor):
        for state, action, after in CELLS:
            roster = Roster.objects.get(pk=roster.pk)
            roster.state = state
            before = RosterTransition.objects.count()
            if after == "-":
                with pytest.raises(RosterStateError) as refused:
                    move(roster, RosterAction(action), actor=actor)
                assert refused.value.data == {"state": state}
                assert (roster.state, RosterTransition.objects.count()) == (state, before)
                continue
            move(roster, RosterAction(action), actor=actor, note="why")
            last = RosterTransition.objects.order_by("-pk")[0]
            written = (last.from_state, last.action, last.to_state, last.user_id, last.note)
            assert written == (state, action, after, actor.user_id, "why")
            assert roster.state == after

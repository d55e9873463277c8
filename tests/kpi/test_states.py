"""What may happen to a figure: every state against every action, written out by hand."""

import pytest

from apps.kpi.states import Action, State, next_state, possible_actions

EXPECTED = {
    ("draft", "edit"): "draft",
    ("draft", "submit"): "submitted",
    ("draft", "take_back"): None,
    ("draft", "return"): None,
    ("draft", "approve"): None,
    ("draft", "network_return"): None,
    ("draft", "accept"): None,
    ("draft", "reopen"): None,
    ("draft", "lock"): None,
    ("submitted", "edit"): None,
    ("submitted", "submit"): None,
    ("submitted", "take_back"): "draft",
    ("submitted", "return"): "returned",
    ("submitted", "approve"): "approved",
    ("submitted", "network_return"): None,
    ("submitted", "accept"): None,
    ("submitted", "reopen"): None,
    ("submitted", "lock"): None,
    ("returned", "edit"): "returned",
    ("returned", "submit"): "submitted",
    ("returned", "take_back"): None,
    ("returned", "return"): None,
    ("returned", "approve"): None,
    ("returned", "network_return"): None,
    ("returned", "accept"): None,
    ("returned", "reopen"): None,
    ("returned", "lock"): None,
    ("approved", "edit"): None,
    ("approved", "submit"): None,
    ("approved", "take_back"): None,
    ("approved", "return"): None,
    ("approved", "approve"): None,
    ("approved", "network_return"): "returned",
    ("approved", "accept"): "accepted",
    ("approved", "reopen"): None,
    ("approved", "lock"): None,
    ("accepted", "edit"): None,
    ("accepted", "submit"): None,
    ("accepted", "take_back"): None,
    ("accepted", "return"): None,
    ("accepted", "approve"): None,
    ("accepted", "network_return"): None,
    ("accepted", "accept"): None,
    ("accepted", "reopen"): "draft",
    ("accepted", "lock"): "locked",
    ("locked", "edit"): None,
    ("locked", "submit"): None,
    ("locked", "take_back"): None,
    ("locked", "return"): None,
    ("locked", "approve"): None,
    ("locked", "network_return"): None,
    ("locked", "accept"): None,
    ("locked", "reopen"): "draft",
    ("locked", "lock"): None,
}


def test_the_table_is_whole() -> None:
    assert set(EXPECTED) == {(state, action) for state in State.values for action in Action.values}


@pytest.mark.parametrize(("state", "action"), EXPECTED)
def test_next_state(state: str, action: str) -> None:
    assert next_state(state, Action(action)) == EXPECTED[state, action]


@pytest.mark.parametrize("state", State.values)
def test_possible_actions(state: str) -> None:
    possible = {action for (before, action), after in EXPECTED.items() if before == state and after}
    assert set(possible_actions(state)) == possible

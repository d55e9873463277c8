"""The network's distribution by API: quartiles, the own place, nobody's name, nothing too small."""

import json
from typing import Any

import pytest

from apps.institutions.scope import scope
from apps.kpi.models import NetworkSetting
from tests.builders import kpi as build
from tests.kpi.api_system import DISTRIBUTION, WRITE, pointers, system_of
from tests.kpi.peers_world import TERMS, Peers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("taken_back")]
ASKED = {"indicator": "REG01", "period": TERMS[-1]}


def ask(made: Peers, status: int = 200, **query: Any) -> Any:
    system = system_of(made.cast.university_a)
    return system.get(DISTRIBUTION, status, **{**ASKED, **query})


def test_quartiles_and_the_own_place(made: Peers) -> None:
    told = ask(made)
    assert told["distribution"] == {
        "n": 7,
        "minimum": "93.000000",
        "q1": "97.250000",
        "median": "98.000000",
        "q3": "98.850000",
        "maximum": "99.500000",
    }
    assert (told["own"]["numerator"], told["own"]["denominator"]) == (930, 1000)
    assert (told["place"], told["smallest_group"], told["group"]) == ("lower_quarter", 5, "network")


def test_nobody_is_named(made: Peers) -> None:
    text = json.dumps([ask(made), ask(made, group="size")], ensure_ascii=False)
    codes = [house.institution.code for house in made.houses]
    assert not any(f'"{name}"' in text or name in text for name in made.other_names)
    assert not any(f'"{code}"' in text for code in codes)


def test_small_groups_are_not_shown(made: Peers) -> None:
    with scope(made.cast.secretary.actor) as actor:
        NetworkSetting.objects.update_or_create(
            network_id=actor.institution_id, defaults={"smallest_group": 8}
        )
    told = ask(made)
    assert (told["distribution"], told["place"], told["smallest_group"]) == (None, None, 8)
    assert told["own"]["numerator"] == 930


def test_nothing_before_figures_are_accepted(made: Peers) -> None:
    build.open_cycle_for(made.cast, "REG01", "2024-T2")
    told = ask(made, period="2024-T2")
    assert (told["distribution"], told["own"], told["place"]) == (None, None, None)


def test_what_there_is_not(made: Peers) -> None:
    assert ask(made, 404, period="2019-T1")["code"] == "not_found"
    assert ask(made, 404, indicator="REG99")["code"] == "not_found"
    assert pointers(ask(made, 400, group="friends")) == [("?group", "invalid_choice")]
    writer = system_of(made.cast.university_a, WRITE)
    assert writer.get(DISTRIBUTION, 403, **ASKED)["code"] == "insufficient_scope"
    missing = system_of(made.cast.university_a).get(DISTRIBUTION, 400)
    assert pointers(missing) == [("?indicator", "required"), ("?period", "required")]

"""Counts by API: sent again, changed, refused by their place; and own values with all sources."""

from typing import Any

import pytest

from apps.institutions.scope import scope
from apps.kpi.models import FedCounts
from apps.kpi.services.scoring_switch import switch_scores
from tests.builders import kpi as build
from tests.kpi.api_system import COUNTS, READ, VALUES, System, bare_post, pointers, system_of
from tests.kpi.desks import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(desk: Desk) -> System:
    return system_of(desk.cast.university_a)


def period(code: str = build.TERM, indicator: str = "REG01", **numbers: Any) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "period": code,
        **(numbers or {"numerator": 95, "denominator": 100}),
    }


def send(system: System, *rows: dict[str, Any], status: int = 200, reference: str = "") -> Any:
    return bare_post(system, COUNTS, {"counts": list(rows), "reference": reference}, status)


def test_sent_again_nothing_changes(desk: Desk, system: System) -> None:
    month = period("2025-08", "REG02", counts={"good": 611, "bad": 19})
    assert send(system, period(), month) == {"new": 2, "changed": 0, "unchanged": 0}
    assert send(system, period(), month) == {"new": 0, "changed": 0, "unchanged": 2}
    changed = period(numerator=96, denominator=100)
    assert send(system, changed, reference="SIS 1") == {"new": 0, "changed": 1, "unchanged": 0}
    (row,) = system.get(COUNTS, indicator="REG01", period=build.TERM)["items"]
    assert (row["version"], row["counts"], row["reference"]) == (2, {"good": 96, "bad": 4}, "SIS 1")
    assert (row["figure"]["value"], row["period"]["label_en"]) == ("96.000000", "1/2024")
    assert len(system.get(COUNTS)["items"]) == 2
    assert system_of(desk.cast.university_b).get(COUNTS)["items"] == []


@pytest.mark.parametrize(
    ("row", "place", "status"),
    [
        (period(indicator="REG99"), "indicator", 400),
        (period("2568-T1"), "period", 422),
        (period("2025-08"), "period", 422),
        (period("2099-T1"), "period", 422),
        (period(build.TERM), "period", 422),
        (period("2023-T1", counts={"5": 3}), "counts/5", 422),
        (period("2023-T1", counts={}), "counts", 422),
        (period("2023-T1", counts={"good": -1}), "counts/good", 400),
        (period("2023-T1", numerator=2, denominator=1), "numerator", 400),
        (period("2023-T1", person="1101700230708", numerator=1, denominator=1), "person", 400),
    ],
    ids=lambda given: str(given)[-40:],
)
def test_a_fault_is_named_by_its_place(
    desk: Desk, system: System, row: dict[str, Any], place: str, status: int
) -> None:
    refused = send(system, period(), row, status=status)
    assert {pointer for pointer, _code in pointers(refused)} == {f"/counts/1/{place}"}
    assert "1101700230708" not in str(refused)
    with scope(desk.clerk.actor):
        assert not FedCounts.objects.exists()


def test_nobody_is_named_and_the_scope_is_needed(desk: Desk, system: System) -> None:
    refused = system.post(COUNTS, {"counts": [period()]}, 400)
    assert pointers(refused) == [("/officer", "unknown_field")]
    assert pointers(send(system, status=400)) == [("/counts", "empty")]
    reader = system_of(desk.cast.university_a, READ)
    assert send(reader, period(), status=403)["data"] == {"missing_scopes": ["indicators:write"]}


def test_own_values_from_all_three_sources(desk: Desk, system: System) -> None:
    build.seen_by_portal(desk.clerk, {"right": 19, "registry_error": 1})
    send(system, period(numerator=94, denominator=100))
    people = (desk.clerk, desk.approver, desk.cast.secretary)
    build.accepted(*people, desk.cycle, build.share(95, 100))
    (row,) = system.get(VALUES, indicator="REG01", period=build.TERM)["items"]
    sources = ("derived", "fed", "declared", "accepted")
    assert [row[each]["numerator"] for each in sources] == [19, 94, 95, 95]
    assert (row["derived"]["as_of"] is not None, row["derived"]["frozen"]) == (True, False)
    assert (row["fed"]["counts"], row["declared"]["state"]) == ({"good": 94, "bad": 6}, "accepted")
    assert {one["code"] for one in row["differences"]} == {"coverage", "other_outcomes"}
    assert row["score"] is None, "the network has not turned scores on"
    assert system.get(VALUES, indicator="REG02")["items"] == []
    (other,) = system_of(desk.cast.university_b).get(VALUES)["items"]
    assert [other[each] for each in sources] == [None] * 4


def test_scores_once_the_network_shows_them(desk: Desk, system: System) -> None:
    people = (desk.clerk, desk.approver, desk.cast.secretary)
    build.accepted(*people, desk.cycle, build.share(95, 100))
    with scope(desk.cast.secretary.actor) as actor:
        switch_scores(actor=actor, on=True)
    assert system.get(VALUES)["items"][0]["score"] == "4.00"


def test_values_page_by_page(desk: Desk, system: System) -> None:
    build.open_cycle_for(desk.cast, "REG01", "2023-T2")
    first = system.get(VALUES, page_size=1)
    assert [one["period"]["code"] for one in first["items"]] == [build.TERM]
    second = system.get(first["next"].removeprefix("/api/v1/"))
    assert [one["period"]["code"] for one in second["items"]] == ["2023-T2"]
    assert second["next"] is None
    assert pointers(system.get(VALUES, 400, page_size=21)) == [("?page_size", "max_value")]

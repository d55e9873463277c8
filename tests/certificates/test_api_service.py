"""The service clock by API: stages of papers made elsewhere, levels and figures."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from apps.certificates.models import ServiceRequest
from apps.certificates.services.levelling import set_service_level
from apps.institutions.scope import scope
from tests.certificates.api_system import (
    FEED,
    READ,
    REQUESTS,
    System,
    bare_post,
    paper,
    pointers,
    system_of,
    taken,
)
from tests.certificates.desks import Desk

pytestmark = pytest.mark.django_db
WHERE = "service-requests/feed"


@pytest.fixture
def system(desk: Desk) -> System:
    return system_of(desk.cast.university_a)


def ago(hours: float) -> str:
    return (timezone.now().replace(microsecond=0) - dt.timedelta(hours=hours)).isoformat()


def stage(reference: str = "TR-1", **more: Any) -> dict[str, Any]:
    return {"reference": reference, "kind": "transcript", "requested_at": ago(50), **more}


def feed(system: System, *stages: dict[str, Any], status: int = 200) -> Any:
    return bare_post(system, WHERE, {"stages": list(stages)}, status)


def test_told_again_nothing_changes(desk: Desk, system: System) -> None:
    first, second = stage(), stage("TR-2", language="en")
    assert feed(system, first, second) == {"new": 2, "changed": 0, "unchanged": 0}
    assert feed(system, first, second) == {"new": 0, "changed": 0, "unchanged": 2}
    ready = {**first, "produced_at": ago(3), "delivered_at": ago(1), "delivered_how": "post"}
    assert feed(system, ready) == {"new": 0, "changed": 1, "unchanged": 0}
    (row,) = system.get(REQUESTS, reference="TR-1")["items"]
    assert (row["state"], row["channel"], row["delivered_how"]) == ("delivered", "feed", "post")
    assert (row["name"], row["student_code"], row["paper"]) == ("", "", None)
    assert [one["stage"] for one in row["stages"]] == ["requested", "produced", "delivered"]
    whole = system.get(REQUESTS + row["uuid"])
    assert (whole["actions"], whole["facts"]) == ([], {})
    kept = system.post(f"{REQUESTS}{row['uuid']}/cancel", {"reason": "เพราะเหตุนี้"}, 409)
    assert kept["code"] == "service_request_wrong_state"
    assert system.get(f"{REQUESTS}{row['uuid']}/paper", 404)["code"] == "not_found"


def test_what_is_late_is_found(desk: Desk, system: System) -> None:
    taken(system, paper(1))
    old = {"requested_at": ago(24 * 60)}
    feed(system, stage(**old), stage("TR-2", **old, produced_at=ago(1)), stage("TR-3"))
    (late,) = system.get(REQUESTS, overdue="true")["items"]
    assert (late["reference"], late["overdue"]) == ("TR-1", True)
    found = system.get(REQUESTS, kind="transcript", state="requested")["items"]
    assert [one["reference"] for one in found] == ["TR-3", "TR-1"]


def test_a_reference_is_each_university_s_own(desk: Desk, system: System) -> None:
    feed(system, stage())
    elsewhere = system_of(desk.cast.university_b)
    assert elsewhere.get(REQUESTS, reference="TR-1")["items"] == []
    assert feed(elsewhere, stage())["new"] == 1


@pytest.mark.parametrize(
    ("given", "field", "status"),
    [
        ({"reference": ""}, "reference", 400),
        ({"reference": "1101700230708"}, "reference", 422),
        ({"kind": "poem"}, "kind", 400),
        ({"requested_at": None}, "requested_at", 400),
        ({"requested_at": "yesterday"}, "requested_at", 400),
        ({"requested_at": "0001-01-01T00:00:00Z"}, "requested_at", 422),
        ({"student_code": "6601000001"}, "student_code", 400),
        ({"requested_at": "2569-11-20T09:00:00+07:00"}, "requested_at", 422),
        ({"approved_at": "2020-01-01T09:00:00+07:00"}, "approved_at", 422),
        ({"reference": "TR-1"}, "reference", 422),
    ],
    ids=lambda given: str(given)[:40],
)
def test_what_cannot_have_happened_is_named_by_its_place(
    desk: Desk, system: System, given: dict[str, Any], field: str, status: int
) -> None:
    refused = feed(system, stage(), {**stage("TR-2"), **given}, status=status)
    assert {place for place, _code in pointers(refused)} == {f"/stages/1/{field}"}
    assert "1101700230708" not in str(refused)
    with scope(desk.clerk.actor):
        assert not ServiceRequest.objects.exists()


def test_a_feed_has_its_own_scope_and_names_no_officer(desk: Desk, system: System) -> None:
    feeder = system_of(desk.cast.university_a, FEED)
    assert feed(feeder, stage())["new"] == 1
    assert feeder.get(REQUESTS, 403)["data"] == {"missing_scopes": [READ]}
    refused = system.post(WHERE, {"stages": [stage()]}, 400)
    assert pointers(refused) == [("/officer", "unknown_field")]
    assert pointers(feed(system, status=400)) == [("/stages", "empty")]


def test_levels_are_those_of_the_portal(desk: Desk, system: System) -> None:
    today = timezone.localdate()
    with scope(desk.approver.actor) as actor:
        for days, later in ((5, 0), (2, 30)):
            day = today + dt.timedelta(days=later)
            set_service_level(actor=actor, kind="transcript", working_days=days, valid_from=day)
    told = system.get("service-levels")
    found = {one["kind"]: (one["working_days"], one["made_here"]) for one in told["items"]}
    assert (found["transcript"], found["graduation"]) == ((5, False), (3, True))
    assert len(found) == 7
    assert [one["working_days"] for one in told["settings"]] == [2, 5]
    assert told["settings"][0]["set_by"]["name"] == desk.approver.user.name_th
    feed(system, stage())
    assert system.get(REQUESTS)["items"][0]["working_days"] == 3
    assert system_of(desk.cast.university_b).get("service-levels")["settings"] == []


def test_figures_count_what_was_due(desk: Desk, system: System) -> None:
    taken(system, paper(1), paper(2))
    feed(
        system,
        stage(requested_at=ago(30), approved_at=ago(20), produced_at=ago(18.5)),
        stage("TR-2", requested_at=ago(24 * 60)),
        stage("TR-3", cancelled_at=ago(1)),
    )
    today = timezone.localdate()
    asked: dict[str, Any] = {
        "start": today - dt.timedelta(days=90),
        "end": today + dt.timedelta(days=30),
    }
    told = system.get("service-figures", **asked)
    assert (told["start"], told["end"]) == (str(asked["start"]), str(asked["end"]))
    ours, fed = told["items"]
    assert (ours["kind"], ours["made_by"], ours["due"]) == ("student_status", "portal", 2)
    assert (fed["made_by"], fed["due"], fed["in_time"], fed["open_late"], fed["cancelled"]) == (
        "fed", 2, 1, 1, 1,
    )  # fmt: skip
    assert (fed["approval_hours"], fed["production_hours"], fed["delivery_hours"]) == (
        10.0, 1.5, None,
    )  # fmt: skip
    none = system.get("service-figures", start="2020-01-01", end="2020-01-31")
    assert none["items"] == []
    wrong = system.get("service-figures", 400, start="2020-02-01", end="2020-01-01")
    assert pointers(wrong) == [("?end", "backwards")]
    missing = system.get("service-figures", 400)
    assert pointers(missing) == [("?start", "required"), ("?end", "required")]

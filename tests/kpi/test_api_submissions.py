"""Figures by API: entered by a system, approved by a person, sent back, refused, kept apart."""

from typing import Any
from uuid import uuid4

import pytest

from apps.core.errors import ForbiddenError
from apps.events.services import seal
from apps.institutions.scope import scope
from apps.kpi.choices import Source
from apps.kpi.models import Evidence, Submission
from apps.kpi.refusals import NothingPinnedError, OwnFigureError
from apps.kpi.services.approving import (
    Pin,
    accept_submission,
    approve_submission,
    return_submission,
)
from apps.kpi.services.entering import reopen
from tests.builders import kpi as build
from tests.builders.cast import Person
from tests.kpi.api_system import (
    CLERK,
    EVIDENCE,
    READ,
    SUBMISSIONS,
    System,
    attached,
    document,
    draft,
    entered,
    file,
    form_post,
    pointers,
    system_of,
)
from tests.kpi.desks import Desk

pytestmark = pytest.mark.django_db
NATIONAL_ID = "1101700230708"


@pytest.fixture
def system(desk: Desk) -> System:
    return system_of(desk.cast.university_a)


def row_at(person: Person, path: str) -> Submission:
    with scope(person.actor):
        return Submission.objects.get(uuid=path.removeprefix(SUBMISSIONS))


def approve(person: Person, path: str) -> Submission:
    row = row_at(person, path)
    with scope(person.actor) as actor:
        return approve_submission(actor=actor, uuid=row.uuid, seen=build.digest(person, row))


def test_from_the_system_to_the_network_and_back(desk: Desk, system: System) -> None:
    path = entered(system, desk.cycle)
    told = system.get(path)
    assert (told["state"], told["version"], told["value"]) == ("draft", 1, "95.000000")
    assert told["actions"] == ["save", "evidence", "submit"]
    assert (told["entered_by"], told["approved_by"]) == (CLERK, None)
    told = system.post(f"{path}/submit", {"version": 1})
    assert (told["state"], told["actions"]) == ("submitted", [])
    approve(desk.approver, path)
    pin = Pin("numerator", "definition", "การแก้ระดับ I ไม่นับ")
    other = Pin("evidence:E1", "evidence", "เป็นรายงานของภาคก่อน")
    with scope(desk.cast.secretary.actor) as actor:
        row = row_at(desk.clerk, path)
        return_submission(actor=actor, uuid=row.uuid, version=row.version, pins=[pin, other])
    told = system.get(path)
    by_pointer = {one["pointer"]: one for one in told["returns"]}
    assert set(by_pointer) == {"/numerator", "/evidence/E1"}
    back = by_pointer["/numerator"]
    assert (back["stage"], back["reason"], back["note"]) == ("network", "definition", pin.note)
    assert (back["answered"], told["state"]) == (False, "returned")
    assert told["numerator"] == 95, "the pointer leads to the value"
    assert told["evidence"]["E1"][0]["filename"] == "report.pdf"
    saved = system.post(SUBMISSIONS, draft(desk.cycle, 97, version=told["version"]))
    told = system.post(f"{path}/submit", {"version": saved["version"]})
    assert all(one["answered"] for one in told["returns"])
    assert [one["action"] for one in told["history"]][:3] == ["submit", "edit", "network_return"]
    seal()
    feed = system.get("changes")["items"]
    kinds = [one["kind"] for one in feed if one["subject"] in path]
    assert [kinds.count(f"submission.{act}") for act in ("submit", "network_return")] == [2, 1]


def test_every_revision_stays_readable(desk: Desk, system: System) -> None:
    path = entered(system, desk.cycle)
    system.post(f"{path}/submit", {"version": 1})
    approve(desk.approver, path)
    with scope(desk.cast.secretary.actor) as actor:
        row = row_at(desk.clerk, path)
        accept_submission(actor=actor, uuid=row.uuid, version=row.version)
    with scope(desk.clerk.actor) as actor:
        again = reopen(actor=actor, uuid=row.uuid, reason="พบรายการตกหล่น")
    told = system.get(path)
    assert (told["is_current"], told["state"], told["actions"]) == (False, "accepted", [])
    assert [one["revision"] for one in told["revisions"]] == [2, 1]
    assert told["revisions"][0]["reopened_reason"] == "พบรายการตกหล่น"
    assert [one["uuid"] for one in system.get(SUBMISSIONS, current="true")["items"]] == [
        str(again.uuid)
    ]
    assert len(system.get(SUBMISSIONS, indicator="REG01", period=build.TERM)["items"]) == 2
    assert system.get(SUBMISSIONS, state="locked")["items"] == []


def test_the_named_officer_is_not_the_approver(desk: Desk, system: System) -> None:
    named = {"name": desk.approver.user.name_th, "post": "นายทะเบียน"}
    saved = system.post(SUBMISSIONS, draft(desk.cycle, officer=named), 201)
    path = SUBMISSIONS + saved["uuid"]
    attached(system, path)
    system.post(f"{path}/submit", {"version": 1})
    with pytest.raises(OwnFigureError):
        approve(desk.approver, path)
    assert approve(desk.second, path).state == "approved"


def test_a_system_approves_and_accepts_nothing(desk: Desk, system: System) -> None:
    path = entered(system, desk.cycle)
    for act in ("approve", "accept", "return", "reopen"):
        assert system.post(f"{path}/{act}", {}, 404)["code"] == "unknown_route"
    row = row_at(desk.clerk, path)
    outsider = desk.cast.coordinator
    with scope(outsider.actor) as actor, pytest.raises(ForbiddenError):
        approve_submission(actor=actor, uuid=row.uuid, seen="x")


def test_the_same_key_enters_once(desk: Desk, system: System) -> None:
    first = system.post(SUBMISSIONS, draft(desk.cycle), 201, key="one")
    assert system.post(SUBMISSIONS, draft(desk.cycle), 201, key="one") == first
    reused = system.post(SUBMISSIONS, draft(desk.cycle, 96), 422, key="one")
    assert reused["code"] == "idempotency_key_reused"
    stale = system.post(SUBMISSIONS, draft(desk.cycle, 96), 409)
    assert (stale["code"], stale["data"]) == ("submission_changed", {"version": 1})
    saved = system.post(SUBMISSIONS, draft(desk.cycle, 96, version=1))
    assert (saved["numerator"], saved["version"]) == (96, 2)
    stale = system.post(f"{SUBMISSIONS}{saved['uuid']}/submit", {"version": 1}, 409)
    assert stale["data"] == {"version": 2}


@pytest.mark.parametrize(
    ("given", "place", "code"),
    [
        ({"numerator": 101}, "/numerator", "numerator_larger"),
        ({"numerator": -1}, "/numerator", "min_value"),
        ({"denominator": 10**12}, "/denominator", "max_value"),
        ({"denominator": None}, "/denominator", "null"),
        ({"counts": {"good": 1}}, "/counts", "twice"),
        ({"counts": {NATIONAL_ID: 1}}, "/counts", "unknown_outcome"),
        ({"overrides": {NATIONAL_ID: "x"}}, "/overrides", "unknown_finding"),
        ({"overrides": {"change": "x" * 501}}, "/overrides/change", "max_length"),
        ({"basis": "guessed"}, "/basis", "invalid_choice"),
        ({"version": -1}, "/version", "min_value"),
        ({"cycle": "REG01"}, "/cycle", "invalid"),
        ({"narrative": "x" * 5_001}, "/narrative", "max_length"),
        ({"state": "approved"}, "/state", "unknown_field"),
        ({"officer": {"name": "", "post": ""}}, "/officer/name", "blank"),
    ],
    ids=lambda given: str(given)[:30],
)
def test_a_fault_is_named_by_its_place(
    desk: Desk, system: System, given: dict[str, Any], place: str, code: str
) -> None:
    refused = system.post(SUBMISSIONS, {**draft(desk.cycle), **given}, 400)
    assert (place, code) in pointers(refused)
    assert NATIONAL_ID not in str(refused)
    assert all(one["message_th"] and one["message_en"] for one in refused["errors"])
    assert system.get(SUBMISSIONS)["items"] == []


def test_counts_follow_the_formula(desk: Desk, system: System) -> None:
    body = draft(desk.cycle, numerator=None, denominator=None, counts={"5": 3})
    refused = system.post(SUBMISSIONS, body, 422)
    assert (refused["code"], pointers(refused)) == (
        "counts_invalid",
        [("/counts", "outcome_unknown")],
    )
    cycle = build.open_cycle_for(desk.cast, "REG03", "2024")
    answers = {"5": 169, "4": 90, "3": 45, "2": 8, "1": 6}
    body = draft(cycle, numerator=None, denominator=None, counts=answers)
    saved = system.post(SUBMISSIONS, body, 201)
    assert (saved["n"], saved["value"]) == (318, "85.660377")


def test_findings_stop_or_wait_for_a_reason(desk: Desk, system: System) -> None:
    body = draft(desk.cycle, numerator=None, denominator=None)
    saved = system.post(SUBMISSIONS, body, 201)
    path = SUBMISSIONS + saved["uuid"]
    weights = {one["key"]: one["weight"] for one in saved["findings"]}
    assert weights == {"not_entered": "stop", "evidence_missing:E1": "reason"}
    assert saved["actions"] == ["save", "evidence"]
    refused = system.post(f"{path}/submit", {"version": 1}, 422)
    assert (refused["code"], refused["data"]["findings"]) == ("submission_findings", list(weights))
    assert pointers(refused) == [
        ("/value", "not_entered"),
        ("/evidence/E1", "evidence_missing"),
    ]
    reason = {"evidence_missing:E1": "ระบบออกรายงานไม่ได้"}
    saved = system.post(SUBMISSIONS, draft(desk.cycle, version=1, overrides=reason))
    (finding,) = saved["findings"]
    assert finding["reason"] == reason["evidence_missing:E1"]
    assert "E1" not in finding["message_en"]
    assert "Summary of results" in finding["message_en"]
    assert "รายงานสรุป" in finding["message_th"]
    assert system.post(f"{path}/submit", {"version": 2})["state"] == "submitted"


def test_a_source_is_taken_over_as_it_is(desk: Desk, system: System) -> None:
    over = draft(desk.cycle, numerator=None, denominator=None, basis="derived")
    assert system.post(SUBMISSIONS, over, 422)["code"] == "submission_basis"
    build.seen_by_portal(desk.clerk, {"right": 19, "registry_error": 1})
    refused = system.post(SUBMISSIONS, draft(desk.cycle, basis="derived"), 422)
    assert refused["code"] == "submission_basis"
    saved = system.post(SUBMISSIONS, over, 201)
    assert (saved["basis"], saved["counts"]) == ("derived", {"good": 19, "bad": 1})
    build.seen_by_portal(desk.clerk, {"appeal": 5})
    again = draft(desk.cycle, 19, 20, basis="derived", version=1, narrative="เหมือนเดิม")
    kept = system.post(SUBMISSIONS, again)
    assert (kept["numerator"], kept["narrative"]) == (19, "เหมือนเดิม")
    fed = draft(desk.cycle, numerator=None, denominator=None, basis="fed", version=2)
    assert system.post(SUBMISSIONS, fed, 422)["code"] == "submission_basis"
    assert row_at(desk.clerk, SUBMISSIONS + saved["uuid"]).basis == Source.DERIVED


def test_evidence_comes_and_goes(desk: Desk, system: System) -> None:
    saved = system.post(SUBMISSIONS, draft(desk.cycle), 201)
    path = SUBMISSIONS + saved["uuid"]
    first = attached(system, path)
    assert (first["criterion"], first["size"]) == ("E1", len(build.PDF))
    form = form_post(system, f"{path}/evidence", build.PDF + b" second")
    assert form.status_code == 201, form.content
    second = form.json()
    assert form.headers["Location"] == f"/api/v1/{EVIDENCE}{second['uuid']}"
    got = file(system, EVIDENCE + second["uuid"])
    assert (got.content, got["Content-Type"]) == (build.PDF + b" second", "application/pdf")
    assert "attachment" in got["Content-Disposition"]
    told = system.post(f"{EVIDENCE}{first['uuid']}/remove", {})
    assert [one["uuid"] for one in told["evidence"]["E1"]] == [second["uuid"]]
    assert system.post(f"{EVIDENCE}{first['uuid']}/remove", {}, 404)["code"] == "not_found"
    assert file(system, EVIDENCE + first["uuid"]).status_code == 404


def test_what_is_no_evidence(desk: Desk, system: System) -> None:
    saved = system.post(SUBMISSIONS, draft(desk.cycle), 201)
    path = f"{SUBMISSIONS}{saved['uuid']}/evidence"
    png = document(content=b"\x89PNG\r\n\x1a\n" + bytes(20))
    refused = system.post(path, {"criterion": "E1", "document": png}, 422)
    assert refused["code"] == "evidence_file"
    refused = system.post(path, {"criterion": "E9", "document": document()}, 400)
    assert pointers(refused) == [("/criterion", "unknown_criterion")]
    refused = system.post(path, {"criterion": "E1", "document": {"filename": "x"}}, 400)
    assert pointers(refused) == [("/document/content", "required")]
    form = form_post(system, path, b"hello")
    assert (form.status_code, form.json()["code"]) == (422, "evidence_file")
    form = form_post(system, path, officer_post="", shoe="42")
    assert form.status_code == 400
    assert {place for place, _code in pointers(form.json())} == {"/shoe"}
    large = form_post(system, path, build.PDF + bytes(4 * 1024 * 1024))
    assert (large.status_code, large.json()["code"]) == (413, "request_too_large")
    with scope(desk.clerk.actor):
        assert not Evidence.objects.exists()


def test_foreign_is_unknown(desk: Desk, system: System) -> None:
    path = entered(system, desk.cycle)
    own = system.get(path)["evidence"]["E1"][0]["uuid"]
    other = system_of(desk.cast.university_b)
    missing = other.get(f"{SUBMISSIONS}{uuid4()}", 404)
    assert other.get(path, 404) == missing
    assert other.post(f"{path}/submit", {"version": 1}, 404)["code"] == "not_found"
    body = {"criterion": "E1", "document": document()}
    assert other.post(f"{path}/evidence", body, 404)["code"] == "not_found"
    assert other.post(f"{EVIDENCE}{own}/remove", {}, 404)["code"] == "not_found"
    assert file(other, EVIDENCE + own).status_code == 404
    assert other.get(SUBMISSIONS)["items"] == []
    assert other.post(SUBMISSIONS, draft(desk.cycle), 201)["uuid"] not in path


def test_closed_or_not_expected(desk: Desk, system: System) -> None:
    shut = build.open_cycle_for(desk.cast, "REG01", "2023-T2", opens=-60, due=-30, locks=-1)
    assert system.post(SUBMISSIONS, draft(shut), 409)["code"] == "cycle_closed"
    only = build.open_cycle_for(
        desk.cast, "REG01", "2023-T1", institutions=[desk.cast.university_b]
    )
    assert system.post(SUBMISSIONS, draft(only), 409)["code"] == "cycle_not_expected"
    body = {**draft(shut), "cycle": str(uuid4())}
    assert system.post(SUBMISSIONS, body, 404)["code"] == "not_found"
    reader = system_of(desk.cast.university_a, READ)
    refused = reader.post(SUBMISSIONS, draft(desk.cycle), 403)
    assert refused["data"] == {"missing_scopes": ["indicators:write"]}


def test_only_values_that_are_there_can_be_sent_back(desk: Desk) -> None:
    row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
    for field in ("counts:5", "evidence:E9", "overrides:change", "weight"):
        pins = [Pin(field, "other", "ไม่มีช่องนี้")]
        with scope(desk.approver.actor) as actor, pytest.raises(NothingPinnedError):
            return_submission(actor=actor, uuid=row.uuid, version=row.version, pins=pins)


def test_one_number_of_two_is_not_enough(desk: Desk, system: System) -> None:
    refused = system.post(SUBMISSIONS, draft(desk.cycle, n=None), 400)  # type: ignore[arg-type]
    assert pointers(refused) == [("/denominator", "required")]

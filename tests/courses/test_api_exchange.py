"""From request to credit and back again through the API, both sides as systems."""

from typing import Any

import pytest

from apps.audit.models import Entry
from apps.courses.models import CrossRegistration, Recognition, RegistrationAct
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.courses.partner_system import (
    CHIEF,
    CLERK,
    HOME,
    HOST,
    READ,
    System,
    approval,
    asked_for,
    grades,
    pointers,
    student,
    system_of,
)

pytestmark = pytest.mark.django_db
TARGET = {"code": "SC111", "name_th": "การเขียนโปรแกรม", "credits": "3", "level": "bachelor"}


@pytest.fixture
def home(made: build.Exchange) -> System:
    return system_of(made.home)


@pytest.fixture
def host(made: build.Exchange) -> System:
    return system_of(made.host)


def enrolled(made: build.Exchange, home: System, host: System, *students: Any) -> list[Any]:
    rows = home.post("cross-requests/", asked_for(made, *students), 201)["registrations"]
    rows = host.act("accept", *rows, officer=CHIEF)
    picks = [
        {"uuid": row["uuid"], "version": row["version"], "host_student_code": f"X{place}"}
        for place, row in enumerate(rows, 1)
    ]
    body = {"registrations": picks}
    return list(host.post("cross-registrations/enrol", body)["registrations"])


def announced(host: System, rows: list[Any], grade: str = "B+", **more: Any) -> list[Any]:
    entered = host.post("results/", grades(rows, grade, **more))["results"]
    return list(host.post("results/approve", approval(entered))["registrations"])


def recognised(home: System, rows: list[Any]) -> Any:
    picks = [{"uuid": row["uuid"], "version": row["version"]} for row in rows]
    body = {"registrations": picks, "target": TARGET, "content_share": "0.8"}
    proposal = home.post("recognitions/", body, 201)
    approved = {"officer": CHIEF, "seen": proposal["seen"]}
    return home.post(f"recognitions/{proposal['uuid']}/approve", approved)


def test_a_course_comes_home_is_corrected_and_recognised_anew(
    made: build.Exchange, home: System, host: System
) -> None:
    rows = announced(host, enrolled(made, home, host))
    rows = home.act("acknowledge", *rows)
    decision = recognised(home, rows)
    assert (decision["state"], decision["outcome"]) == ("approved", "recognised")
    assert (decision["proposed_by"], decision["approved_by"]) == (CLERK, CHIEF)

    [row] = [host.get(f"cross-registrations/{rows[0]['uuid']}")]
    assert row["state"] == "recognised"
    rows = announced(host, [row], "C+", reason="instructor_error")

    assert rows[0]["state"] == "completed"
    fallen = home.get(f"recognitions/{decision['uuid']}")
    assert (fallen["state"], fallen["ended_reason"]) == ("reopened", "instructor_error")
    assert (decision["ended_reason"], decision["ended_note"]) == ("", "")
    rows = home.act("acknowledge", *rows)
    again = recognised(home, rows)
    assert [source["grade"] for source in again["sources"]] == ["C+"]

    account = home.get("learners/", student_code="6601000001")
    assert [(one["kind"], one["balance"]) for one in account["entries"]] == [
        ("earned", "3.0"),
        ("used", "0.0"),
        ("released", "3.0"),
        ("reversed", "0.0"),
        ("earned", "3.0"),
        ("used", "0.0"),
    ]
    assert account["totals"] == {"earned": "3.0", "recognised": "3.0", "available": "0.0"}
    assert home.get(f"learners/{account['uuid']}") == account
    shown = home.get(f"cross-registrations/{rows[0]['uuid']}")
    assert shown["recognition"] == again["uuid"]
    assert [one["grade"] for one in shown["results"]] == ["C+", "B+"]
    acts = [(one["action"], one["officer"]["name"]) for one in reversed(shown["history"])]
    assert acts[:4] == [
        ("draft", CLERK["name"]),
        ("submit", CLERK["name"]),
        ("accept", CHIEF["name"]),
        ("enrol", CLERK["name"]),
    ]


def test_both_sides_read_the_same_registration_and_only_announced_results_go_home(
    made: build.Exchange, home: System, host: System
) -> None:
    rows = enrolled(made, home, host, student(born_on="2005-01-05", person_id="1101700230708"))
    waiting = host.post("results/", grades(rows))["results"]

    here, there = (one.get(f"cross-registrations/{rows[0]['uuid']}") for one in (home, host))

    assert (here["side"], there["side"]) == ("home", "host")
    assert (here["results"], here["result"], here["mapped_grade"]) == ([], None, None)
    assert [one["uuid"] for one in there["results"]] == [waiting[0]["uuid"]]
    assert here["student"] == there["student"]
    assert there["student"]["person_id"] == "x-xxxx-xxxxx-70-8"
    assert there["student"]["host_code"] == "X1"
    assert "announce" in there["actions"]
    assert here["actions"] == ["withdraw"]
    looks = Entry.objects.filter(action="cross_registration.look")
    assert [(one.owner_institution_id, one.case) for one in looks] == [
        (made.home.pk, here["request_number"])
    ]
    assert home.get("results/", waiting="true")["items"] == []
    [listed] = host.get("results/", waiting="true")["items"]
    assert listed == waiting[0]


def test_nobody_is_named_as_approver_of_the_own_entry(
    made: build.Exchange, home: System, host: System
) -> None:
    rows = enrolled(made, home, host)
    entered = host.post("results/", grades(rows))["results"]
    same = {**approval(entered), "officer": {"name": " วรรณา  ตั้งใจ", "post": "นายทะเบียน"}}
    assert host.post("results/approve", same, 403)["code"] == "course_own_work"
    rows = home.act(
        "acknowledge", *host.post("results/approve", approval(entered))["registrations"]
    )
    picks = [{"uuid": row["uuid"], "version": row["version"]} for row in rows]
    body = {"registrations": picks, "target": TARGET, "content_share": "0.8"}
    proposal = home.post("recognitions/", body, 201)
    path = f"recognitions/{proposal['uuid']}/approve"
    assert home.post(path, {"seen": proposal["seen"]}, 403)["code"] == "course_own_work"
    with scope(made.registrar.actor):
        assert Recognition.objects.get().state == "proposed"


def test_an_edited_result_is_not_approved_by_the_former_mark(
    made: build.Exchange, home: System, host: System
) -> None:
    rows = enrolled(made, home, host)
    first = host.post("results/", grades(rows, "A"))["results"]
    second = host.post("results/", grades(rows, "F"))["results"]
    assert first[0]["uuid"] == second[0]["uuid"]
    refused = host.post("results/approve", approval(first), 409)
    assert (refused["code"], refused["data"]["version"]) == ("course_stale", rows[0]["version"])
    assert host.post("results/approve", approval(second))["registrations"][0]["state"] == (
        "completed"
    )


def test_what_an_officer_sends_back_is_entered_or_proposed_anew(
    made: build.Exchange, home: System, host: System
) -> None:
    rows = enrolled(made, home, host)
    entered = host.post("results/", grades(rows))["results"][0]
    note = {"officer": CHIEF, "note": "เกรดไม่ตรงกับใบส่งเกรด"}
    host.post(f"results/{entered['uuid']}/return", note)
    [sent_back] = host.get("results/", waiting="true")["items"]
    assert sent_back["uuid"] == entered["uuid"]
    assert sent_back["returned_at"]
    assert (sent_back["returned_name"], sent_back["returned_note"]) == (CHIEF["name"], note["note"])
    rows = home.act("acknowledge", *announced(host, rows))
    body = {
        "registrations": [{"uuid": row["uuid"], "version": row["version"]} for row in rows],
        "no_transfer": "content",
    }
    proposal = home.post("recognitions/", body, 201)
    returned = home.post(f"recognitions/{proposal['uuid']}/return", note)
    assert (returned["state"], returned["seen"]) == ("returned", None)
    decision = recognised(home, rows)
    path = f"recognitions/{decision['uuid']}/reopen"
    assert home.post(path, note)["state"] == "reopened"
    assert home.get("learners/", student_code="6601000001")["totals"]["available"] == "3.0"
    listed = home.get("recognitions/", state="reopened")["items"]
    assert [one["uuid"] for one in listed] == [decision["uuid"]]
    learner = home.get("recognitions/", learner=decision["learner"])["items"]
    assert len(learner) == 2


def test_a_decision_against_the_rules_needs_a_reason(
    made: build.Exchange, home: System, host: System
) -> None:
    rows = home.act("acknowledge", *announced(host, enrolled(made, home, host), "D"))
    picks = [{"uuid": row["uuid"], "version": row["version"]} for row in rows]
    body = {"registrations": picks, "target": TARGET, "content_share": "0.8"}
    refused = home.post("recognitions/", body, 422)
    assert refused["code"] == "override_needed"
    unmet = [one["code"] for one in refused["data"]["criteria"] if one["met"] is False]
    assert unmet == ["grade"]
    allowed = home.post("recognitions/", {**body, "override_reason": "มติคณะกรรมการ"}, 201)
    assert allowed["overridden"] is True
    both = {**body, "no_transfer": "grade"}
    assert pointers(home.post("recognitions/", both, 400)) == [("/target", "target")]


def test_a_stale_batch_is_refused_whole_and_says_which_row(
    made: build.Exchange, home: System, host: System
) -> None:
    asked = asked_for(made, student(1), student(2))
    rows = home.post("cross-requests/", asked, 201)["registrations"]
    change = {"version": rows[1]["version"], "reason": "timetable", "course_code": "CS102"}
    home.post(f"cross-registrations/{rows[1]['uuid']}/change", change)
    refused = host.act("accept", *rows, status=409, officer=CHIEF)
    assert refused["code"] == "course_stale"
    assert refused["data"]["version"] == 3
    assert refused["data"]["registrations"] == [
        {"uuid": rows[1]["uuid"], "state": "submitted", "version": 3}
    ]
    states = home.get("cross-registrations/", side="home")["items"]
    assert {one["state"] for one in states} == {"submitted"}
    wrong = host.act("enrol", rows[0], status=409)
    assert (wrong["code"], wrong["data"]["state"]) == ("course_wrong_state", "submitted")


def test_each_way_to_end_a_registration(made: build.Exchange, home: System, host: System) -> None:
    students = [student(number) for number in range(1, 4)]
    rows = home.post("cross-requests/", asked_for(made, *students), 201)["registrations"]
    [declined] = host.act("decline", rows[0], reason="full", officer=CHIEF)
    [cancelled] = home.act("cancel", rows[1], reason="student_wish")
    [accepted] = host.act("accept", rows[2], officer=CHIEF)
    [enrolled_row] = host.act("enrol", accepted)
    details = {"uuid": enrolled_row["uuid"], "version": enrolled_row["version"], "section": "2"}
    [detailed] = host.post("cross-registrations/details", {"registrations": [details]})[
        "registrations"
    ]
    [withdrawn] = home.act("withdraw", detailed, reason="extension", note="ขอถอน")
    states = [one["state"] for one in (declined, cancelled, withdrawn)]
    assert states == ["declined", "cancelled", "withdrawn"]
    with scope(made.registrar.actor):
        row = CrossRegistration.objects.get(uuid=withdrawn["uuid"])
        assert (row.section, row.reason, row.note) == ("2", "extension", "ขอถอน")
        act = RegistrationAct.objects.filter(registration=row).latest("pk")
    assert (act.name, act.post, act.user_id) == (CLERK["name"], CLERK["post"], None)
    assert act.client_id is not None


def test_withdrawing_needs_the_scope_of_the_own_side(
    made: build.Exchange, home: System, host: System
) -> None:
    rows = enrolled(made, home, host)
    as_host = system_of(made.home, READ, HOST)
    refused = as_host.act("withdraw", *rows, status=403, reason="student_wish")
    assert refused["data"]["missing_scopes"] == [HOME]
    reader = system_of(made.home, READ)
    refused = reader.act("withdraw", *rows, status=403, reason="student_wish")
    assert refused["code"] == "insufficient_scope"
    [row] = system_of(made.host, READ, HOST).act("withdraw", *rows, reason="student_wish")
    assert row["state"] == "withdrawn"

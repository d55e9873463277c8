"""The register by API: rows wait for a person, corrections keep what is left out."""

from typing import Any

import pytest

from apps.audit.models import Entry
from apps.institutions.models import Institution, Kind
from apps.institutions.scope import scope
from apps.qualifications.errors import OwnLoadError
from apps.qualifications.models import Conferral, RegisterLoad
from apps.qualifications.services.accepting import accept_load
from apps.qualifications.services.holding import place_hold
from tests.builders.qualifications import Graduate, degree, registered
from tests.courses.partner_system import pointers
from tests.qualifications.api_systems import (
    CLERK,
    READ,
    REGISTER,
    System,
    claimed,
    question,
    sent_degree,
    system_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def holder(world: Graduate) -> System:
    return system_of(world.holder)


def accepted(world: Graduate, load: dict[str, Any]) -> None:
    with scope(world.holder_approver.actor) as actor:
        seen = RegisterLoad.objects.get(uuid=load["uuid"])
        accept_load(actor=actor, uuid=seen.uuid, content_hash=bytes(seen.content_hash or b"").hex())


def brought(holder: System, *rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = holder.post("register/degrees/", {"degrees": list(rows), **more}, 201)
    return made


def test_rows_wait_for_another_officer_and_then_answer_checks(
    world: Graduate, holder: System
) -> None:
    load = brought(holder, sent_degree(degree(1)), sent_degree(degree(2)), complete=True)
    assert (load["state"], load["kind"], load["added"]) == ("in_review", "api", 2)
    assert load["brought_by"] == CLERK
    asker = system_of(world.asker)
    before = asker.post("qualification-checks/", question(claimed(degree(1), world.holder)))
    assert before["checks"][0]["by_register"] is False
    accepted(world, load)
    after = holder.get(f"register/loads/{load['uuid']}")
    assert (after["state"], after["accepted_by"]["name"]) == (
        "accepted",
        world.holder_approver.user.name_th,
    )
    now = asker.post("qualification-checks/", question(claimed(degree(1), world.holder)))
    assert now["checks"][0]["by_register"] is True
    items = holder.get("register/degrees/", load=load["uuid"])["items"]
    assert {one["student_code"] for one in items} == {
        degree(1).student_code,
        degree(2).student_code,
    }
    assert {(one["standing"], one["level"]) for one in items} == {("conferred", "bachelor")}
    cover = asker.get("register/coverage", university=world.holder.code)
    assert (cover["working_days"], cover["university"]["code"]) == (7, world.holder.code)
    assert [
        (one["academic_year"], one["conferrals"], one["complete"]) for one in cover["items"]
    ] == [(2021, 2, True)]
    assert asker.get("register/coverage")["items"] == []


def test_the_officer_named_by_the_system_does_not_accept(world: Graduate, holder: System) -> None:
    own = {"name": world.holder_approver.user.name_th, "post": "นายทะเบียน"}
    load = brought(holder, sent_degree(degree(1)), officer=own)
    with pytest.raises(OwnLoadError):
        accepted(world, load)


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"first_name": None}, "first_name", "person_missing"),
        ({"student_code": None, "person_id": None}, "student_code", "unidentified"),
        ({"student_code": "1101700230708"}, "student_code", "national_id_as_code"),
        ({"degree_th": None, "degree_abbr": None}, "degree_th", "degree_missing"),
        ({"academic_year": None}, "academic_year", "year_missing"),
        ({"approved_on": "2022-05-01"}, "approved_on", "dates_out_of_order"),
        (
            {"completed_on": "2099-05-01", "approved_on": None},
            "completed_on",
            "completed_in_future",
        ),
        ({"standing": "conferred", "approved_on": None}, "approved_on", "approved_missing"),
        ({"standing": "completed"}, "standing", "standing_differs"),
        ({"standing": "attended"}, "standing", "attended_with_approval"),
        ({"person_id": "1101700230709"}, "person_id", "id_check_digit"),
        ({"status": "in_force"}, "status", "unknown_field"),
        ({"gpax": "4.10"}, "gpax", "max_value"),
    ],
    ids=lambda given: str(given)[:40],
)
def test_a_row_is_judged_as_in_a_file(
    world: Graduate, holder: System, given: dict[str, Any], field: str, code: str
) -> None:
    rows = [sent_degree(degree(1)), sent_degree(degree(2), **given)]
    refused = holder.post("register/degrees/", {"degrees": rows}, 400)
    assert pointers(refused) == [(f"/degrees/1/{field}", code)]
    assert refused["errors"][0]["message_en"]
    assert "1101700230709" not in str(refused)
    with scope(world.holder_registrar.actor):
        assert not RegisterLoad.objects.exists()


@pytest.mark.parametrize(
    ("given", "standing"),
    [
        ({}, "conferred"),
        ({"approved_on": None}, "completed"),
        ({"approved_on": "2099-01-01"}, "completed"),
        ({"approved_on": None, "standing": "attended", "academic_year": None}, "attended"),
    ],
)
def test_nothing_is_conferred_without_the_council(
    world: Graduate, holder: System, given: dict[str, Any], standing: str
) -> None:
    brought(holder, sent_degree(degree(1), **given))
    with scope(world.holder_registrar.actor):
        assert Conferral.objects.get().standing == standing


def test_the_same_degree_twice_is_named_by_its_place(world: Graduate, holder: System) -> None:
    row = sent_degree(degree(1))
    abbreviated = {**row, "degree_th": "", "first_name": "อื่น"}
    refused = holder.post("register/degrees/", {"degrees": [row, abbreviated]}, 400)
    assert pointers(refused) == [("/degrees/1/degree_th", "degree_already_there")]


def test_a_person_with_an_english_name_alone_is_kept(world: Graduate, holder: System) -> None:
    row = degree(1)
    assert row.person_id is not None
    sent = sent_degree(
        row,
        first_name=None,
        last_name=None,
        title=None,
        first_name_en="Kanda",
        last_name_en="Jaidee-Ngam",
        person_id=row.person_id.canonical,
    )
    accepted(world, brought(holder, sent))
    (one,) = holder.get("register/degrees/", query="kanda")["items"]
    assert (one["first_name"], one["first_name_en"]) == ("Kanda", "Kanda")
    latin = claimed(
        row,
        world.holder,
        first_name=None,
        last_name=None,
        title=None,
        first_name_en="KANDA",
        last_name_en="Jaidee-Ngam",
    )
    made = system_of(world.asker).post("qualification-checks/", question(latin))
    assert made["checks"][0]["by_register"] is True


def test_a_correction_keeps_what_is_left_out(world: Graduate, holder: System) -> None:
    row = degree(1)
    line = registered(world, [row]).first_line
    path = f"register/degrees/{line}"
    body = {
        "version": 1,
        "reason": "name_change",
        "note": "ทะเบียนราษฎร",
        "changes": {"last_name": "เปลี่ยนใหม่", "former_last_name": row.last_name},
    }
    load = holder.post(f"{path}/correct", body, 201)
    assert (load["changed"], load["degree"], load["reason"]) == (1, str(line), "name_change")
    assert holder.get(path)["versions"][0]["last_name"] == row.last_name
    accepted(world, load)
    newest, first = holder.get(path)["versions"]
    assert (newest["version"], newest["last_name"], newest["gpax"]) == (2, "เปลี่ยนใหม่", "3.25")
    assert newest["person_id"] == first["person_id"] != ""
    assert (first["status"], first["ended_reason"]) == ("superseded", "name_change")
    # the identifier is still there to be found by, though it was not sent again
    claim = claimed(row, world.holder, last_name="เปลี่ยนใหม่")
    asked = system_of(world.asker).post("qualification-checks/", question(claim))
    assert asked["checks"][0]["by_register"] is True
    stale = holder.post(f"{path}/correct", body, 409)
    assert stale["data"] == {"version": 2}


def test_a_correction_is_judged_as_a_whole(world: Graduate, holder: System) -> None:
    path = f"register/degrees/{registered(world, [degree(1)]).first_line}"
    body = {"version": 1, "reason": "registry_error", "note": "แก้วันที่"}
    wrong = {**body, "changes": {"approved_on": "2022-05-01"}}
    refused = holder.post(f"{path}/correct", wrong, 400)
    assert pointers(refused) == [("/changes/approved_on", "dates_out_of_order")]
    nothing = {**body, "changes": {"gpax": "3.25"}}
    assert holder.post(f"{path}/correct", nothing, 422)["code"] == "load_unchanged"
    short = {**body, "note": "ผิด", "changes": {"gpax": "3.30"}}
    assert holder.post(f"{path}/correct", short, 422)["code"] == "note_missing"
    later = {**body, "changes": {"approved_on": None}}
    accepted(world, holder.post(f"{path}/correct", later, 201))
    assert holder.get(path)["versions"][0]["standing"] == "completed"


def test_a_withdrawal_reopens_what_was_answered_from_it(world: Graduate, holder: System) -> None:
    line = registered(world, [degree(1)]).first_line
    asker = system_of(world.asker)
    sent = asker.post("qualification-checks/", question(claimed(degree(1), world.holder)))
    check = f"qualification-checks/{sent['checks'][0]['uuid']}"
    body = {"version": 1, "reason": "revoked", "note": "มติสภาฯ ครั้งที่ 11"}
    load = holder.post(f"register/degrees/{line}/withdraw", body, 201)
    assert (load["kind"], load["rows"]) == ("withdrawal", 1)
    assert asker.get(check)["state"] == "answered"
    accepted(world, load)
    again = asker.get(check)
    assert (again["state"], again["outcome"], again["by_register"]) == ("waiting", "", False)
    assert again["due_on"] is not None
    assert holder.get(f"register/degrees/{line}")["versions"][0]["status"] == "withdrawn"
    assert holder.post(f"register/degrees/{line}/withdraw", body, 404)["code"] == "not_found"


def test_a_hold_is_shown_to_the_holder(world: Graduate, holder: System) -> None:
    line = registered(world, [degree(1)]).first_line
    assert line is not None
    assert holder.get(f"register/degrees/{line}")["on_hold"] is False
    with scope(world.holder_approver.actor) as actor:
        place_hold(actor=actor, line=line, note="คำขอลงวันที่ 1 พ.ย.")
    assert holder.get(f"register/degrees/{line}")["on_hold"] is True


def test_the_register_is_read_by_its_owner_alone(world: Graduate, holder: System) -> None:
    done = registered(world, [degree(1), degree(2)])
    stranger = system_of(Institution.objects.get(kind=Kind.UNIVERSITY, code="00400"))
    for other in (stranger, system_of(world.asker)):
        assert other.get("register/degrees/")["items"] == []
        assert other.get("register/loads/")["items"] == []
        assert other.get(f"register/degrees/{done.first_line}", 404)["code"] == "not_found"
        assert other.get(f"register/loads/{done.load.uuid}", 404)["code"] == "not_found"
        body = {"version": 1, "reason": "revoked", "note": "ไม่ใช่ของเรา", "changes": {}}
        act = f"register/degrees/{done.first_line}/correct"
        assert other.post(act, body, 404)["code"] == "not_found"
    page = holder.get("register/degrees/", page_size=1)
    rest = holder.get(page["next"].removeprefix("/api/v1/"))
    codes = [one["student_code"] for one in (*page["items"], *rest["items"])]
    assert codes == [degree(2).student_code, degree(1).student_code]
    assert rest["next"] is None
    assert degree(1).person_id is not None
    assert "x-xxxx-xxxxx-" in page["items"][0]["person_id"]
    (found,) = holder.get("register/degrees/", query=degree(1).student_code)["items"]
    assert found["student_code"] == degree(1).student_code
    with scope(world.holder_approver.actor):
        read = Entry.objects.filter(action="register.read", owner_institution_id=world.holder.pk)
        assert sum(one.data["rows"] for one in read) == 3


def test_bringing_needs_its_own_scope(world: Graduate) -> None:
    body = {"degrees": [sent_degree(degree(1))]}
    reader = system_of(world.holder, READ)
    assert reader.post("register/degrees/", body, 403)["data"] == {"missing_scopes": [REGISTER]}
    writer = system_of(world.holder, REGISTER)
    writer.post("register/degrees/", body, 201)
    assert writer.get("register/loads/", 403)["data"] == {"missing_scopes": [READ]}


def test_loads_are_listed_newest_first_by_state(world: Graduate, holder: System) -> None:
    registered(world, [degree(1)])
    waiting = brought(holder, sent_degree(degree(2)))
    assert [one["state"] for one in holder.get("register/loads/")["items"]] == [
        "in_review",
        "accepted",
    ]
    (found,) = holder.get("register/loads/", state="in_review")["items"]
    assert found == waiting

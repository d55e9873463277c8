"""A check by API from question to answer: two systems talk, a person of the holder approves."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from apps.audit.models import Entry
from apps.events.services import seal
from apps.institutions.scope import scope
from apps.qualifications.errors import OwnAnswerError
from apps.qualifications.services.answering import approve_answer, return_answer
from tests.builders.qualifications import Graduate, degree, do_jobs, registered
from tests.courses.partner_system import pointers
from tests.qualifications.api_systems import (
    ASK,
    CHIEF,
    CLERK,
    HOLD,
    PDF,
    READ,
    System,
    bare_post,
    claimed,
    document,
    question,
    sent_degree,
    system_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker(world: Graduate) -> System:
    return system_of(world.asker)


@pytest.fixture
def holder(world: Graduate) -> System:
    return system_of(world.holder)


def waiting(world: Graduate, asker: System, number: int = 1, **given: Any) -> str:
    """The path of a check that a person of the holder must answer."""
    body = question(claimed(degree(number), world.holder, **given))
    made = asker.post("qualification-checks/", body)["checks"][0]
    assert made["state"] == "waiting"
    return f"qualification-checks/{made['uuid']}"


def approved(world: Graduate, path: str) -> None:
    with scope(world.holder_approver.actor) as actor:
        approve_answer(actor=actor, uuid=uuid_of(path), version=None)


def uuid_of(path: str) -> Any:
    return path.rpartition("/")[2]


def file(system: System, path: str, accept: str = "*/*") -> HttpResponse:
    headers = {"Authorization": f"Bearer {system.token}", "Accept": accept}
    answer: HttpResponse = Client().get(f"/api/v1/{path}", headers=headers)
    return answer


def test_documents_are_asked_for_and_given_and_the_answer_waits_for_a_person(
    world: Graduate, asker: System, holder: System
) -> None:
    path = waiting(world, asker)
    asked = holder.post(f"{path}/request-documents", {"version": 2, "note": "ขอใบแสดงผลการศึกษา"})
    assert (asked["state"], asked["side"]) == ("documents", "holder")
    assert asker.get(path)["actions"] == ["give_documents", "cancel"]
    given = asker.post(
        f"{path}/documents",
        {"version": 3, "note": "แนบแล้ว", "documents": [document(), document("b.pdf")]},
    )
    assert (given["state"], given["version"]) == ("waiting", 4)
    steps = holder.get(f"{path}/timeline")["items"]
    assert [one["action"] for one in steps] == ["send", "request_documents", "give_documents"]
    assert steps[1]["officer"] == CLERK
    known = steps[2]["documents"][0]
    assert (known["filename"], known["size"]) == ("transcript.pdf", len(PDF))
    got = file(holder, f"{path}/documents/{known['uuid']}", "application/pdf")
    assert (got.status_code, got.content, got["Content-Type"]) == (200, PDF, "application/pdf")
    assert got["Content-Disposition"] == 'attachment; filename="transcript.pdf"'

    proposed = holder.post(f"{path}/answer", {"version": 4, "outcome": "not_found", "note": ""})
    assert (proposed["state"], proposed["proposal"]["outcome"]) == ("proposed", "not_found")
    assert proposed["proposal"]["entered_by"] == CLERK
    # the asker learns nothing before a person of the holder approved
    seen = asker.get(path)
    assert (seen["state"], seen["outcome"], seen["proposal"]) == ("waiting", "", None)
    assert "proposed" not in str(asker.get(f"{path}/timeline"))
    waits = asker.get("qualification-checks/", side="asker", state="waiting")["items"]
    assert [one["state"] for one in waits] == ["waiting"]
    assert asker.get("qualification-checks/", side="asker", state="proposed")["items"] == []
    approved(world, path)
    answer = asker.get(path)
    assert (answer["state"], answer["outcome"], answer["by_register"]) == (
        "answered",
        "not_found",
        False,
    )
    assert answer["answered_by"]["name"] == world.holder_approver.user.name_th


def test_an_answer_from_the_register_tells_what_the_officer_chose(
    world: Graduate, asker: System, holder: System
) -> None:
    row = degree(1)
    registered(world, [row])
    path = waiting(world, asker, gpax="3.99", major="ฟิสิกส์")
    near = holder.get(f"{path}/matches")["items"]
    assert [(one["fields"]["gpax"], one["fields"]["name"]) for one in near] == [("differ", "agree")]
    body = {"version": 2, "degree": near[0]["degree"]["uuid"]}
    refused = holder.post(f"{path}/answer", {**body, "outcome": "confirmed"}, 422)
    assert refused["code"] == "differences_given"
    chosen = {**body, "outcome": "confirmed_with_differences", "tell": ["gpax"]}
    proposal = holder.post(f"{path}/answer", chosen)["proposal"]
    assert proposal["differing"] == ["major", "gpax"]
    assert proposal["told"] == {"gpax": "3.25"}
    assert {"person_id", "name", "degree"} <= set(proposal["agreeing"])
    approved(world, path)
    answer = asker.get(path)
    assert (answer["outcome"], answer["differing"], answer["told"]) == (
        "confirmed_with_differences",
        ["major", "gpax"],
        {"gpax": "3.25"},
    )
    assert answer["degree"] is None
    assert holder.get(path)["degree"] == near[0]["degree"]["uuid"]
    assert row.major not in str(answer)


def test_a_degree_written_with_the_answer_enriches_the_register(
    world: Graduate, asker: System, holder: System
) -> None:
    path = waiting(world, asker)
    facts = sent_degree(degree(1))
    proposed = holder.post(f"{path}/answer", {"version": 2, "outcome": "confirmed", "facts": facts})
    assert proposed["proposal"]["adds_degree"] is True
    assert holder.get("register/degrees/")["items"] == []
    approved(world, path)
    assert len(holder.get("register/degrees/")["items"]) == 1
    again = question(claimed(degree(1), world.holder))
    assert asker.post("qualification-checks/", again)["checks"][0]["by_register"] is True


@pytest.mark.parametrize(
    ("given", "status", "code", "place"),
    [
        ({"outcome": "confirmed"}, 422, "degree_missing", None),
        ({"outcome": "needs_documents"}, 422, "note_missing", None),
        ({"outcome": "maybe"}, 400, "invalid_input", "/outcome"),
        ({"outcome": "not_found", "differing": ["gpax"]}, 400, "invalid_input", "/differing/0"),
        (
            {"outcome": "not_found", "differing": ["shoe_size"]},
            400,
            "invalid_input",
            "/differing/0",
        ),
        ({"outcome": "not_found", "tell": ["name"]}, 400, "invalid_input", "/tell/0"),
        (
            {"outcome": "confirmed", "degree": "3b2d9c74-0b2a-4e2b-9f78-0f4b8c3d5e43"},
            400,
            "invalid_input",
            "/degree",
        ),
        ({"outcome": "not_found", "answered_name": "ก"}, 400, "invalid_input", "/answered_name"),
    ],
    ids=lambda given: str(given)[:40],
)
def test_an_answer_that_contradicts_itself_is_refused(
    world: Graduate,
    asker: System,
    holder: System,
    given: dict[str, Any],
    status: int,
    code: str,
    place: str | None,
) -> None:
    path = waiting(world, asker)
    refused = holder.post(f"{path}/answer", {"version": 2, **given}, status)
    assert refused["code"] == code
    assert (
        [one for one, _code in pointers(refused)] == [place] if place else "errors" not in refused
    )
    assert holder.get(path)["state"] == "waiting"


def test_who_entered_by_system_does_not_approve_in_the_portal(
    world: Graduate, asker: System, holder: System
) -> None:
    path = waiting(world, asker)
    own = {"name": world.holder_approver.user.name_th, "post": "นายทะเบียน"}
    body = {"version": 2, "outcome": "not_found", "officer": own}
    holder.post(f"{path}/answer", body)
    with pytest.raises(OwnAnswerError):
        approved(world, path)
    with scope(world.holder_approver.actor) as actor, pytest.raises(OwnAnswerError):
        return_answer(actor=actor, uuid=uuid_of(path), version=None, note="ไม่ใช่คนเดียวกัน")


def test_a_returned_answer_is_shown_to_the_holder_and_entered_anew(
    world: Graduate, asker: System, holder: System
) -> None:
    path = waiting(world, asker)
    holder.post(f"{path}/answer", {"version": 2, "outcome": "not_found"})
    with scope(world.holder_approver.actor) as actor:
        return_answer(actor=actor, uuid=uuid_of(path), version=None, note="ดูทะเบียนเก่าด้วย")
    back = holder.get(path)
    assert (back["state"], back["proposal"]["state"]) == ("waiting", "returned")
    assert back["proposal"]["return_note"] == "ดูทะเบียนเก่าด้วย"
    assert asker.get(path)["proposal"] is None
    stale = holder.post(f"{path}/answer", {"version": 2, "outcome": "not_found"}, 409)
    assert (stale["code"], stale["data"]) == ("check_stale", {"version": back["version"]})
    again = {"version": back["version"], "outcome": "not_found"}
    assert holder.post(f"{path}/answer", again)["proposal"]["state"] == "proposed"


def test_each_side_has_its_own_acts(world: Graduate, asker: System, holder: System) -> None:
    path = waiting(world, asker)
    note = {"version": 2, "note": "เพราะเหตุนี้"}
    assert holder.post(f"{path}/cancel", note, 403)["code"] == "forbidden"
    assert asker.post(f"{path}/request-documents", note, 403)["code"] == "forbidden"
    answer = {"version": 2, "outcome": "not_found"}
    assert asker.post(f"{path}/answer", answer, 403)["code"] == "forbidden"
    assert asker.get(f"{path}/matches", 404)["code"] == "not_found"
    early = asker.post(f"{path}/documents", {"version": 2, "documents": [document()]}, 409)
    assert (early["code"], early["data"]["state"]) == ("check_wrong_state", "waiting")
    gone = asker.post(f"{path}/cancel", note)
    assert (gone["state"], gone["actions"]) == ("cancelled", [])
    assert holder.get(f"{path}/timeline")["items"][-1]["note"] == "เพราะเหตุนี้"
    late = holder.post(f"{path}/answer", {"version": 3, "outcome": "not_found"}, 409)
    assert late["data"]["state"] == "cancelled"


def test_a_message_needs_the_scope_of_its_side(world: Graduate, asker: System) -> None:
    path = waiting(world, asker)
    told = system_of(world.holder, HOLD).post(f"{path}/messages", {"note": "เรากำลังค้นทะเบียน"})
    assert (told["action"], told["documents"], told["inside"]) == ("message", [], False)
    wrong = system_of(world.holder, ASK, READ).post(f"{path}/messages", {"note": "สวัสดีค่ะ"}, 403)
    assert wrong["data"] == {"missing_scopes": [HOLD]}
    with_file = {"note": "แนบใบแสดงผล", "documents": [document()]}
    assert len(asker.post(f"{path}/messages", with_file)["documents"]) == 1
    short = asker.post(f"{path}/messages", {"note": "ครับ"}, 422)
    assert short["code"] == "note_missing"


def test_documents_have_limits(world: Graduate, asker: System, holder: System) -> None:
    path = waiting(world, asker)
    eleven = {"note": "เอกสารทั้งหมด", "documents": [document()] * 11}
    assert pointers(asker.post(f"{path}/messages", eleven, 400)) == [("/documents", "max_length")]
    huge = {"note": "เอกสารใหญ่", "documents": [document("a.pdf", PDF + bytes(3_300_000))]}
    assert asker.post(f"{path}/messages", huge, 413)["code"] == "request_too_large"
    holder.post(f"{path}/request-documents", {"version": 2, "note": "ขอใบแสดงผลการศึกษา"})
    none = asker.post(f"{path}/documents", {"version": 3, "documents": []}, 400)
    assert pointers(none) == [("/documents", "empty")]


def test_a_document_of_another_check_is_not_found(
    world: Graduate, asker: System, holder: System
) -> None:
    one, other = waiting(world, asker, 1), waiting(world, asker, 2)
    sent = asker.post(f"{one}/messages", {"note": "แนบใบแสดงผล", "documents": [document()]})
    uuid = sent["documents"][0]["uuid"]
    assert file(holder, f"{one}/documents/{uuid}").status_code == 200
    missing = file(holder, f"{other}/documents/{uuid}", "application/pdf")
    assert (missing.status_code, missing["Content-Type"]) == (404, "application/problem+json")
    with scope(world.approver.actor):
        read = Entry.objects.filter(
            action="check.attachment", acting_institution_id=world.holder.pk
        )
        assert read.count() == 1


def test_documents_go_along_with_a_question(world: Graduate, asker: System, holder: System) -> None:
    path = waiting(world, asker, documents=[document("ใบรับรอง.pdf")])
    (first,) = holder.get(f"{path}/timeline")["items"]
    assert [one["filename"] for one in first["documents"]] == ["ใบรับรอง.pdf"]


def test_the_letter_on_what_the_register_confirmed_is_asked_for(
    world: Graduate, asker: System, holder: System
) -> None:
    registered(world, [degree(1)])
    body = question(claimed(degree(1), world.holder))
    path = f"qualification-checks/{asker.post('qualification-checks/', body)['checks'][0]['uuid']}"
    assert asker.get(f"{path}/letter", 404)["code"] == "not_found"
    letter = {"officer": None, "language": "en"}
    assert pointers(asker.post(f"{path}/letter", letter, 400)) == [("/officer", "unknown_field")]
    assert bare_post(holder, f"{path}/letter", {}, 403)["code"] == "forbidden"
    made = bare_post(asker, f"{path}/letter", {"language": "en"})
    assert (made["status"], bool(made["serial"])) == ("making", True)
    assert bare_post(asker, f"{path}/letter", {}) == made
    assert asker.get(f"{path}/letter", 404)["code"] == "not_found"
    assert do_jobs(world.registrar) == ["done"]
    assert asker.get(path)["letter"] == {"status": "active", "serial": made["serial"]}
    got = file(asker, f"{path}/letter", "application/pdf")
    assert (got.status_code, got["Content-Type"]) == (200, "application/pdf")
    assert got.content.startswith(b"%PDF-")
    assert got["Content-Disposition"].endswith('.pdf"')


def test_no_letter_before_an_answer(world: Graduate, asker: System) -> None:
    path = waiting(world, asker)
    assert bare_post(asker, f"{path}/letter", {}, 404)["code"] == "not_found"


def test_the_letter_of_a_person_s_answer_comes_by_itself(
    world: Graduate, asker: System, holder: System
) -> None:
    path = waiting(world, asker)
    holder.post(f"{path}/answer", {"version": 2, "outcome": "not_found", "officer": CHIEF})
    approved(world, path)
    assert asker.get(path)["letter"]["status"] == "making"
    assert do_jobs(world.holder_registrar) == ["done"]
    assert file(asker, f"{path}/letter").content == file(holder, f"{path}/letter").content


def test_both_sides_read_in_the_feed_what_concerns_them(
    world: Graduate, asker: System, holder: System
) -> None:
    seal()
    since = {one: one.get("changes", limit=500)["next_since"] for one in (asker, holder)}
    path = waiting(world, asker)
    holder.post(f"{path}/answer", {"version": 2, "outcome": "not_found"})
    approved(world, path)
    seal()
    kinds = {}
    for one, start in since.items():
        items = one.get("changes", since=start)["items"]
        kinds[one] = [item["kind"] for item in items if item["subject"] == uuid_of(path)]
    assert kinds[asker] == ["qualification.send", "qualification.approve"]
    assert kinds[holder] == ["qualification.send", "qualification.propose", "qualification.approve"]

"""Questions by API: order, instant answers, refusals by place, budget, audit, nothing told back."""

from typing import Any

import pytest
from django.test import Client

from apps.audit.models import Entry
from apps.institutions.models import Institution, Kind
from apps.institutions.scope import scope
from apps.qualifications.models import Check
from tests.builders.qualifications import Graduate, degree, registered
from tests.courses.partner_system import pointers
from tests.qualifications.api_systems import (
    ASK,
    CLERK,
    HOLD,
    READ,
    System,
    claimed,
    document,
    question,
    system_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker(world: Graduate) -> System:
    return system_of(world.asker)


@pytest.fixture
def holder(world: Graduate) -> System:
    return system_of(world.holder)


def test_answers_stand_in_the_order_sent(world: Graduate, asker: System) -> None:
    known, unknown, again = degree(1), degree(2), degree(3)
    registered(world, [known, again])
    rows = asker.post(
        "qualification-checks/",
        question(
            claimed(known, world.holder, reference="a"),
            claimed(unknown, world.holder, reference="b"),
            claimed(again, world.holder, reference="c"),
        ),
    )["checks"]
    assert [one["reference"] for one in rows] == ["a", "b", "c"]
    assert [one["state"] for one in rows] == ["answered", "waiting", "answered"]
    assert [one["by_register"] for one in rows] == [True, False, True]
    assert [one["outcome"] for one in rows] == ["confirmed", "", "confirmed"]
    assert rows[0]["due_on"] is None
    assert rows[1]["due_on"] > rows[1]["sent_at"][:10]
    assert {"person_id", "name", "birth_date", "degree"} <= set(rows[0]["agreeing"])
    assert rows[0]["coverage"]["conferrals"] == 2
    assert rows[1]["holder"]["code"] == world.holder.code


def test_each_look_up_names_officer_purpose_and_case(world: Graduate, asker: System) -> None:
    registered(world, [degree(1)])
    body = question(claimed(degree(1), world.holder), claimed(degree(2), world.holder))
    asker.post("qualification-checks/", body)
    with scope(world.holder_approver.actor):
        found = Entry.objects.filter(action__in=["check.confirm", "check.send"])
        entries = list(found.filter(owner_institution_id=world.holder.pk).order_by("action"))
    assert [one.action for one in entries] == ["check.confirm", "check.send"]
    for entry in entries:
        assert (entry.purpose, entry.case) == ("graduate_admission", "บศ.69/0123")
        assert entry.data["officer"] == CLERK["name"]
        assert entry.client_id is not None


def test_no_identifier_comes_back(world: Graduate, asker: System, holder: System) -> None:
    row = degree(1)
    assert row.person_id is not None
    body = question(claimed(row, world.holder))
    made = asker.post("qualification-checks/", body)["checks"][0]
    path = f"qualification-checks/{made['uuid']}"
    answers = [
        made,
        asker.get("qualification-checks/", side="asker"),
        asker.get(path),
        holder.get(path),
        holder.get(f"{path}/timeline"),
        holder.get("qualification-checks/", side="holder"),
    ]
    assert row.person_id.canonical not in str(answers)
    assert asker.get(path)["claim"]["person_id"] == row.person_id.masked()
    wrong = claimed(row, world.holder, person_id="1101700230709")
    refused = asker.post("qualification-checks/", question(wrong), 400)
    assert pointers(refused) == [("/claims/0/person_id", "id_check_digit")]
    assert "1101700230709" not in str(refused)


@pytest.mark.parametrize(
    ("given", "pointer", "code"),
    [
        ({"holder": "99999"}, "/claims/1/holder", "unknown_institution"),
        ({"holder": "00500"}, "/claims/1/holder", "own_institution"),
        ({"last_name": None}, "/claims/1/first_name", "person_missing"),
        ({"degree": None}, "/claims/1/degree", "claim_missing"),
        ({"gpax": "4.01"}, "/claims/1/gpax", "max_value"),
        ({"academic_year": 64}, "/claims/1/academic_year", "year"),
        ({"born_on": "31/12/2541"}, "/claims/1/born_on", "invalid"),
        ({"student_code": "1101700230708"}, "/claims/1/student_code", "national_id_as_code"),
        ({"level": "ปริญญาตรี"}, "/claims/1/level", "invalid_choice"),
        ({"outcome": "confirmed"}, "/claims/1/outcome", "unknown_field"),
        (
            {"documents": [{"filename": "a.pdf", "content": "not base64!"}]},
            "/claims/1/documents/0/content",
            "base64",
        ),
        (
            {"documents": [document("a.html", b"<html>")]},
            "/claims/1/documents/0/content",
            "attachment_refused",
        ),
    ],
    ids=lambda given: str(given)[:30],
)
def test_a_fault_is_named_by_its_place_and_nothing_is_asked(
    world: Graduate, asker: System, given: dict[str, Any], pointer: str, code: str
) -> None:
    good, bad = claimed(degree(1), world.holder), claimed(degree(2), world.holder, **given)
    refused = asker.post("qualification-checks/", question(good, bad), 400)
    assert pointers(refused) == [(pointer, code)]
    assert refused["errors"][0]["message_th"] != ""
    assert refused["errors"][0]["message_en"] != ""
    with scope(world.registrar.actor):
        assert not Check.objects.exists()


@pytest.mark.parametrize(
    ("given", "pointer", "code"),
    [
        ({"claims": []}, "/claims", "empty"),
        ({"purpose": "curiosity"}, "/purpose", "invalid_choice"),
        ({"basis": None}, "/basis", "null"),
        ({"case": " "}, "/case", "blank"),
        ({"officer": {"name": "วรรณา ตั้งใจ"}}, "/officer/post", "required"),
        ({"state": "answered"}, "/state", "unknown_field"),
    ],
)
def test_officer_purpose_basis_and_case_are_needed(
    world: Graduate, asker: System, given: dict[str, Any], pointer: str, code: str
) -> None:
    body = {**question(claimed(degree(1), world.holder)), **given}
    assert pointers(asker.post("qualification-checks/", body, 400)) == [(pointer, code)]


def test_a_thousand_is_the_most(world: Graduate, asker: System) -> None:
    one = {"holder": world.holder.code, "first_name": "ก", "last_name": "ข", "level": "bachelor"}
    refused = asker.post("qualification-checks/", question(*[one] * 1_001), 400)
    assert pointers(refused) == [("/claims", "max_length")]


def test_the_budget_of_look_ups_holds(world: Graduate, asker: System, settings: Any) -> None:
    settings.LOOKUP_BUDGET_PERSON = 2
    body = question(*[claimed(degree(number), world.holder) for number in (1, 2, 3)])
    refused = asker.post("qualification-checks/", body, 429)
    assert refused["code"] == "budget_exhausted"
    with scope(world.registrar.actor):
        assert not Check.objects.exists()


def test_the_same_key_asks_once(world: Graduate, asker: System) -> None:
    body = question(claimed(degree(1), world.holder))
    first = asker.post("qualification-checks/", body, key="one-and-the-same")
    assert asker.post("qualification-checks/", body, key="one-and-the-same") == first
    with scope(world.registrar.actor):
        assert Check.objects.count() == 1
    other = question(claimed(degree(2), world.holder))
    reused = asker.post("qualification-checks/", other, 422, key="one-and-the-same")
    assert reused["code"] == "idempotency_key_reused"
    headers = {"Authorization": f"Bearer {asker.token}"}
    bare = Client().post(
        "/api/v1/qualification-checks/", body, content_type="application/json", headers=headers
    )
    assert bare.json()["code"] == "idempotency_key_missing"


def test_names_in_english_and_an_earlier_year_are_taken(world: Graduate, asker: System) -> None:
    row = degree(1)
    registered(world, [row])
    latin = claimed(
        row,
        world.holder,
        first_name=None,
        last_name=None,
        title=None,
        first_name_en=row.first_name_en,
        last_name_en=row.last_name_en,
        born_on=None,
        born_year=2542,
        student_code=row.student_code,
        academic_year=2021,
    )
    assert asker.post("qualification-checks/", question(latin))["checks"][0]["by_register"]


def test_lists_are_each_sides_own_by_cursor_and_filter(
    world: Graduate, asker: System, holder: System
) -> None:
    registered(world, [degree(1)])
    claims = [claimed(degree(number), world.holder) for number in (1, 2, 3)]
    sent = asker.post("qualification-checks/", question(*claims))["checks"]
    other = question(claimed(degree(4), world.holder), case="บศ.69/0999")
    sent += asker.post("qualification-checks/", other)["checks"]
    page = asker.get("qualification-checks/", side="asker", page_size=3)
    assert [one["uuid"] for one in page["items"]] == [one["uuid"] for one in sent[:0:-1]]
    rest = asker.get(page["next"].removeprefix("/api/v1/"))
    assert [one["uuid"] for one in rest["items"]] == [sent[0]["uuid"]]
    assert rest["next"] is None

    def numbers(system: System, side: str, **query: Any) -> list[str]:
        items = system.get("qualification-checks/", side=side, **query)["items"]
        return [one["number"] for one in items]

    all_sent = [one["number"] for one in sent[::-1]]
    assert numbers(holder, "holder") == all_sent
    assert numbers(asker, "holder") == numbers(holder, "asker") == []
    assert numbers(asker, "asker", state="waiting") == all_sent[:3]
    assert numbers(asker, "asker", outcome="confirmed") == all_sent[3:]
    assert numbers(asker, "asker", case="บศ.69/0999") == all_sent[:1]
    assert numbers(asker, "asker", partner="00400") == []
    assert numbers(asker, "asker", overdue="true") == []
    refused = asker.get("qualification-checks/", 400, side="both")
    assert pointers(refused) == [("?side", "invalid_choice")]
    refused = asker.get("qualification-checks/", 400, side="asker", stat="x")
    assert pointers(refused) == [("?stat", "unknown_field")]


def test_each_look_is_on_record_for_the_other_side(
    world: Graduate, asker: System, holder: System
) -> None:
    body = question(claimed(degree(1), world.holder), claimed(degree(2), world.holder))
    sent = asker.post("qualification-checks/", body)["checks"]
    holder.get("qualification-checks/", side="holder")
    holder.get(f"qualification-checks/{sent[0]['uuid']}")
    with scope(world.approver.actor):
        looks = Entry.objects.filter(action="check.look", owner_institution_id=world.asker.pk)
        cases = list(looks.values_list("case", "acting_institution_id"))
    assert cases == [("บศ.69/0123", world.holder.pk)] * 3


def test_the_board_counts_each_university_without_persons(world: Graduate, asker: System) -> None:
    registered(world, [degree(1)])
    third = Institution.objects.get(kind=Kind.UNIVERSITY, code="00400")
    body = question(
        claimed(degree(1), world.holder),
        claimed(degree(2), world.holder),
        claimed(degree(3), third),
    )
    asker.post("qualification-checks/", body)
    asker.post("qualification-checks/", question(claimed(degree(4), third), case="อื่น 1"))
    items = asker.get("qualification-checks/board", case="บศ.69/0123")["items"]
    counts = {
        one["holder"]["code"]: (one["asked"], one["confirmed"], one["waiting"]) for one in items
    }
    assert counts == {world.holder.code: (2, 1, 1), "00400": (1, 0, 1)}
    whole = asker.get("qualification-checks/board")["items"]
    assert sum(one["asked"] for one in whole) == 4
    assert degree(1).last_name not in str(items)


def test_strangers_find_nothing_and_scopes_are_kept_apart(world: Graduate, asker: System) -> None:
    sent = asker.post("qualification-checks/", question(claimed(degree(1), world.holder)))
    uuid = sent["checks"][0]["uuid"]
    stranger = system_of(Institution.objects.get(kind=Kind.UNIVERSITY, code="00400"))
    for path in ("", "/timeline", "/matches", "/letter"):
        assert stranger.get(f"qualification-checks/{uuid}{path}", 404)["code"] == "not_found"
    note = {"version": 2, "note": "ไม่ใช่เรื่องของเรา"}
    for act in ("cancel", "request-documents"):
        assert stranger.post(f"qualification-checks/{uuid}/{act}", note, 404)["code"] == "not_found"
    reader = system_of(world.asker, READ)
    body = question(claimed(degree(2), world.holder))
    assert reader.post("qualification-checks/", body, 403)["code"] == "insufficient_scope"
    for scopes, path in (((ASK, HOLD), ""), ((HOLD,), "board")):
        narrow = system_of(world.asker, *scopes)
        assert narrow.get(f"qualification-checks/{path}", 403)["code"] == "insufficient_scope"

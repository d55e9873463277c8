"""Papers by API: asked for by a system, approved by a person, read, changed and refused."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.audit.models import Entry
from apps.certificates.errors import OwnWorkError
from apps.certificates.models import ServiceRequest
from apps.institutions.scope import scope
from tests.builders import certificates as build
from tests.builders.qualifications import degree, registered
from tests.certificates.api_system import (
    CLERK,
    READ,
    REQUEST,
    REQUESTS,
    System,
    order,
    paper,
    pointers,
    system_of,
    taken,
)
from tests.certificates.desks import Desk
from tests.certificates.test_conferrals import register

pytestmark = pytest.mark.django_db
NATIONAL_ID = "1101700230708"


@pytest.fixture
def system(desk: Desk) -> System:
    return system_of(desk.cast.university_a)


def line_of(desk: Desk, **facts: Any) -> str:
    """A degree of the desk's own register."""
    usual = {"student_code": "6000000007", "first_name_en": "", "last_name_en": ""}
    row = degree(1, **{**usual, **facts})
    return str(registered(register(desk.clerk, desk.approver), [row]).first_line)


def row_at(desk: Desk, path: str) -> ServiceRequest:
    with scope(desk.clerk.actor):
        return ServiceRequest.objects.get(uuid=path.rpartition("/")[2])


def test_one_paper_is_a_request_by_itself(desk: Desk, system: System) -> None:
    answer = system.post(REQUESTS, order(paper(purpose=" ทุนการศึกษา ")), 201)
    assert answer["batch"] is None
    (made,) = answer["requests"]
    assert (made["state"], made["student_code"]) == ("requested", build.code(1))
    seen = system.get(REQUESTS + made["uuid"])
    assert (seen["channel"], seen["purpose"], seen["language"]) == ("api", "ทุนการศึกษา", "th")
    assert (seen["name"], seen["paper"], seen["batch"]) == ("นางสาวปาริชาติ ศรีสุวรรณ์", None, None)
    assert [(one["stage"], one["officer"]) for one in seen["stages"]] == [("requested", CLERK)]
    assert seen["actions"] == ["change", "cancel"]
    assert (seen["facts"]["admitted_year"], seen["facts"]["academic_year"]) == (2023, 2025)


def test_two_are_a_batch_in_the_order_sent(desk: Desk, system: System) -> None:
    answer = system.post(REQUESTS, order(paper(2), paper(1), title="ทุน"), 201)
    assert [one["student_code"] for one in answer["requests"]] == [build.code(2), build.code(1)]
    first = system.get(REQUESTS + answer["requests"][0]["uuid"])
    assert first["batch"] == answer["batch"]
    batch = system.get(f"certificate-batches/{answer['batch']}")
    assert (batch["total"], batch["title"], batch["requested_by"]) == (2, "ทุน", CLERK)


def test_the_same_key_asks_once(desk: Desk, system: System) -> None:
    first = system.post(REQUESTS, order(), 201, key="one")
    assert system.post(REQUESTS, order(), 201, key="one") == first
    other = system.post(REQUESTS, order(paper(2)), 422, key="one")
    assert other["code"] == "idempotency_key_reused"
    again = system.post(REQUESTS, order(), 409)
    assert again["code"] == "already_requested"
    assert again["data"] == {"number": first["requests"][0]["number"]}
    with scope(desk.clerk.actor):
        assert ServiceRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "place", "code"),
    [
        ({"facts": {"student_code": NATIONAL_ID}}, "facts/student_code", "national_id_as_code"),
        ({"facts": {"shoe_size": 42}}, "facts/shoe_size", "unknown_field"),
        ({"facts": {"level": "wizard"}}, "facts/level", "invalid_choice"),
        ({"facts": {"term": 4}}, "facts/term", "max_value"),
        ({"contact_email": "nobody"}, "contact_email", "invalid"),
        ({"needed_by": "2020-01-01"}, "needed_by", "needed_by"),
        ({"needed_by": "soon"}, "needed_by", "invalid"),
        ({"purpose": "x" * 301}, "purpose", "max_length"),
        ({"degree": "6a8f0b9e-5a55-4a0b-9a2f-1c8c7b2c1d10"}, "degree", "other_kind"),
        ({"state": "approved"}, "state", "unknown_field"),
        ({"facts": {"first_name": "\ud800"}}, "facts/first_name", "half_character"),
    ],
    ids=lambda given: str(given)[:40].encode("ascii", "replace").decode(),
)
def test_a_fault_is_named_by_its_place(
    desk: Desk, system: System, given: dict[str, Any], place: str, code: str
) -> None:
    refused = system.post(REQUESTS, order(paper(1), paper(2, **given)), 400)
    assert pointers(refused) == [(f"/requests/1/{place}", code)]
    assert refused["errors"][0]["message_en"]
    assert NATIONAL_ID not in str(refused)
    with scope(desk.clerk.actor):
        assert not ServiceRequest.objects.exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"term": None}, "term"),
        ({"admitted_year": 2569}, "admitted_year"),
        ({"gpax": "3.25"}, "gpax"),
        ({"first_name": "=1+1"}, "first_name"),
        ({"expected_year": 2570}, "expected_term"),
        ({"academic_year": 12}, "academic_year"),
    ],
    ids=lambda given: str(given)[:30],
)
def test_what_the_kind_does_not_take_is_named_by_its_place(
    desk: Desk, system: System, facts: dict[str, Any], field: str
) -> None:
    alone = system.post(REQUESTS, order(paper(1, facts=facts)), 422)
    assert (alone["code"], pointers(alone)) == ("facts", [(f"/requests/0/facts/{field}", "fact")])
    both = system.post(REQUESTS, order(paper(1), paper(2, facts=facts)), 422)
    assert both["code"] == "lines"
    assert pointers(both) == [(f"/requests/1/facts/{field}", "line")]
    for refused in (alone, both):
        (fault,) = refused["errors"]
        assert fault["message_th"]
        assert fault["message_en"]


def test_an_english_paper_needs_english(desk: Desk, system: System) -> None:
    refused = system.post(REQUESTS, order(paper(facts={"faculty_en": None}), language="en"), 422)
    assert pointers(refused) == [("/requests/0/facts/faculty_en", "fact")]


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"kind": "transcript"}, "/kind", "invalid_choice"),
        ({"language": "de"}, "/language", "invalid_choice"),
        ({"requests": []}, "/requests", "empty"),
        ({"requests": [paper()] * 1_001}, "/requests", "max_length"),
        ({"officer": {"name": "วรรณา"}}, "/officer/post", "required"),
        ({"approve": True}, "/approve", "unknown_field"),
    ],
    ids=lambda given: str(given)[:30],
)
def test_orders_that_are_not_taken(
    desk: Desk, system: System, body: dict[str, Any], pointer: str, code: str
) -> None:
    refused = system.post(REQUESTS, order(**body), 400)
    assert (pointer, code) in pointers(refused)


def test_the_same_student_twice(desk: Desk, system: System) -> None:
    refused = system.post(REQUESTS, order(paper(1), paper(2), paper(1)), 422)
    assert pointers(refused) == [("/requests/2/facts/student_code", "line")]


def test_a_certificate_of_graduation_out_of_the_own_register(desk: Desk, system: System) -> None:
    line = line_of(desk)
    sent = {"degree": line, "facts": {"faculty_en": "Faculty of Science", "gpax": "4.00"}}
    (path,) = taken(system, sent, kind="graduation")
    seen = system.get(path)
    assert (seen["from_register"], seen["student_code"]) == (True, "6000000007")
    assert seen["facts"]["gpax"] != "4.00"
    unknown = {"degree": str(uuid4())}
    refused = system.post(REQUESTS, order(sent, unknown, kind="graduation"), 400)
    assert pointers(refused) == [("/requests/1/degree", "unknown_degree")]
    elsewhere = system_of(desk.cast.university_b)
    foreign = elsewhere.post(REQUESTS, order(sent, kind="graduation"), 400)
    assert pointers(foreign) == [("/requests/0/degree", "unknown_degree")]


def test_a_degree_that_is_not_conferred_is_not_certified(desk: Desk, system: System) -> None:
    line = line_of(desk, approved_on=None, standing="completed")
    refused = system.post(REQUESTS, order({"degree": line}, kind="graduation"), 422)
    assert refused["code"] == "degree_not_conferred"


def test_whom_the_system_named_does_not_approve(desk: Desk, system: System) -> None:
    own = {"name": desk.approver.user.name_th, "post": "นายทะเบียน"}
    (path,) = taken(system, officer=own)
    with pytest.raises(OwnWorkError):
        build.approved(desk.approver, row_at(desk, path))
    assert build.approved(desk.second, row_at(desk, path))[0].state == "approved"


def test_a_change_voids_the_approval_and_binds_to_what_was_seen(desk: Desk, system: System) -> None:
    (path,) = taken(system)
    build.approved(desk.approver, row_at(desk, path))
    seen = system.get(path)
    assert (seen["state"], seen["paper"]["status"]) == ("approved", "reserved")
    body = {"seen": seen["seen"], "request": paper(purpose="กู้ยืมเงิน")}
    refused = system.post(f"{path}/change", {**body, "request": paper(facts={"term": None})}, 422)
    assert pointers(refused) == [("/request/facts/term", "fact")]
    changed = system.post(f"{path}/change", body)
    assert (changed["state"], changed["purpose"]) == ("requested", "กู้ยืมเงิน")
    assert changed["history"][0]["changes"] == ["purpose"]
    stale = system.post(f"{path}/change", body, 409)
    assert stale["code"] == "service_request_changed"


def test_cancelled_before_it_is_made(desk: Desk, system: System) -> None:
    (path,) = taken(system)
    short = system.post(f"{path}/cancel", {"reason": "no"}, 422)
    assert short["code"] == "reason_needed"
    gone = system.post(f"{path}/cancel", {"reason": "นักศึกษาไม่ต้องการแล้ว"})
    assert (gone["state"], gone["actions"]) == ("cancelled", [])
    assert [one["stage"] for one in gone["stages"]] == ["requested", "cancelled"]
    again = system.post(f"{path}/cancel", {"reason": "นักศึกษาไม่ต้องการแล้ว"}, 409)
    assert (again["code"], again["data"]) == ("service_request_wrong_state", {"state": "cancelled"})
    early = system.post(f"{path}/deliver", {"how": "desk"}, 409)
    assert early["data"] == {"state": "cancelled"}


def test_nothing_is_another_university_s(desk: Desk, system: System) -> None:
    (path,) = taken(system)
    stranger = system_of(desk.cast.university_b)
    acts: dict[str, dict[str, Any]] = {
        "change": {"seen": "x", "request": paper()},
        "cancel": {"reason": "เพราะเหตุนี้"},
        "deliver": {"how": "desk"},
        "replace": {"reason": "เพราะเหตุนี้", "request": paper()},
    }
    for where in (path, REQUESTS + str(uuid4())):
        assert stranger.get(where, 404)["code"] == "not_found"
        assert stranger.get(f"{where}/paper", 404)["code"] == "not_found"
        for act, body in acts.items():
            assert stranger.post(f"{where}/{act}", body, 404)["code"] == "not_found"
    assert stranger.get(REQUESTS)["items"] == []
    assert row_at(desk, path).version == 1


def test_the_list_is_narrowed_and_read_page_by_page(desk: Desk, system: System) -> None:
    paths = taken(system, paper(1), paper(2), paper(3))
    (alone,) = taken(system, paper(4))
    system.post(f"{alone}/cancel", {"reason": "นักศึกษาไม่ต้องการแล้ว"})
    batch = system.get(paths[0])["batch"]

    def codes(**asked: Any) -> list[str]:
        return [one["student_code"] for one in system.get(REQUESTS, **asked)["items"]]

    def students(*places: int) -> list[str]:
        return [build.code(place) for place in places]

    assert codes() == students(4, 3, 2, 1)
    assert codes(state="requested") == students(3, 2, 1)
    assert codes(batch=batch) == students(3, 2, 1)
    assert codes(batch=str(uuid4())) == []
    assert codes(kind="graduation") == []
    assert codes(student_code=build.code(2)) == students(2)
    assert codes(overdue="true") == []
    first = system.get(REQUESTS, page_size=3)
    assert [one["student_code"] for one in first["items"]] == students(4, 3, 2)
    rest = system.get(first["next"].removeprefix("/api/v1/"))
    assert [one["student_code"] for one in rest["items"]] == students(1)
    assert rest["next"] is None
    wrong = system.get(REQUESTS, 400, state="lost", batch="x", page="2")
    assert {place for place, _code in pointers(wrong)} >= {"?page"}
    assert pointers(system.get(REQUESTS, 400, state="lost")) == [("?state", "invalid_choice")]
    strange = system_of(desk.cast.university_b)
    assert strange.get(first["next"].removeprefix("/api/v1/"), 400)["code"] == "invalid_cursor"


def test_a_page_costs_the_same_however_many_stand_on_it(desk: Desk, system: System) -> None:
    build.approved_list(desk.approver, build.listed(desk.clerk, 2))
    with CaptureQueriesContext(
        connection,
    ) as few:
        system.get(REQUESTS)
    build.approved_list(desk.approver, build.listed(desk.clerk, 4, first=3))
    with CaptureQueriesContext(connection) as many:
        assert len(system.get(REQUESTS)["items"]) == 6
    assert len(many) == len(few)


def test_reading_and_asking_are_on_record(desk: Desk, system: System) -> None:
    (path,) = taken(system)
    system.get(path)
    system.get(REQUESTS)
    with scope(desk.clerk.actor):
        found = Entry.objects.filter(target="service_request").order_by("pk")
        told = [(one.action, one.data.get("officer"), one.actor_label) for one in found]
    assert told == [
        ("service_request.request", CLERK["name"], "Student system"),
        ("service_request.look", None, "Student system"),
        ("service_request.export", None, "Student system"),
    ]


def test_each_scope_opens_its_own(desk: Desk, system: System) -> None:
    (path,) = taken(system)
    reader = system_of(desk.cast.university_a, READ)
    assert reader.get(path)["state"] == "requested"
    refused = reader.post(f"{path}/cancel", {"reason": "เพราะเหตุนี้"}, 403)
    assert refused["data"] == {"missing_scopes": [REQUEST]}
    asker = system_of(desk.cast.university_a, REQUEST)
    assert asker.get(path, 403)["data"] == {"missing_scopes": [READ]}
    assert len(taken(asker, paper(9))) == 1

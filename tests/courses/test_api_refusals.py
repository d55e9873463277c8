"""What the API refuses, in both languages and by place; who gets a 404 and who a 403."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from apps.courses.models import CrossRegistration, CrossRequest, Learner
from apps.institutions.models import Institution, Kind
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.cast import Cast
from tests.courses.partner_system import (
    APPROVE,
    CHIEF,
    HOME,
    HOST,
    READ,
    System,
    asked_for,
    pointers,
    student,
    system_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(made: build.Exchange) -> System:
    return system_of(made.home)


def test_all_lines_or_none_each_named_by_its_place(made: build.Exchange, home: System) -> None:
    students = [
        student(1),
        student(2, section="9"),
        student(3, course_code="XX999"),
    ]
    refused = home.post("cross-requests/", asked_for(made, *students), 422)
    assert refused["code"] == "lines"
    assert pointers(refused) == [
        ("/students/1/section", "line"),
        ("/students/2/course_code", "line"),
    ]
    assert refused["errors"][0]["message_en"] == "CS101 has no section 9. Sections: 1."
    with scope(made.registrar.actor):
        assert not CrossRequest.objects.exists()
        assert not Learner.objects.exists()


def test_the_same_student_twice_and_a_nameless_one(made: build.Exchange, home: System) -> None:
    twice = home.post("cross-requests/", asked_for(made, student(), student()), 422)
    assert pointers(twice) == [("/students/1/student_code", "line")]
    nameless = {"student_code": "6601000009", "course_code": "CS101"}
    refused = home.post("cross-requests/", asked_for(made, nameless), 422)
    assert pointers(refused) == [("/students/0/first_name", "line")]
    home.post("cross-requests/", asked_for(made, student(9)), 201)
    again = asked_for(made, {**nameless, "course_code": "CS102"})
    assert home.post("cross-requests/", again, 201)["states"] == {"submitted": 1}


def test_too_many_credits_need_a_reason(made: build.Exchange, home: System) -> None:
    heavy = asked_for(made, student(home_credits="15"))
    refused = home.post("cross-requests/", heavy, 422)
    assert pointers(refused) == [("/students/0", "line")]
    allowed = {**heavy, "overload_reason": "ได้รับอนุมัติจากคณบดี"}
    assert home.post("cross-requests/", allowed, 201)["states"] == {"submitted": 1}


def test_a_full_section_names_the_line(made: build.Exchange, home: System) -> None:
    students = [student(number, course_code="EN201") for number in range(1, 4)]
    rows = home.post("cross-requests/", asked_for(made, *students), 201)["registrations"]
    host = system_of(made.host)
    refused = host.act("accept", *rows, status=422, officer=CHIEF)
    assert pointers(refused) == [("/registrations/2", "line")]


@pytest.mark.parametrize("field", ["home", "state", "version", "shared_with", "uuid"])
def test_what_only_the_portal_sets_is_refused(
    made: build.Exchange, home: System, field: str
) -> None:
    body = asked_for(made, student(), **{field: "00300"})
    assert pointers(home.post("cross-requests/", body, 400)) == [(f"/{field}", "unknown_field")]
    inside = asked_for(made, student(**{field: "recognised"}))
    refused = home.post("cross-requests/", inside, 400)
    assert pointers(refused) == [(f"/students/0/{field}", "unknown_field")]


def test_an_identifier_is_never_told_back(made: build.Exchange, home: System) -> None:
    wrong = "1101700230709"
    refused = home.post("cross-requests/", asked_for(made, student(person_id=wrong)), 400)
    assert pointers(refused) == [("/students/0/person_id", "id_check_digit")]
    assert wrong not in str(refused)
    key = home.post("cross-requests/", asked_for(made, student(), **{wrong: "x"}), 400)
    assert pointers(key) == [("", "unknown_field")]
    assert wrong not in str(key)
    people = ["1101700230708", "3100600445635", "5100699012348"]
    codes = home.post(
        "cross-requests/", asked_for(made, *[student(student_code=one) for one in people]), 400
    )
    assert pointers(codes)[0] == ("/students/0/student_code", "national_id_as_code")
    assert people[0] not in str(codes)


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"host": "99999"}, "/host", "unknown_institution"),
        ({"academic_year": 69}, "/academic_year", "academic_year"),
        ({"term": 4}, "/term", "invalid_choice"),
        ({"students": []}, "/students", "empty"),
        ({"officer": {"name": "วรรณา ตั้งใจ"}}, "/officer/post", "required"),
        ({"officer": {"name": "วรรณา", "post": " "}}, "/officer/post", "blank"),
    ],
)
def test_wrong_input_is_named_in_both_languages(
    made: build.Exchange, home: System, changes: dict[str, Any], pointer: str, code: str
) -> None:
    refused = home.post("cross-requests/", asked_for(made, **changes), 400)
    assert pointers(refused) == [(pointer, code)]
    assert refused["errors"][0]["message_th"]
    assert refused["errors"][0]["message_en"].isascii()


def test_a_row_twice_in_a_batch(made: build.Exchange, home: System) -> None:
    rows = home.post("cross-requests/", asked_for(made), 201)["registrations"]
    refused = home.act("cancel", *rows, *rows, status=400, reason="student_wish")
    assert pointers(refused) == [("/registrations/1/uuid", "repeated")]


def test_an_unknown_agreement_is_refused_as_a_foreign_one(
    made: build.Exchange, home: System
) -> None:
    third = Institution.objects.filter(kind=Kind.UNIVERSITY, founding=True).exclude(
        pk__in=[made.home.pk, made.host.pk]
    )[0]
    stranger = system_of(third)
    body = asked_for(made)
    foreign = stranger.post("cross-requests/", body, 422)
    unknown = stranger.post("cross-requests/", {**body, "agreement": str(uuid4())}, 422)
    assert foreign == unknown
    assert foreign["code"] == "no_basis"


def test_strangers_get_the_same_404_for_foreign_and_unknown(
    made: build.Exchange, home: System
) -> None:
    assert made.agreement is not None
    sent = home.post("cross-requests/", asked_for(made), 201)
    row = sent["registrations"][0]
    host = system_of(made.host)
    rows = host.act("accept", row, officer=CHIEF)
    rows = host.act("enrol", *rows)
    body = {"results": [{"registration": row["uuid"], "version": 4, "grade": "A"}]}
    result = host.post("results/", body)["results"][0]
    third = Institution.objects.filter(kind=Kind.UNIVERSITY, founding=True).exclude(
        pk__in=[made.home.pk, made.host.pk]
    )[0]
    stranger = system_of(third)
    with scope(made.registrar.actor):
        learner = Learner.objects.get()
    for path, known in (
        ("agreements/{}", made.agreement.uuid),
        ("cross-requests/{}", sent["uuid"]),
        ("cross-registrations/{}", row["uuid"]),
        ("learners/{}", learner.uuid),
    ):
        told = [stranger.get(path.format(one), 404) for one in (known, uuid4())]
        assert told[0] == told[1]
        assert told[0]["code"] == "not_found"
    assert host.get(f"learners/{learner.uuid}", 404)["code"] == "not_found"
    assert host.get("learners/", 404, student_code=learner.student_code)["code"] == "not_found"
    for one in (row["uuid"], str(uuid4())):
        pick = {"uuid": one, "version": 4}
        refused = stranger.act("withdraw", pick, status=404, reason="student_wish")
        assert refused["code"] == "not_found"
        entry = {"results": [{"registration": one, "version": 4, "grade": "A"}]}
        assert stranger.post("results/", entry, 404)["code"] == "not_found"
    for one in (result["uuid"], str(uuid4())):
        approved = {"officer": CHIEF, "results": [{"uuid": one, "seen": result["seen"]}]}
        assert stranger.post("results/approve", approved, 404)["code"] == "not_found"
        note = {"officer": CHIEF, "note": "ไม่ถูกต้องครับ"}
        assert stranger.post(f"results/{one}/return", note, 404)["code"] == "not_found"
    for side in ("home", "host"):
        assert stranger.get("cross-registrations/", side=side)["items"] == []
        assert stranger.get("cross-requests/", side=side)["items"] == []


def test_the_other_side_may_not_do_it(made: build.Exchange, home: System) -> None:
    rows = home.post("cross-requests/", asked_for(made), 201)["registrations"]
    assert home.act("accept", *rows, status=403)["code"] == "forbidden"
    host = system_of(made.host)
    refused = host.act("cancel", *rows, status=403, reason="student_wish")
    assert refused["code"] == "forbidden"


def test_a_draft_is_hidden_from_the_host(made: build.Exchange, home: System) -> None:
    sent = home.post("cross-requests/", asked_for(made, submit=False), 201)
    assert sent["states"] == {"draft": 1}
    host = system_of(made.host)
    host.get(f"cross-requests/{sent['uuid']}", 404)
    host.get(f"cross-registrations/{sent['registrations'][0]['uuid']}", 404)
    picks = [{"uuid": row["uuid"], "version": 1} for row in sent["registrations"]]
    after = home.post(f"cross-requests/{sent['uuid']}/submit", {"registrations": picks})
    assert after["states"] == {"submitted": 1}
    [line] = after["registrations"]
    assert line["home_student_code"] == "6601000001"
    # students are shown with their registrations, where the look is recorded
    assert host.get(f"cross-requests/{sent['uuid']}")["registrations"] == [
        {**line, "home_student_code": ""}
    ]
    again = home.post(f"cross-requests/{sent['uuid']}/submit", {"registrations": picks}, 409)
    assert again["data"]["state"] == "submitted"


SCOPES = [
    ("GET", "agreements/", READ),
    ("GET", "catalogue/?academic_year=2569&term=1", READ),
    ("GET", "rules", READ),
    ("GET", "cross-registrations/?side=home", READ),
    ("GET", "results/?waiting=true", READ),
    ("GET", "changes", "changes:read"),
    ("POST", "offerings/", HOST),
    ("POST", "cross-requests/", HOME),
    ("POST", "cross-registrations/accept", HOST),
    ("POST", "cross-registrations/decline", HOST),
    ("POST", "cross-registrations/enrol", HOST),
    ("POST", "cross-registrations/details", HOST),
    ("POST", "cross-registrations/cancel", HOME),
    ("POST", "cross-registrations/acknowledge", HOME),
    ("POST", f"cross-registrations/{uuid4()}/change", HOME),
    ("POST", "results/", HOST),
    ("POST", "recognitions/", HOME),
    ("POST", "results/approve", APPROVE),
    ("POST", f"results/{uuid4()}/return", APPROVE),
    ("POST", f"recognitions/{uuid4()}/approve", APPROVE),
    ("POST", f"recognitions/{uuid4()}/return", APPROVE),
    ("POST", f"recognitions/{uuid4()}/reopen", APPROVE),
]


def test_every_endpoint_needs_its_scope(cast: Cast) -> None:
    everything = {READ, HOME, HOST, APPROVE, "changes:read"}
    systems = {one: system_of(cast.university_a, *(everything - {one})) for one in everything}
    for method, path, needed in SCOPES:
        lacking = systems[needed]
        headers = {"Authorization": f"Bearer {lacking.token}", "Idempotency-Key": str(uuid4())}
        answer = Client().generic(
            method, f"/api/v1/{path}", "{}", content_type="application/json", headers=headers
        )
        assert answer.status_code == 403, path
        assert answer.json()["data"]["missing_scopes"] == [needed], path


def test_the_same_key_asks_once(made: build.Exchange, home: System) -> None:
    body = asked_for(made)
    first, second = (
        home.post("cross-requests/", body, 201, key="one-key-0123456789") for _ in range(2)
    )
    assert first == second
    other = home.post("cross-requests/", asked_for(made, student(2)), 422, key="one-key-0123456789")
    assert other["code"] == "idempotency_key_reused"
    with scope(made.registrar.actor):
        assert CrossRegistration.objects.count() == 1

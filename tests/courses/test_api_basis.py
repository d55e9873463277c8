"""Agreements, rules, offerings and the catalogue through the API."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.audit.models import Entry
from apps.institutions.models import Institution, Kind
from tests.builders import courses as build
from tests.courses.partner_system import (
    CHIEF,
    CLERK,
    System,
    approval,
    asked_for,
    grades,
    pointers,
    student,
    system_of,
)

pytestmark = pytest.mark.django_db
SECTION = {
    "academic_year": 2569,
    "term": 1,
    "code": "ma101",
    "name_th": "แคลคูลัส 1",
    "name_en": "Calculus 1",
    "credits": "๓(๓-๐-๖)",
    "isced": "0541",
    "state": "open",
}


@pytest.fixture
def home(made: build.Exchange) -> System:
    return system_of(made.home)


@pytest.fixture
def host(made: build.Exchange) -> System:
    return system_of(made.host)


def test_agreements_show_who_signed(made: build.Exchange, home: System, host: System) -> None:
    assert made.agreement is not None
    [listed] = home.get("agreements/", state="in_force", partner=made.host.code)["items"]
    assert listed == host.get(f"agreements/{made.agreement.uuid}")
    assert [one["code"] for one in listed["parties"]] == [made.home.code, made.host.code]
    assert listed["parties"][1]["signature"] == {
        "name": "ผู้ลงนาม", "post": "อธิการบดี", "signed_on": "2025-01-01"
    }  # fmt: skip
    assert home.get("agreements/", state="draft")["items"] == []


def test_rules_of_another_university_are_readable(made: build.Exchange, home: System) -> None:
    rules = home.get("rules", institution=made.host.code)
    assert rules["institution"]["code"] == made.host.code
    assert {"grade": "S", "points": None, "outcome": "passed"} in rules["grade_scale"]["grades"]
    [policy] = rules["policies"]
    assert (policy["study"], policy["load_cap"]) == ("undergraduate", "15.0")
    own = home.get("rules")
    assert own["institution"]["code"] == made.home.code
    before = home.get("rules", on="2019-12-31")
    assert (before["grade_scale"], before["policies"]) == (None, [])
    refused = home.get("rules", 400, institution="99999")
    assert pointers(refused) == [("?institution", "unknown_institution")]


def test_a_section_is_made_changed_and_closed(
    made: build.Exchange, home: System, host: System
) -> None:
    section = host.post("offerings/", SECTION, 201)
    assert (section["code"], section["credits"], section["state"]) == ("MA101", "3(3-0-6)", "open")
    assert section["academic_year"] == 2026
    seen = home.get("catalogue/", academic_year=2026, term=1, query="แคลคูลัส")["items"]
    assert [one["uuid"] for one in seen] == [section["uuid"]]
    change = {**SECTION, "uuid": section["uuid"], "version": section["version"], "seats": 40}
    changed = host.post("offerings/", {**change, "distribution": {"A": 6, "F": 5}})
    assert (changed["seats"], changed["distribution"]) == (40, {"A": 6, "F": 5})
    assert host.post("offerings/", change, 409)["data"]["version"] == changed["version"]
    closing = {**change, "version": changed["version"], "state": "closed"}
    assert host.post("offerings/", closing)["state"] == "closed"
    assert home.get("catalogue/", academic_year=2569, term=1, query="calculus")["items"] == []
    assert host.get("offerings/", state="closed")["items"][0]["uuid"] == section["uuid"]
    foreign = {**closing, "version": 4}
    assert home.post("offerings/", foreign, 404)["code"] == "not_found"
    named = Entry.objects.filter(action="offering.officer").order_by("pk")
    assert {(one.data["officer"], one.data["post"]) for one in named} == {
        (CLERK["name"], CLERK["post"])
    }


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"credits": "three"}, "/credits", "credits"),
        ({"version": 1}, "/version", "version"),
        ({"host": "00500"}, "/host", "unknown_field"),
        ({"distribution": {"Z": 3}}, "/distribution/Z", "distribution_unknown"),
        ({"isced": "ABC"}, "/isced", "invalid"),
    ],
)
def test_a_wrong_section_is_named_by_its_place(
    host: System, changes: dict[str, Any], pointer: str, code: str
) -> None:
    assert pointers(host.post("offerings/", {**SECTION, **changes}, 400)) == [(pointer, code)]


def test_a_section_stands_once(host: System) -> None:
    host.post("offerings/", SECTION, 201)
    assert host.post("offerings/", SECTION, 422)["code"] == "offering"


def test_the_catalogue_goes_on_page_by_page(
    made: build.Exchange, home: System, host: System
) -> None:
    for number in range(60):
        build.offered(made, f"ZZ{number:03}", f"วิชาที่ {number}")
    query = {"academic_year": 2569, "term": 1}
    first = home.get("catalogue/", **query)
    assert len(first["items"]) == 50
    rest = home.get(first["next"].removeprefix("/api/v1/"))
    codes = [one["code"] for one in first["items"] + rest["items"]]
    assert codes == sorted(codes)
    assert len(set(codes)) == 63
    assert rest["next"] is None
    third = Institution.objects.filter(kind=Kind.UNIVERSITY, founding=True).exclude(
        pk__in=[made.home.pk, made.host.pk]
    )[0]
    stranger = system_of(third)
    assert stranger.get("catalogue/", **query)["items"] == []
    refused = stranger.get(first["next"].removeprefix("/api/v1/"), 400)
    assert refused["code"] == "invalid_cursor"
    assert pointers(home.get("catalogue/", 400, term=1)) == [("?academic_year", "required")]


def test_precedents_show_decisions_without_persons(
    made: build.Exchange, home: System, host: System
) -> None:
    build.recognised(made, build.acknowledged(made, build.candidate(1), build.candidate(2))[:1])
    [found] = host.get("precedents", host=made.host.code, course="cs101")["items"]
    assert (found["target_code"], found["decisions"]) == ("SC111", 1)
    assert found["home"]["code"] == made.home.code
    assert found["last_on"] == timezone.localdate().isoformat()
    assert home.get("precedents", host=made.host.code, course="CS102")["items"] == []


def test_lists_go_on_and_cost_the_same(made: build.Exchange, home: System, host: System) -> None:
    students = [student(number) for number in range(1, 61)]
    rows = home.post("cross-requests/", asked_for(made, *students), 201)["registrations"]
    for number in range(61, 64):
        home.post("cross-requests/", asked_for(made, student(number)), 201)
    first = host.get("cross-registrations/", side="host", state="submitted")
    rest = host.get(first["next"].removeprefix("/api/v1/"))
    assert len({one["uuid"] for one in first["items"] + rest["items"]}) == 63
    assert rest["next"] is None
    looked = Entry.objects.filter(action="cross_registration.look")
    assert looked.count() == 63
    assert {one.owner_institution_id for one in looked} == {made.home.pk}
    requests = home.get("cross-requests/", side="home", page_size=2)
    more = home.get(requests["next"].removeprefix("/api/v1/"))
    assert [one["states"]["submitted"] for one in requests["items"]] == [1, 1]
    assert [one["states"]["submitted"] for one in more["items"]] == [1, 60]
    rows = host.act("enrol", *host.act("accept", *rows, officer=CHIEF))
    waiting = host.post("results/", grades(rows))["results"]
    page = host.get("results/", waiting="true", page_size=50)
    assert len(host.get(page["next"].removeprefix("/api/v1/"))["items"]) == 10
    host.post("results/approve", approval(waiting))
    for system, path, query in (
        (host, "cross-registrations/", {"side": "host"}),
        (home, "cross-registrations/", {"side": "home", "state": "completed"}),
        (home, "cross-requests/", {"side": "home"}),
        (host, "results/", {"waiting": "true"}),
        (home, "agreements/", {}),
        (home, "catalogue/", {"academic_year": 2569, "term": 1}),
    ):
        with CaptureQueriesContext(
            connection,
        ) as done:
            system.get(path, **query)
        assert len(done) <= 15, path


@pytest.mark.parametrize(
    ("path", "query", "pointer", "code"),
    [
        ("cross-registrations/", {}, "?side", "required"),
        ("cross-registrations/", {"side": "both"}, "?side", "invalid_choice"),
        ("cross-registrations/", {"side": "home", "state": "gone"}, "?state", "invalid_choice"),
        ("cross-registrations/", {"side": "home", "sate": "draft"}, "?sate", "unknown_field"),
        ("cross-registrations/", {"side": "home", "page_size": 500}, "?page_size", "max_value"),
        ("results/", {"waiting": "no"}, "?waiting", "waiting"),
        ("results/", {}, "?waiting", "required"),
        ("learners/", {}, "?student_code", "required"),
        ("precedents", {"host": "00300"}, "?course", "required"),
    ],
)
def test_wrong_queries_are_named(
    home: System, path: str, query: dict[str, Any], pointer: str, code: str
) -> None:
    assert pointers(home.get(path, 400, **query)) == [(pointer, code)]

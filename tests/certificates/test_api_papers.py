"""Papers by API once they are made: fetched, delivered, replaced, one by one and as a batch."""

import hashlib
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from django.http import HttpResponse

from apps.audit.models import Entry
from apps.certificates.models import RequestBatch, ServiceRequest
from apps.certificates.services.ending import revoke_certificate
from apps.events.services import seal
from apps.institutions.scope import scope
from tests.builders import certificates as build
from tests.certificates.api_system import (
    BATCHES,
    CHIEF,
    CLERK,
    REQUESTS,
    System,
    file,
    order,
    paper,
    pointers,
    system_of,
    taken,
)
from tests.certificates.conftest import Rendering
from tests.certificates.desks import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(desk: Desk) -> System:
    return system_of(desk.cast.university_a)


def made(desk: Desk, path: str) -> None:
    """A person approves, a worker makes the paper."""
    with scope(desk.clerk.actor):
        row = ServiceRequest.objects.get(uuid=path.rpartition("/")[2])
    build.produced(desk.clerk, desk.approver, row)


def body_of(answer: HttpResponse) -> bytes:
    pieces: Any = getattr(answer, "streaming_content", None)
    return answer.content if pieces is None else b"".join(pieces)


def test_a_real_paper_from_the_request_to_the_hand(desk: Desk, system: System) -> None:
    (path,) = taken(system)
    assert file(system, f"{path}/paper", "application/pdf").status_code == 404
    made(desk, path)
    ready = system.get(path)
    assert (ready["state"], ready["actions"]) == ("produced", ["deliver", "replace"])
    assert [one["stage"] for one in ready["stages"]] == ["requested", "approved", "produced"]
    assert ready["stages"][1]["officer"]["name"] == desk.approver.user.name_th
    assert ready["stages"][2]["officer"] is None
    got = file(system, f"{path}/paper", "application/pdf")
    assert (got.status_code, got["Content-Type"]) == (200, "application/pdf")
    assert got["Content-Disposition"] == f'attachment; filename="{ready["paper"]["serial"]}.pdf"'
    assert got["Cache-Control"] == "no-store"
    assert hashlib.sha256(got.content).hexdigest() == ready["paper"]["sha256"]
    assert len(got.content) == ready["paper"]["size"]
    told = system.post(f"{path}/deliver", {"how": "email", "officer": CHIEF})
    assert (told["state"], told["delivered_how"]) == ("delivered", "email")
    assert told["stages"][-1]["officer"] == CHIEF
    late = system.post(f"{path}/cancel", {"reason": "เพราะเหตุนี้"}, 409)
    assert late["data"] == {"state": "delivered"}
    with scope(desk.clerk.actor):
        read = Entry.objects.get(action="service_request.download")
    assert read.data["serial"] == ready["paper"]["serial"]


def test_a_paper_takes_the_place_of_another(
    desk: Desk, system: System, rendering: Rendering
) -> None:
    (path,) = taken(system)
    body = {"reason": "สะกดชื่อผิด", "request": paper(facts={"first_name": "ปาริฉัตร"})}
    assert system.post(f"{path}/replace", body, 409)["code"] == "not_issued"
    made(desk, path)
    wrong = {**body, "request": paper(facts={"level": None})}
    assert pointers(system.post(f"{path}/replace", wrong, 422)) == [
        ("/request/facts/level", "fact")
    ]
    newer = system.post(f"{path}/replace", body, 201)
    assert (newer["state"], newer["replaces"]) == ("requested", path.rpartition("/")[2])
    former = system.get(path)
    assert (former["replaced_by"], former["paper"]["status"]) == (newer["uuid"], "active")
    assert former["actions"] == ["deliver"]
    again = system.post(f"{path}/replace", body, 409)
    assert (again["code"], again["data"]) == ("already_requested", {"number": newer["number"]})
    made(desk, REQUESTS + newer["uuid"])
    ended = system.get(path)["paper"]
    assert (ended["status"], ended["reason"]) == ("superseded", "สะกดชื่อผิด")
    assert file(system, f"{path}/paper").status_code == 200


def test_a_revoked_paper_is_shown_as_such(desk: Desk, system: System, rendering: Rendering) -> None:
    (path,) = taken(system)
    made(desk, path)
    with scope(desk.approver.actor) as actor:
        revoke_certificate(actor=actor, uuid=UUID(path.rpartition("/")[2]), reason="ออกโดยผิดหลง")
    seen = system.get(path)
    assert (seen["state"], seen["paper"]["status"]) == ("produced", "revoked")
    assert seen["paper"]["ended_at"]
    assert "replace" not in seen["actions"]
    assert seen["history"][0]["action"] == "revoke"


def test_a_batch_from_its_progress_to_its_archive(
    desk: Desk, system: System, rendering: Rendering
) -> None:
    answer = system.post(REQUESTS, order(paper(1), paper(2), paper(3)), 201)
    path = BATCHES + answer["batch"]
    waiting = system.get(path)
    assert (waiting["states"]["requested"], waiting["made"], waiting["running"]) == (3, 0, False)
    assert waiting["archive"] == {"state": "none", "papers": 0, "size": None, "made_at": None}
    assert file(system, f"{path}/archive", "application/zip").status_code == 404
    none = system.post(f"{path}/deliver", {"how": "desk"}, 422)
    assert none["code"] == "nothing_chosen"
    with scope(desk.clerk.actor):
        batch = RequestBatch.objects.get(uuid=answer["batch"])
    build.approved_list(desk.approver, batch)
    assert system.get(path)["running"] is True
    build.do_jobs(desk.approver)
    done = system.get(path)
    assert (done["made"], done["running"], done["archive"]["state"]) == (3, False, "ready")
    got = file(system, f"{path}/archive", "application/zip")
    assert (got.status_code, got["Content-Type"]) == (200, "application/zip")
    content = body_of(got)
    assert len(content) == done["archive"]["size"] == int(got["Content-Length"])
    with ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
    serials = [one["paper"]["serial"] for one in system.get(REQUESTS)["items"]]
    assert sorted(name.partition("_")[0] for name in names[:-1]) == sorted(serials)
    given = system.post(f"{path}/deliver", {"how": "system"})
    assert (given["states"]["delivered"], given["states"]["produced"]) == (3, 0)
    assert [one["uuid"] for one in system.get(BATCHES)["items"]] == [answer["batch"]]
    with scope(desk.clerk.actor):
        assert Entry.objects.filter(action="request_batch.download").count() == 1


def test_batches_of_others_are_not_found(desk: Desk, system: System) -> None:
    batch = system.post(REQUESTS, order(paper(1), paper(2)), 201)["batch"]
    stranger = system_of(desk.cast.university_b)
    for path in (BATCHES + batch, BATCHES + str(uuid4())):
        assert stranger.get(path, 404)["code"] == "not_found"
        assert stranger.post(f"{path}/deliver", {"how": "desk"}, 404)["code"] == "not_found"
        refused = file(stranger, f"{path}/archive", "application/zip")
        assert (refused.status_code, refused["Content-Type"]) == (404, "application/problem+json")
    assert stranger.get(BATCHES)["items"] == []
    assert stranger.get(REQUESTS, batch=batch)["items"] == []


def test_batches_are_read_page_by_page(desk: Desk, system: System) -> None:
    known = [
        system.post(REQUESTS, order(paper(place), paper(place + 1)), 201)["batch"]
        for place in (1, 3, 5)
    ]
    first = system.get(BATCHES, page_size=2)
    rest = system.get(first["next"].removeprefix("/api/v1/"))
    found = [one["uuid"] for one in (*first["items"], *rest["items"])]
    assert (found, rest["next"]) == (known[::-1], None)


def test_the_feed_tells_what_became_of_a_request(
    desk: Desk, system: System, rendering: Rendering
) -> None:
    seal()
    since = system.get("changes", limit=500)["next_since"]
    (path,) = taken(system)
    made(desk, path)
    seal()
    items = system.get("changes", since=since)["items"]
    mine = [one["kind"] for one in items if one["subject"] == path.rpartition("/")[2]]
    assert mine == [
        "service_request.request",
        "service_request.approve",
        "service_request.produce",
    ]
    assert system.get(path)["history"][-1]["officer"] == CLERK

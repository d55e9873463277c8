"""The OpenAPI description of papers: whole, with examples, true to the answers."""

from typing import Any

import pytest

from apps.certificates.models import RequestBatch
from apps.institutions.scope import scope
from tests.api_description import (
    answer_shape,
    assert_all_described,
    content_of,
    faults,
    operations,
    schema,
    wrong_examples,
)
from tests.builders import certificates as build
from tests.certificates.api_system import BATCHES, REQUESTS, bare_post, order, paper, system_of
from tests.certificates.conftest import Rendering
from tests.certificates.desks import Desk
from tests.certificates.test_api_service import WHERE, stage

pytestmark = pytest.mark.django_db
FILES = {
    "certificate-requests/{uuid}/paper": "application/pdf",
    "certificate-batches/{uuid}/archive": "application/zip",
}


def test_every_operation_is_described_with_its_scopes_and_refusals() -> None:
    assert len(operations("certificates")) == 15
    assert_all_described("certificates")


def test_a_system_is_offered_no_approval_and_no_revocation() -> None:
    offered = [path for path, method, _operation in operations("certificates") if method == "post"]
    assert [path for path in offered if "approve" in path or "revoke" in path] == []


def test_every_example_has_the_shape_that_is_described() -> None:
    wrong, seen = wrong_examples("certificates")
    assert wrong == []
    assert seen == 19


def test_the_examples_can_be_sent_as_they_are(desk: Desk) -> None:
    system = system_of(desk.cast.university_a)
    paths = schema()["paths"]

    def example(path: str) -> dict[str, Any]:
        body = paths[f"/api/v1/{path}"]["post"]["requestBody"]
        first: dict[str, Any] = next(iter(content_of(body)["examples"].values()))["value"]
        return first

    assert len(system.post(REQUESTS, example(REQUESTS), 201)["requests"]) == 2
    assert bare_post(system, WHERE, example(WHERE))["new"] == 2


def test_answers_have_the_shape_that_is_described(desk: Desk, rendering: Rendering) -> None:
    system = system_of(desk.cast.university_a)

    def fits(path: str, method: str, answer: object, status: str = "200") -> None:
        assert faults(answer_shape(path, method, status), answer) == [], path

    taken = system.post(REQUESTS, order(paper(1), paper(2)), 201)
    fits(REQUESTS, "post", taken, "201")
    one = REQUESTS + taken["requests"][0]["uuid"]
    fits("certificate-requests/{uuid}", "get", system.get(one))
    fits(WHERE, "post", bare_post(system, WHERE, {"stages": [stage()]}))
    for row in build.rows_of(desk.clerk, _batch(desk, taken["batch"])):
        build.produced(desk.clerk, desk.approver, row)
    ended = {"reason": "สะกดชื่อผิด", "request": paper(1)}
    fits("certificate-requests/{uuid}/replace", "post", system.post(f"{one}/replace", ended, 201),
         "201")  # fmt: skip
    told = system.post(f"{one}/deliver", {"how": "desk"})
    fits("certificate-requests/{uuid}/deliver", "post", told)
    batch = BATCHES + taken["batch"]
    fits("certificate-batches/{uuid}/deliver", "post", system.post(f"{batch}/deliver",
                                                                   {"how": "desk"}))  # fmt: skip
    lists: list[tuple[str, str, dict[str, Any]]] = [
        (one, "certificate-requests/{uuid}", {}),
        (REQUESTS, REQUESTS, {}),
        (BATCHES, BATCHES, {}),
        (batch, "certificate-batches/{uuid}", {}),
        ("service-levels", "service-levels", {}),
        ("service-figures", "service-figures", {"start": "2020-01-01", "end": "2099-01-01"}),
    ]
    for path, described, query in lists:
        fits(described, "get", system.get(path, **query))


def _batch(desk: Desk, uuid: str) -> RequestBatch:
    with scope(desk.clerk.actor):
        return RequestBatch.objects.get(uuid=uuid)


def test_files_are_described_as_files() -> None:
    paths = schema()["paths"]
    for path, kind in FILES.items():
        got = paths[f"/api/v1/{path}"]["get"]["responses"]["200"]["content"]
        assert got == {kind: {"schema": {"type": "string", "format": "binary"}}}

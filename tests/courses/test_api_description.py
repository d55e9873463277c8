"""The OpenAPI description: whole, with examples, and true to what the portal answers."""

import re
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from apps.events.services import seal
from tests.builders import courses as build
from tests.builders.cast import Cast
from tests.courses.partner_system import (
    CHIEF,
    System,
    approval,
    asked_for,
    grades,
    student,
    system_of,
)

pytestmark = pytest.mark.django_db


def schema() -> dict[str, Any]:
    answer = Client().get("/api/v1/schema")
    assert answer.status_code == 200
    whole: dict[str, Any] = answer.json()
    return whole


def operations(whole: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in whole["paths"].items()
        for method, operation in methods.items()
        if operation["tags"] == ["courses"]
    ]


def plain(part: Any) -> Any:
    """OpenAPI 3.0 as JSON schema: `nullable`, and nothing beyond what is described."""
    if isinstance(part, list):
        return [plain(each) for each in part]
    if not isinstance(part, dict):
        return part
    made = {name: plain(value) for name, value in part.items() if name != "nullable"}
    if "properties" in made and "required" in part:
        made["additionalProperties"] = False
    if part.get("nullable"):
        return {"anyOf": [made, {"type": "null"}]}
    return made


def faults(whole: dict[str, Any], shape: dict[str, Any], value: Any) -> list[str]:
    components = plain(whole["components"])
    checker = Draft202012Validator({**plain(shape), "components": components})
    return [f"{one.json_path}: {one.message}" for one in checker.iter_errors(value)]


def content_of(part: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = part.get("content", {}).get("application/json", {})
    return found


def test_every_operation_is_described_with_its_scopes_and_refusals() -> None:
    found = operations(schema())
    assert len(found) == 33
    for path, method, operation in found:
        assert operation["description"], path
        for requirement in operation["security"]:
            assert requirement["clientCredentials"], path
        assert {"401", "403", "429"} <= operation["responses"].keys(), path
        if method == "post":
            assert {"400", "409", "422"} <= operation["responses"].keys(), path
            assert content_of(operation["requestBody"])["examples"], path


def test_every_example_has_the_shape_that_is_described() -> None:
    whole = schema()
    wrong = []
    for path, _method, operation in operations(whole):
        parts = [operation.get("requestBody", {}), *operation["responses"].values()]
        for part in map(content_of, parts):
            for name, example in part.get("examples", {}).items():
                told = faults(whole, part["schema"], example["value"])
                wrong += [f"{path} {name} {fault}" for fault in told]
    assert wrong == []


def test_answers_have_the_shape_that_is_described(cast: Cast) -> None:
    made = build.make_exchange(cast)
    home, host = system_of(made.home), system_of(made.host)
    whole, decided = schema(), _whole_way(made, home, host)
    assert made.agreement is not None
    for path, described, query in (
        ("agreements/", "agreements/", {}),
        (f"agreements/{made.agreement.uuid}", "agreements/{uuid}", {}),
        ("rules", "rules", {}),
        ("precedents", "precedents", {"host": made.host.code, "course": "CS101"}),
        ("catalogue/", "catalogue/", {"academic_year": 2569, "term": 1}),
        ("cross-requests/", "cross-requests/", {"side": "home"}),
        (f"cross-requests/{decided['request']}", "cross-requests/{uuid}", {}),
        ("cross-registrations/", "cross-registrations/", {"side": "home"}),
        (f"cross-registrations/{decided['row']}", "cross-registrations/{uuid}", {}),
        ("recognitions/", "recognitions/", {}),
        (f"recognitions/{decided['decision']}", "recognitions/{uuid}", {}),
        ("learners/", "learners/", {"student_code": "6601000001"}),
        ("changes", "changes", {}),
    ):
        shape = content_of(whole["paths"][f"/api/v1/{described}"]["get"]["responses"]["200"])
        answer = home.get(path, **query)
        assert answer.get("items", answer), path
        assert faults(whole, shape["schema"], answer) == [], path
    for path, query in (("offerings/", {}), ("results/", {"waiting": "true"})):
        shape = content_of(whole["paths"][f"/api/v1/{path}"]["get"]["responses"]["200"])
        answer = host.get(path, **query)
        assert answer["items"], path
        assert faults(whole, shape["schema"], answer) == [], path


def _whole_way(made: build.Exchange, home: System, host: System) -> dict[str, str]:
    """One student to recognition, another to a waiting result; the feed is sealed."""
    sent = home.post("cross-requests/", asked_for(made, student(1), student(2)), 201)
    rows = host.act("accept", *sent["registrations"], officer=CHIEF)
    rows = host.act("enrol", *rows)
    waiting = host.post("results/", grades(rows))["results"]
    done = host.post("results/approve", approval(waiting[:1]))["registrations"]
    [row] = home.act("acknowledge", *done)
    proposal = home.post(
        "recognitions/",
        {
            "registrations": [{"uuid": row["uuid"], "version": row["version"]}],
            "target": {
                "code": "SC111", "name_th": "การเขียนโปรแกรม", "credits": "3", "level": "bachelor"
            },
            "content_share": "0.8",
        },
        201,
    )  # fmt: skip
    home.post(
        f"recognitions/{proposal['uuid']}/approve", {"officer": CHIEF, "seen": proposal["seen"]}
    )
    seal()
    return {"request": sent["uuid"], "row": row["uuid"], "decision": proposal["uuid"]}


def test_it_says_that_a_system_decides_nothing() -> None:
    words = " ".join(re.split(r"\s+", schema()["info"]["description"]))
    assert "A system decides nothing" in words
    assert "cannot be named as its approver" in words

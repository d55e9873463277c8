"""The OpenAPI description as tests read it: its operations, and whether a value has a shape."""

from functools import cache
from typing import Any

from django.test import Client
from jsonschema import Draft202012Validator


@cache
def schema() -> dict[str, Any]:
    """The same for everybody and all the time; its making takes a second."""
    answer = Client().get("/api/v1/schema")
    assert answer.status_code == 200
    whole: dict[str, Any] = answer.json()
    return whole


def operations(tag: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation."""
    return [
        (path, method, operation)
        for path, methods in schema()["paths"].items()
        for method, operation in methods.items()
        if operation["tags"] == [tag]
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


def faults(shape: dict[str, Any], value: Any) -> list[str]:
    checker = Draft202012Validator({**plain(shape), "components": _components()})
    return [f"{one.json_path}: {one.message}" for one in checker.iter_errors(value)]


@cache
def _components() -> Any:
    return plain(schema()["components"])


def answer_shape(path: str, method: str = "get", status: str = "200") -> dict[str, Any]:
    """Of an answer in JSON, at a path below /api/v1/."""
    responses = schema()["paths"][f"/api/v1/{path}"][method]["responses"]
    shape: dict[str, Any] = content_of(responses[status])["schema"]
    return shape


def content_of(part: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = part.get("content", {}).get("application/json", {})
    return found


def assert_all_described(tag: str) -> None:
    """Every operation, with its scopes and refusals, and with examples of what is sent."""
    for path, method, operation in operations(tag):
        assert operation["description"], path
        assert all(one["clientCredentials"] for one in operation["security"]), path
        assert {"401", "403", "429"} <= operation["responses"].keys(), path
        if method == "post":
            assert {"400", "409", "422"} <= operation["responses"].keys(), path
            assert content_of(operation["requestBody"])["examples"], path


def wrong_examples(tag: str) -> tuple[list[str], int]:
    """Faults of the examples of these operations, and how many examples there are."""
    wrong, seen = [], 0
    for path, _method, operation in operations(tag):
        parts = [operation.get("requestBody", {}), *operation["responses"].values()]
        for part in map(content_of, parts):
            for name, example in part.get("examples", {}).items():
                seen += 1
                told = faults(part["schema"], example["value"])
                wrong += [f"{path} {name} {fault}" for fault in told]
    return wrong, seen

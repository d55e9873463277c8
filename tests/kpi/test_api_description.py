"""The OpenAPI description of indicators: whole, with examples, true to the answers."""

from typing import Any

import pytest

from tests.api_description import (
    answer_shape,
    assert_all_described,
    content_of,
    faults,
    operations,
    schema,
    wrong_examples,
)
from tests.builders import kpi as build
from tests.kpi.api_system import (
    COUNTS,
    CYCLES,
    DEFINITIONS,
    DISTRIBUTION,
    EVIDENCE,
    SUBMISSIONS,
    VALUES,
    System,
    attached,
    bare_post,
    draft,
    system_of,
)
from tests.kpi.desks import Desk

pytestmark = pytest.mark.django_db
ONE = "indicators/submissions/{uuid}"


def test_every_operation_is_described_with_its_scopes_and_refusals() -> None:
    assert len(operations("indicators")) == 15
    assert_all_described("indicators")


def test_a_system_is_offered_no_decision() -> None:
    offered = [path for path, method, _operation in operations("indicators") if method != "get"]
    assert {path.rpartition("/")[2] for path in offered} == {"", "submit", "evidence", "remove"}


def test_every_example_has_the_shape_that_is_described() -> None:
    wrong, seen = wrong_examples("indicators")
    assert wrong == []
    assert seen == 17


def test_the_examples_can_be_sent_as_they_are(desk: Desk) -> None:
    system, paths = system_of(desk.cast.university_a), schema()["paths"]

    def examples(path: str) -> list[dict[str, Any]]:
        body = paths[f"/api/v1/{path}"]["post"]["requestBody"]
        return [one["value"] for one in content_of(body)["examples"].values()]

    share, answers, over = examples(SUBMISSIONS)
    saved = system.post(SUBMISSIONS, {**share, "cycle": str(desk.cycle.uuid)}, 201)
    survey = build.open_cycle_for(desk.cast, "REG03", "2024")
    told = system.post(SUBMISSIONS, {**answers, "cycle": str(survey.uuid)}, 201)
    assert told["value"] == "85.660377"
    one = SUBMISSIONS + saved["uuid"]
    file = system.post(f"{one}/evidence", examples(f"{ONE}/evidence")[0], 201)
    assert file["filename"] == "results-2568-1.pdf"
    removed = examples("indicators/evidence/{uuid}/remove")[0]
    assert system.post(f"{EVIDENCE}{file['uuid']}/remove", removed)["evidence"] == {}
    sent = examples(COUNTS)[0]
    assert bare_post(system, COUNTS, sent)["new"] == 2
    term = build.open_cycle_for(desk.cast, "REG01", "2025-T1")
    taken = system.post(SUBMISSIONS, {**over, "version": 0, "cycle": str(term.uuid)}, 201)
    assert (taken["basis"], taken["numerator"]) == ("fed", 4160)
    system.post(f"{one}/evidence", examples(f"{ONE}/evidence")[0], 201)
    submit = {**examples(f"{ONE}/submit")[0], "version": saved["version"]}
    assert system.post(f"{one}/submit", submit)["state"] == "submitted"


def test_answers_have_the_shape_that_is_described(desk: Desk) -> None:
    system = system_of(desk.cast.university_a)

    def fits(path: str, method: str, answer: object, status: str = "200") -> None:
        assert faults(answer_shape(path, method, status), answer) == [], path

    one, file = _entered(desk, system, fits)
    told = system.post(f"{one}/submit", {"version": 2})
    fits(f"{ONE}/submit", "post", told)
    fits(ONE, "get", system.get(one))
    cycle = f"{CYCLES}{desk.cycle.uuid}"
    fits("indicators/cycles/{uuid}", "get", system.get(cycle))
    fits("indicators/definitions/{code}/{version}", "get", system.get(f"{DEFINITIONS}REG01/1"))
    for path in (DEFINITIONS, CYCLES, SUBMISSIONS, VALUES, COUNTS):
        answer = system.get(path)
        assert answer["items"], path
        fits(path, "get", answer)
    asked = {"indicator": "REG01", "period": build.TERM}
    fits(DISTRIBUTION, "get", system.get(DISTRIBUTION, **asked))
    refused = system.post(f"{EVIDENCE}{file}/remove", {}, 409)
    assert refused["data"] == {"state": "submitted"}


def _entered(desk: Desk, system: System, fits: Any) -> tuple[str, str]:
    """A draft with fed and derived counts beside it, and its evidence."""
    build.seen_by_portal(desk.clerk, {"right": 19, "registry_error": 1})
    row = {"indicator": "REG01", "period": build.TERM, "numerator": 94, "denominator": 100}
    fits(COUNTS, "post", bare_post(system, COUNTS, {"counts": [row]}))
    saved = system.post(SUBMISSIONS, draft(desk.cycle), 201)
    fits(SUBMISSIONS, "post", saved, "201")
    fits(SUBMISSIONS, "post", system.post(SUBMISSIONS, draft(desk.cycle, 96, version=1)))
    path = SUBMISSIONS + saved["uuid"]
    extra = attached(system, path)
    fits("indicators/evidence/{uuid}/remove", "post",
         system.post(f"{EVIDENCE}{extra['uuid']}/remove", {}))  # fmt: skip
    file = attached(system, path)
    fits(f"{ONE}/evidence", "post", file, "201")
    return path, file["uuid"]


def test_files_are_described_as_files() -> None:
    got = schema()["paths"]["/api/v1/indicators/evidence/{uuid}"]["get"]["responses"]["200"]
    binary = {"type": "string", "format": "binary"}
    assert got["content"] == {"application/pdf": {"schema": binary}}
    body = schema()["paths"][f"/api/v1/{ONE}/evidence"]["post"]["requestBody"]["content"]
    assert set(body) == {"application/json", "multipart/form-data"}

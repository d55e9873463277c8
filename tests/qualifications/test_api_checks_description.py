"""The OpenAPI description of checks and the register: whole, with examples, true to the answers."""

import pytest

from apps.institutions.scope import scope
from apps.qualifications.services.answering import approve_answer
from tests.api_description import (
    answer_shape,
    assert_all_described,
    faults,
    operations,
    schema,
    wrong_examples,
)
from tests.builders.qualifications import Graduate, degree, registered
from tests.qualifications.api_systems import (
    claimed,
    document,
    question,
    sent_degree,
    system_of,
)

pytestmark = pytest.mark.django_db
FILES = ("/documents/{document}", "/letter")


def test_every_operation_is_described_with_its_scopes_and_refusals() -> None:
    assert len(operations("qualifications")) == 22
    assert_all_described("qualifications")


def test_every_example_has_the_shape_that_is_described() -> None:
    wrong, seen = wrong_examples("qualifications")
    assert wrong == []
    assert seen > 25


def test_answers_have_the_shape_that_is_described(world: Graduate) -> None:
    line = registered(world, [degree(1)]).first_line
    asker, holder = system_of(world.asker), system_of(world.holder)
    body = question(
        claimed(degree(1), world.holder),
        claimed(degree(2), world.holder, documents=[document()]),
    )
    asked = asker.post("qualification-checks/", body)
    answered, waiting = (f"qualification-checks/{one['uuid']}" for one in asked["checks"])
    proposed = holder.post(f"{waiting}/answer", {"version": 2, "outcome": "not_found"})
    load = holder.post("register/degrees/", {"degrees": [sent_degree(degree(3))]}, 201)

    def fits(path: str, method: str, answer: object, status: str = "200") -> None:
        assert faults(answer_shape(path, method, status), answer) == [], path

    fits("qualification-checks/", "post", asked)
    fits("qualification-checks/{uuid}/answer", "post", proposed)
    fits("register/degrees/", "post", load, "201")
    for system, path, described, query in (
        (asker, "qualification-checks/", "qualification-checks/", {"side": "asker"}),
        (asker, answered, "qualification-checks/{uuid}", {}),
        (holder, waiting, "qualification-checks/{uuid}", {}),
        (holder, f"{waiting}/timeline", "qualification-checks/{uuid}/timeline", {}),
        (holder, f"{answered}/matches", "qualification-checks/{uuid}/matches", {}),
        (asker, "qualification-checks/board", "qualification-checks/board", {}),
        (holder, "register/degrees/", "register/degrees/", {}),
        (holder, f"register/degrees/{line}", "register/degrees/{uuid}", {}),
        (holder, "register/loads/", "register/loads/", {}),
        (holder, f"register/loads/{load['uuid']}", "register/loads/{uuid}", {}),
        (holder, "register/coverage", "register/coverage", {}),
    ):
        fits(described, "get", system.get(path, **query))
    with scope(world.holder_approver.actor) as actor:
        approve_answer(actor=actor, uuid=waiting.rpartition("/")[2], version=None)
    fits("qualification-checks/{uuid}", "get", asker.get(waiting))


def test_files_are_described_as_files() -> None:
    paths = schema()["paths"]
    for ending in FILES:
        got = paths[f"/api/v1/qualification-checks/{{uuid}}{ending}"]["get"]["responses"]["200"]
        assert [one["schema"]["format"] for one in got["content"].values()] == ["binary"]

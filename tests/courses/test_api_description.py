"""The OpenAPI description: whole, with examples, and true to what the portal answers."""

import re

import pytest

from apps.events.services import seal
from tests.api_description import (
    answer_shape,
    assert_all_described,
    faults,
    operations,
    schema,
    wrong_examples,
)
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


def test_every_operation_is_described_with_its_scopes_and_refusals() -> None:
    assert len(operations("courses")) == 33
    assert_all_described("courses")


def test_every_example_has_the_shape_that_is_described() -> None:
    wrong, seen = wrong_examples("courses")
    assert wrong == []
    assert seen > 30


def test_answers_have_the_shape_that_is_described(cast: Cast) -> None:
    made = build.make_exchange(cast)
    home, host = system_of(made.home), system_of(made.host)
    decided = _whole_way(made, home, host)
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
        answer = home.get(path, **query)
        assert answer.get("items", answer), path
        assert faults(answer_shape(described), answer) == [], path
    for path, query in (("offerings/", {}), ("results/", {"waiting": "true"})):
        answer = host.get(path, **query)
        assert answer["items"], path
        assert faults(answer_shape(path), answer) == [], path


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

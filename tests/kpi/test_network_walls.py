"""Who sees what of the network's collection: row security, and what pages leave out."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from apps.institutions.models import Node
from apps.institutions.scope import scope, unscoped
from apps.kpi.models import Cycle, Evidence, Expectation, Extension, FrozenFigure, Submission
from apps.kpi.selectors.board import progress_rows, universities, universities_seen
from apps.kpi.services.cycles import extend, lock_cycle
from tests.builders import kpi as build
from tests.builders.cast import Cast
from tests.kpi.test_cycles import seen_by_portal

pytestmark = pytest.mark.django_db
ROWS = (Expectation, Extension, Submission, Evidence, FrozenFigure)


@pytest.fixture
def collected(cast: Cast) -> Cycle:
    """A's figure is accepted, with an exception, in a locked cycle that asks A alone."""
    build.publish_indicators()
    cycle = build.open_cycle_for(cast, institutions=[cast.university_a])
    seen_by_portal(cast.registrar_a, right=3)
    build.accepted(cast.registrar_a, cast.approver_a, cast.secretary, cycle, build.share(9, 10))
    with scope(cast.secretary.actor) as actor:
        extend(
            actor=actor,
            cycle=cycle,
            institution=cast.university_a,
            until=cycle.due_on + dt.timedelta(days=1),
            reason="agreed before",
        )
        lock_cycle(actor=actor, uuid=cycle.uuid)
    return cycle


def counts() -> list[int]:
    """Rows that row security lets through, whatever the managers would filter."""
    with unscoped("tests look at row security alone"):
        return [model.objects.count() for model in ROWS]


def test_a_stranger_sees_no_row_of_it(cast: Cast, collected: Cycle) -> None:
    with scope(cast.registrar_b.actor):
        assert counts() == [0] * len(ROWS)
        assert Cycle.objects.filter(pk=collected.pk).exists()
    for person in (cast.registrar_a, cast.secretary):
        with scope(person.actor):
            assert counts() == [1] * len(ROWS)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE kpi_expectation SET excused = 'I say so'",
        "UPDATE kpi_extension SET until = until + 9",
    ],
)
def test_an_institution_decides_nothing_for_itself(cast: Cast, collected: Cycle, sql: str) -> None:
    with scope(cast.approver_a.actor), connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount == 0


def test_nor_opens_or_locks_a_cycle(cast: Cast, collected: Cycle) -> None:
    with scope(cast.approver_a.actor), connection.cursor() as cursor:
        cursor.execute("UPDATE kpi_cycle SET locked_at = NULL")
        assert cursor.rowcount == 0
        copy = (
            "INSERT INTO kpi_extension (uuid, created_at, until, reason, given_name,"
            " cycle_id, institution_id, network_id) SELECT gen_random_uuid(), now(),"
            " until, reason, given_name, cycle_id, institution_id, network_id FROM kpi_extension"
        )
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            cursor.execute(copy)


def in_node(cast: Cast, *institutions: object) -> None:
    node = Node.objects.create(code="test-node", name_th="ภาคทดสอบ")
    for each in institutions:
        each.node = node  # type: ignore[attr-defined]
        each.save(update_fields=["node"])  # type: ignore[attr-defined]


def test_a_coordinator_reads_states_of_the_own_node_alone(cast: Cast) -> None:
    build.publish_indicators()
    in_node(cast, cast.university_a)
    cycle = build.open_cycle_for(cast)
    build.approved(cast.registrar_a, cast.approver_a, cycle, build.share(9, 10))
    with scope(cast.coordinator.actor) as actor:
        seen = universities_seen(actor)
        rows = progress_rows(actor, [cycle], seen)
    assert seen == [cast.university_a]
    assert [(row.institution_id, row.state) for row in rows] == [(cast.university_a.pk, "approved")]
    assert not {"value", "numerator", "counts"} & set(rows[0].__dataclass_fields__)


def test_a_colleague_in_the_node_is_seen_and_nobody_outside(cast: Cast) -> None:
    build.publish_indicators()
    in_node(cast, cast.university_a, cast.university_b)
    cycle = build.open_cycle_for(cast)
    build.approved(cast.registrar_a, cast.approver_a, cycle, build.share(9, 10))
    with scope(cast.coordinator.actor) as actor:
        rows = {
            row.institution_id: row.state
            for row in progress_rows(actor, [cycle], universities_seen(actor))
        }
    assert rows == {cast.university_a.pk: "approved", cast.university_b.pk: ""}
    with scope(cast.secretary.actor) as actor:
        whole = progress_rows(actor, [cycle], universities())
    assert {row.institution_id: row.state for row in whole} == rows


def test_without_a_node_there_is_nothing(cast: Cast) -> None:
    cast.university_a.node = None
    cast.university_a.save(update_fields=["node"])
    with scope(cast.coordinator.actor) as actor:
        assert universities_seen(actor) == []

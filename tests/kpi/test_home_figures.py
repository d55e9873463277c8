"""A director's home: each indicator's newest accepted figure against its target, linked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from apps.institutions.scope import scope
from apps.kpi.services.entering import reopen
from registrar_net.home.indicator_figures import add_indicator_figures
from registrar_net.home.roles import tasks_for
from registrar_net.home.shape import Home, linked
from tests.builders import kpi as build
from tests.builders.cast import Person
from tests.courses.pages import browser_of
from tests.kpi.peers_world import Peers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("taken_back")]


def figures(person: Person) -> list[tuple[str, str]]:
    """Value and label of each indicator, in English."""
    home = Home()
    with scope(person.actor) as actor, translation.override("en"):
        add_indicator_figures(home, actor)
    return [(each.value.replace("\xa0", " "), str(each.label)) for each in home.figures]


def test_the_newest_period_stands_against_its_target(made: Peers) -> None:
    ((value, label),) = figures(made.cast.director_a)
    assert value == "93.0 %"
    assert '<a href="/indicators/REG01/">REG01 1/2024</a>' in label
    assert "misses the target of 99.0" in label


def test_a_target_that_is_reached_is_said_to_be(made: Peers) -> None:
    ((value, label),) = figures(made.strongest.clerk)
    assert value == "99.5 %"
    assert "reaches the target of 99.0" in label


def test_what_waits_for_the_network_is_not_shown(made: Peers) -> None:
    cast = made.cast
    cycle = build.open_cycle_for(cast, "REG01", "2024-T2")
    build.approved(cast.registrar_a, cast.approver_a, cycle, build.share(999, 1_000))
    ((value, label),) = figures(cast.director_a)
    assert value == "93.0 %"
    assert "REG01 1/2024" in label


def test_the_last_accepted_revision_is_the_one_that_counts(made: Peers) -> None:
    cast = made.cast
    cycle = build.open_cycle_for(cast, "REG04", "2024")
    people = (cast.registrar_a, cast.approver_a, cast.secretary, cycle)
    row = build.accepted(*people, build.share(97, 100))
    with scope(cast.registrar_a.actor) as actor:
        reopen(actor=actor, uuid=row.uuid, reason="counted twice")
    assert figures(cast.director_a)[-1][0] == "97.0 %"
    build.accepted(*people, build.share(98, 100))
    assert [value for value, _label in figures(cast.director_a)] == ["93.0 %", "98.0 %"]


def test_every_indicator_stands_in_its_order_for_one_query(made: Peers) -> None:
    cast = made.cast
    cycle = build.open_cycle_for(cast, "REG04", "2024")
    build.accepted(cast.registrar_a, cast.approver_a, cast.secretary, cycle, build.share(99, 100))
    with scope(cast.director_a.actor) as actor, CaptureQueriesContext(connection) as asked:
        add_indicator_figures(Home(), actor)
    assert len(asked) == 1
    labels = [label for _value, label in figures(cast.director_a)]
    assert [code for label in labels for code in ("REG01", "REG04") if f">{code} " in label] == [
        "REG01",
        "REG04",
    ]


def test_the_director_reads_them_on_the_page(made: Peers) -> None:
    page = browser_of(made.cast.director_a).get("/").content.decode()
    assert '<a href="/indicators/REG01/">REG01 1/2024</a>' in page
    assert "misses the target of 99.0" in page


def test_a_director_without_a_task_is_led_to_the_indicators(made: Peers) -> None:
    with scope(made.cast.director_a.actor) as actor:
        begin = tasks_for(actor).begin
    assert begin is not None
    assert begin.url == "/indicators/"


def test_words_in_a_label_are_inert() -> None:
    assert "<b>" not in linked("/x/", "<b>", "<b>")

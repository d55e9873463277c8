"""Definitions and cycles by API: every field of the template, what is expected and until when."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.institutions.scope import scope
from apps.kpi.models import Definition
from apps.kpi.services.cycles import excuse, extend, lock_cycle
from apps.kpi.services.defining import WRITTEN
from tests.builders import kpi as build
from tests.kpi.api_system import (
    CYCLES,
    DEFINITIONS,
    SUBMISSIONS,
    WRITE,
    System,
    bare_post,
    pointers,
    system_of,
)
from tests.kpi.desks import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(desk: Desk) -> System:
    return system_of(desk.cast.university_a)


def test_every_field_of_the_template_is_told(desk: Desk, system: System) -> None:
    told = system.get(f"{DEFINITIONS}REG01/1")
    renamed = {"formula", "parameters"}
    assert set(WRITTEN) - renamed <= told.keys()
    assert told["formula"]["code"] == "share"
    assert told["formula"]["outcomes"] == ["good", "bad", "open"]
    assert (told["target"], told["levels"][0], told["in_force"]) == ("99.000", "80.000", True)
    assert told["grouping"]["registry_error"] == "bad"
    assert [one["code"] for one in told["criteria"] if one["required"]] == ["E1"]
    assert (told["published_by"] != "", told["past"]) == (True, [])


def test_own_values_stand_in_the_definition(desk: Desk, system: System) -> None:
    people = (desk.clerk, desk.approver, desk.cast.secretary)
    build.accepted(*people, desk.cycle, build.share(95, 100))
    past = [{"period": build.TERM, "version": 1, "value": "95.000000"}]
    assert system.get(f"{DEFINITIONS}REG01/1")["past"] == past
    other = system_of(desk.cast.university_b)
    assert other.get(f"{DEFINITIONS}REG01/1")["past"] == []


def test_lists_hold_what_is_published(desk: Desk, system: System) -> None:
    with scope(desk.cast.secretary.actor):
        first = Definition.objects.get(indicator__code="REG01")
        first.pk, first.uuid, first.version = None, uuid4(), 2
        first.state, first.published_at = Definition.State.DRAFT, None
        first.save()
    listed = system.get(DEFINITIONS)["items"]
    assert {one["indicator"] for one in listed} == {"REG01", "REG02", "REG03", "REG04"}
    assert [one["version"] for one in system.get(DEFINITIONS, indicator="REG01")["items"]] == [1]
    assert system.get(f"{DEFINITIONS}REG01/2", 404)["code"] == "not_found"
    assert system.get(f"{DEFINITIONS}REG01/99999999999", 404)["code"] == "not_found"
    assert len(system.get(DEFINITIONS, in_force="true")["items"]) == 4
    assert system.get(DEFINITIONS, in_force="false")["items"] == []


def test_pages_follow_each_other(desk: Desk, system: System) -> None:
    for period in ("2023-T2", "2023-T1"):
        build.open_cycle_for(desk.cast, "REG01", period)
    seen, asked = [], CYCLES
    query: dict[str, Any] = {"page_size": 2}
    for _page in range(2):
        told = system.get(asked, **query)
        seen += [one["period"]["code"] for one in told["items"]]
        asked, query = (told["next"] or "").removeprefix("/api/v1/"), {}
    assert seen == ["2024-T1", "2023-T2", "2023-T1"]
    assert asked == ""
    assert system.get(CYCLES, 400, cursor="x")["code"] == "invalid_cursor"
    assert len(system.get(DEFINITIONS, page_size=3)["items"]) == 3


def test_what_is_expected_until_when(desk: Desk, system: System) -> None:
    (row,) = system.get(CYCLES)["items"]
    assert (row["indicator"], row["period"]["label_th"]) == ("REG01", "1/2567")
    assert (row["state"], row["submission"], row["version"]) == ("open", None, 0)
    assert (row["is_open"], row["late"], row["excused"]) == (True, False, "")
    build.entered(desk.clerk, desk.cycle, build.share(95, 100))
    (row,) = system.get(CYCLES, indicator="REG01", period=build.TERM)["items"]
    assert (row["state"], row["version"]) == ("draft", 1)
    assert system.get(SUBMISSIONS + row["submission"])["cycle"] == row["uuid"]
    assert system.get(CYCLES, indicator="REG02")["items"] == []
    assert system.get(CYCLES, period="2020-T1")["items"] == []


def test_exceptions_and_excuses(desk: Desk, system: System) -> None:
    until = timezone.localdate() + dt.timedelta(days=90)
    late = build.open_cycle_for(desk.cast, "REG01", "2023-T2", opens=-60, due=-30, locks=-1)
    own: dict[str, Any] = {"cycle": late, "institution": desk.cast.university_a}
    with scope(desk.cast.secretary.actor) as actor:
        lock_cycle(actor=actor, uuid=late.uuid)
    row = system.get(f"{CYCLES}{late.uuid}")
    assert (row["late"], row["is_open"], row["exception_until"]) == (True, False, None)
    assert [one["uuid"] for one in system.get(CYCLES, open="true")["items"]] == [
        str(desk.cycle.uuid)
    ]
    with scope(desk.cast.secretary.actor) as actor:
        extend(actor=actor, **own, until=until, reason="พบรายการตกหล่น")
    row = system.get(f"{CYCLES}{late.uuid}")
    assert (row["is_open"], row["exception_until"], row["due_on"]) == (True, str(until), str(until))
    with scope(desk.cast.secretary.actor) as actor:
        excuse(actor=actor, **own, reason="ไม่มีนักศึกษาในภาคนี้")
    row = system.get(f"{CYCLES}{late.uuid}")
    assert (row["is_open"], row["excused"]) == (False, "ไม่มีนักศึกษาในภาคนี้")


def test_what_the_portal_has_stands_beside_it(desk: Desk, system: System) -> None:
    build.seen_by_portal(desk.clerk, {"right": 19, "registry_error": 1})
    build.entered(desk.clerk, desk.cycle, build.share(95, 100))
    told = system.get(f"{CYCLES}{desk.cycle.uuid}")
    derived = told["sources"]["derived"]
    assert (derived["numerator"], derived["denominator"], derived["value"]) == (19, 20, "95.000000")
    assert (derived["frozen"], told["sources"]["fed"]) == (False, None)
    (difference,) = told["differences"]
    assert (difference["code"], difference["contradiction"]) == ("coverage", False)
    assert "20 of the 100" in difference["message_en"]


def test_not_of_others(desk: Desk, system: System) -> None:
    only = build.open_cycle_for(
        desk.cast, "REG01", "2023-T2", institutions=[desk.cast.university_b]
    )
    assert system.get(f"{CYCLES}{only.uuid}", 404)["code"] == "not_found"
    assert system.get(f"{CYCLES}{uuid4()}", 404)["code"] == "not_found"
    assert len(system_of(desk.cast.university_b).get(CYCLES)["items"]) == 2


def test_reading_and_writing_have_their_own_scopes(desk: Desk) -> None:
    writer = system_of(desk.cast.university_a, WRITE)
    refused = writer.get(DEFINITIONS, 403)
    assert refused["data"] == {"missing_scopes": ["indicators:read"]}
    assert bare_post(writer, DEFINITIONS, {}, 405)["code"] == "method_not_allowed"
    wrong = system_of(desk.cast.university_a).get(CYCLES, 400, open="perhaps", shoe="42")
    assert {place for place, _code in pointers(wrong)} == {"?shoe"}

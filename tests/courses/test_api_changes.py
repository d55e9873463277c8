"""The feed of changes: whose events, in which order, how it goes on, what it costs."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.events.models import Event
from apps.events.services import Happening, emit_many, seal
from apps.institutions.models import Institution, Kind
from apps.institutions.scope import scope
from apps.partner_api.feed import along_the_index, changes_since
from tests.builders import courses as build
from tests.builders.cast import Cast
from tests.courses.partner_system import asked_for, pointers, student, system_of
from tests.databases import owner


@pytest.mark.django_db
def test_both_sides_read_what_concerns_them_in_order(cast: Cast) -> None:
    made = build.make_exchange(cast)
    home, host = system_of(made.home), system_of(made.host)
    seal()
    start = host.get("changes", limit=500)["next_since"]
    row = home.post("cross-requests/", asked_for(made, student()), 201)["registrations"][0]
    assert home.get("changes", since=start)["items"] == []
    seal()
    here, there = (one.get("changes", since=start) for one in (home, host))
    kinds = ["cross_registration.draft", "cross_registration.submit"]
    assert [one["kind"] for one in here["items"]] == kinds
    assert [one["kind"] for one in there["items"]] == kinds[1:]
    assert {(one["subject"], one["institution"]) for one in here["items"]} == {
        (row["uuid"], made.home.code)
    }
    assert set(here["items"][0]) == {"sequence", "kind", "subject", "institution", "at"}
    assert here["next_since"] == here["items"][-1]["sequence"]
    assert host.get("changes", since=there["next_since"]) == {
        "items": [], "next_since": there["next_since"], "more": False
    }  # fmt: skip
    third = Institution.objects.filter(kind=Kind.UNIVERSITY, founding=True).exclude(
        pk__in=[made.home.pk, made.host.pk]
    )[0]
    assert system_of(third).get("changes")["items"] == []


@pytest.mark.django_db
def test_pages_join_without_gap_or_double(cast: Cast) -> None:
    told = cast.university_b.pk
    for actor, other in ((cast.registrar_a.actor, told), (cast.registrar_b.actor, None)) * 6:
        with scope(actor):
            emit_many(actor=actor, kind="test", happenings=[Happening(uuid4(), other)] * 2)
    with scope(cast.registrar_b.actor) as actor:
        # an event addressed to the institution that wrote it stands in both reads
        emit_many(actor=actor, kind="test.own", happenings=[Happening(uuid4(), told)])
    seal()
    system = system_of(cast.university_b)
    numbers: list[int] = []
    since, more = 0, True
    while more:
        page = system.get("changes", since=since, limit=5)
        numbers += [one["sequence"] for one in page["items"]]
        since, more = page["next_since"], page["more"]
    with scope(cast.registrar_b.actor):
        expected = list(Event.objects.order_by("sequence").values_list("sequence", flat=True))
    assert numbers == expected
    assert len(numbers) == 25


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"since": "-1"}, "?since"),
        ({"since": "x"}, "?since"),
        ({"since": "9" * 19}, "?since"),
        ({"limit": "0"}, "?limit"),
        ({"limit": "501"}, "?limit"),
    ],
)
def test_wrong_numbers_are_named(cast: Cast, query: dict[str, str], pointer: str) -> None:
    refused = system_of(cast.university_a).get("changes", 400, **query)
    assert pointers(refused) == [(pointer, "invalid")]


def _rows_touched(institution: int, since: int) -> list[tuple[str, int]]:
    """Index and number of entries of each read, as PostgreSQL did it."""
    with CaptureQueriesContext(connection) as done:
        changes_since(institution, since, 21)
    touched = []
    for query in done.captured_queries:
        if "events_event" not in query["sql"]:
            continue
        with along_the_index(), connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query["sql"])
            told = cursor.fetchone()[0]
        plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
        [scan] = _scans(plan)
        touched.append(
            (scan["Index Name"], int(scan["Actual Rows"] + scan.get("Rows Removed by Filter", 0)))
        )
    return touched


def _scans(plan: dict[str, Any]) -> list[dict[str, Any]]:
    below = [scan for each in plan.get("Plans", []) for scan in _scans(each)]
    return [plan, *below] if plan.get("Relation Name") == "events_event" else below


def test_a_read_touches_what_it_shows(committed: None, cast: Cast) -> None:
    """Whether the feed is long, or others were busy since the institution was last active."""
    a, b = cast.university_a.pk, cast.university_b.pk
    batches = [
        (cast.registrar_b, a, 300),
        (cast.registrar_a, b, 300),
        (cast.registrar_a, None, 2000),
    ]
    for person, audience, many in batches:
        with scope(person.actor) as actor:
            emit_many(actor=actor, kind="test", happenings=[Happening(uuid4(), audience)] * many)
    seal()
    with owner(connection.settings_dict["NAME"]) as cursor:
        cursor.execute("ANALYZE events_event")
    for person in (cast.registrar_a, cast.registrar_b):
        mine = person.actor.institution_id
        with scope(person.actor):
            reads = [_rows_touched(mine, since) for since in (0, 200, 600)]
        assert {index for read in reads for index, _rows in read} == {
            "event_feed", "event_feed_audience"
        }  # fmt: skip
        assert all(rows <= 21 for read in reads for _index, rows in read)

"""Registers, loads, holds, coverage and promises forged by SQL: the database refuses."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from apps.qualifications.models import Conferral, PrivacyHold, RegisterCoverage, ServicePromise
from apps.qualifications.services.holding import lift_hold, place_hold
from apps.qualifications.services.promising import promise
from apps.qualifications.services.register import bring_rows
from tests.builders import qualifications as build
from tests.courses.worlds import undone
from tests.qualifications.forging import (
    change,
    copied,
    delete,
    insert,
    refused_by,
    rows_of,
    sql,
)
from tests.qualifications.worlds import Ring

pytestmark = pytest.mark.usefixtures("taken_back")
WALL = "row-level security"


def in_force(ring: Ring, number: int = 1) -> Conferral:
    line = build.registered(ring.made, [build.degree(number)]).first_line
    assert line is not None
    with scope(ring.actor("holder")):
        return Conferral.objects.select_related("load").get(line=line)


def waiting(ring: Ring, number: int = 1) -> Conferral:
    load = build.load_rows(ring.made, [build.degree(number)])
    with scope(ring.actor("holder")):
        return Conferral.objects.select_related("load").get(load=load)


def row(actor: Actor, one: Conferral, **given: Any) -> dict[str, Any]:
    fresh = {"line": uuid4(), "subject_key": "s:1", "id_index": None}
    return copied(actor, "conferral", "id = %s", one.pk) | fresh | given


class TestADegree:
    @pytest.mark.parametrize("status", ["in_force", "superseded", "withdrawn"])
    def test_enters_as_a_draft(self, ring: Ring, status: str) -> None:
        one = waiting(ring)
        for who in ("holder", "approver"):
            with refused_by("enters the register as a draft"):
                insert(ring.actor(who), "conferral", row(ring.actor(who), one, status=status))

    def test_is_not_added_to_a_load_that_was_seen(self, ring: Ring) -> None:
        for one in (waiting(ring, 1), in_force(ring, 2)):
            with refused_by("a load that was looked through"):
                insert(
                    ring.actor("holder"), "conferral",
                    row(ring.actor("holder"), one, status="draft"),
                )  # fmt: skip

    def test_waits_for_its_load(self, ring: Ring) -> None:
        with refused_by("a second person puts degrees"):
            change(ring.actor("approver"), "conferral", waiting(ring).pk, "status = 'in_force'")

    @pytest.mark.parametrize(
        "wanted",
        ["last_name = 'x'", "gpax = 4", "honours = '1'", "standing = 'attended'",
         "subject_key = 's:2'", "row_hash = '\\x00'", "id_index = NULL", "row = 2",
         "created_at = now()", "uuid = gen_random_uuid()", "version = 2"],
    )  # fmt: skip
    def test_stays_as_it_was_brought(self, ring: Ring, wanted: str) -> None:
        with refused_by("stays as it was brought"):
            change(ring.actor("holder"), "conferral", waiting(ring).pk, wanted)

    @pytest.mark.parametrize(
        "wanted",
        ["last_name = 'x'", "gpax = 4", "degree_th = 'x'", "version = 2", "status = 'draft'",
         "line = gen_random_uuid()", "load_id = load_id + 1", "holder_id = holder_id + 1",
         "approved_on = now()", "id_cipher = NULL"],
    )  # fmt: skip
    @pytest.mark.parametrize("who", ["holder", "approver"])
    def test_in_force_is_not_rewritten(self, ring: Ring, who: str, wanted: str) -> None:
        with refused_by("a version stays as it was|" + WALL):
            change(ring.actor(who), "conferral", in_force(ring).pk, wanted)

    @pytest.mark.parametrize("status", ["superseded", "withdrawn"])
    def test_that_ended_stays_ended(self, ring: Ring, status: str) -> None:
        one = in_force(ring)
        change(ring.actor("holder"), "conferral", one.pk, "status = %s", status)
        for after in ({"superseded", "withdrawn", "in_force", "draft"}) - {status}:
            with refused_by("a version stays as it was"):
                change(ring.actor("holder"), "conferral", one.pk, "status = %s", after)
        with refused_by("stays on record"):
            delete(ring.actor("holder"), "conferral", one.pk)

    def test_follows_its_own_former_version(self, ring: Ring) -> None:
        """A draft may not call itself the tenth version, nor that of a line without a first."""
        one = waiting(ring)
        for line, version in ((uuid4(), 2), (in_force(ring, 2).line, 3)):
            with refused_by("stays as it was brought"):
                change(
                    ring.actor("holder"), "conferral", one.pk, "line = %s, version = %s",
                    line, version,
                )  # fmt: skip

    def test_is_not_put_into_anothers_register_or_load(self, ring: Ring) -> None:
        one, third = waiting(ring), ring.actor("third")
        forged = row(ring.actor("holder"), one)
        with refused_by(WALL):
            insert(third, "conferral", forged)
        mine = {"holder_id": third.institution_id}
        with refused_by("a load that was looked through|conferral_belongs"):
            insert(third, "conferral", forged | mine)
        with scope(ring.actor("third")) as actor:
            load = bring_rows(actor=actor, rows=[build.degree(9)])
        with refused_by("a load that was looked through|conferral_belongs"):
            insert(ring.actor("holder"), "conferral", forged | {"load_id": load.pk})


class TestALoad:
    @pytest.mark.parametrize("state", ["accepted", "unreadable", "discarded"])
    def test_begins_at_the_beginning(self, ring: Ring, state: str) -> None:
        one = waiting(ring)
        forged = copied(ring.actor("holder"), "registerload", "id = %s", one.load.pk)
        forged |= {"accepted_key": "user:0", "accepted_at": "2026-11-01", "state": state}
        with refused_by("waits for a second person"):
            insert(ring.actor("holder"), "registerload", forged)

    def test_is_accepted_by_a_second_person(self, ring: Ring) -> None:
        load = waiting(ring).load
        accepted = "state = 'accepted', accepted_at = now(), accepted_key = made_key"
        with refused_by("registerload_two_persons"):
            change(ring.actor("holder"), "registerload", load.pk, accepted)
        with refused_by("cannot change"):
            change(
                ring.actor("holder"), "registerload", load.pk, f"{accepted}, made_key = 'user:0'"
            )

    @pytest.mark.parametrize(
        "wanted",
        ["made_key = 'user:0'", "made_name = 'x'", "kind = 'withdrawal'",
         "target_line = gen_random_uuid()", "content_hash = '\\x00'", "complete = true",
         "reason = 'council'", "kept = 99", "state = 'received'", "state = 'unreadable'"],
    )  # fmt: skip
    def test_stays_as_it_was_seen(self, ring: Ring, wanted: str) -> None:
        with refused_by("cannot change|as it was looked through|does not go from"):
            change(ring.actor("holder"), "registerload", waiting(ring).load.pk, wanted)

    @pytest.mark.parametrize("state", ["received", "in_review", "discarded"])
    def test_that_was_decided_stays_so(self, ring: Ring, state: str) -> None:
        load = in_force(ring).load
        with refused_by("a decided load stays|does not go from"):
            change(ring.actor("approver"), "registerload", load.pk, "state = %s", state)
        with refused_by("foreign key|violates"):
            delete(ring.actor("approver"), "registerload", load.pk)
            sql(ring.actor("approver"), "SET CONSTRAINTS ALL IMMEDIATE")

    def test_is_nobody_elses(self, ring: Ring) -> None:
        load = waiting(ring).load
        forged = copied(ring.actor("holder"), "registerload", "id = %s", load.pk)
        for who in ("asker", "third_approver"):
            with refused_by(WALL):
                insert(ring.actor(who), "registerload", forged)
            accepted = "state = 'accepted', accepted_at = now(), accepted_key = 'user:0'"
            assert change(ring.actor(who), "registerload", load.pk, accepted) == 0


class TestAHold:
    @pytest.fixture
    def hold(self, ring: Ring, taken_back: None) -> PrivacyHold:
        line = in_force(ring).line
        with scope(ring.actor("approver")) as actor:
            return place_hold(actor=actor, line=line, note="at the person's wish")

    def test_is_not_seen_or_lifted_by_others(self, ring: Ring, hold: PrivacyHold) -> None:
        for who in ("asker", "third_approver"):
            assert rows_of(ring.actor(who), "qualifications_privacyhold") == 0
            assert change(ring.actor(who), "privacyhold", hold.pk, "lifted_at = now()") == 0
            assert delete(ring.actor(who), "privacyhold", hold.pk) == 0

    @pytest.mark.parametrize(
        "wanted", ["note = 'x'", "line = gen_random_uuid()", "placed_name = 'x'"]
    )
    def test_stays_as_it_was_placed(self, ring: Ring, hold: PrivacyHold, wanted: str) -> None:
        with refused_by("cannot change"):
            change(ring.actor("approver"), "privacyhold", hold.pk, wanted)

    def test_stays_on_record(self, ring: Ring, hold: PrivacyHold) -> None:
        with refused_by("stays on record"):
            delete(ring.actor("approver"), "privacyhold", hold.pk)
        with scope(ring.actor("approver")) as actor:
            lift_hold(actor=actor, line=hold.line)
        for wanted in ("lifted_at = NULL", "lifted_name = 'x'"):
            with refused_by("stays as it is"):
                change(ring.actor("approver"), "privacyhold", hold.pk, wanted)

    def test_is_placed_on_ones_own_degree(self, ring: Ring) -> None:
        """A stranger who learned the name of a line could stop another register's answers."""
        line = in_force(ring).line
        with scope(ring.actor("third_approver")) as actor, refused_by("one's own register"):
            PrivacyHold.objects.create(holder_id=actor.institution_id, line=line, note="mischief")
        assert confirmed(ring)
        with scope(ring.actor("approver")) as actor:
            place_hold(actor=actor, line=line, note="at the person's wish")
        assert not confirmed(ring)


def confirmed(ring: Ring) -> bool:
    (check,) = build.asked(ring.made, [build.claim(build.degree(1), ring.made.holder)])
    return check.by_register


class TestWhatTheNetworkReads:
    def test_coverage_is_counted_by_its_university_alone(self, ring: Ring) -> None:
        in_force(ring)
        with scope(ring.actor("third")):
            known = RegisterCoverage.objects.get(holder=ring.made.holder)
        forged = copied(ring.actor("third"), "registercoverage", "id = %s", known.pk)
        for who in ("asker", "third_approver"):
            assert change(ring.actor(who), "registercoverage", known.pk, "complete = true") == 0
            assert delete(ring.actor(who), "registercoverage", known.pk) == 0
            with refused_by(WALL):
                insert(ring.actor(who), "registercoverage", forged | {"academic_year": 1990})

    def test_a_promise_is_made_by_who_keeps_it(self, ring: Ring) -> None:
        with scope(ring.actor("approver")) as actor:
            made = promise(actor=actor, working_days=5, valid_from=dt.date(2099, 1, 1))
        forged = copied(ring.actor("third"), "servicepromise", "id = %s", made.pk)
        for who in ("asker", "third_approver"):
            assert change(ring.actor(who), "servicepromise", made.pk, "working_days = 1") == 0
            assert delete(ring.actor(who), "servicepromise", made.pk) == 0
            with refused_by(WALL):
                insert(ring.actor(who), "servicepromise", forged | {"valid_from": "2099-01-02"})
        with scope(ring.actor("third")):
            assert ServicePromise.objects.get(pk=made.pk).working_days == 5

    def test_the_list_of_dubious_names_is_the_secretariats(self, ring: Ring) -> None:
        for who in ring.people:
            with refused_by(WALL):
                insert(
                    ring.actor(who), "dubiousinstitution",
                    {"uuid": uuid4(), "created_at": "2026-11-01", "name": "x", "name_key": "x",
                     "source": "x", "listed_on": "2026-11-01"},
                )  # fmt: skip


class TestTheFunctionThatLooksAcross:
    MATCH = "SELECT count(*) FROM qualifications_match(%s::bigint[], %s::bytea[])"

    def count(self, actor: Actor, holders: list[int], indexes: list[str]) -> int:
        with scope(actor), connection.cursor() as cursor:
            cursor.execute(self.MATCH, [holders, indexes])
            return int(cursor.fetchone()[0])

    def test_finds_one_person_at_one_university_by_identifier(self, ring: Ring) -> None:
        one = in_force(ring)
        assert one.id_index is not None
        index = "\\x" + bytes(one.id_index).hex()
        third, holder = ring.actor("third"), ring.made.holder.pk
        assert self.count(third, [holder], [index]) == 1
        assert self.count(third, [ring.made.asker.pk], [index]) == 0
        assert self.count(third, [holder], ["\\x00"]) == 0
        assert self.count(third, [holder], []) == 0

    def test_gives_no_identifier_away(self, ring: Ring) -> None:
        with scope(ring.actor("third")), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM qualifications_match('{}', '{}')")
            names = {column.name for column in cursor.description or []}
        assert not {name for name in names if name.startswith("id_") or "hash" in name}
        assert not {"subject_key", "name_key", "note"} & names

    def test_finds_no_draft(self, ring: Ring) -> None:
        one = waiting(ring)
        assert one.id_index is not None
        index = "\\x" + bytes(one.id_index).hex()
        assert self.count(ring.actor("third"), [ring.made.holder.pk], [index]) == 0


def test_lines_are_kept_apart(ring: Ring) -> None:
    """Two universities may hold a degree of the same person; neither is taken for the other's."""
    line: UUID = in_force(ring).line
    with scope(ring.actor("third")) as actor:
        load = bring_rows(actor=actor, rows=[build.degree(1)])
        draft = Conferral.objects.get(load=load)
    with undone(), refused_by("stays as it was brought|conferral_one_in_force|" + WALL):
        change(ring.actor("third"), "conferral", draft.pk, "line = %s, version = 2", line)

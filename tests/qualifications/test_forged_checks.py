"""Checks and answers that an institution would forge by SQL: the database refuses."""

from typing import Any
from uuid import uuid4

import pytest

from apps.institutions.scope import scope
from apps.qualifications.models import Answer, CheckBatch
from apps.qualifications.services.cancelling import cancel_check
from apps.qualifications.services.reopening import reopen_check
from tests.builders import qualifications as build
from tests.courses.worlds import undone
from tests.qualifications.forged_checks import (
    ANSWERED,
    WALL,
    asked,
    drafts,
    entered,
)
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


class TestTheAsker:
    def test_answers_nothing(self, ring: Ring) -> None:
        build.registered(ring.made, [build.degree(1)])
        check = asked(ring, 2)
        for state in ("answered", "proposed", "documents"):
            wanted = ANSWERED.replace("'answered'", f"'{state}'")
            with refused_by("cannot take a check|comes with the state"):
                change(ring.actor("asker"), "check", check.pk, wanted)

    def test_does_not_answer_what_the_holder_entered(self, ring: Ring) -> None:
        check = asked(ring)
        entered(ring, check, outcome="not_found")
        for wanted in (ANSWERED, "state = 'waiting', version = version + 1"):
            with refused_by("this side cannot"):
                change(ring.actor("asker"), "check", check.pk, wanted)

    @pytest.mark.parametrize(
        "wanted",
        ["outcome = 'not_found'", "told = '{\"gpax\": \"4.00\"}'", "differing = '[]'",
         "answered_name = 'x'", "answer_note = 'x'", "line = gen_random_uuid()",
         "explanation = '[\"title\"]'", "as_of = now()", "by_register = true",
         "answered_at = '2001-01-01'", "agreeing = '[\"gpax\"]'"],
    )  # fmt: skip
    @pytest.mark.parametrize("who", ["asker", "holder"])
    def test_does_not_change_an_answer_and_neither_does_the_holder(
        self, ring: Ring, who: str, wanted: str
    ) -> None:
        check = asked(ring)
        line = build.registered(ring.made, [build.degree(1, gpax=None)]).first_line
        check = build.answered(
            ring.made, check, outcome="confirmed_with_differences", line=line,
            differing=["gpax"], told={"gpax": "2.00"}, note="as the register has it",
        )  # fmt: skip
        with refused_by("comes with the state answered|check_register_confirms"):
            change(ring.actor(who), "check", check.pk, wanted)

    def test_confirms_only_what_the_register_holds(self, ring: Ring) -> None:
        mine, line = drafts(ring, 1), uuid4()
        by_register = f"{ANSWERED}, by_register = true, sent_at = now(), shared_with_id = holder_id"
        with refused_by("the register confirms what it holds"):
            change(ring.actor("asker"), "check", mine.pk, f"{by_register}, line = %s", line)
        found = build.registered(ring.made, [build.degree(2)]).first_line
        # the degree of somebody else
        with refused_by("the register confirms what it holds"):
            change(ring.actor("asker"), "check", mine.pk, f"{by_register}, line = %s", found)
        for standing in ("completed", "attended"):
            row = build.degree(1, standing=standing)
            held = build.registered(ring.made, [row]).first_line
            with refused_by("the register confirms what it holds"):
                change(ring.actor("asker"), "check", mine.pk, f"{by_register}, line = %s", held)

    @pytest.mark.parametrize(
        "wanted",
        ["last_name = 'x'", "born_on = '1990-01-01'", "purpose = 'audit'", "officer = 'x'",
         "\"case\" = 'x'", "id_index = NULL", "gpax = 4", "number = 'Q1'", "requester = 'x'",
         "holder_id = asker_id, shared_with_id = asker_id", "shared_with_id = NULL",
         "sent_at = now()", "ordinal = 9", "basis = 'contract'", "batch_id = NULL, degree = 'x'"],
    )  # fmt: skip
    def test_does_not_change_what_it_asked(self, ring: Ring, wanted: str) -> None:
        check = asked(ring)
        with refused_by("stays as it was sent|check_sent|check_shared"):
            change(ring.actor("asker"), "check", check.pk, wanted)
        with refused_by("stays as it was sent|belong to the other side|check_sent|" + WALL):
            change(ring.actor("holder"), "check", check.pk, wanted)

    @pytest.mark.parametrize(
        "wanted",
        [
            "state = 'draft'",
            "version = 99",
            "version = version - 1",
            "asker_version = asker_version + 1",
            "asker_version = asker_version - 1",
            "version = version + 1, asker_version = asker_version + 2",
        ],
    )
    @pytest.mark.parametrize("who", ["asker", "holder"])
    def test_turns_nothing_back(self, ring: Ring, who: str, wanted: str) -> None:
        check = asked(ring)
        with refused_by("this side cannot|versions of a check"):
            change(ring.actor(who), "check", check.pk, wanted)

    @pytest.mark.parametrize("who", ["asker", "holder"])
    def test_deletes_nothing_that_was_sent(self, ring: Ring, who: str) -> None:
        check = asked(ring)
        with scope(ring.actor("asker")) as actor:
            cancel_check(actor=actor, uuid=check.uuid, version=None, note="no longer")
        if who == "holder":
            assert delete(ring.actor(who), "check", check.pk) == 0
            return
        with refused_by("stays on record"):
            delete(ring.actor(who), "check", check.pk)

    @pytest.mark.parametrize(
        "given",
        [{"state": "waiting"}, {"state": "answered"}, {"version": 2}, {"asker_version": 2},
         {"by_register": True}, {"outcome": "confirmed"}],
        ids=str,
    )  # fmt: skip
    def test_begins_with_a_draft(self, ring: Ring, given: dict[str, Any]) -> None:
        begun = copied(ring.actor("asker"), "check", "id = %s", asked(ring).pk)
        begun |= {"number": "Q2569-999999", "state": "draft", "version": 1,
                  "asker_version": 1, "shared_with_id": None}  # fmt: skip
        with undone():
            assert insert(ring.actor("asker"), "check", begun) == 1
        shared = {"shared_with_id": ring.made.holder.pk}
        for wrong in (given | shared, {**given, "outcome": "confirmed"}, shared):
            with refused_by("a check begins as a draft|check_(sent|answered|register_confirms)"):
                insert(ring.actor("asker"), "check", begun | wrong)

    def test_asks_in_no_other_name(self, ring: Ring) -> None:
        begun = copied(ring.actor("asker"), "check", "id = %s", asked(ring).pk)
        begun |= {"number": "Q2569-999999", "state": "draft", "version": 1,
                  "asker_version": 1, "shared_with_id": None}  # fmt: skip
        for who in ("holder", "third"):
            with refused_by(WALL):
                insert(ring.actor(who), "check", begun)

    def test_puts_no_check_on_anothers_list(self, ring: Ring) -> None:
        check = drafts(ring, 1)
        with scope(ring.actor("third")) as actor:
            foreign = CheckBatch.objects.create(
                asker_id=actor.institution_id, name="x", academic_year=2026, term=1, officer="x",
                purpose="audit", basis="public_task", case="1",
            )  # fmt: skip
        with refused_by("check_belongs"):
            change(ring.actor("asker"), "check", check.pk, "batch_id = %s", foreign.pk)
            sql(ring.actor("asker"), "SET CONSTRAINTS ALL IMMEDIATE")
        with refused_by("batchfinding_belongs"):
            insert(
                ring.actor("asker"), "batchfinding",
                {"uuid": uuid4(), "created_at": "2026-01-01", "row": 1, "column": "", "cls": "x",
                 "rule": "x", "value": "", "params": "{}", "needs_confirmation": False,
                 "reason": "", "batch_id": foreign.pk, "asker_id": ring.made.asker.pk},
            )  # fmt: skip
            sql(ring.actor("asker"), "SET CONSTRAINTS ALL IMMEDIATE")


class TestTheHolder:
    def test_does_not_see_or_take_a_draft(self, ring: Ring) -> None:
        check = drafts(ring, 1)
        wanted = "shared_with_id = holder_id, sent_at = now(), state = 'waiting', version = 2"
        assert rows_of(ring.actor("holder"), "qualifications_check") == 0
        assert change(ring.actor("holder"), "check", check.pk, wanted) == 0

    def test_answers_with_two_persons(self, ring: Ring) -> None:
        check = asked(ring)
        answer = entered(ring, check, outcome="confirmed", facts=build.degree(1))
        holder = ring.actor("holder")
        with refused_by("a second person approved it"):
            change(holder, "check", check.pk, ANSWERED)
        decided = "state = 'approved', decided_at = now(), decided_key = made_key"
        with refused_by("answer_two_persons"):
            change(holder, "answer", answer.pk, decided)
        with refused_by("cannot change|stays as it is"):
            change(holder, "answer", answer.pk, f"{decided}, made_key = 'user:0'")

    def test_does_not_approve_by_writing_an_approved_answer(self, ring: Ring) -> None:
        check = asked(ring)
        entered(ring, check, outcome="not_found")
        forged = copied(ring.actor("holder"), "answer", "check_asked_id = %s", check.pk)
        forged |= {"state": "approved", "decided_key": "user:0", "decided_at": "2026-11-01"}
        with refused_by("waits for a second person"):
            insert(ring.actor("holder"), "answer", forged)

    def test_does_not_use_an_approval_twice(self, ring: Ring) -> None:
        """What was approved once and taken back does not stand for a later answer."""
        check = build.answered(ring.made, asked(ring), outcome="not_found")
        with scope(ring.actor("approver")) as actor:
            reopen_check(actor=actor, uuid=check.uuid, version=None, note="an error of ours")
        entered(ring, check, outcome="not_found")
        wanted = ANSWERED.replace("'confirmed'", "'not_found'")
        with refused_by("a second person approved it"):
            change(ring.actor("holder"), "check", check.pk, wanted)

    @pytest.mark.parametrize(
        "wanted",
        ["outcome = 'not_found'", "told = '{\"gpax\": \"1.00\"}'", "differing = '[\"name\"]'",
         "note = 'x'", "line = NULL", "made_name = 'x'", "made_key = 'user:0'",
         "check_version = 1", "agreeing = '[\"gpax\"]'"],
    )  # fmt: skip
    def test_does_not_change_what_the_approver_sees(self, ring: Ring, wanted: str) -> None:
        check = asked(ring)
        line = build.registered(ring.made, [build.degree(1, gpax=None)]).first_line
        answer = entered(
            ring, check, outcome="confirmed_with_differences", line=line,
            differing=["gpax"], told={"gpax": "2.00"}, note="as it stands",
        )  # fmt: skip
        with refused_by("cannot change"):
            change(ring.actor("approver"), "answer", answer.pk, wanted)

    @pytest.mark.parametrize(
        "more", ['told = \'{"gpax": "4.00"}\'', "agreeing = '[\"gpax\"]'", "answer_note = 'x'"]
    )
    def test_tells_what_was_approved(self, ring: Ring, more: str) -> None:
        check = asked(ring)
        answer = entered(ring, check, outcome="not_found", note="not in the register")
        change(
            ring.actor("approver"), "answer", answer.pk,
            "state = 'approved', decided_at = now(), decided_key = 'user:0'",
        )  # fmt: skip
        wanted = ANSWERED.replace("'confirmed'", "'not_found'")
        right = f"{wanted}, answer_note = 'not in the register'"
        with undone():
            assert change(ring.actor("approver"), "check", check.pk, right) == 1
        both = right if "answer_note" not in more else wanted
        with refused_by("a second person approved it"):
            change(ring.actor("approver"), "check", check.pk, f"{both}, {more}")

    def test_keeps_a_decided_answer(self, ring: Ring) -> None:
        check = build.answered(ring.made, asked(ring), outcome="not_found")
        with scope(ring.actor("holder")):
            answer = Answer.objects.get(check_asked=check)
        for wanted in ("state = 'proposed'", "state = 'returned'", "decided_name = 'x'"):
            with refused_by("stays as it is"):
                change(ring.actor("approver"), "answer", answer.pk, wanted)

    def test_takes_an_answer_back_whole(self, ring: Ring) -> None:
        check = build.answered(ring.made, asked(ring), outcome="not_found")
        with refused_by("goes with it"):
            change(
                ring.actor("approver"), "check", check.pk,
                "state = 'waiting', version = version + 1",
            )  # fmt: skip

    def test_cannot_cancel(self, ring: Ring) -> None:
        check = asked(ring)
        with refused_by("this side cannot"):
            change(
                ring.actor("holder"), "check", check.pk,
                "state = 'cancelled', version = version + 1",
            )  # fmt: skip

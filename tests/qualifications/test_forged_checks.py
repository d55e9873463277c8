"""Checks, answers and timelines that an institution would forge by SQL: the database refuses."""

from typing import Any
from uuid import uuid4

import pytest

from apps.documents.models import Paper
from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from apps.qualifications.models import Answer, Attachment, Check, CheckAct, CheckBatch
from apps.qualifications.services.asking import draft_checks
from apps.qualifications.services.cancelling import cancel_check
from apps.qualifications.services.conversing import GivenFile, send_message
from apps.qualifications.services.reopening import reopen_check
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
PDF = b"%PDF-1.7 a transcript"
ANSWERED = """state = 'answered', version = version + 1, as_of = now(), answered_at = now(),
    outcome = 'confirmed'"""
WALL = "row-level security"


def asked(ring: Ring, number: int = 1) -> Check:
    (check,) = build.asked(ring.made, [build.claim(build.degree(number), ring.made.holder)])
    return check


def with_file(ring: Ring, check: Check, who: str = "asker") -> CheckAct:
    with scope(ring.actor(who)) as actor:
        return send_message(
            actor=actor, uuid=check.uuid, note="with a file", files=[GivenFile("a.pdf", PDF)]
        )


def entered(ring: Ring, check: Check, **given: Any) -> Answer:
    build.proposed(ring.made, check, **given)
    with scope(ring.actor("holder")):
        return Answer.objects.get(check_asked=check, state="proposed")


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

    @pytest.mark.parametrize("wanted", ["state = 'draft'", "version = 99", "version = version - 1"])
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
        [{"state": "waiting"}, {"state": "answered"}, {"version": 2}, {"by_register": True},
         {"outcome": "confirmed"}],
        ids=str,
    )  # fmt: skip
    def test_begins_with_a_draft(self, ring: Ring, given: dict[str, Any]) -> None:
        begun = copied(ring.actor("asker"), "check", "id = %s", asked(ring).pk)
        begun |= {"number": "Q2569-999999", "state": "draft", "version": 1, "shared_with_id": None}
        with undone():
            assert insert(ring.actor("asker"), "check", begun) == 1
        shared = {"shared_with_id": ring.made.holder.pk}
        for wrong in (given | shared, {**given, "outcome": "confirmed"}, shared):
            with refused_by("a check begins as a draft|check_(sent|answered|register_confirms)"):
                insert(ring.actor("asker"), "check", begun | wrong)

    def test_asks_in_no_other_name(self, ring: Ring) -> None:
        begun = copied(ring.actor("asker"), "check", "id = %s", asked(ring).pk)
        begun |= {"number": "Q2569-999999", "state": "draft", "version": 1, "shared_with_id": None}
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


def drafts(ring: Ring, number: int) -> Check:
    claims = [build.claim(build.degree(number), ring.made.holder)]
    with scope(ring.actor("asker")) as actor:
        (check,) = draft_checks(actor=actor, question=build.QUESTION, claims=claims)
    return check


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


class TestLetters:
    @pytest.mark.parametrize("who", ["asker", "holder"])
    @pytest.mark.parametrize("column", ["paper", "summary"])
    def test_are_about_the_check_that_names_them(self, ring: Ring, who: str, column: str) -> None:
        first = build.answered(ring.made, asked(ring, 1), outcome="not_found")
        second = build.answered(ring.made, asked(ring, 2), outcome="not_found")
        with scope(ring.actor("asker")):
            assert str(first.paper) in map(str, Paper.objects.values_list("uuid", flat=True))
        for wrong in (first.paper, uuid4(), *([None] if column == "paper" else [])):
            with refused_by("is about"):
                change(ring.actor(who), "check", second.pk, f"{column} = %s", wrong)

    @pytest.mark.parametrize("who", ["asker", "holder"])
    def test_tell_the_reach_of_the_register_as_it_was(self, ring: Ring, who: str) -> None:
        check = build.answered(ring.made, asked(ring), outcome="not_found")
        with refused_by("stays as it was told"):
            change(ring.actor(who), "check", check.pk, "coverage = '{\"complete\": true}'")


class TestTheTimeline:
    def act(self, ring: Ring, check: Check, **given: Any) -> dict[str, Any]:
        return copied(ring.actor("asker"), "checkact", "check_asked_id = %s", check.pk) | given

    @pytest.mark.parametrize("who", ["third", "third_approver"])
    def test_takes_no_word_of_a_third_university(self, ring: Ring, who: str) -> None:
        check, third = asked(ring), ring.actor(who).institution_id
        mine = self.act(ring, check, institution_id=third, action="message")
        for reader in (ring.made.asker.pk, ring.made.holder.pk, None):
            with refused_by("only the two sides|by the side that may"):
                insert(ring.actor(who), "checkact", mine | {"reader_id": reader})

    def test_takes_no_word_in_the_name_of_the_other_side(self, ring: Ring) -> None:
        check = asked(ring)
        forged = self.act(ring, check, institution_id=ring.made.holder.pk, action="message")
        with refused_by(WALL):
            insert(ring.actor("asker"), "checkact", forged)
        with refused_by(WALL):
            insert(
                ring.actor("holder"), "checkact",
                forged | {"institution_id": ring.made.asker.pk},
            )  # fmt: skip

    def test_is_read_by_no_third_university(self, ring: Ring) -> None:
        forged = self.act(ring, asked(ring), reader_id=ring.actor("third").institution_id)
        with refused_by("only the two sides"):
            insert(ring.actor("asker"), "checkact", forged)

    @pytest.mark.parametrize(
        ("who", "action"),
        [("asker", "approve"), ("asker", "propose"), ("asker", "request_documents"),
         ("asker", "reopen"), ("asker", "return"), ("holder", "cancel"), ("holder", "send"),
         ("holder", "confirm"), ("holder", "give_documents"), ("asker", "anything")],
    )  # fmt: skip
    def test_holds_no_act_of_the_other_side(self, ring: Ring, who: str, action: str) -> None:
        forged = self.act(
            ring, asked(ring), institution_id=ring.actor(who).institution_id, action=action,
            reader_id=None,
        )  # fmt: skip
        with undone():
            assert insert(ring.actor(who), "checkact", forged | {"action": "message"}) == 1
        with refused_by("by the side that may do it"):
            insert(ring.actor(who), "checkact", forged)

    @pytest.mark.parametrize("statement", ["UPDATE {} SET note = 'x'", "DELETE FROM {}"])
    @pytest.mark.parametrize("who", ["asker", "holder"])
    def test_only_grows(self, ring: Ring, who: str, statement: str) -> None:
        asked(ring)
        with refused_by("permission denied"):
            sql(ring.actor(who), statement.format("qualifications_checkact"))


class TestADocument:
    @pytest.fixture
    def given(self, ring: Ring, taken_back: None) -> tuple[Check, Attachment]:
        check = asked(ring)
        with_file(ring, check)
        with scope(ring.actor("asker")):
            return check, Attachment.objects.get()

    @pytest.mark.parametrize(
        "wanted",
        ["content_type = 'text/html'", "filename = 'other.pdf'", "reader_id = NULL", "size = 1",
         "act_id = NULL", "path = '/etc/passwd'", "created_at = now()"],
    )  # fmt: skip
    def test_stays_as_it_was_given(
        self, ring: Ring, given: tuple[Check, Attachment], wanted: str
    ) -> None:
        with refused_by("stays as it was given|cannot change"):
            change(ring.actor("asker"), "attachment", given[1].pk, wanted)
        assert change(ring.actor("holder"), "attachment", given[1].pk, wanted) == 0

    def test_is_not_taken_away(self, ring: Ring, given: tuple[Check, Attachment]) -> None:
        with refused_by("stays as it was given"):
            delete(ring.actor("asker"), "attachment", given[1].pk)
        for who in ("holder", "third"):
            assert delete(ring.actor(who), "attachment", given[1].pk) == 0

    def test_is_given_by_a_side_under_its_own_act(
        self, ring: Ring, given: tuple[Check, Attachment]
    ) -> None:
        _check, attachment = given
        forged = copied(ring.actor("asker"), "attachment", "id = %s", attachment.pk)
        with refused_by(WALL):
            insert(ring.actor("holder"), "attachment", forged)
        holder = {"institution_id": ring.made.holder.pk, "reader_id": ring.made.asker.pk}
        with refused_by("under an act of whoever gave it"):
            insert(ring.actor("holder"), "attachment", forged | holder)
        with refused_by("only the two sides|under an act"):
            insert(
                ring.actor("third"), "attachment",
                forged | {"institution_id": ring.actor("third").institution_id},
            )  # fmt: skip
        other = with_file(ring, asked(ring, 2))
        with refused_by("under an act of whoever gave it"):
            insert(ring.actor("asker"), "attachment", forged | {"act_id": other.pk})

    def test_is_shown_to_no_third_university(
        self, ring: Ring, given: tuple[Check, Attachment]
    ) -> None:
        forged = copied(ring.actor("asker"), "attachment", "id = %s", given[1].pk)
        third = {"reader_id": ring.actor("third").institution_id, "act_id": None}
        with refused_by("only the two sides"):
            insert(ring.actor("asker"), "attachment", forged | third)


class TestAThirdUniversity:
    TABLES = ("check", "checkact", "attachment", "answer", "checkbatch", "conferral",
              "registerload", "registerfinding", "batchfinding", "privacyhold")  # fmt: skip

    def test_sees_and_changes_nothing(self, ring: Ring) -> None:
        build.registered(ring.made, [build.degree(1)])
        check = asked(ring, 2)
        with_file(ring, check)
        entered(ring, check)
        for who in ("third", "third_approver"):
            for table in self.TABLES:
                name = f"qualifications_{table}"
                assert rows_of(ring.actor(who), name) == 0, table
                if table != "checkact":
                    assert sql(ring.actor(who), f"UPDATE {name} SET uuid = uuid") == 0, table
                    assert sql(ring.actor(who), f"DELETE FROM {name}") == 0, table

    def test_answers_nothing(self, ring: Ring) -> None:
        check = asked(ring)
        entered(ring, check)
        forged = copied(ring.actor("holder"), "answer", "check_asked_id = %s", check.pk)
        forged |= {"holder_id": ring.actor("third").institution_id}
        with refused_by("only the holder answers|answer_one_open"):
            insert(ring.actor("third"), "answer", forged)
        asker: Actor = ring.actor("asker")
        with refused_by("only the holder answers|answer_one_open"):
            insert(asker, "answer", forged | {"holder_id": asker.institution_id})
        with refused_by(WALL):
            insert(asker, "answer", forged | {"holder_id": ring.made.holder.pk})

    def test_does_not_block_an_answer(self, ring: Ring) -> None:
        """The place of the one open answer is not taken by somebody else's row."""
        check, other = asked(ring, 1), asked(ring, 2)
        entered(ring, other)
        forged = copied(ring.actor("holder"), "answer", "check_asked_id = %s", other.pk)
        forged |= {"holder_id": ring.actor("third").institution_id, "check_asked_id": check.pk}
        with refused_by("only the holder answers"):
            insert(ring.actor("third"), "answer", forged)

    def test_learns_nothing_from_the_log_the_feed_and_the_inbox(self, ring: Ring) -> None:
        check = build.answered(ring.made, asked(ring), outcome="not_found")
        for table, column in (
            ("audit_entry", "target_uuid"),
            ("events_event", "subject"),
            ("notices_notice", "subject"),
        ):
            condition = f"{column} = %s"
            assert rows_of(ring.actor("asker"), table, condition, check.uuid) > 0, table
            assert rows_of(ring.actor("third"), table, condition, check.uuid) == 0, table
            assert rows_of(ring.actor("third"), table, "true") == 0, table

    def test_finds_the_letter_neither(self, ring: Ring) -> None:
        check = build.answered(ring.made, asked(ring), outcome="not_found")
        assert rows_of(ring.actor("asker"), "documents_paper", "uuid = %s", check.paper) == 1
        assert rows_of(ring.actor("third"), "documents_paper", "uuid = %s", check.paper) == 0

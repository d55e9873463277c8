"""Letters, timelines and documents that an institution would forge by SQL: the database refuses."""

from typing import Any
from uuid import uuid4

import pytest

from apps.documents.models import Paper
from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from apps.qualifications.models import Attachment, Check
from tests.builders import qualifications as build
from tests.courses.worlds import undone
from tests.qualifications.forged_checks import (
    WALL,
    asked,
    entered,
    with_file,
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
         ("asker", "reopen"), ("asker", "return"), ("asker", "take_back"), ("holder", "cancel"),
         ("holder", "send"), ("holder", "confirm"), ("holder", "give_documents"),
         ("asker", "anything")],
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

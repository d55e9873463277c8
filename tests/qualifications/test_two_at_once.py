"""Two persons at once, on separate connections: the second before the first has committed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from apps.core.errors import PortalError, WrongStateError
from apps.documents.models import Paper, Status
from apps.institutions.scope import scope
from apps.jobs.models import Job
from apps.jobs.services import run
from apps.qualifications.errors import CheckStateError, CheckVersionError
from apps.qualifications.models import Check, CheckAct, CheckBatch, Conferral, RegisterCoverage
from apps.qualifications.rows import row_of
from apps.qualifications.services import batching
from apps.qualifications.services.accepting import accept_load
from apps.qualifications.services.answering import approve_answer, return_answer
from apps.qualifications.services.asking import ask
from apps.qualifications.services.cancelling import cancel_check
from apps.qualifications.services.holding import place_hold
from apps.qualifications.services.lettering import request_reply_for, write_reply
from apps.qualifications.services.register import bring_correction, bring_withdrawal
from apps.qualifications.services.reopening import reopen_check
from apps.qualifications.services.taking_back import take_back_answer
from tests.builders import qualifications as build
from tests.builders.cast import Cast, Person
from tests.courses.waiting import second_while_first_is_open
from tests.qualifications.test_list_states import begun_batch, nothing, read_batch, received_batch
from tests.qualifications.worlds import Ring, make_ring

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def two(cast: Cast) -> Ring:
    return make_ring(cast)


def both(
    person: Person, first: Callable[[], object], second: Callable[[], object]
) -> PortalError | None:
    return second_while_first_is_open(scope(person.actor), first, second)


def asked(two: Ring, number: int = 1) -> Check:
    (check,) = build.asked(two.made, [build.claim(build.degree(number), two.made.holder)])
    return check


def now(two: Ring, check: Check) -> Check:
    return build.fresh(check, two.people["asker"])


def acts(two: Ring, check: Check) -> list[str]:
    with scope(two.actor("holder")):
        found = CheckAct.objects.filter(check_asked=check).order_by("pk")
        return list(found.values_list("action", flat=True))


class TestOfAnAnswer:
    def approve(self, two: Ring, check: Check, who: str = "approver") -> None:
        with scope(two.actor(who)) as actor:
            approve_answer(actor=actor, uuid=check.uuid, version=None)

    def give_back(self, two: Ring, check: Check) -> None:
        with scope(two.actor("approver")) as actor:
            return_answer(actor=actor, uuid=check.uuid, version=None, note="look again")

    def test_two_approvers_count_once(self, two: Ring) -> None:
        check = asked(two)
        build.proposed(two.made, check, outcome="confirmed", facts=build.degree(1))
        refused = both(
            two.people["approver"],
            lambda: self.approve(two, check),
            lambda: self.approve(two, check),
        )
        assert isinstance(refused, CheckStateError)
        assert refused.data == {"state": "answered"}
        assert acts(two, check) == ["send", "propose", "approve"]
        assert [one.version for one in register(two)] == [1]
        with scope(two.actor("asker")):
            assert Paper.objects.count() == 1

    def test_one_approves_while_the_other_gives_back(self, two: Ring) -> None:
        check = asked(two)
        build.proposed(two.made, check, outcome="confirmed", facts=build.degree(1))
        refused = both(
            two.people["approver"],
            lambda: self.give_back(two, check),
            lambda: self.approve(two, check),
        )
        assert isinstance(refused, CheckStateError)
        assert now(two, check).state == "waiting"
        assert register(two) == []

    def test_the_asker_cancels_while_the_holder_answers(self, two: Ring) -> None:
        first, second = asked(two, 1), asked(two, 2)

        def cancel(check: Check) -> None:
            with scope(two.actor("asker")) as actor:
                cancel_check(actor=actor, uuid=check.uuid, version=None, note="no longer")

        refused = both(
            two.people["asker"], lambda: cancel(first), lambda: build.proposed(two.made, first)
        )
        assert isinstance(refused, CheckStateError)
        assert acts(two, first) == ["send", "cancel"]
        # the asker does not know that an answer waits, so it cancels all the same
        refused = both(
            two.people["holder"], lambda: build.proposed(two.made, second), lambda: cancel(second)
        )
        assert refused is None
        assert acts(two, second) == ["send", "propose", "cancel"]

    def test_one_takes_back_while_the_other_approves(self, two: Ring) -> None:
        first, second = (build.proposed(two.made, asked(two, number)) for number in (1, 2))

        def take_back(check: Check) -> None:
            with scope(two.actor("holder")) as actor:
                take_back_answer(actor=actor, uuid=check.uuid, version=None)

        refused = both(
            two.people["holder"], lambda: take_back(first), lambda: self.approve(two, first)
        )
        assert isinstance(refused, CheckStateError)
        assert acts(two, first) == ["send", "propose", "take_back"]
        refused = both(
            two.people["approver"], lambda: self.approve(two, second), lambda: take_back(second)
        )
        assert isinstance(refused, CheckStateError)
        assert acts(two, second) == ["send", "propose", "approve"]

    def test_one_page_sent_twice_counts_once(self, two: Ring) -> None:
        check = asked(two)
        seen = build.proposed(two.made, check).version

        def approve() -> None:
            with scope(two.actor("approver")) as actor:
                approve_answer(actor=actor, uuid=check.uuid, version=seen)

        refused = both(two.people["approver"], approve, approve)
        assert isinstance(refused, CheckStateError | CheckVersionError)
        assert now(two, check).version == seen + 1

    def test_the_degree_leaves_the_register_while_it_is_answered_from(self, two: Ring) -> None:
        """Approval first: the answer falls with the degree. Withdrawal first: no such answer."""
        for number, approval_first in ((1, True), (2, False)):
            check = asked(two, number)
            line = build.registered(two.made, [build.degree(number)]).first_line
            build.proposed(two.made, check, outcome="confirmed", line=line)
            withdrawal = withdrawn(two, line)
            first, second = (
                (lambda check=check: self.approve(two, check)),
                (lambda load=withdrawal: accept(two, load)),
            )
            order = (first, second) if approval_first else (second, first)
            refused = both(two.people["approver"], *order)
            assert (refused is None) == approval_first
            expected = "waiting" if approval_first else "proposed"
            assert now(two, check).state == expected
            assert now(two, check).outcome == ""

    def test_opened_again_while_the_letter_is_made(self, two: Ring) -> None:
        check = build.answered(two.made, asked(two), outcome="not_found")

        def write() -> None:
            with scope(two.actor("approver")) as actor:
                write_reply(actor=actor, uuid=check.uuid, progress=nothing)

        def reopen() -> None:
            with scope(two.actor("approver")) as actor:
                reopen_check(actor=actor, uuid=check.uuid, version=None, note="an error of ours")

        assert both(two.people["approver"], write, reopen) is None
        assert now(two, check).paper is None
        assert papers(two) == [Status.SUPERSEDED]

    def test_the_letter_is_made_while_it_is_opened_again(self, two: Ring) -> None:
        check = build.answered(two.made, asked(two), outcome="not_found")
        with scope(two.actor("approver")):
            (job,) = Job.objects.filter(kind="qualifications.reply")

        def reopen() -> None:
            with scope(two.actor("approver")) as actor:
                reopen_check(actor=actor, uuid=check.uuid, version=None, note="an error of ours")

        assert both(two.people["approver"], reopen, lambda: run(job.uuid)) is None
        assert now(two, check).state == "waiting"
        assert Status.ACTIVE not in papers(two)

    def test_two_ask_for_the_letter_of_one_answer(self, two: Ring) -> None:
        build.registered(two.made, [build.degree(1)])
        check = asked(two)
        assert check.by_register

        def letter() -> None:
            with scope(two.actor("asker")) as actor:
                request_reply_for(actor=actor, uuid=check.uuid)

        assert both(two.people["asker"], letter, letter) is None
        assert len(papers(two)) == 1


def papers(two: Ring) -> list[str]:
    with scope(two.actor("asker")):
        return list(Paper.objects.order_by("pk").values_list("status", flat=True))


def register(two: Ring) -> list[Conferral]:
    with scope(two.actor("holder")):
        return list(Conferral.objects.filter(status="in_force").order_by("pk"))


def withdrawn(two: Ring, line: UUID | None) -> UUID:
    assert line is not None
    with scope(two.actor("holder")) as actor:
        return bring_withdrawal(actor=actor, line=line, reason="revoked", note="a decision").uuid


def corrected(two: Ring, **given: Any) -> UUID:
    (stands,) = register(two)
    with scope(two.actor("holder")) as actor:
        return bring_correction(
            actor=actor, line=stands.line, row=replace(row_of(stands), **given), note="a mistake",
            reason="registry_error",
        ).uuid  # fmt: skip


def accept(two: Ring, load: UUID) -> None:
    with scope(two.actor("approver")) as actor:
        accept_load(actor=actor, uuid=load, content_hash=None)


def accept_both(two: Ring, first: UUID, second: UUID) -> PortalError | None:
    return both(two.people["approver"], lambda: accept(two, first), lambda: accept(two, second))


def one_of_each(lines: Sequence[Conferral]) -> bool:
    return len({one.line for one in lines}) == len(lines)


class TestOfTheRegister:
    def test_two_loads_with_the_same_degree(self, two: Ring) -> None:
        rows = [build.degree(1), build.degree(2)]
        first = build.load_rows(two.made, rows)
        second = build.load_rows(two.made, [rows[1], build.degree(3)])
        refused = both(
            two.people["approver"],
            lambda: accept(two, first.uuid),
            lambda: accept(two, second.uuid),
        )
        assert refused is None
        assert [one.version for one in register(two)] == [1, 1, 1]
        assert one_of_each(register(two))
        assert coverage(two) == 3

    def test_two_that_tell_it_differently_are_two_versions(self, two: Ring) -> None:
        loads = [
            build.load_rows(two.made, [build.degree(1, honours=honours)]).uuid
            for honours in ("1", "2")
        ]
        refused = both(
            two.people["approver"], *(lambda load=load: accept(two, load) for load in loads)
        )
        assert refused is None
        (stands,) = register(two)
        assert (stands.version, stands.honours) == (2, "2")
        assert coverage(two) == 1

    def test_one_load_accepted_twice_is_in_the_register_once(self, two: Ring) -> None:
        load = build.load_rows(two.made, [build.degree(1)]).uuid
        refused = both(two.people["approver"], lambda: accept(two, load), lambda: accept(two, load))
        assert isinstance(refused, WrongStateError)
        assert len(register(two)) == 1

    def test_a_correction_after_a_withdrawal_brings_nothing_back(self, two: Ring) -> None:
        line = build.registered(two.made, [build.degree(1)]).first_line
        correction, withdrawal = corrected(two, last_name="อื่นไป"), withdrawn(two, line)
        refused = both(
            two.people["approver"],
            lambda: accept(two, withdrawal),
            lambda: accept(two, correction),
        )
        assert isinstance(refused, WrongStateError)
        assert register(two) == []
        assert coverage(two) == 0

    def test_two_withdrawals_are_one(self, two: Ring) -> None:
        line = build.registered(two.made, [build.degree(1)]).first_line
        loads = [withdrawn(two, line), withdrawn(two, line)]
        refused = both(
            two.people["approver"], *(lambda load=load: accept(two, load) for load in loads)
        )
        assert isinstance(refused, WrongStateError)
        assert refused.code == "degree_gone"

    def test_asked_while_the_degree_is_withdrawn(self, two: Ring) -> None:
        """The asker waits, and is not told what is no longer so."""
        line = build.registered(two.made, [build.degree(1)]).first_line
        load = withdrawn(two, line)
        refused = both(two.people["approver"], lambda: accept(two, load), lambda: asked(two))
        assert refused is None
        assert [one.state for one in checks(two)] == ["waiting"]

    def test_withdrawn_while_it_is_asked_about(self, two: Ring) -> None:
        """The withdrawal waits, and takes back what was just confirmed."""
        line = build.registered(two.made, [build.degree(1)]).first_line
        load = withdrawn(two, line)
        refused = both(two.people["asker"], lambda: asked(two), lambda: accept(two, load))
        assert refused is None
        (check,) = checks(two)
        assert (check.state, check.outcome, check.by_register) == ("waiting", "", False)
        assert acts(two, check) == ["confirm", "reopen"]

    def test_asked_while_a_hold_is_placed(self, two: Ring) -> None:
        line = build.registered(two.made, [build.degree(1)]).first_line
        assert line is not None

        def hold() -> None:
            with scope(two.actor("approver")) as actor:
                place_hold(actor=actor, line=line, note="at the person's wish")

        assert both(two.people["approver"], hold, lambda: asked(two)) is None
        assert [one.state for one in checks(two)] == ["waiting"]

    def test_two_who_ask_about_one_degree_are_both_answered(self, two: Ring) -> None:
        build.registered(two.made, [build.degree(1)])

        def third() -> None:
            with scope(two.actor("third")) as actor:
                ask(
                    actor=actor, question=build.QUESTION,
                    claims=[build.claim(build.degree(1), two.made.holder)],
                )  # fmt: skip

        assert both(two.people["asker"], lambda: asked(two), third) is None
        with scope(two.actor("holder")):
            assert Check.objects.filter(by_register=True).count() == 2


def checks(two: Ring) -> list[Check]:
    with scope(two.actor("asker")):
        return list(Check.objects.order_by("pk"))


def coverage(two: Ring) -> int:
    with scope(two.actor("asker")):
        return sum(RegisterCoverage.objects.values_list("conferrals", flat=True))


class TestOfABatch:
    def test_begun_twice_is_sent_once(self, two: Ring) -> None:
        batch = read_batch(two, received_batch(two, 1))

        def begin() -> None:
            with scope(two.actor("asker")) as actor:
                batching.begin_sending(actor=actor, uuid=batch.uuid)

        assert isinstance(both(two.people["asker"], begin, begin), WrongStateError)
        with scope(two.actor("asker")):
            assert Job.objects.filter(kind="qualifications.send_batch").count() == 1

    def test_two_workers_send_it_once(self, two: Ring) -> None:
        batch = begun_batch(two, 1)

        def send() -> None:
            with scope(two.actor("asker")) as actor:
                batching.send_batch(actor=actor, uuid=batch.uuid, progress=nothing)

        assert both(two.people["asker"], send, send) is None
        (check,) = checks(two)
        assert acts(two, check) == ["send"]

    def test_begun_while_it_is_discarded(self, two: Ring) -> None:
        batch = read_batch(two, received_batch(two, 1))

        def discard() -> None:
            with scope(two.actor("asker")) as actor:
                batching.discard_batch(actor=actor, uuid=batch.uuid)

        def begin() -> None:
            with scope(two.actor("asker")) as actor:
                batching.begin_sending(actor=actor, uuid=batch.uuid)

        assert isinstance(both(two.people["asker"], discard, begin), WrongStateError)
        with scope(two.actor("asker")):
            assert CheckBatch.objects.get().state == "discarded"
        assert checks(two) == []


def test_numbers_are_given_once(two: Ring) -> None:
    assert both(two.people["asker"], lambda: asked(two, 1), lambda: asked(two, 2)) is None
    numbers = [one.number for one in checks(two)]
    assert len(set(numbers)) == 2
    assert int(numbers[1][-6:]) == int(numbers[0][-6:]) + 1

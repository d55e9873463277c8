"""The credit ledger: every allowed way keeps it balanced, and the database refuses every other."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from django.db import Error, IntegrityError, ProgrammingError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.core.errors import PortalError
from apps.courses.errors import CreditTakenError, NoCreditError
from apps.courses.models import CreditEntry, CrossRegistration, Recognition, Result
from apps.courses.services import crediting, recognising
from apps.courses.states import CREDIT_STEPS
from apps.institutions.officers import PORTAL
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.courses.worlds import World, undone

# kind → (statuses before, status after), by hand
STEPS = {
    "earned": ({"new", "void"}, "available"),
    "used": ({"available"}, "used"),
    "released": ({"used"}, "available"),
    "reversed": ({"available"}, "void"),
}


def test_the_steps_are_those_written_here() -> None:
    found = {
        str(kind): (set(map(str, before)), str(after))
        for kind, (before, after) in CREDIT_STEPS.items()
    }
    assert found == STEPS


@dataclass
class Account:
    """One student with two courses, results received, and what may be done with them."""

    world: World
    rows: list[CrossRegistration]
    done: list[str] = field(default_factory=list)

    def entries(self) -> list[CreditEntry]:
        with scope(self.world.clerk("home")):
            return list(CreditEntry.objects.order_by("registration", "ordinal"))

    def recognitions(self, state: str) -> list[Recognition]:
        with scope(self.world.clerk("home")):
            return list(Recognition.objects.filter(state=state).order_by("pk"))

    # the actions; each may be refused

    def propose(self, place: int, granted: str) -> None:
        chosen = self.rows if place == 2 else [self.rows[place]]
        actor = self.world.clerk("home")
        with scope(actor):
            recognising.propose_recognition(
                actor=actor,
                proposal=recognising.Proposal(
                    build.picks(*chosen),
                    build.target(granted) if granted else None,
                    content_share=Decimal("0.8") if granted else None,
                    no_transfer="" if granted else "content",
                    override_reason="decided by the faculty",
                ),
            )

    def approve(self) -> None:
        actor = self.world.approver("home")
        for one in self.recognitions("proposed")[:1]:
            with scope(actor):
                recognising.approve_recognition(
                    actor=actor, uuid=one.uuid, seen=recognising.digest(one)
                )

    def send_back(self) -> None:
        actor = self.world.approver("home")
        for one in self.recognitions("proposed")[:1]:
            with scope(actor):
                recognising.return_recognition(actor=actor, uuid=one.uuid, note="look again")

    def reopen(self) -> None:
        actor = self.world.approver("home")
        for one in self.recognitions("approved")[:1]:
            with scope(actor):
                recognising.reopen_recognition(actor=actor, uuid=one.uuid, note="look again")

    def correct(self, place: int, grade: str) -> None:
        build.announced(self.world.made, [self.rows[place % 2]], grade, "appeal")

    def receive(self, place: int) -> None:
        build.received(self.world.made, [self.rows[place % 2]])

    def step(self, name: str, place: int, granted: str, grade: str) -> None:
        try:
            if name == "propose":
                self.propose(place, granted)
            elif name == "correct":
                self.correct(place, grade)
            elif name == "receive":
                self.receive(place)
            else:
                {"approve": self.approve, "send_back": self.send_back, "reopen": self.reopen}[
                    name
                ]()
        except PortalError:
            return
        finally:
            self.rows = build.fresh(self.world.made, self.rows)
        self.done.append(name)


def check(account: Account) -> None:
    entries = account.entries()
    for row in account.rows:
        chain = [one for one in entries if one.registration_id == row.pk]
        assert [one.ordinal for one in chain] == list(range(1, len(chain) + 1))
        balance, status = Decimal(0), "new"
        for one in chain:
            assert (one.before, one.status_before) == (balance, status)
            balance, status = balance + one.credits, one.status_after
            assert one.after == balance >= 0
            assert one.status_before in STEPS[one.kind][0]
            assert status == STEPS[one.kind][1]
        uses = sum(one.kind == "used" for one in chain)
        given_back = sum(one.kind == "released" for one in chain)
        assert uses - given_back == (status == "used")  # used once at most
        assert balance <= row.credit_value
        assert (status == "used") == (row.state in ("recognised", "partly_recognised"))
        received = row.state not in ("completed",)
        passed = row.result is not None and row.result.outcome == "passed"
        assert (status in ("available", "used")) == (received and passed)


STEP = st.tuples(
    st.sampled_from(["propose", "approve", "propose", "approve", "correct", "receive", "receive",
                     "reopen", "send_back"]),
    st.sampled_from([0, 1, 2, 2]),
    st.sampled_from(["3", "2", "0.1", "6", "4.5", "3", "", "9", "0", "-1"]),
    st.sampled_from(["A", "F", "B", "S", "I"]),
)  # fmt: skip


@given(steps=st.lists(STEP, min_size=4, max_size=9))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_way_keeps_the_account_balanced(world: World, steps: list[tuple[str, ...]]) -> None:
    with undone():
        student = [build.candidate(1, "CS101", "A1"), build.candidate(2, "CS102", "A1")]
        account = Account(world, build.acknowledged(world.made, *student))
        check(account)
        for name, place, granted, grade in steps:
            account.step(name, place, granted, grade)  # type: ignore[arg-type]
            check(account)


def test_a_way_with_every_step_goes_through(world: World) -> None:
    """So that the property above is known to be about accounts in which something happens."""
    with undone():
        student = [build.candidate(1, "CS101", "A1"), build.candidate(2, "CS102", "A1")]
        account = Account(world, build.acknowledged(world.made, *student))
        way = [
            ("propose", 2, "6", ""), ("approve", 0, "", ""), ("correct", 1, "", "F"),
            ("receive", 1, "", ""), ("propose", 0, "2", ""), ("send_back", 0, "", ""),
            ("propose", 0, "2", ""), ("approve", 0, "", ""), ("reopen", 0, "", ""),
            ("correct", 1, "", "C"), ("receive", 1, "", ""), ("propose", 2, "4.5", ""),
            ("approve", 0, "", ""),
        ]  # fmt: skip
        for step in way:
            account.step(*step)
            check(account)
        assert account.done == [name for name, *_rest in way]
        booked = [(one.kind, one.after) for one in account.entries()]
    first = [("earned", "3"), ("used", "0"), ("released", "3"), ("used", "1"), ("released", "3"),
             ("used", "0.7")]  # fmt: skip
    second = [("earned", "3"), ("used", "0"), ("released", "3"), ("reversed", "0"),
              ("earned", "3"), ("used", "0.8")]  # fmt: skip
    assert booked == [(kind, Decimal(after)) for kind, after in [*first, *second]]


# --- against the services' order --------------------------------------------------------------


@pytest.fixture
def row(world: World) -> Iterator[CrossRegistration]:
    """A course whose three credits are available."""
    with undone():
        yield build.acknowledged(world.made)[0]


def test_credits_are_used_once_also_in_one_transaction(
    world: World, row: CrossRegistration
) -> None:
    recognition = build.proposed(world.made, [row])
    with scope(world.clerk("home")):
        crediting.use(row, recognition, Decimal(2), PORTAL)
        with pytest.raises(CreditTakenError):
            crediting.use(row, recognition, Decimal(1), PORTAL)


def test_not_more_than_there_is(world: World, row: CrossRegistration) -> None:
    recognition = build.proposed(world.made, [row])
    with scope(world.clerk("home")):
        with pytest.raises(NoCreditError):
            crediting.use(row, recognition, Decimal("3.1"), PORTAL)
        assert CreditEntry.objects.filter(registration=row).count() == 1


def test_what_was_not_earned_is_not_used(world: World) -> None:
    with undone():
        row = build.acknowledged(world.made, grade="F")[0]
        with scope(world.clerk("home")) as actor:
            no = recognising.Proposal(build.picks(row), no_transfer="grade")
            recognition = recognising.propose_recognition(actor=actor, proposal=no)
            with pytest.raises(NoCreditError):
                crediting.use(row, recognition, Decimal(1), PORTAL)


# --- against the database itself --------------------------------------------------------------

# one more entry after ordinal 1 (earned, 3 available), as it would be right
RIGHT = {
    "ordinal": 2, "previous": 1, "kind": "used", "credits": "-3", "before": "3", "after": "0",
    "status_before": "available", "status_after": "used",
}  # fmt: skip
WRONG: dict[str, dict[str, object]] = {
    "another balance before": {"before": "9", "after": "6"},
    "another status before": {"kind": "released", "credits": "3", "after": "6",
                              "status_before": "used", "status_after": "available"},
    "a second entry at the place": {"ordinal": 1, "previous": None, "kind": "earned", "before": "0",
                                    "credits": "3", "after": "3", "status_before": "new",
                                    "status_after": "available"},
    "a place left out": {"ordinal": 3, "previous": 2},
    "a place jumped over": {"ordinal": 3, "previous": 1},
    "a chain of its own": {"previous": None},
    "another chain begun later": {"ordinal": 2, "previous": None, "kind": "earned", "before": "0",
                                  "credits": "3", "after": "3", "status_before": "new",
                                  "status_after": "available"},
    "less than nothing": {"credits": "-4", "after": "-1"},
    "a wrong sum": {"after": "1"},
    "a use that adds": {"credits": "3", "after": "6"},
    "a use that leaves it available": {"status_after": "available"},
    "an unknown kind": {"kind": "gift"},
    "earned twice": {"kind": "earned", "credits": "3", "after": "6", "status_after": "available"},
    "a use without a decision": {"recognition": None},
    "a reversal that leaves something": {"kind": "reversed", "credits": "-1", "after": "2",
                                         "status_after": "void"},
}  # fmt: skip


def insert(row: CrossRegistration, recognition: Recognition, wrong: dict[str, object]) -> None:
    values = {**RIGHT, "recognition": recognition, **wrong}
    CreditEntry(home_id=row.home_id, learner_id=row.learner_id, registration=row, **values).save(
        force_insert=True
    )


def test_the_right_entry_is_taken(world: World, row: CrossRegistration) -> None:
    recognition = build.proposed(world.made, [row])
    with scope(world.clerk("home")):
        insert(row, recognition, {})
        assert CreditEntry.objects.filter(registration=row).count() == 2


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_entry_is_refused_by_the_database(
    world: World, row: CrossRegistration, what: str
) -> None:
    recognition = build.proposed(world.made, [row])
    with pytest.raises(IntegrityError), scope(world.clerk("home")):
        insert(row, recognition, WRONG[what])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE courses_creditentry SET credits = credits",
        'UPDATE courses_creditentry SET "after" = 30',
        "DELETE FROM courses_creditentry",
        "TRUNCATE courses_creditentry",
        "ALTER TABLE courses_creditentry DROP CONSTRAINT credit_follows",
    ],
)
def test_what_is_booked_stays(world: World, row: CrossRegistration, statement: str) -> None:
    assert row.pk
    with (
        pytest.raises(ProgrammingError),
        scope(world.clerk("home")),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_host_books_nothing_in_the_homes_account(world: World, row: CrossRegistration) -> None:
    recognition = build.proposed(world.made, [row])
    with pytest.raises(Error, match="row-level security"), scope(world.clerk("host")):
        insert(row, recognition, {})


def test_earning_names_the_result(world: World, row: CrossRegistration) -> None:
    with scope(world.clerk("home")):
        entry = CreditEntry.objects.get(registration=row)
        assert entry.result_id == Result.objects.get(registration=row).pk
        assert entry.created_at.date() <= dt.datetime.now(dt.UTC).date()

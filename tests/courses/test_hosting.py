"""Acts of the host: places in a section, coded refusals, details of the registration."""

import datetime as dt

import pytest

from apps.core.errors import NotFoundError
from apps.courses.errors import (
    CourseStateError,
    LinesError,
    NoteNeededError,
    NothingChosenError,
    ReasonNeededError,
    TooLongError,
    VersionError,
)
from apps.courses.models import CrossRegistration, Offering, RegistrationAct
from apps.courses.services import hosting, leaving
from apps.institutions.actor import Actor, Role
from apps.institutions.officers import OfficerMissingError, named_officer
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.courses.worlds import World

SMALL = "EN201"  # two places


def accept(made: build.Exchange, *rows: CrossRegistration) -> list[CrossRegistration]:
    with scope(made.host_registrar.actor) as actor:
        return hosting.accept_registrations(actor=actor, picks=build.picks(*rows))


def states(made: build.Exchange, rows: list[CrossRegistration]) -> list[str]:
    return [row.state for row in build.fresh(made, rows)]


@pytest.mark.usefixtures("taken_back")
class TestPlaces:
    def asked(self, world: World, many: int) -> list[CrossRegistration]:
        lines = (build.candidate(line, SMALL) for line in range(1, many + 1))
        return build.submitted(world.made, *lines)

    def test_as_many_as_there_are(self, world: World) -> None:
        rows = self.asked(world, 3)
        accept(world.made, *rows[:2])
        with pytest.raises(LinesError) as refused:
            accept(world.made, rows[2])
        assert refused.value.problems[0].subject == str(rows[2].uuid)
        assert states(world.made, rows) == ["accepted", "accepted", "submitted"]

    def test_too_many_at_once_are_all_refused(self, world: World) -> None:
        rows = self.asked(world, 3)
        with pytest.raises(LinesError) as refused:
            accept(world.made, *rows)
        assert [problem.line for problem in refused.value.problems] == [3]
        assert set(states(world.made, rows)) == {"submitted"}

    def test_of_who_left_are_free_again(self, world: World) -> None:
        rows = self.asked(world, 3)
        taken = accept(world.made, *rows[:2])
        with scope(world.clerk("home")) as actor:
            leaving.cancel_registrations(
                actor=actor, picks=build.picks(taken[0]), reason="student_wish"
            )
        accept(world.made, rows[2])
        assert states(world.made, rows) == ["cancelled", "accepted", "accepted"]

    def test_without_a_number_are_not_counted(self, world: World) -> None:
        rows = build.submitted(world.made, *(build.candidate(line) for line in range(1, 6)))
        assert {row.state for row in accept(world.made, *rows)} == {"accepted"}


@pytest.mark.usefixtures("taken_back")
class TestDeclining:
    def test_needs_a_coded_reason(self, world: World) -> None:
        row = build.submitted(world.made)[0]
        with scope(world.clerk("host")) as actor:
            for reason in ("", "because"):
                with pytest.raises(ReasonNeededError):
                    hosting.decline_registrations(
                        actor=actor, picks=build.picks(row), reason=reason
                    )
            with pytest.raises(NoteNeededError):
                hosting.decline_registrations(
                    actor=actor, picks=build.picks(row), reason="other", note=" "
                )
            hosting.decline_registrations(
                actor=actor, picks=build.picks(row), reason="other", note="no laboratory"
            )
        now = build.fresh(world.made, [row])[0]
        assert (now.state, now.reason, now.note) == ("declined", "other", "no laboratory")

    def test_the_same_course_may_be_asked_for_again(self, world: World) -> None:
        row = build.submitted(world.made)[0]
        with scope(world.clerk("host")) as actor:
            hosting.decline_registrations(actor=actor, picks=build.picks(row), reason="full")
        assert build.submitted(world.made)[0].learner_id == row.learner_id


@pytest.mark.usefixtures("taken_back")
class TestRegistering:
    def enrol(self, world: World, row: CrossRegistration, **details: str) -> CrossRegistration:
        with scope(world.clerk("host")) as actor:
            given = hosting.Enrolment(build.picks(row)[0], **details)
            return hosting.enrol_registrations(actor=actor, enrolments=[given])[0]

    def test_keeps_what_the_host_knows(self, world: World) -> None:
        row = self.enrol(
            world, build.accepted(world.made)[0], host_student_code=" B1 ", payment="waived"
        )
        now = build.fresh(world.made, [row])[0]
        assert (now.host_student_code, now.section, now.payment) == ("B1", "1", "waived")
        with scope(world.clerk("home")):
            act = RegistrationAct.objects.filter(registration=row).order_by("-pk")[0]
        assert act.changes == {
            "host_student_code": ["", "B1"], "payment": ["unknown", "waived"],
        }  # fmt: skip

    def test_an_unknown_payment_is_refused(self, world: World) -> None:
        with pytest.raises(ReasonNeededError):
            self.enrol(world, build.accepted(world.made)[0], payment="maybe")

    def test_a_section_too_long_to_keep_is_refused(self, world: World) -> None:
        with pytest.raises(TooLongError):
            self.enrol(world, build.accepted(world.made)[0], section="s" * 21)

    def test_details_change_while_studying(self, world: World) -> None:
        row = build.enrolled(world.made)[0]
        with scope(world.clerk("host")) as actor:
            given = hosting.Enrolment(build.picks(row)[0], section="2")
            hosting.update_details(actor=actor, enrolments=[given])
        now = build.fresh(world.made, [row])[0]
        assert (now.state, now.section, now.version) == ("enrolled", "2", row.version + 1)


@pytest.mark.usefixtures("taken_back")
class TestLists:
    def test_one_stale_line_refuses_all(self, world: World) -> None:
        rows = build.submitted(world.made, build.candidate(1), build.candidate(2))
        rows[1].version += 1
        with pytest.raises(VersionError) as refused:
            accept(world.made, *rows)
        assert refused.value.data == {"version": rows[1].version - 1}
        assert set(states(world.made, rows)) == {"submitted"}

    def test_one_in_another_state_refuses_all(self, world: World) -> None:
        rows = build.submitted(world.made, build.candidate(1), build.candidate(2))
        (first,) = accept(world.made, rows[0])
        with pytest.raises(CourseStateError):
            accept(world.made, first, rows[1])
        assert states(world.made, rows) == ["accepted", "submitted"]

    def test_nothing_chosen_and_one_twice(self, world: World) -> None:
        row = build.submitted(world.made)[0]
        with pytest.raises(NothingChosenError):
            accept(world.made)
        with pytest.raises(NotFoundError):
            accept(world.made, row, row)

    def test_a_system_names_its_officer(self, world: World) -> None:
        row = build.submitted(world.made)[0]
        system = Actor(world.made.host.pk, Role.PARTNER_CLIENT, client_id=7, label="system")
        with scope(system):
            with pytest.raises(OfficerMissingError):
                hosting.accept_registrations(actor=system, picks=build.picks(row))
            hosting.accept_registrations(
                actor=system,
                picks=build.picks(row),
                officer=named_officer("นางสาวตัวแทน ระบบ", "นักวิชาการศึกษา"),
            )
        with scope(world.clerk("home")):
            act = RegistrationAct.objects.filter(registration=row).order_by("-pk")[0]
        assert (act.name, act.post) == ("นางสาวตัวแทน ระบบ", "นักวิชาการศึกษา")
        assert (act.user_id, act.client_id) == (None, 7)


@pytest.mark.usefixtures("taken_back")
class TestLeaving:
    @pytest.fixture
    def late(self, world: World, taken_back: None) -> CrossRegistration:
        with scope(world.clerk("host")):
            Offering.objects.update(withdraw_by=dt.date(2026, 1, 1))
        return build.enrolled(world.made)[0]

    def test_late_is_the_hosts_to_grant(self, world: World, late: CrossRegistration) -> None:
        with scope(world.clerk("home")) as actor, pytest.raises(leaving.WithdrawLateError):
            leaving.withdraw_registrations(
                actor=actor, picks=build.picks(late), reason="student_wish"
            )
        with scope(world.clerk("host")) as actor:
            leaving.withdraw_registrations(
                actor=actor, picks=build.picks(late), reason="student_wish"
            )
        assert states(world.made, [late]) == ["withdrawn"]

    def test_needs_a_coded_reason(self, world: World) -> None:
        row = build.enrolled(world.made)[0]
        with scope(world.clerk("home")) as actor, pytest.raises(ReasonNeededError):
            leaving.withdraw_registrations(actor=actor, picks=build.picks(row), reason="")
        row = build.submitted(world.made, build.candidate(2))[0]
        with scope(world.clerk("home")) as actor, pytest.raises(ReasonNeededError):
            leaving.cancel_registrations(actor=actor, picks=build.picks(row), reason="")

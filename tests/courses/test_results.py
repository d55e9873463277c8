"""Results: entered by one person, announced by another, corrected in versions."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from apps.core.errors import ForbiddenError, NotFoundError
from apps.courses.errors import (
    CourseStateError,
    LinesError,
    NoScaleError,
    NoteNeededError,
    OwnWorkError,
    ReasonNeededError,
    VersionError,
)
from apps.courses.models import CrossRegistration, Result
from apps.courses.services import approving, leaving, offering, resulting
from apps.courses.services.registrations import Pick
from apps.institutions.actor import Actor, Role
from apps.institutions.officers import OfficerMissingError, named_officer
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.courses.breaking import refused_by
from tests.courses.worlds import World

pytestmark = pytest.mark.usefixtures("taken_back")


@pytest.fixture
def row(world: World, taken_back: None) -> CrossRegistration:
    return build.enrolled(world.made)[0]


def system(world: World) -> Actor:
    """The host's own student system, through the API."""
    return Actor(world.made.host.pk, Role.PARTNER_CLIENT, client_id=1, label="student system")


def approve(actor: Actor, *results: Result, officer: object = None) -> None:
    with scope(actor):
        approving.approve_results(
            actor=actor,
            approvals=[approving.Approval(one.uuid, resulting.digest(one)) for one in results],
            officer=officer,  # type: ignore[arg-type]
        )


def entry(row: CrossRegistration, grade: str = "A", reason: str = "", note: str = "") -> object:
    return resulting.GradeEntry(Pick(row.uuid, row.version), grade, None, reason, note)


def enter(actor: Actor, *entries: object, officer: object = None) -> list[Result]:
    with scope(actor):
        return resulting.enter_results(
            actor=actor,
            entries=entries,  # type: ignore[arg-type]
            officer=officer,  # type: ignore[arg-type]
        )


def results_of(world: World, side: str) -> list[tuple[int, str, bool]]:
    with scope(world.clerk(side)):
        found = Result.objects.order_by("registration", "version")
        return [(one.version, one.grade, one.announced_at is not None) for one in found]


class TestTheSecondPerson:
    def test_announces(self, world: World, row: CrossRegistration) -> None:
        (waiting,) = build.graded(world.made, [row], "b +")
        assert results_of(world, "host") == [(1, "B+", False)]
        assert results_of(world, "home") == []
        approve(world.approver("host"), waiting)
        assert results_of(world, "home") == [(1, "B+", True)]
        with scope(world.clerk("home")):
            told = Result.objects.get()
        assert told.entered_name == world.made.host_registrar.user.name_th
        assert told.approved_name == world.made.host_approver.user.name_th
        assert told.approved_key != told.entered_key

    def test_is_not_the_first_one(self, world: World, row: CrossRegistration) -> None:
        both = world.approver("host")
        (waiting,) = enter(both, entry(row))
        with pytest.raises(OwnWorkError) as refused:
            approve(both, waiting)
        assert refused.value.status == 403
        assert results_of(world, "host") == [(1, "A", False)]

    def test_is_not_the_first_one_through_a_system(
        self, world: World, row: CrossRegistration
    ) -> None:
        name = world.made.host_approver.user.name_th
        (waiting,) = enter(
            system(world), entry(row), officer=named_officer(f" {name} ", "นายทะเบียน")
        )
        with pytest.raises(OwnWorkError):
            approve(world.approver("host"), waiting)
        with pytest.raises(OwnWorkError):
            approve(system(world), waiting, officer=named_officer(name, "ผู้อำนวยการ"))
        approve(system(world), waiting, officer=named_officer("นางสาวคนอื่น จริง", "ผู้อำนวยการ"))
        assert results_of(world, "home") == [(1, "A", True)]

    def test_a_system_names_its_officer(self, world: World, row: CrossRegistration) -> None:
        with pytest.raises(OfficerMissingError):
            enter(system(world), entry(row))
        (waiting,) = build.graded(world.made, [row])
        with pytest.raises(OfficerMissingError):
            approve(system(world), waiting)

    def test_needs_the_role(self, world: World, row: CrossRegistration) -> None:
        (waiting,) = enter(world.approver("host"), entry(row))
        with pytest.raises(ForbiddenError):
            approve(world.clerk("host"), waiting)

    def test_is_of_the_host(self, world: World, row: CrossRegistration) -> None:
        (waiting,) = build.graded(world.made, [row])
        for actor in (world.approver("home"), world.strange_approver.actor):
            with pytest.raises(NotFoundError):
                approve(actor, waiting)

    def test_is_demanded_by_the_database(self, world: World, row: CrossRegistration) -> None:
        (waiting,) = build.graded(world.made, [row])
        announced = {"announced_at": timezone.now(), "shared_with_id": waiting.home_id}
        with scope(world.approver("host")):
            for key in (waiting.entered_key, ""):
                with refused_by("result_second_person"):
                    Result.objects.filter(pk=waiting.pk).update(**announced, approved_key=key)
            with refused_by("result_second_person"), connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE courses_result SET approved_key = entered_key, announced_at = now(),"
                    " shared_with_id = home_id"
                )
            waiting.announced_at, waiting.shared_with_id = timezone.now(), waiting.home_id
            waiting.approved_key = waiting.entered_key
            with refused_by("result_second_person"):
                waiting.save()
            with refused_by("result_second_person"):  # shown without having been announced
                Result.objects.filter(pk=waiting.pk).update(shared_with_id=waiting.home_id)
            with refused_by("result_second_person"):  # announced and kept back
                Result.objects.filter(pk=waiting.pk).update(
                    announced_at=timezone.now(), approved_key="user:0"
                )


class TestEntering:
    def test_again_replaces_what_waits_and_voids_what_was_seen(
        self, world: World, row: CrossRegistration
    ) -> None:
        (first,) = build.graded(world.made, [row], "A")
        build.graded(world.made, [row], "B")
        with pytest.raises(VersionError):
            approve(world.approver("host"), first)
        assert results_of(world, "host") == [(1, "B", False)]

    def test_all_lines_or_none(self, world: World) -> None:
        rows = build.enrolled(world.made, *(build.candidate(line) for line in (1, 2, 3)))
        entries = [entry(one, grade) for one, grade in zip(rows, ("A", "Z", "?"), strict=True)]
        with pytest.raises(LinesError) as refusal:
            enter(world.clerk("host"), *entries)
        assert [problem.line for problem in refusal.value.problems] == [2, 3]
        assert "“Z”" in str(refusal.value.problems[0].message)
        assert results_of(world, "host") == []

    def test_a_stale_version_is_refused_and_told(
        self, world: World, row: CrossRegistration
    ) -> None:
        row.version -= 1
        with pytest.raises(VersionError) as refusal:
            enter(world.clerk("host"), entry(row))
        assert (refusal.value.status, refusal.value.data) == (409, {"version": row.version + 1})

    def test_needs_a_scale(self, world: World, row: CrossRegistration) -> None:
        with scope(world.approver("host")), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE courses_gradescale SET valid_from = '2999-01-01' WHERE institution_id = %s",
                [world.made.host.pk],
            )
        with pytest.raises(NoScaleError):
            enter(world.clerk("host"), entry(row))

    def test_a_small_class_keeps_its_grades(self, world: World, row: CrossRegistration) -> None:
        big = build.enrolled(world.made, build.candidate(2, "CS102"))[0]
        with scope(world.clerk("host")) as actor:
            for place, counts in ((0, {"A": 5, "F": 4}), (1, {"A": 6, "F": 4})):
                offering.set_distribution(
                    actor=actor, uuid=world.made.offerings[place].uuid, counts=counts
                )
        made = enter(world.clerk("host"), entry(row), entry(big))
        assert [one.distribution for one in made] == [None, {"A": 6, "F": 4}]

    def test_of_who_left_meanwhile_is_not_announced(
        self, world: World, row: CrossRegistration
    ) -> None:
        (waiting,) = build.graded(world.made, [row])
        with scope(world.clerk("home")) as actor:
            leaving.withdraw_registrations(
                actor=actor, picks=build.picks(row), reason="student_wish"
            )
        with pytest.raises(CourseStateError) as refusal:
            approve(world.approver("host"), waiting)
        assert refusal.value.data == {"state": "withdrawn"}
        assert results_of(world, "home") == []

    def test_approved_together_or_not_at_all(self, world: World) -> None:
        rows = build.enrolled(world.made, build.candidate(1), build.candidate(2))
        both = build.graded(world.made, rows, "A")
        build.graded(world.made, rows[1:], "B")
        with pytest.raises(VersionError):
            approve(world.approver("host"), *both)
        assert results_of(world, "home") == []

    def test_announced_twice_is_a_wrong_state(self, world: World, row: CrossRegistration) -> None:
        (waiting,) = build.graded(world.made, [row])
        approve(world.approver("host"), waiting)
        with pytest.raises(CourseStateError) as refusal:
            approve(world.approver("host"), waiting)
        assert refusal.value.data == {"state": "completed"}


class TestReturning:
    def test_tells_whoever_entered_it_why(self, world: World, row: CrossRegistration) -> None:
        (waiting,) = build.graded(world.made, [row])
        with scope(world.approver("host")) as actor:
            with pytest.raises(NoteNeededError):
                approving.return_result(actor=actor, uuid=waiting.uuid, note="no")
            back = approving.return_result(actor=actor, uuid=waiting.uuid, note="another student")
            assert back.returned_note == "another student"
        with pytest.raises(CourseStateError):
            approve(world.approver("host"), back)
        assert build.announced(world.made, [row], "C")[0].state == "completed"
        assert results_of(world, "home") == [(1, "C", True)]

    def test_not_what_was_announced(self, world: World, row: CrossRegistration) -> None:
        (waiting,) = build.graded(world.made, [row])
        approve(world.approver("host"), waiting)
        with scope(world.approver("host")) as actor, pytest.raises(NotFoundError):
            approving.return_result(actor=actor, uuid=waiting.uuid, note="another student")


class TestCorrecting:
    @pytest.fixture
    def done(self, world: World, row: CrossRegistration) -> CrossRegistration:
        return build.announced(world.made, [row], "B")[0]

    def test_adds_a_version(self, world: World, done: CrossRegistration) -> None:
        again = build.announced(world.made, [done], "A", "appeal")[0]
        assert results_of(world, "home") == [(1, "B", True), (2, "A", True)]
        assert again.result is not None
        assert (again.result.grade, again.result.reason) == ("A", "appeal")

    @pytest.mark.parametrize("reason", ["", "wrong_reason"])
    def test_needs_a_coded_reason(self, world: World, done: CrossRegistration, reason: str) -> None:
        with pytest.raises(ReasonNeededError):
            enter(world.clerk("host"), entry(done, "A", reason))

    def test_another_reason_needs_a_note(self, world: World, done: CrossRegistration) -> None:
        with pytest.raises(NoteNeededError):
            enter(world.clerk("host"), entry(done, "A", "other", "   x"))
        assert enter(world.clerk("host"), entry(done, "A", "other", "the file was exchanged"))

    def test_with_the_same_grade_corrects_nothing(
        self, world: World, done: CrossRegistration
    ) -> None:
        with pytest.raises(LinesError):
            enter(world.clerk("host"), entry(done, " b", "appeal"))

    def test_where_nothing_was_announced_is_a_wrong_state(
        self, world: World, row: CrossRegistration
    ) -> None:
        with pytest.raises(CourseStateError) as refusal:
            enter(world.clerk("host"), entry(row, "A", "appeal"))
        assert refusal.value.data == {"state": "enrolled"}

    def test_while_a_correction_waits_the_former_result_counts(
        self, world: World, done: CrossRegistration
    ) -> None:
        build.graded(world.made, [done], "F", "registry_error")
        assert results_of(world, "home") == [(1, "B", True)]
        assert build.fresh(world.made, [done])[0].state == "completed"

    def test_the_database_wants_the_reason_too(self, world: World, done: CrossRegistration) -> None:
        (waiting,) = build.graded(world.made, [done], "F", "registry_error")
        with scope(world.clerk("host")), refused_by("result_correction_reason"):
            Result.objects.filter(pk=waiting.pk).update(reason="")

    def test_two_at_once_wait_as_one(self, world: World, done: CrossRegistration) -> None:
        (waiting,) = build.graded(world.made, [done], "F", "registry_error")
        with scope(world.clerk("host")), refused_by("result_one_waiting"):
            Result.objects.create(
                registration=done, host_id=waiting.host_id, home_id=waiting.home_id, version=3,
                grade="A", outcome="passed", scale_id=waiting.scale_id, reason="appeal",
                entered_key="user:1", completed_on=dt.date(2026, 12, 1),
            )  # fmt: skip

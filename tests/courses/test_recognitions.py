"""What the home decides: against its rules, by two persons, each course in one decision."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.errors import ForbiddenError, NotFoundError
from apps.courses.errors import (
    ContentShareError,
    CourseStateError,
    NoCreditError,
    NoPolicyError,
    NoteNeededError,
    OverrideNeededError,
    OwnWorkError,
    ReasonNeededError,
    SourcesError,
    VersionError,
)
from apps.courses.models import CreditEntry, CrossRegistration, Recognition, RecognitionSource
from apps.courses.services import recognising
from apps.institutions.actor import Actor, Role
from apps.institutions.officers import OfficerMissingError, named_officer
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.courses.breaking import refused_by
from tests.courses.worlds import World

pytestmark = pytest.mark.usefixtures("taken_back")


@pytest.fixture
def row(world: World, taken_back: None) -> CrossRegistration:
    return build.acknowledged(world.made)[0]


@pytest.fixture
def two(world: World, taken_back: None) -> list[CrossRegistration]:
    """Two courses of one student."""
    student = [build.candidate(1, "CS101", "A1"), build.candidate(2, "CS102", "A1")]
    return build.acknowledged(world.made, *student)


def propose(actor: Actor, *rows: CrossRegistration, **more: Any) -> Recognition:
    values: dict[str, Any] = {
        "target": build.target(), "content_share": Decimal("0.8"), **more,
    }  # fmt: skip
    officer = values.pop("officer", None)
    with scope(actor):
        return recognising.propose_recognition(
            actor=actor,
            proposal=recognising.Proposal(build.picks(*rows), **values),
            officer=officer,
        )


def approve(actor: Actor, recognition: Recognition, **more: Any) -> Recognition:
    with scope(actor):
        return recognising.approve_recognition(
            actor=actor, uuid=recognition.uuid, seen=recognising.digest(recognition), **more
        )


def system(world: World) -> Actor:
    return Actor(world.made.home.pk, Role.PARTNER_CLIENT, client_id=1, label="student system")


def state_of(world: World, row: CrossRegistration) -> str:
    return build.fresh(world.made, [row])[0].state


class TestTheSecondPerson:
    def test_is_not_the_first_one(self, world: World, row: CrossRegistration) -> None:
        both = world.approver("home")
        recognition = propose(both, row)
        with pytest.raises(OwnWorkError):
            approve(both, recognition)
        assert state_of(world, row) == "acknowledged"

    def test_is_not_the_first_one_through_a_system(
        self, world: World, row: CrossRegistration
    ) -> None:
        name = world.made.approver.user.name_th
        recognition = propose(system(world), row, officer=named_officer(name, "นายทะเบียน"))
        with pytest.raises(OwnWorkError):
            approve(world.approver("home"), recognition)
        with pytest.raises(OwnWorkError):
            approve(system(world), recognition, officer=named_officer(f"{name} ", "คณบดี"))
        with pytest.raises(OfficerMissingError):
            approve(system(world), recognition)
        approve(system(world), recognition, officer=named_officer("นายอื่น คนละคน", "คณบดี"))
        assert state_of(world, row) == "recognised"

    def test_needs_the_role(self, world: World, row: CrossRegistration) -> None:
        recognition = propose(world.approver("home"), row)
        for actor in (world.clerk("home"), world.made.cast.director_a.actor):
            with pytest.raises(ForbiddenError):
                approve(actor, recognition)

    def test_is_of_the_home(self, world: World, row: CrossRegistration) -> None:
        recognition = propose(world.clerk("home"), row)
        for actor in (world.approver("host"), world.strange_approver.actor):
            with pytest.raises(NotFoundError):
                approve(actor, recognition)

    def test_is_demanded_by_the_database(self, world: World, row: CrossRegistration) -> None:
        recognition = propose(world.clerk("home"), row)
        with scope(world.approver("home")):
            for state in ("approved", "reopened"):
                for key in (recognition.proposed_key, ""):
                    with refused_by("recognition_second_person"):
                        Recognition.objects.filter(pk=recognition.pk).update(
                            state=state, approved_at=timezone.now(), approved_key=key
                        )
            with refused_by("recognition_second_person"), connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE courses_recognition SET state = 'approved', approved_at = now(),"
                    " approved_key = proposed_key"
                )
            recognition.state, recognition.approved_at = "approved", timezone.now()
            recognition.approved_key = recognition.proposed_key
            with refused_by("recognition_second_person"):
                recognition.save()
            with refused_by("recognition_second_person"):  # approved at no time
                Recognition.objects.filter(pk=recognition.pk).update(
                    state="approved", approved_key="user:0"
                )


class TestTheRules:
    @pytest.mark.parametrize(
        ("more", "unmet"),
        [
            ({"content_share": Decimal("0.749")}, {"content"}),
            ({"target": recognising.Target("X", "ก", Decimal("3.5"), "bachelor")}, {"credits"}),
            ({"target": recognising.Target("X", "ก", Decimal(3), "diploma")}, {"level"}),
        ],
    )
    def test_what_does_not_meet_them_needs_a_reason(
        self, world: World, row: CrossRegistration, more: dict[str, Any], unmet: set[str]
    ) -> None:
        with pytest.raises(OverrideNeededError) as refused:
            propose(world.clerk("home"), row, **more)
        criteria = refused.value.data["criteria"]
        assert {one["code"] for one in criteria if one["met"] is False} == unmet
        with pytest.raises(OverrideNeededError):
            propose(world.clerk("home"), row, **more, override_reason="  no ")
        kept = propose(world.clerk("home"), row, **more, override_reason="agreed by the faculty")
        assert (kept.overridden, kept.override_reason) == (True, "agreed by the faculty")

    def test_a_grade_below_them(self, world: World) -> None:
        row = build.acknowledged(world.made, grade="D+")[0]
        with pytest.raises(OverrideNeededError):
            propose(world.clerk("home"), row)

    def test_what_meets_them_keeps_no_reason(self, world: World, row: CrossRegistration) -> None:
        kept = propose(world.clerk("home"), row, override_reason="just in case")
        assert (kept.overridden, kept.override_reason) == (False, "")
        assert {one["met"] for one in kept.criteria} <= {True, None}

    def test_the_reason_is_wanted_by_the_database(
        self, world: World, row: CrossRegistration
    ) -> None:
        kept = propose(world.clerk("home"), row)
        with scope(world.clerk("home")), refused_by("recognition_override_reason"):
            Recognition.objects.filter(pk=kept.pk).update(overridden=True)

    def test_a_level_of_study_without_rules(self, world: World, row: CrossRegistration) -> None:
        master = recognising.Target("X", "ก", Decimal(3), "master")
        with pytest.raises(NoPolicyError):
            propose(world.clerk("home"), row, target=master)

    def test_credits_recognised_before_count_towards_the_limit(self, world: World) -> None:
        student = [
            build.candidate(1, "CS101", "A1", programme_credits=Decimal(6)),
            build.candidate(2, "CS102", "A1", programme_credits=Decimal(6)),
        ]
        first, second = build.acknowledged(world.made, *student)
        build.recognised(world.made, [first])  # 3 of 6 × 0.75 = 4.5
        with pytest.raises(OverrideNeededError) as refused:
            propose(world.clerk("home"), second)
        unmet = [one for one in refused.value.data["criteria"] if one["met"] is False]
        assert [(one["code"], one["asked"], one["found"]) for one in unmet] == [("cap", "4.5", "6")]


class TestProposing:
    def test_needs_an_answer(self, world: World, row: CrossRegistration) -> None:
        clerk = world.clerk("home")
        with pytest.raises(ReasonNeededError):
            propose(clerk, row, target=None)
        with pytest.raises(ReasonNeededError):
            propose(clerk, row, target=None, no_transfer="because")
        with pytest.raises(ContentShareError):
            propose(clerk, row, content_share=None)

    @pytest.mark.parametrize("granted", ["0", "-1"])
    def test_for_no_credits_there_is_no_transfer(
        self, world: World, row: CrossRegistration, granted: str
    ) -> None:
        with pytest.raises(NoCreditError):
            propose(
                world.clerk("home"),
                row,
                target=recognising.Target("X", "ก", Decimal(granted), "bachelor"),
                override_reason="agreed by the faculty",
            )

    def test_not_what_failed(self, world: World) -> None:
        row = build.acknowledged(world.made, grade="F")[0]
        clerk = world.clerk("home")
        with pytest.raises(NoCreditError):
            propose(clerk, row, override_reason="agreed by the faculty")
        kept = propose(clerk, row, target=None, no_transfer="grade")
        approve(world.approver("home"), kept)
        assert state_of(world, row) == "not_recognised"

    def test_not_of_two_students(self, world: World) -> None:
        rows = build.acknowledged(world.made, build.candidate(1), build.candidate(2))
        with pytest.raises(SourcesError):
            propose(world.clerk("home"), *rows)

    def test_a_course_serves_one_decision(self, world: World, two: list[CrossRegistration]) -> None:
        propose(world.clerk("home"), two[0])
        with pytest.raises(SourcesError):
            propose(world.clerk("home"), *two, target=build.target("6"))
        with scope(world.clerk("home")):
            assert RecognitionSource.objects.count() == 1
            assert Recognition.objects.count() == 1

    def test_a_stale_version_is_refused_and_told(
        self, world: World, row: CrossRegistration
    ) -> None:
        row.version += 1
        with pytest.raises(VersionError) as refused:
            propose(world.clerk("home"), row)
        assert refused.value.data == {"version": row.version - 1}


class TestSeveralCourses:
    def test_for_one(self, world: World, two: list[CrossRegistration]) -> None:
        recognition = propose(world.clerk("home"), *two, target=build.target("4"))
        assert recognition.outcome == "partly_recognised"
        approve(world.approver("home"), recognition)
        assert {state_of(world, row) for row in two} == {"partly_recognised"}
        with scope(world.clerk("home")):
            used = CreditEntry.objects.filter(kind="used").order_by("pk")
            assert [one.credits for one in used] == [Decimal(-2), Decimal(-2)]

    def test_all_their_credits(self, world: World, two: list[CrossRegistration]) -> None:
        recognition = propose(world.clerk("home"), *two, target=build.target("6"))
        approve(world.approver("home"), recognition)
        assert {state_of(world, row) for row in two} == {"recognised"}


class TestApproving:
    def test_binds_to_what_was_seen(self, world: World, row: CrossRegistration) -> None:
        recognition = propose(world.clerk("home"), row)
        with scope(world.clerk("home")):
            Recognition.objects.filter(pk=recognition.pk).update(home_grade="A")
        with pytest.raises(VersionError):
            approve(world.approver("home"), recognition)

    def test_twice_is_a_wrong_state(self, world: World, row: CrossRegistration) -> None:
        recognition = propose(world.clerk("home"), row)
        approve(world.approver("home"), recognition)
        with pytest.raises(CourseStateError) as refused:
            approve(world.approver("home"), recognition)
        assert refused.value.data == {"state": "approved"}

    def test_no_transfer_leaves_the_credits(self, world: World, row: CrossRegistration) -> None:
        recognition = propose(world.clerk("home"), row, target=None, no_transfer="no_equivalent")
        approve(world.approver("home"), recognition)
        with scope(world.clerk("home")):
            assert CreditEntry.objects.get().status_after == "available"


class TestTakingBack:
    def test_a_returned_proposal_frees_its_courses(
        self, world: World, row: CrossRegistration
    ) -> None:
        recognition = propose(world.clerk("home"), row)
        with scope(world.approver("home")) as actor:
            with pytest.raises(NoteNeededError):
                recognising.return_recognition(actor=actor, uuid=recognition.uuid, note=" ")
            returned = recognising.return_recognition(
                actor=actor, uuid=recognition.uuid, note="another course fits"
            )
        assert returned.state == "returned"
        assert state_of(world, row) == "acknowledged"
        assert propose(world.clerk("home"), row).state == "proposed"

    def test_a_reopened_decision_frees_the_credits(
        self, world: World, two: list[CrossRegistration]
    ) -> None:
        recognition = propose(world.clerk("home"), *two, target=build.target("6"))
        approve(world.approver("home"), recognition)
        with scope(world.approver("home")) as actor:
            recognising.reopen_recognition(
                actor=actor, uuid=recognition.uuid, note="decided anew by the faculty"
            )
            assert set(
                CreditEntry.objects.filter(kind="released").values_list("after", flat=True)
            ) == {Decimal(3)}
        two = build.fresh(world.made, two)
        assert {row.state for row in two} == {"acknowledged"}
        again = propose(world.clerk("home"), two[1])
        approve(world.approver("home"), again)
        assert [state_of(world, row) for row in two] == ["acknowledged", "recognised"]

    def test_what_waits_is_not_reopened(self, world: World, row: CrossRegistration) -> None:
        recognition = propose(world.clerk("home"), row)
        with scope(world.approver("home")) as actor, pytest.raises(CourseStateError) as refused:
            recognising.reopen_recognition(actor=actor, uuid=recognition.uuid, note="decided anew")
        assert refused.value.data == {"state": "proposed"}


TENTHS = st.integers(1, 300).map(lambda number: Decimal(number) / 10)


@given(granted=TENTHS, earned=st.lists(TENTHS, min_size=1, max_size=6))
@settings(max_examples=100)
def test_what_is_granted_is_allotted_whole(granted: Decimal, earned: list[Decimal]) -> None:
    shares = recognising.allot(granted, earned)
    assert sum(shares) == min(granted, sum(earned))
    assert all(0 <= share <= each for share, each in zip(shares, earned, strict=True))
    assert all(share == share.quantize(Decimal("0.1")) for share in shares)

"""Requests of the home: whole or not at all, within basis, quota and load; changes go back."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from apps.core.errors import ForbiddenError, NotFoundError
from apps.courses.candidates import Candidate
from apps.courses.errors import (
    CourseStateError,
    LinesError,
    NoBasisError,
    NoteNeededError,
    NothingChosenError,
    ReasonNeededError,
    VersionError,
)
from apps.courses.models import (
    Agreement,
    CrossRegistration,
    CrossRequest,
    Learner,
    RegistrationAct,
)
from apps.courses.services import agreeing, hosting, requesting, submitting
from apps.courses.services import offering as offerings
from apps.courses.services.registrations import Pick
from apps.courses.states import OfferingState
from apps.events.models import Event
from apps.institutions.actor import Actor, Role
from apps.institutions.models import Institution
from apps.institutions.officers import OfficerMissingError, named_officer
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.courses.worlds import World


def request(
    made: build.Exchange,
    *candidates: Candidate,
    actor: Actor | None = None,
    agreement: Agreement | None = None,
    host: Institution | None = None,
) -> CrossRequest:
    basis = agreement or made.agreement
    assert basis is not None
    with scope(actor or made.registrar.actor) as acting:
        return requesting.draft_request(
            actor=acting, agreement=basis.uuid, host=host or made.host,
            academic_year=build.YEAR, term=build.TERM, candidates=candidates,
        )  # fmt: skip


def send(made: build.Exchange, rows: list[CrossRegistration], reason: str = "") -> CrossRequest:
    with scope(made.registrar.actor) as actor:
        return submitting.submit_request(
            actor=actor, uuid=rows[0].request.uuid, picks=build.picks(*rows),
            overload_reason=reason,
        )  # fmt: skip


def kept(world: World) -> tuple[int, ...]:
    with scope(world.clerk("home")):
        return tuple(
            model.objects.count()
            for model in (CrossRequest, CrossRegistration, Learner, RegistrationAct, Event)
        )


def change(
    world: World, row: CrossRegistration, reason: str = "substitute", **what: object
) -> CrossRegistration:
    with scope(world.clerk("home")) as actor:
        return submitting.change_registration(
            actor=actor,
            change=submitting.Change(Pick(row.uuid, row.version), **what),  # type: ignore[arg-type]
            reason=reason,
        )


@pytest.mark.usefixtures("taken_back")
class TestTheLines:
    def test_are_kept_together(self, world: World) -> None:
        before = kept(world)
        made = request(
            world.made,
            build.candidate(1, "CS101", "A1"),
            build.candidate(2, "CS102", "A1"),
            build.candidate(3, "EN201", "A2"),
        )
        assert [now - then for now, then in zip(kept(world), before, strict=True)][:3] == [1, 3, 2]
        with scope(world.clerk("home")):
            rows = build.rows_of(made)
        assert {(row.state, row.version, row.shared_with_id) for row in rows} == {
            ("draft", 1, None)
        }
        assert [row.course_name_en for row in rows][:1] == ["Introduction to Programming"]

    @pytest.mark.parametrize(
        ("wrong", "lines"),
        [
            ([build.candidate(5, "XX999", "A1")], [5]),
            ([build.candidate(5, "CS101", "A1", section="9")], [5]),
            ([build.candidate(5, "CS101", "A9"), build.candidate(6, "CS101", "A9")], [6]),
            ([build.candidate(4, "XX999"), build.candidate(9, "YY999")], [4, 9]),
        ],
        ids=["course", "section", "doubled", "two"],
    )
    def test_with_one_wrong_among_them_nothing_is_kept(
        self, world: World, wrong: list[Candidate], lines: list[int]
    ) -> None:
        before = kept(world)
        with pytest.raises(LinesError) as refused:
            request(world.made, build.candidate(1), *wrong, build.candidate(11))
        assert [problem.line for problem in refused.value.problems] == lines
        assert all(str(problem.message) for problem in refused.value.problems)
        assert refused.value.status == 422
        assert kept(world) == before

    def test_of_a_course_with_two_sections_name_one(self, world: World) -> None:
        with scope(world.clerk("host")) as actor:
            second = offerings.save_offering(
                actor=actor,
                course=offerings.Course(
                    build.YEAR, build.TERM, "CS101", "การโปรแกรม", "3(2-2-5)", section="2"
                ),
            )
            offerings.set_offerings_state(
                actor=actor, uuids=[second.uuid], state=OfferingState.OPEN
            )
        with pytest.raises(LinesError) as refused:
            request(world.made, build.candidate(1))
        assert "1, 2" in str(refused.value.problems[0].message)
        assert request(world.made, build.candidate(1, section="2"))

    def test_asked_before_are_doubled(self, world: World) -> None:
        rows = build.submitted(world.made)
        with pytest.raises(LinesError):
            request(world.made, build.candidate(7, student=rows[0].home_student_code))

    def test_of_a_closed_section_are_unknown(self, world: World) -> None:
        with scope(world.clerk("host")) as actor:
            offerings.set_offerings_state(
                actor=actor, uuids=[world.made.offerings[0].uuid], state=OfferingState.CLOSED
            )
        with pytest.raises(LinesError):
            request(world.made, build.candidate(1))

    def test_are_needed_and_not_too_many(self, world: World) -> None:
        with pytest.raises(NothingChosenError):
            request(world.made)
        with pytest.raises(LinesError):
            request(world.made, *(build.candidate(line) for line in range(1, 1002)))

    def test_are_added_until_it_is_sent(self, world: World) -> None:
        made, rows = build.drafted(world.made)
        with scope(world.clerk("home")) as actor:
            more = [build.candidate(2)]
            requesting.add_to_request(actor=actor, uuid=made.uuid, candidates=more)
            with pytest.raises(LinesError):
                requesting.add_to_request(actor=actor, uuid=made.uuid, candidates=more)
            assert len(build.rows_of(made)) == 2
        send(world.made, rows)
        with scope(world.clerk("home")) as actor, pytest.raises(NotFoundError):
            requesting.add_to_request(actor=actor, uuid=made.uuid, candidates=[build.candidate(3)])

    def test_what_a_line_leaves_empty_stays_known(self, world: World) -> None:
        request(world.made, build.candidate(1, student="A1", programme="วิทยาการคอมพิวเตอร์"))
        request(world.made, Candidate(1, "A1", "CS102", last_name="ใหม่"))
        with scope(world.clerk("home")):
            learner = Learner.objects.get(student_code="A1")
        assert (learner.first_name, learner.last_name) == ("ทดสอบ1", "ใหม่")
        assert learner.programme == "วิทยาการคอมพิวเตอร์"


@pytest.mark.usefixtures("taken_back")
class TestWho:
    def test_a_reader_does_not_ask(self, world: World) -> None:
        for name in ("director_a", "uploader_a"):
            with pytest.raises(ForbiddenError):
                request(world.made, build.candidate(1), actor=getattr(world.made.cast, name).actor)

    def test_a_system_names_its_officer(self, world: World) -> None:
        system = Actor(world.made.home.pk, Role.PARTNER_CLIENT, client_id=1, label="system")
        with pytest.raises(OfficerMissingError):
            request(world.made, build.candidate(1), actor=system)
        with pytest.raises(OfficerMissingError):
            named_officer("นายทะเบียน", " ")

    def test_another_homes_request_is_not_there(self, world: World) -> None:
        made, rows = build.drafted(world.made)
        for actor in (world.clerk("host"), world.stranger.actor):
            with scope(actor), pytest.raises(NotFoundError):
                submitting.submit_request(actor=actor, uuid=made.uuid, picks=build.picks(*rows))

    def test_lines_of_another_request_are_not_sent_along(self, world: World) -> None:
        _first, rows = build.drafted(world.made)
        second, _rows = build.drafted(world.made, build.candidate(2))
        with scope(world.clerk("home")) as actor, pytest.raises(NotFoundError):
            submitting.submit_request(actor=actor, uuid=second.uuid, picks=build.picks(*rows))


@pytest.mark.usefixtures("taken_back")
class TestTheBasis:
    @pytest.mark.parametrize("day", [dt.date(2036, 1, 1), dt.date(2024, 12, 31)])
    def test_is_in_force_when_drafted_and_when_sent(
        self, world: World, day: dt.date, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """After its last day, and before its first."""
        _made, rows = build.drafted(world.made)
        monkeypatch.setattr(timezone, "localdate", lambda *_given: day)
        with pytest.raises(NoBasisError):
            request(world.made, build.candidate(2))
        with pytest.raises(NoBasisError):
            send(world.made, rows)
        assert build.fresh(world.made, rows)[0].state == "draft"

    def test_ended_by_the_host_ends_it_for_the_home(self, world: World) -> None:
        basis = world.made.agreement
        assert basis is not None
        with scope(world.approver("host")) as actor:
            agreeing.terminate_agreement(
                actor=actor, uuid=basis.uuid, version=basis.version, note="no longer"
            )
        with pytest.raises(NoBasisError):
            request(world.made, build.candidate(1))

    def test_has_both_as_parties(self, world: World) -> None:
        third = world.stranger.membership.institution
        with pytest.raises(NoBasisError):
            request(world.made, build.candidate(1), host=third)
        with pytest.raises(NoBasisError):
            request(world.made, build.candidate(1), actor=world.stranger.actor)
        with pytest.raises(NoBasisError):
            request(world.made, build.candidate(1), host=world.made.home)


@pytest.mark.usefixtures("taken_back")
class TestTheLoad:
    def six(self, world: World) -> list[Candidate]:
        """Six courses of three credits for one student; the cap is 15."""
        for place in range(3):
            build.offered(world.made, f"LD10{place}", "วิชา")
        codes = ["CS101", "CS102", "EN201", "LD100", "LD101", "LD102"]
        return [build.candidate(line, code, "A1") for line, code in enumerate(codes, 1)]

    def test_up_to_the_cap(self, world: World) -> None:
        _made, rows = build.drafted(world.made, *self.six(world)[:5])
        send(world.made, rows)

    def test_above_it_needs_a_reason(self, world: World) -> None:
        _made, rows = build.drafted(world.made, *self.six(world))
        with pytest.raises(LinesError) as refused:
            send(world.made, rows)
        assert len(refused.value.problems) == 6
        assert "18" in str(refused.value.problems[0].message)
        with pytest.raises(NoteNeededError):
            send(world.made, rows, reason="ok")
        send(world.made, rows, reason="last term before graduation")
        with scope(world.clerk("host")):
            notes = set(RegistrationAct.objects.values_list("note", flat=True))
        assert "last term before graduation" in notes

    def test_with_what_was_sent_before_and_is_taken_at_home(self, world: World) -> None:
        lines = self.six(world)
        _made, rows = build.drafted(world.made, *lines[:3])
        send(world.made, rows)
        at_home = build.candidate(1, "LD100", "A1", home_credits=Decimal("3.5"))
        _made, more = build.drafted(world.made, at_home)
        with pytest.raises(LinesError) as refused:
            send(world.made, more)
        assert "15.5" in str(refused.value.problems[0].message)


@pytest.mark.usefixtures("taken_back")
class TestChanging:
    def test_after_acceptance_goes_back_to_the_host(self, world: World) -> None:
        row = build.accepted(world.made)[0]
        changed = change(world, row, course_code="CS102")
        assert (changed.state, changed.version) == ("submitted", row.version + 1)
        assert (changed.course_code, changed.offering_id) == ("CS102", world.made.offerings[1].pk)
        with scope(world.clerk("host")) as actor:
            act = RegistrationAct.objects.filter(registration=row).order_by("-pk")[0]
            assert act.changes == {"course": ["CS101 (1)", "CS102 (1)"]}
            assert act.reason == "substitute"
            with pytest.raises(VersionError) as refused:
                hosting.accept_registrations(actor=actor, picks=[Pick(row.uuid, row.version)])
            assert (refused.value.status, refused.value.data) == (409, {"version": changed.version})
            hosting.accept_registrations(actor=actor, picks=[Pick(row.uuid, changed.version)])

    def test_needs_a_coded_reason(self, world: World) -> None:
        row = build.submitted(world.made)[0]
        with pytest.raises(ReasonNeededError):
            change(world, row, reason="because", section="1")

    def test_to_a_course_that_is_not_given(self, world: World) -> None:
        row = build.submitted(world.made)[0]
        with pytest.raises(LinesError):
            change(world, row, course_code="XX999")
        assert build.fresh(world.made, [row])[0].version == row.version

    def test_to_a_course_that_the_student_has_already(self, world: World) -> None:
        student = [build.candidate(1, "CS101", "A1"), build.candidate(2, "CS102", "A1")]
        rows = build.submitted(world.made, *student)
        with pytest.raises(LinesError):
            change(world, rows[0], course_code="CS102")
        with scope(world.clerk("host")) as actor:
            hosting.decline_registrations(actor=actor, picks=build.picks(rows[1]), reason="full")
        assert change(world, rows[0], course_code="CS102").course_code == "CS102"

    def test_on_a_stale_page_is_refused_and_told(self, world: World) -> None:
        row = build.submitted(world.made)[0]
        change(world, row, needed_by=dt.date(2027, 5, 1))
        with pytest.raises(VersionError) as refused:
            change(world, row, needed_by=dt.date(2027, 6, 1))
        assert refused.value.data == {"version": row.version + 1}


@pytest.mark.usefixtures("taken_back")
class TestSending:
    def test_a_stale_page_is_refused_and_told(self, world: World) -> None:
        _made, rows = build.drafted(world.made)
        change(world, rows[0], needed_by=dt.date(2027, 5, 1))
        with pytest.raises(VersionError) as refused:
            send(world.made, rows)
        assert refused.value.data == {"version": 2}

    def test_twice_is_a_wrong_state(self, world: World) -> None:
        _made, rows = build.drafted(world.made)
        send(world.made, rows)
        with pytest.raises(CourseStateError):
            send(world.made, rows)

    def test_shows_the_student_to_the_host(self, world: World) -> None:
        _made, rows = build.drafted(world.made)
        with scope(world.clerk("host")):
            assert not Learner.objects.exists()
        sent = send(world.made, rows)
        with scope(world.clerk("host")):
            assert Learner.objects.get().host_ids == [world.made.host.pk]
            assert CrossRequest.objects.get().number == sent.number
        again, more = build.drafted(world.made, build.candidate(1, "CS102"))
        assert again.number != sent.number
        send(world.made, more)
        with scope(world.clerk("host")):
            assert Learner.objects.get().host_ids == [world.made.host.pk]


@pytest.mark.usefixtures("taken_back")
class TestACodeThatLostItsZeros:
    """Spreadsheets write 001101 as 1101."""

    def test_stands_for_the_only_course_it_can_be(self, world: World) -> None:
        build.offered(world.made, "001101", "ภาษาอังกฤษเพื่อการสื่อสาร")
        _made, rows = build.drafted(world.made, build.candidate(1, "1101"))
        assert rows[0].course_code == "001101"

    def test_is_refused_where_it_can_be_two(self, world: World) -> None:
        build.offered(world.made, "001101", "ภาษาอังกฤษเพื่อการสื่อสาร")
        build.offered(world.made, "01101", "ภาษาอังกฤษ")
        with pytest.raises(LinesError):
            build.drafted(world.made, build.candidate(1, "1101"))

    def test_as_written_comes_first(self, world: World) -> None:
        build.offered(world.made, "001101", "ภาษาอังกฤษเพื่อการสื่อสาร")
        build.offered(world.made, "1101", "ภาษาอังกฤษ")
        _made, rows = build.drafted(world.made, build.candidate(1, "1101"))
        assert rows[0].course_code == "1101"

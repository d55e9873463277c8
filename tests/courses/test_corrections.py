"""A corrected result takes everything with it that stood on it, in one transaction."""

from decimal import Decimal
from uuid import uuid4

import pytest

from apps.audit.models import Entry
from apps.courses.models import (
    CoursePaper,
    CreditEntry,
    CrossRegistration,
    PaperBasis,
    Recognition,
    RecognitionSource,
    RegistrationAct,
    Result,
)
from apps.courses.services import (
    approving,
    crediting,
    outdating,
    propagating,
    recognising,
    resulting,
)
from apps.documents.details import PaperDetail
from apps.documents.kinds import GRADUATE_VERIFICATION
from apps.documents.models import Paper
from apps.documents.services import issue_paper, reserve_paper
from apps.events.models import Event
from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.courses.worlds import World

pytestmark = pytest.mark.usefixtures("taken_back")


@pytest.fixture
def two(world: World, taken_back: None) -> list[CrossRegistration]:
    """Two courses of one student, results received."""
    student = [build.candidate(1, "CS101", "A1"), build.candidate(2, "CS102", "A1")]
    return build.acknowledged(world.made, *student)


def paper_on(world: World, side: str, row: CrossRegistration, kind: str) -> CoursePaper:
    """Issued by this side; what is printed on it is of no concern here."""
    issuer = world.made.home if side == "home" else world.made.host
    with scope(world.clerk(side)) as actor:
        paper = reserve_paper(
            actor=actor, kind=GRADUATE_VERIFICATION, source_type="courses.tests",
            source_uuid=uuid4(), issuer=issuer, language="th", subject="ผลการเรียน",
            template_version="1", holder=world.made.home,
        )  # fmt: skip
        issue_paper(
            actor=actor, paper=paper, content=b"%PDF-1.7 " + uuid4().bytes, persons=1,
            detail=PaperDetail(columns=("ชื่อ",), rows=(("ผู้เรียน",),)),
        )  # fmt: skip
        made = CoursePaper.objects.create(
            kind=kind, institution=issuer, home=world.made.home, learner_id=row.learner_id,
            language="th", paper=paper.uuid,
        )  # fmt: skip
        PaperBasis.objects.create(
            course_paper=made, institution=issuer, home=world.made.home, host=world.made.host,
            registration=row,
        )  # fmt: skip
    return made


def status_of(actor: Actor, paper: CoursePaper) -> tuple[bool, str, str]:
    with scope(actor):
        kept = CoursePaper.objects.get(pk=paper.pk)
        issued = Paper.objects.get(uuid=paper.paper)
        return kept.outdated_at is not None, issued.status, issued.reason


def correct(world: World, row: CrossRegistration, grade: str = "C") -> CrossRegistration:
    return build.announced(world.made, [row], grade, "instructor_error")[0]


def counts(world: World) -> dict[str, int]:
    """Rows of everything that a correction writes, as both sides see them."""
    found = {}
    for side in ("home", "host"):
        with scope(world.clerk(side)):
            for model in (Result, CreditEntry, Recognition, RegistrationAct, Event):
                found[f"{side} {model.__name__}"] = model.objects.count()
            found[f"{side} audit"] = Entry.objects.count()
    return found


class TestADecision:
    def test_reopens_and_gives_its_credits_back(
        self, world: World, two: list[CrossRegistration]
    ) -> None:
        rows = build.recognised(world.made, two, granted="6")
        corrected = correct(world, rows[0], "F")
        other = build.fresh(world.made, rows)[1]
        assert (corrected.state, other.state) == ("completed", "acknowledged")
        with scope(world.clerk("home")):
            recognition = Recognition.objects.get()
            fell = (recognition.state, recognition.ended_reason, recognition.ended_note)
            assert fell == ("reopened", "instructor_error", "CS101")
            assert recognition.ended_at is not None
            assert not RecognitionSource.objects.filter(live=True).exists()
            booked = {
                row.pk: list(
                    CreditEntry.objects.filter(registration=row).order_by("ordinal")
                    .values_list("kind", "after")
                )
                for row in rows
            }  # fmt: skip
        start = [("earned", Decimal(3)), ("used", Decimal(0)), ("released", Decimal(3))]
        assert booked == {rows[0].pk: [*start, ("reversed", Decimal(0))], rows[1].pk: start}

    def test_that_waits_is_returned(self, world: World, two: list[CrossRegistration]) -> None:
        build.proposed(world.made, two, granted="6")
        corrected = correct(world, two[1])
        other = build.fresh(world.made, two)[0]
        assert (corrected.state, other.state) == ("completed", "acknowledged")
        assert other.version == two[0].version
        with scope(world.clerk("home")):
            assert Recognition.objects.get().state == "returned"
            assert not RecognitionSource.objects.filter(live=True).exists()

    def test_of_no_transfer_reopens_too(self, world: World, two: list[CrossRegistration]) -> None:
        with scope(world.clerk("home")) as actor:
            recognition = recognising.propose_recognition(
                actor=actor,
                proposal=recognising.Proposal(build.picks(two[0]), no_transfer="grade"),
            )
        with scope(world.approver("home")) as actor:
            recognising.approve_recognition(
                actor=actor, uuid=recognition.uuid, seen=recognising.digest(recognition)
            )
        assert correct(world, build.fresh(world.made, two)[0], "A").state == "completed"
        with scope(world.clerk("home")):
            assert Recognition.objects.get().state == "reopened"

    def test_on_another_course_stands(self, world: World, two: list[CrossRegistration]) -> None:
        rows = build.recognised(world.made, two[:1])
        correct(world, two[1])
        assert build.fresh(world.made, rows)[0].state == "recognised"

    def test_is_made_anew(self, world: World, two: list[CrossRegistration]) -> None:
        rows = build.recognised(world.made, two, granted="6")
        correct(world, rows[0], "C+")
        corrected, other = build.fresh(world.made, rows)
        (corrected,) = build.received(world.made, [corrected])
        again = build.recognised(world.made, [corrected, other], granted="6")
        assert [row.state for row in again] == ["recognised", "recognised"]
        with scope(world.clerk("home")):
            assert [one.state for one in Recognition.objects.order_by("pk")] == [
                "reopened", "approved",
            ]  # fmt: skip


class TestPapers:
    def test_of_both_sides_count_no_longer(
        self, world: World, two: list[CrossRegistration]
    ) -> None:
        results = paper_on(world, "host", two[0], "course_results")
        statement = paper_on(world, "home", two[0], "credit_statement")
        unconcerned = paper_on(world, "host", two[1], "course_results")
        correct(world, two[0])
        for side, paper in (("host", results), ("home", results), ("home", statement)):
            outdated, status, reason = status_of(world.clerk(side), paper)
            assert (outdated, status) == (True, "superseded")
            assert reason
            assert "CS101" not in reason  # whoever reads the QR code reads the reason
        assert status_of(world.clerk("host"), unconcerned) == (False, "active", "")

    def test_end_once(self, world: World, two: list[CrossRegistration]) -> None:
        paper = paper_on(world, "host", two[0], "course_results")
        corrected = correct(world, two[0])
        with scope(world.clerk("host")):
            first = CoursePaper.objects.get(pk=paper.pk).outdated_at
        correct(world, corrected, "D")
        with scope(world.clerk("host")):
            assert CoursePaper.objects.get(pk=paper.pk).outdated_at == first


class TestThoseConcerned:
    def test_are_told(self, world: World, two: list[CrossRegistration]) -> None:
        rows = build.recognised(world.made, two[:1])
        correct(world, rows[0])
        with scope(world.clerk("home")):
            corrected = Event.objects.get(kind="result.corrected")
            reopened = Event.objects.get(kind="recognition.reopened")
        assert (corrected.subject, corrected.institution_id, corrected.audience_id) == (
            rows[0].uuid, world.made.host.pk, world.made.home.pk,
        )  # fmt: skip
        assert corrected.data == {"version": 2, "reason": "instructor_error", "decided": True}
        assert reopened.institution_id == world.made.home.pk
        assert reopened.data == {"sources": [str(rows[0].uuid)]}

    def test_alone(self, world: World, two: list[CrossRegistration]) -> None:
        correct(world, build.recognised(world.made, two[:1])[0])
        with scope(world.clerk("host")):
            assert not Event.objects.filter(kind__startswith="recognition").exists()
        with scope(world.stranger.actor):
            assert not Event.objects.filter(kind__startswith="result").exists()

    def test_read_it_in_the_history(self, world: World, two: list[CrossRegistration]) -> None:
        rows = build.recognised(world.made, two, granted="6")
        correct(world, rows[0])
        with scope(world.clerk("home")):
            own = RegistrationAct.objects.filter(registration=rows[0]).order_by("-pk")[0]
            other = RegistrationAct.objects.filter(registration=rows[1]).order_by("-pk")[0]
        assert (own.action, own.reason, own.institution_id) == (
            "correct", "instructor_error", world.made.host.pk,
        )  # fmt: skip
        assert own.changes == {"result_version": [1, 2]}
        assert own.name == world.made.host_approver.user.name_th
        assert (other.action, other.to_state, other.institution_id) == (
            "reopen", "acknowledged", world.made.home.pk,
        )  # fmt: skip
        assert other.user_id is None

    def test_find_it_in_the_access_log(self, world: World, two: list[CrossRegistration]) -> None:
        rows = build.recognised(world.made, two[:1])
        with scope(world.clerk("home")):
            before = set(Entry.objects.values_list("pk", flat=True))
        correct(world, rows[0])
        with scope(world.clerk("home")):
            written = Entry.objects.exclude(pk__in=before)
            found = {(one.action, one.owner_institution_id) for one in written}
        home = world.made.home.pk
        assert {
            ("result.announce", home),
            ("cross_registration.correct", home),
            ("recognition.reopened", home),
        } <= found


class StoppedError(Exception):
    """A fault in the middle."""


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (crediting, "release"),
        (crediting, "reverse"),
        (outdating, "outdate_paper"),
        (propagating, "emit"),
    ],
    ids=["release", "reverse", "papers", "events"],
)
def test_a_failure_in_the_middle_leaves_nothing(
    world: World,
    two: list[CrossRegistration],
    monkeypatch: pytest.MonkeyPatch,
    place: object,
    name: str,
) -> None:
    rows = build.recognised(world.made, two, granted="6")
    papers = [paper_on(world, "host", rows[0], "course_results"),
              paper_on(world, "home", rows[0], "credit_statement")]  # fmt: skip
    waiting = build.graded(world.made, [rows[0]], "F", "registry_error")
    before = counts(world)

    def stop(*_given: object, **_named: object) -> None:
        raise StoppedError

    monkeypatch.setattr(place, name, stop)
    approvals = [approving.Approval(one.uuid, resulting.digest(one)) for one in waiting]
    with pytest.raises(StoppedError), scope(world.approver("host")) as actor:
        approving.approve_results(actor=actor, approvals=approvals)
    assert counts(world) == before
    assert [row.state for row in build.fresh(world.made, rows)] == ["recognised", "recognised"]
    with scope(world.clerk("home")):
        assert Recognition.objects.get().state == "approved"
        assert RecognitionSource.objects.filter(live=True).count() == 2
    for paper in papers:
        assert status_of(world.clerk("home"), paper) == (False, "active", "")

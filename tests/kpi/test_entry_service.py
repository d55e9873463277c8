"""Entering a figure: drafts, what is refused, findings and reasons, taking back, reopening."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from apps.core.errors import ForbiddenError, NotFoundError
from apps.institutions.scope import scope
from apps.kpi.choices import Source
from apps.kpi.errors import CountsError, UnknownOutcomeError
from apps.kpi.models import Cycle, Submission
from apps.kpi.refusals import (
    ContentChangedError,
    CycleClosedError,
    FindingsError,
    NotExpectedError,
    ReasonNeededError,
    SubmissionStateError,
)
from apps.kpi.selectors.findings import findings_of
from apps.kpi.services.cycles import excuse, extend, lock_cycle
from apps.kpi.services.entering import Entry, reopen, save_entry, submit_entry, take_back
from tests.builders import kpi as build
from tests.builders.cast import Person
from tests.kpi.desks import Desk

pytestmark = pytest.mark.django_db


def save(person: Person, cycle: Cycle, entry: Entry, version: int | None = None) -> Submission:
    with scope(person.actor) as actor:
        return save_entry(actor=actor, cycle=cycle, entry=entry, version=version)


def submit(person: Person, row: Submission, version: int | None = None) -> Submission:
    with scope(person.actor) as actor:
        return submit_entry(actor=actor, uuid=row.uuid, version=version)


class TestDraft:
    def test_the_value_follows_from_the_definition(self, desk: Desk) -> None:
        row = save(desk.clerk, desk.cycle, build.share(95, 100, narrative="  ครบ "))
        assert (row.state, row.version, row.revision) == ("draft", 1, 1)
        assert (row.numerator, row.denominator, row.n) == (95, 100, 100)
        assert row.value == Decimal(95)
        assert row.narrative == "ครบ"

    def test_answers_of_a_five_point_question(self, desk: Desk) -> None:
        cycle = build.open_cycle_for(desk.cast, "REG03", "2024")
        row = save(desk.clerk, cycle, build.answers(169, 90, 45, 8, 6))
        assert row.n == 318
        assert build.fresh(desk.clerk, row).value == Decimal("85.660377")

    def test_a_zero_denominator_is_no_data(self, desk: Desk) -> None:
        row = save(desk.clerk, desk.cycle, build.share(0, 0))
        assert (row.denominator, row.value) == (0, None)
        with scope(desk.clerk.actor) as actor:
            assert "no_data" in {each.code for each in findings_of(actor, row)}

    def test_numbers_that_cannot_be(self, desk: Desk) -> None:
        for counts in ({"good": -1, "bad": 0}, {"good": True}, {"good": 1.5}):
            with pytest.raises(CountsError):
                save(desk.clerk, desk.cycle, Entry(counts=counts))  # type: ignore[arg-type]
        with pytest.raises(UnknownOutcomeError):
            save(desk.clerk, desk.cycle, Entry(counts={"perfect": 1}))

    def test_two_who_began_at_once_do_not_overwrite_each_other(self, desk: Desk) -> None:
        first = save(desk.clerk, desk.cycle, build.share(95, 100), version=0)
        with pytest.raises(ContentChangedError):
            save(desk.approver, desk.cycle, build.share(1, 100), version=0)
        again = save(desk.approver, desk.cycle, build.share(96, 100), version=first.version)
        assert again.hands == [f"user:{p.user.pk}" for p in (desk.clerk, desk.approver)]

    def test_who_may_not(self, desk: Desk) -> None:
        for person in (desk.cast.director_a, desk.cast.coordinator, desk.cast.secretary):
            with pytest.raises(ForbiddenError):
                save(person, desk.cycle, build.share(1, 1))


class TestDays:
    def test_not_expected(self, desk: Desk) -> None:
        only_b = build.open_cycle_for(
            desk.cast, period="2023-T1", institutions=[desk.cast.university_b]
        )
        with pytest.raises(NotExpectedError):
            save(desk.clerk, only_b, build.share(1, 1))

    def test_excused(self, desk: Desk) -> None:
        with scope(desk.cast.secretary.actor) as actor:
            excuse(
                actor=actor,
                cycle=desk.cycle,
                institution=desk.cast.university_a,
                reason="ไม่มีนักศึกษาในภาคนี้",
            )
        with pytest.raises(NotExpectedError):
            save(desk.clerk, desk.cycle, build.share(1, 1))

    @pytest.mark.parametrize(
        ("opens", "due", "locks", "period"),
        [(1, 20, 50, "2023-T1"), (-60, -30, -1, "2023-T2")],
    )
    def test_before_and_after(
        self, desk: Desk, opens: int, due: int, locks: int, period: str
    ) -> None:
        cycle = build.open_cycle_for(desk.cast, period=period, opens=opens, due=due, locks=locks)
        with pytest.raises(CycleClosedError):
            save(desk.clerk, cycle, build.share(1, 1))

    @pytest.mark.parametrize(("opens", "due", "locks"), [(0, 0, 0), (-1, 0, 0), (0, 1, 1)])
    def test_the_first_and_the_last_day_count(
        self, desk: Desk, opens: int, due: int, locks: int
    ) -> None:
        cycle = build.open_cycle_for(desk.cast, period="2023-T1", opens=opens, due=due, locks=locks)
        assert save(desk.clerk, cycle, build.share(1, 1)).state == "draft"

    def test_an_exception_opens_a_locked_cycle_for_one(self, desk: Desk) -> None:
        cycle = build.open_cycle_for(desk.cast, period="2023-T1", opens=-60, due=-30, locks=-1)
        with scope(desk.cast.secretary.actor) as actor:
            lock_cycle(actor=actor, uuid=cycle.uuid)
            extend(
                actor=actor,
                cycle=cycle,
                institution=desk.cast.university_a,
                until=timezone.localdate() + dt.timedelta(days=2),
                reason="ระบบทะเบียนขัดข้อง",
            )
            cycle.refresh_from_db()
        assert save(desk.clerk, cycle, build.share(95, 100)).state == "draft"
        with pytest.raises(CycleClosedError):
            save(desk.cast.registrar_b, cycle, build.share(1, 1))


class TestSending:
    def test_evidence_or_its_reason(self, desk: Desk) -> None:
        row = save(desk.clerk, desk.cycle, build.share(95, 100))
        with pytest.raises(FindingsError) as refused:
            submit(desk.clerk, row)
        assert refused.value.data["findings"] == ["evidence_missing:E1"]
        reason = {"evidence_missing:E1": "เอกสารอยู่ระหว่างลงนาม"}
        save(desk.clerk, desk.cycle, build.share(95, 100, overrides=reason))
        sent = submit(desk.clerk, row)
        assert sent.state == "submitted"
        with scope(desk.clerk.actor):
            assert sent.versions.get().content["overrides"] == reason

    def test_a_change_against_the_last_period_asks_for_a_reason(self, desk: Desk) -> None:
        before = build.open_cycle_for(desk.cast, period="2023-T1")
        build.accepted(
            desk.clerk, desk.approver, desk.cast.secretary, before, build.share(950, 1000)
        )
        row = build.entered(desk.clerk, desk.cycle, build.share(600, 1000))
        with pytest.raises(FindingsError) as refused:
            submit(desk.clerk, row)
        assert refused.value.data["findings"] == ["change"]
        entry = build.share(600, 1000, overrides={"change": "เปลี่ยนระบบประมวลผล"})
        assert submit(desk.clerk, save(desk.clerk, desk.cycle, entry)).state == "submitted"

    def test_another_version_than_was_seen(self, desk: Desk) -> None:
        row = build.entered(desk.clerk, desk.cycle, build.share(95, 100))
        with pytest.raises(ContentChangedError):
            submit(desk.clerk, row, version=row.version + 7)

    def test_of_another_institution(self, desk: Desk) -> None:
        row = build.entered(desk.clerk, desk.cycle, build.share(95, 100))
        with pytest.raises(NotFoundError):
            submit(desk.cast.registrar_b, row)

    def test_taken_back_it_is_a_draft(self, desk: Desk) -> None:
        row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
        with pytest.raises(SubmissionStateError):
            save(desk.clerk, desk.cycle, build.share(96, 100))
        with scope(desk.clerk.actor) as actor:
            assert take_back(actor=actor, uuid=row.uuid, version=row.version).state == "draft"

    def test_what_the_portal_saw_alone_is_marked(self, desk: Desk) -> None:
        build.seen_by_portal(desk.clerk, {"right": 9, "registry_error": 1})
        entry = build.basis_entry({"good": 9, "bad": 1}, Source.DERIVED)
        assert build.sent(desk.clerk, desk.cycle, entry).basis == "derived"


class TestReopening:
    def accepted(self, desk: Desk) -> Submission:
        people = (desk.clerk, desk.approver, desk.cast.secretary)
        return build.accepted(*people, desk.cycle, build.share(95, 100))

    def test_a_new_revision_beside_the_accepted_one(self, desk: Desk) -> None:
        row = self.accepted(desk)
        with scope(desk.clerk.actor) as actor:
            again = reopen(actor=actor, uuid=row.uuid, reason="พบรายการตกหล่น")
            kept = Submission.objects.get(pk=row.pk)
            assert [one.filename for one in again.evidence.all()] == ["report.pdf"]
        assert (again.state, again.revision, again.is_current) == ("draft", 2, True)
        assert (kept.state, kept.is_current, kept.value) == ("accepted", False, Decimal(95))
        assert again.first_sent_at == kept.first_sent_at
        with scope(desk.clerk.actor) as actor, pytest.raises(SubmissionStateError):
            reopen(actor=actor, uuid=row.uuid, reason="อีกครั้งหนึ่ง")

    def test_a_reason_is_needed(self, desk: Desk) -> None:
        row = self.accepted(desk)
        with scope(desk.clerk.actor) as actor, pytest.raises(ReasonNeededError):
            reopen(actor=actor, uuid=row.uuid, reason="  ก ")

    def test_not_after_the_lock_without_an_exception(self, desk: Desk) -> None:
        row = self.accepted(desk)
        with scope(desk.cast.secretary.actor) as actor:
            lock_cycle(actor=actor, uuid=desk.cycle.uuid)
        with scope(desk.clerk.actor) as actor, pytest.raises(CycleClosedError):
            reopen(actor=actor, uuid=row.uuid, reason="พบรายการตกหล่น")
        with scope(desk.cast.secretary.actor) as actor:
            extend(
                actor=actor,
                cycle=desk.cycle,
                institution=desk.cast.university_a,
                until=timezone.localdate() + dt.timedelta(days=90),
                reason="พบรายการตกหล่น",
            )
        with scope(desk.clerk.actor) as actor:
            assert reopen(actor=actor, uuid=row.uuid, reason="พบรายการตกหล่น").revision == 2

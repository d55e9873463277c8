"""The sample audit as its services hold it: who may check, what counts, what is forgotten."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.audit.models import Entry
from apps.core.errors import ForbiddenError, NotFoundError
from apps.institutions.scope import scope
from apps.kpi import drawing
from apps.kpi.audit_errors import (
    AuditClosedError,
    CheckedDropError,
    DrawnAlreadyError,
    OwnSampleError,
    RecordChangedError,
    SampleSizeError,
    UncheckedError,
    UnknownFieldError,
)
from apps.kpi.choices import Measure
from apps.kpi.models import AuditItem, AuditRound
from apps.kpi.refusals import CycleClosedError, NotExpectedError, ReasonNeededError
from apps.kpi.selectors import audits
from apps.kpi.services.audit_checking import check_record
from apps.kpi.services.audit_forgetting import forget_codes
from apps.kpi.services.auditing import close_round, draw_sample, drop_round
from apps.kpi.services.recomputing import recompute
from tests.builders.kpi import open_cycle_for
from tests.kpi import audit_desk as build
from tests.kpi.audit_desk import CODES, AuditDesk, make_audit_desk
from tests.kpi.counting import count, tallies

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def desk() -> AuditDesk:
    return make_audit_desk()


@pytest.fixture
def audit(desk: AuditDesk) -> AuditRound:
    return build.draw(desk)


def close(person: Any, audit: AuditRound) -> None:
    with scope(person.actor) as actor:
        close_round(actor=actor, uuid=audit.uuid)


def drop(person: Any, audit: AuditRound, reason: str = "ไฟล์ไม่ครบ") -> None:
    with scope(person.actor) as actor:
        drop_round(actor=actor, uuid=audit.uuid, reason=reason)


class TestDraw:
    def test_only_number_digest_seed_and_the_drawn_codes_stay(
        self, desk: AuditDesk, audit: AuditRound
    ) -> None:
        assert (audit.frame_size, audit.sample_size) == (100, 30)
        assert audit.frame_digest == drawing.frame_digest(CODES)
        drawn = [item.student_code for item in build.items_of(desk, audit)]
        assert drawn == drawing.draw(CODES, 30, audit.seed)
        assert {field["code"] for field in audit.fields} >= {"name", "birth"}
        with scope(desk.drawer.actor):
            entry = Entry.objects.get(action="audit_round.draw")
        assert entry.data == {"frame": 100, "digest": audit.frame_digest, "sample": 30}

    @pytest.mark.parametrize("size", [0, 29, 101])
    def test_sizes(self, desk: AuditDesk, size: int) -> None:
        with pytest.raises(SampleSizeError):
            build.draw(desk, size)

    def test_a_register_of_nobody(self, desk: AuditDesk) -> None:
        with pytest.raises(SampleSizeError):
            build.draw(desk, 0, [])

    def test_once_for_a_cycle(self, desk: AuditDesk, audit: AuditRound) -> None:
        with pytest.raises(DrawnAlreadyError):
            build.draw(desk)
        with scope(desk.drawer.actor):
            assert AuditRound.objects.get() == audit

    def test_who_may_and_when(self, desk: AuditDesk) -> None:
        given: dict[str, Any] = {"cycle": desk.cycle, "codes": CODES, "size": 30}
        with scope(desk.cast.director_a.actor) as actor, pytest.raises(ForbiddenError):
            draw_sample(actor=actor, **given)
        later = open_cycle_for(
            desk.cast, "REG04", "2024", institutions=[desk.cast.university_b], opens=5
        )
        with scope(desk.drawer.actor) as actor, pytest.raises(NotExpectedError):
            draw_sample(actor=actor, **{**given, "cycle": later})
        with scope(desk.cast.registrar_b.actor) as actor, pytest.raises(CycleClosedError):
            draw_sample(actor=actor, **{**given, "cycle": later})
        other = open_cycle_for(desk.cast, "REG01")
        with scope(desk.drawer.actor) as actor, pytest.raises(NotFoundError):
            draw_sample(actor=actor, **{**given, "cycle": other})


class TestCheck:
    def test_whoever_drew_cannot_check(self, desk: AuditDesk, audit: AuditRound) -> None:
        item = build.items_of(desk, audit)[0]
        with pytest.raises(OwnSampleError):
            build.check(desk.drawer, item)
        # nor past the service
        with scope(desk.drawer.actor), pytest.raises(IntegrityError), transaction.atomic():
            AuditItem.objects.filter(pk=item.pk).update(
                outcome="good", checked_key=item.drawn_key, checked_at=timezone.now()
            )

    def test_found_and_corrected(self, desk: AuditDesk, audit: AuditRound) -> None:
        item = build.items_of(desk, audit)[0]
        note = "ในแฟ้มเป็น 1101700230708"
        bad = build.check(desk.checker, item, "birth", "name", note=note)
        assert (bad.outcome, bad.wrong) == ("bad", ["name", "birth"])
        assert bad.note == "ในแฟ้มเป็น xxxxxxxxxx708"
        good = build.check(desk.approver, item)
        assert (good.outcome, good.wrong, good.note) == ("good", [], "")
        assert good.checked_name == desk.approver.user.name_th
        with scope(desk.drawer.actor):
            logged = Entry.objects.filter(action="audit_round.check").order_by("pk")
            assert [entry.data["outcome"] for entry in logged] == ["bad", "good"]

    def test_two_at_the_same_record(self, desk: AuditDesk, audit: AuditRound) -> None:
        item = build.items_of(desk, audit)[0]
        build.check(desk.checker, item, "name")
        with scope(desk.approver.actor) as actor, pytest.raises(RecordChangedError):
            check_record(actor=actor, uuid=item.uuid, wrong=[], seen="")

    def test_what_cannot_be_checked(self, desk: AuditDesk, audit: AuditRound) -> None:
        item = build.items_of(desk, audit)[0]
        with pytest.raises(UnknownFieldError):
            build.check(desk.checker, item, "shoe_size")
        with scope(desk.cast.registrar_b.actor) as actor, pytest.raises(NotFoundError):
            check_record(actor=actor, uuid=item.uuid, wrong=[], seen="")
        with scope(desk.cast.director_a.actor) as actor, pytest.raises(ForbiddenError):
            check_record(actor=actor, uuid=item.uuid, wrong=[], seen="")

    def test_sums_follow_and_agree_with_the_records(
        self, desk: AuditDesk, audit: AuditRound
    ) -> None:
        items = build.items_of(desk, audit)
        for item in items[:4]:
            build.check(desk.checker, item)
        build.check(desk.checker, items[4], "status")
        build.check(desk.approver, items[0], "name")
        count()
        found = tallies(desk.drawer, Measure.REGISTER)
        assert found == {("2025", "good"): 3, ("2025", "bad"): 2}
        assert recompute(desk.cast.university_a.pk) == []
        drop(desk.approver, audit)
        count()
        assert tallies(desk.drawer, Measure.REGISTER) == {}
        assert recompute(desk.cast.university_a.pk) == []


class TestEnd:
    def test_closed_by_another_once_all_is_checked(
        self, desk: AuditDesk, audit: AuditRound
    ) -> None:
        with pytest.raises(UncheckedError):
            close(desk.checker, audit)
        items = build.check_all(desk, audit)
        with pytest.raises(OwnSampleError):
            close(desk.drawer, audit)
        close(desk.approver, audit)
        with pytest.raises(AuditClosedError):
            build.check(desk.checker, items[0], "name")
        with pytest.raises(AuditClosedError):
            close(desk.approver, audit)

    def test_dropped_with_a_reason_then_drawn_anew(
        self, desk: AuditDesk, audit: AuditRound
    ) -> None:
        with pytest.raises(ReasonNeededError):
            drop(desk.drawer, audit, "  x ")
        drop(desk.drawer, audit)
        with pytest.raises(AuditClosedError):
            drop(desk.drawer, audit)
        again = build.draw(desk)
        assert again.seed != audit.seed
        with scope(desk.drawer.actor) as actor:
            (cycle,) = audits.audited_cycles(actor)
        assert cycle.audit == again
        assert [one.dropped_reason for one in cycle.dropped] == ["ไฟล์ไม่ครบ"]

    def test_one_that_was_begun_is_dropped_by_an_approver(
        self, desk: AuditDesk, audit: AuditRound
    ) -> None:
        """Else whoever drew it could draw again until the records fit."""
        build.check(desk.checker, build.items_of(desk, audit)[0], "name")
        for person in (desk.drawer, desk.checker):
            with pytest.raises(CheckedDropError):
                drop(person, audit)
        drop(desk.approver, audit)

    def test_a_closed_one_is_dropped_by_an_approver(
        self, desk: AuditDesk, audit: AuditRound
    ) -> None:
        build.check_all(desk, audit)
        close(desk.checker, audit)
        for person in (desk.drawer, desk.checker):
            with pytest.raises(CheckedDropError):
                drop(person, audit)
        drop(desk.approver, audit)

    def test_other_institutions_find_nothing(self, desk: AuditDesk, audit: AuditRound) -> None:
        with pytest.raises(NotFoundError):
            drop(desk.cast.registrar_b, audit)
        with pytest.raises(NotFoundError):
            close(desk.cast.registrar_b, audit)

    def test_codes_are_erased_after_a_time(self, desk: AuditDesk, audit: AuditRound) -> None:
        build.check_all(desk, audit)
        close(desk.checker, audit)
        assert forget_codes() == 0
        with scope(desk.drawer.actor):
            AuditRound.objects.update(closed_at=timezone.now() - 91 * DAY)
        assert forget_codes() == 30
        assert forget_codes() == 0
        items = build.items_of(desk, audit)
        assert [item.student_code for item in items][:2] == ["#1", "#2"]
        assert items[0].wrong == ["name"]


class TestResult:
    def test_interval_of_a_finite_register(self, desk: AuditDesk, audit: AuditRound) -> None:
        with scope(desk.drawer.actor):
            assert audits.result_of(audit).interval is None
        build.check_all(desk, audit, wrong=2)
        with scope(desk.drawer.actor):
            result = audits.result_of(audit)
        assert (result.figure.numerator, result.figure.denominator) == (28, 30)
        assert result.interval is not None
        # all that 28 right ones out of 30 drawn from 100 do not contradict; 77.93–99.18 if endless
        assert (result.interval.lower, result.interval.upper) == (Decimal(81), Decimal(98))
        assert result.by_field["name"] == 2
        assert result.by_field["status"] == 0

    def test_the_whole_register_leaves_no_doubt(self, desk: AuditDesk) -> None:
        audit = build.draw(desk, 12, CODES[:12])
        build.check_all(desk, audit, wrong=3)
        with scope(desk.drawer.actor):
            interval = audits.result_of(audit).interval
        assert interval is not None
        assert interval.lower == interval.upper == Decimal(75)

    def test_pages_and_the_next_one(
        self, desk: AuditDesk, audit: AuditRound, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(audits, "PAGE", 20)
        items = build.items_of(desk, audit)
        build.check(desk.checker, items[29], "name")
        with scope(desk.drawer.actor):
            first, more = audits.records_page(audit, audits.ALL, 0)
            second, end = audits.records_page(audit, audits.ALL, more)
            assert [row.position for row in (*first, *second)] == list(range(1, 31))
            assert end == 0
            assert audits.records_page(audit, audits.DIFFERS, 0) == ([items[29]], 0)
            assert len(audits.records_page(audit, audits.UNCHECKED, 20)[0]) == 9
            assert audits.next_unchecked(audit, 28) == items[28]
            assert audits.next_unchecked(audit, 29) == items[0]
            assert audits.progress_of(audit) == audits.Progress(30, 1, 1)

"""One enters, another approves, the network accepts; in the service and in the database."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from apps.core.errors import ForbiddenError, NotFoundError
from apps.institutions.actor import Actor, Role
from apps.institutions.officers import named_officer
from apps.institutions.scope import scope
from apps.kpi.models import Return, Submission, SubmissionAct
from apps.kpi.refusals import (
    ContentChangedError,
    NothingPinnedError,
    OwnFigureError,
    SubmissionStateError,
)
from apps.kpi.services.approving import (
    Pin,
    accept_submission,
    approve_submission,
    return_submission,
)
from apps.kpi.services.entering import save_entry, submit_entry, take_back
from apps.kpi.services.evidencing import attach_evidence, remove_evidence
from tests.builders import kpi as build
from tests.builders.cast import Person
from tests.kpi.desks import Desk

pytestmark = pytest.mark.django_db
PIN = Pin("numerator", "arithmetic", "นับรวมรายวิชาที่ยกเลิก")


def approve(person: Person, row: Submission, seen: str = "") -> Submission:
    with scope(person.actor) as actor:
        seen = seen or build.digest(person, row)
        return approve_submission(actor=actor, uuid=row.uuid, seen=seen)


def give_back(person: Person, row: Submission, *pins: Pin) -> Submission:
    with scope(person.actor) as actor:
        return return_submission(actor=actor, uuid=row.uuid, version=row.version, pins=pins)


class TestSecondPerson:
    def test_another_one_approves(self, desk: Desk) -> None:
        row = approve(desk.approver, build.sent(desk.clerk, desk.cycle, build.share(95, 100)))
        assert (row.state, row.approved_key) == ("approved", f"user:{desk.approver.user.pk}")
        assert row.first_sent_at == row.approved_at
        assert len(row.approved_content) == 64

    def test_not_whoever_entered_it(self, desk: Desk) -> None:
        row = build.sent(desk.approver, desk.cycle, build.share(95, 100))
        with pytest.raises(OwnFigureError):
            approve(desk.approver, row)
        assert approve(desk.second, row).state == "approved"

    def test_not_whoever_changed_it_once(self, desk: Desk) -> None:
        build.entered(desk.approver, desk.cycle, build.share(94, 100))
        row = build.sent(desk.clerk, desk.cycle, build.share(95, 100), evidence=())
        with pytest.raises(OwnFigureError):
            approve(desk.approver, row)

    def test_not_whoever_sent_it(self, desk: Desk) -> None:
        row = build.entered(desk.clerk, desk.cycle, build.share(95, 100))
        with scope(desk.approver.actor) as actor:
            submit_entry(actor=actor, uuid=row.uuid, version=None)
        with pytest.raises(OwnFigureError):
            approve(desk.approver, row)

    @pytest.mark.parametrize("act", ["attach", "remove"])
    def test_not_whoever_changed_the_evidence(self, desk: Desk, act: str) -> None:
        row = build.entered(desk.clerk, desk.cycle, build.share(95, 100), evidence=("E1", "E1"))
        with scope(desk.approver.actor) as actor:
            if act == "attach":
                attach_evidence(
                    actor=actor, uuid=row.uuid, criterion="E2", filename="b.pdf", content=build.PDF
                )
            else:
                remove_evidence(actor=actor, uuid=row.evidence.order_by("pk")[0].uuid)
        with scope(desk.clerk.actor) as actor:
            submit_entry(actor=actor, uuid=row.uuid, version=None)
        with pytest.raises(OwnFigureError):
            approve(desk.approver, row)

    def test_not_an_officer_of_the_same_name_whom_a_system_named(self, desk: Desk) -> None:
        system = Actor(
            institution_id=desk.cast.university_a.pk, role=Role.PARTNER_CLIENT, label="SIS"
        )
        named = named_officer(f"นาย{desk.approver.user.name_th}", "นายทะเบียน")
        reason = {"evidence_missing:E1": "แนบภายหลัง"}
        with scope(system):
            row = save_entry(
                actor=system,
                cycle=desk.cycle,
                entry=build.share(95, 100, overrides=reason),
                named=named,
            )
            submit_entry(actor=system, uuid=row.uuid, version=None, named=named)
        with pytest.raises(OwnFigureError):
            approve(desk.approver, row)
        assert approve(desk.second, row).state == "approved"

    def test_roles_and_systems(self, desk: Desk) -> None:
        row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
        people = (desk.clerk, desk.cast.director_a, desk.cast.coordinator, desk.cast.secretary)
        for person in people:
            with scope(person.actor) as actor, pytest.raises(ForbiddenError):
                approve_submission(actor=actor, uuid=row.uuid, seen="")
        system = Actor(institution_id=desk.cast.university_a.pk, role=Role.PARTNER_CLIENT)
        with scope(system), pytest.raises(ForbiddenError):
            approve_submission(actor=system, uuid=row.uuid, seen="")

    def test_the_database_holds_it_whoever_writes(self, desk: Desk) -> None:
        row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
        key = f"user:{desk.clerk.user.pk}"
        with scope(desk.clerk.actor):
            for given in ({"approved_key": key}, {"approved_key": ""}):
                with pytest.raises(IntegrityError), transaction.atomic():
                    Submission.objects.filter(pk=row.pk).update(
                        state="approved", approved_content="0" * 64, **given
                    )
            with pytest.raises(IntegrityError), transaction.atomic():
                Submission.objects.filter(pk=row.pk).update(numerator=99)
            with pytest.raises(IntegrityError), transaction.atomic():
                Submission.objects.filter(pk=row.pk).update(state="accepted")


class TestWhatWasSeen:
    def test_a_changed_figure_voids_it(self, desk: Desk) -> None:
        row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
        seen = build.digest(desk.approver, row)
        with scope(desk.clerk.actor) as actor:
            take_back(actor=actor, uuid=row.uuid, version=row.version)
        build.sent(desk.clerk, desk.cycle, build.share(96, 100), evidence=())
        with pytest.raises(ContentChangedError):
            approve(desk.approver, row, seen)

    def test_other_evidence_voids_it(self, desk: Desk) -> None:
        row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
        seen = build.digest(desk.approver, row)
        with scope(desk.clerk.actor) as actor:
            take_back(actor=actor, uuid=row.uuid, version=row.version)
        build.sent(desk.clerk, desk.cycle, build.share(95, 100), evidence=("E2",))
        with pytest.raises(ContentChangedError):
            approve(desk.approver, row, seen)

    def test_approved_once(self, desk: Desk) -> None:
        row = approve(desk.approver, build.sent(desk.clerk, desk.cycle, build.share(95, 100)))
        with pytest.raises(SubmissionStateError):
            approve(desk.second, row)

    def test_of_another_institution(self, desk: Desk) -> None:
        row = build.sent(desk.cast.registrar_b, desk.cycle, build.share(95, 100))
        with scope(desk.approver.actor) as actor, pytest.raises(NotFoundError):
            approve_submission(actor=actor, uuid=row.uuid, seen="")


class TestReturning:
    def test_several_values_at_once(self, desk: Desk) -> None:
        row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
        other = Pin("evidence:E1", "evidence", "เป็นรายงานของภาคก่อน")
        assert give_back(desk.approver, row, PIN, other).state == "returned"
        with scope(desk.clerk.actor):
            found = list(Return.objects.order_by("pk").values_list("field", "reason", "stage"))
            last = SubmissionAct.objects.order_by("-pk")[0]
        assert found == [("numerator", "arithmetic", "own"), ("evidence:E1", "evidence", "own")]
        assert PIN.note in last.note

    @pytest.mark.parametrize(
        "pins",
        [
            [],
            [Pin("", "arithmetic", "เหตุผลยาวพอ")],
            [Pin("numerator", "mood", "เหตุผลยาวพอ")],
            [Pin("numerator", "arithmetic", "สั้น")],
            [Pin("n" * 41, "arithmetic", "เหตุผลยาวพอ")],
            [PIN, Pin("narrative", "unclear", " ")],
        ],
    )
    def test_without_saying_what(self, desk: Desk, pins: list[Pin]) -> None:
        row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
        with pytest.raises(NothingPinnedError):
            give_back(desk.approver, row, *pins)
        assert build.fresh(desk.clerk, row).state == "submitted"

    def test_the_network_sends_back_what_was_approved(self, desk: Desk) -> None:
        row = approve(desk.approver, build.sent(desk.clerk, desk.cycle, build.share(95, 100)))
        first = row.first_sent_at
        assert give_back(desk.cast.secretary, row, PIN).state == "returned"
        row = build.sent(desk.clerk, desk.cycle, build.share(94, 100), evidence=())
        assert row.approved_key == "", "the approval was of other numbers"
        row = approve(desk.second, row)
        assert row.first_sent_at == first, "late or in time is decided by the first one"
        with scope(desk.cast.secretary.actor) as actor:
            row = accept_submission(actor=actor, uuid=row.uuid, version=row.version)
        assert row.state == "accepted"
        assert row.accepted_at
        assert row.approved_at
        assert row.accepted_at - row.approved_at < dt.timedelta(minutes=5)

    def test_the_former_approver_who_then_changes_it_is_a_hand(self, desk: Desk) -> None:
        row = approve(desk.approver, build.sent(desk.clerk, desk.cycle, build.share(95, 100)))
        give_back(desk.cast.secretary, row, PIN)
        row = build.sent(desk.approver, desk.cycle, build.share(94, 100), evidence=("E2",))
        with pytest.raises(OwnFigureError):
            approve(desk.approver, row)
        assert approve(desk.second, row).state == "approved"

    def test_sides_do_not_do_each_others_work(self, desk: Desk) -> None:
        row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
        with pytest.raises(SubmissionStateError):
            give_back(desk.cast.secretary, row, PIN)
        row = approve(desk.approver, row)
        with pytest.raises(SubmissionStateError):
            give_back(desk.approver, row, PIN)
        with scope(desk.approver.actor) as actor, pytest.raises(ForbiddenError):
            accept_submission(actor=actor, uuid=row.uuid, version=row.version)

    def test_another_version_than_was_seen(self, desk: Desk) -> None:
        row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
        with scope(desk.approver.actor) as actor, pytest.raises(ContentChangedError):
            return_submission(actor=actor, uuid=row.uuid, version=row.version + 1, pins=[PIN])

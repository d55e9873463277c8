"""Attempts at one's own figure, at a closed cycle, and at what others may learn of a figure."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from apps.institutions.actor import Actor, Role
from apps.institutions.scope import scope, system_scope
from apps.kpi.choices import Source
from apps.kpi.models import Cycle, Evidence, Submission
from apps.kpi.refusals import CycleClosedError, OwnFigureError
from apps.kpi.selectors.cycles import is_open_for
from apps.kpi.selectors.peers import peers_of
from apps.kpi.services.approving import accept_submission, approve_submission
from apps.kpi.services.cycles import extend, lock_cycle
from apps.kpi.services.entering import reopen
from apps.kpi.services.evidencing import attach_evidence
from tests.builders import kpi as build
from tests.builders.cast import Person
from tests.kpi.desks import Desk

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def lock(desk: Desk) -> None:
    with scope(desk.cast.secretary.actor) as actor:
        lock_cycle(actor=actor, uuid=desk.cycle.uuid)


def approve(person: Person, row: Submission) -> Submission:
    with scope(person.actor) as actor:
        return approve_submission(actor=actor, uuid=row.uuid, seen=build.digest(person, row))


def let_in(desk: Desk, until: dt.date) -> None:
    with scope(desk.cast.secretary.actor) as actor:
        extend(
            actor=actor,
            cycle=Cycle.objects.get(pk=desk.cycle.pk),
            institution=desk.cast.university_a,
            until=until,
            reason="agreed by telephone",
        )


class TestAcceptingOnesOwn:
    @pytest.mark.parametrize("who", ["clerk", "approver"])
    def test_nobody_accepts_for_the_network_what_passed_the_own_hands(
        self, desk: Desk, who: str
    ) -> None:
        row = build.approved(desk.clerk, desk.approver, desk.cycle, build.share(95, 100))
        person: Person = getattr(desk, who)
        both = Actor(
            institution_id=desk.cast.secretary.actor.institution_id,
            role=Role.SECRETARIAT,
            user_id=person.actor.user_id,
        )
        with scope(both), pytest.raises(OwnFigureError):
            accept_submission(actor=both, uuid=row.uuid, version=row.version)
        with scope(desk.cast.secretary.actor) as actor:
            done = accept_submission(actor=actor, uuid=row.uuid, version=row.version)
        assert done.state == "accepted"


class TestAfterTheLock:
    def test_nothing_is_approved_without_an_exception(self, desk: Desk) -> None:
        row = build.sent(desk.clerk, desk.cycle, build.share(95, 100))
        lock(desk)
        with pytest.raises(CycleClosedError):
            approve(desk.approver, row)
        let_in(desk, timezone.localdate())
        assert approve(desk.approver, row).state == "approved"

    def test_an_exception_counts_also_where_the_lock_came_early(self, desk: Desk) -> None:
        """The cycle was to lock in fifty days: the day of the exception lies before."""
        lock(desk)
        with scope(desk.clerk.actor) as actor:
            desk.cycle.refresh_from_db()
            assert not is_open_for(desk.cycle, actor.institution_id)
        until = timezone.localdate() + 3 * DAY
        let_in(desk, until)
        with scope(desk.clerk.actor) as actor:
            mine = actor.institution_id
            assert is_open_for(desk.cycle, mine)
            assert is_open_for(desk.cycle, mine, today=until)
            assert not is_open_for(desk.cycle, mine, today=until + DAY)


class TestEvidence:
    def test_the_file_of_a_sent_figure_is_not_exchanged(self, desk: Desk) -> None:
        """By the database, whoever writes the query."""
        row = build.approved(desk.clerk, desk.approver, desk.cycle, build.share(95, 100))
        with scope(desk.clerk.actor):
            mine = Evidence.objects.filter(submission=row)
            for given in ({"sha256": b"0" * 32}, {"path": "x"}, {"removed_at": timezone.now()}):
                with pytest.raises(IntegrityError), transaction.atomic():
                    mine.update(**given)
            with pytest.raises(IntegrityError), transaction.atomic():
                mine.delete()
            more = mine.get()
            more.pk, more.uuid = None, Evidence().uuid
            with pytest.raises(IntegrityError), transaction.atomic():
                more.save(force_insert=True)

    def test_a_number_of_a_person_in_its_name_is_masked(self, desk: Desk) -> None:
        row = build.entered(desk.clerk, desk.cycle, build.share(95, 100), evidence=())
        with scope(desk.clerk.actor) as actor:
            made = attach_evidence(
                actor=actor,
                uuid=row.uuid,
                criterion="E1",
                filename="สำเนา 1101700230708.pdf",
                content=build.PDF,
            )
        assert made.filename == "สำเนา xxxxxxxxxx708.pdf"


class TestWhatOthersLearn:
    def accept(self, desk: Desk, good: int, n: int, **more: Any) -> Submission:
        return build.accepted(
            desk.clerk, desk.approver, desk.cast.secretary, desk.cycle, build.share(good, n, **more)
        )

    def test_a_figure_that_was_replaced_is_not_compared(self, desk: Desk) -> None:
        """The newest accepted revision decides, also where it may not be compared itself."""
        first = self.accept(desk, 99, 100)
        with scope(desk.cast.registrar_b.actor):
            assert [peer.figure.value for peer in peers_of([desk.cycle.pk])[desk.cycle.pk]] == [
                Decimal(99)
            ]
        with scope(desk.clerk.actor) as actor:
            reopen(actor=actor, uuid=first.uuid, reason="ตัวเลขผิด")
        build.seen_by_portal(desk.clerk, {"right": 60, "registry_error": 40})
        self.accept(
            desk,
            60,
            100,
            basis=Source.DERIVED,
            overrides={"change": "นับใหม่", "denominator_change": "นับใหม่"},
        )
        with scope(desk.cast.registrar_b.actor):
            assert peers_of([desk.cycle.pk]) == {desk.cycle.pk: []}

    @pytest.mark.parametrize(("n", "told"), [(9, 0), (10, 1)])
    def test_the_database_itself_tells_nothing_of_small_numbers(
        self, desk: Desk, n: int, told: int
    ) -> None:
        self.accept(desk, n, n)
        with scope(desk.cast.registrar_b.actor):
            assert len(rows_of("kpi_distribution(%s)", [desk.cycle.pk])) == told

    def test_outside_a_scope_it_tells_nothing(self, desk: Desk) -> None:
        self.accept(desk, 99, 100)
        with system_scope("tests ask without an institution"):
            assert rows_of("kpi_distribution(%s)", [desk.cycle.pk]) == []
            assert rows_of("kpi_shared_values(%s)", desk.cycle.pk) == []
            assert rows_of("kpi_completeness(%s)", [desk.cycle.pk]) == []


def rows_of(call: str, given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {call}", [given])
        return list(cursor.fetchall())

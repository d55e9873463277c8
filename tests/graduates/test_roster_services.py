"""From upload to a list in force, through the services on the real database."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import Error, IntegrityError, connection, connections, transaction
from django.utils import timezone

from apps.audit.models import Entry as AuditEntry
from apps.core.errors import ForbiddenError, NotFoundError, StaleError
from apps.events.models import Event
from apps.graduates.errors import (
    EmptyRosterError,
    OwnWorkError,
    ReasonMissingError,
    RosterStateError,
    UnconfirmedError,
    YearError,
)
from apps.graduates.models import Entry, Finding, Roster
from apps.graduates.selectors import difference_from_force
from apps.graduates.services.certifying import certify_roster
from apps.graduates.services.discarding import discard_roster
from apps.graduates.services.reviewing import confirm_findings, keep_row
from apps.graduates.services.uploading import upload_roster
from apps.institutions.actor import Actor, Role
from apps.institutions.models import Membership
from apps.institutions.scope import scope, system_scope
from apps.institutions.selectors import actor_for
from apps.jobs.models import Job
from tests.builders.cast import Cast, Person
from tests.builders.files import por3_row, por3_rows
from tests.faults.world import (
    YEAR,
    certified,
    checked,
    content_of,
    do,
    fresh,
    roster_file,
    submit,
)

HEADINGS = por3_rows(0)[0]
TWICE = {4: dict(zip(HEADINGS, por3_row(1, {"ผลการเรียนเฉลี่ย": "3.99"}), strict=True))}
ODD_NAME = {2: {"นามสกุล": ""}}


def certify(person: Person, roster: Roster, content: str | None = None) -> Roster:
    with scope(person.actor):
        return certify_roster(
            actor=person.actor,
            uuid=roster.uuid,
            content_hash=content_of(roster) if content is None else content,
        )


@pytest.mark.django_db
class TestTheWay:
    def test_upload_check_review_certify(self, cast: Cast) -> None:
        actor = cast.uploader_a.actor
        roster = submit(actor, roster_file(4))
        assert (roster.state, roster.version) == ("received", 1)
        assert roster.job is not None
        assert roster.job.arguments == {"roster": str(roster.uuid)}
        do(roster.job.uuid)
        seen = fresh(actor, roster)
        assert (seen.state, seen.rows, seen.accepted, seen.kept_out) == ("in_review", 4, 4, 0)
        assert seen.upload.erased_at is not None
        certify(cast.certifier_a, seen)
        done = fresh(actor, roster)
        assert (done.state, done.certified_by_id) == ("certified", cast.certifier_a.user.pk)
        with scope(actor):
            moves = done.history.values_list("action", "user_id")
            assert list(moves) == [
                ("check", cast.uploader_a.user.pk),
                ("finish", cast.uploader_a.user.pk),
                ("certify", cast.certifier_a.user.pk),
            ]
            kinds = Event.objects.order_by("pk").values_list("kind", flat=True)
            assert list(kinds) == ["roster.received", "roster.in_review", "roster.certified"]
            log = AuditEntry.objects.order_by("pk").values_list("action", "owner_institution_id")
            assert list(log) == [
                (f"roster.{act}", cast.school_a.pk) for act in ("upload", "check", "certify")
            ]

    def test_the_job_done_again_changes_nothing(self, cast: Cast) -> None:
        actor = cast.uploader_a.actor
        roster = checked(actor, roster_file(3))
        with system_scope("the test queues the job again"):
            Job.objects.update(state="queued")
        do(roster.job.uuid)  # type: ignore[union-attr]
        with scope(actor):
            assert Entry.objects.count() == 3
        assert content_of(fresh(actor, roster)) == content_of(roster)

    def test_a_file_that_cannot_be_read(self, cast: Cast) -> None:
        roster = checked(cast.uploader_a.actor, "ชื่อ,อายุ\nสมชาย,18\n".encode())
        assert (roster.state, roster.refusal) == ("unreadable", "headings_missing")
        with pytest.raises(RosterStateError):
            certify(cast.certifier_a, roster)

    def test_nothing_accepted_is_not_certified(self, cast: Cast) -> None:
        broken = roster_file(1, changes={0: {"ชื่อ": "", "นามสกุล": ""}})
        roster = checked(cast.uploader_a.actor, broken)
        assert (roster.state, roster.accepted) == ("in_review", 0)
        with pytest.raises(EmptyRosterError):
            certify(cast.certifier_a, roster)

    @pytest.mark.parametrize("year", [1996, 2600])
    def test_a_year_that_cannot_be(self, cast: Cast, year: int) -> None:
        with pytest.raises(YearError):
            submit(cast.uploader_a.actor, roster_file(1), year=year)


@pytest.mark.django_db
class TestTwoPersons:
    def test_only_uploaders_upload(self, cast: Cast) -> None:
        for person in (cast.certifier_a, cast.registrar_a, cast.secretary, cast.coordinator):
            with pytest.raises(ForbiddenError):
                submit(person.actor, roster_file(1))

    def test_the_uploader_does_not_certify(self, cast: Cast) -> None:
        roster = checked(cast.uploader_a.actor, roster_file(2))
        with pytest.raises(ForbiddenError):
            certify(cast.uploader_a, roster)
        with pytest.raises(OwnWorkError):
            certify(Person(cast.uploader_a.user, *self.second_role(cast)), roster)

    def second_role(self, cast: Cast) -> tuple[Membership, Actor]:
        """The uploader holds the certifier's role as well."""
        user = cast.uploader_a.user
        with system_scope("the test makes a membership"):
            both = Membership.objects.create(
                user=user, institution=cast.school_a, role=Role.SCHOOL_CERTIFIER
            )
        return both, actor_for(both, user)

    def test_the_database_refuses_it_too(self, cast: Cast) -> None:
        roster = checked(cast.uploader_a.actor, roster_file(2))
        statement = (
            "UPDATE graduates_roster SET state = 'certified', certified_at = now(),"
            " certified_by_id = %s WHERE id = %s"
        )
        with (
            pytest.raises(IntegrityError, match="roster_maker_is_not_checker"),
            scope(cast.uploader_a.actor),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [cast.uploader_a.user.pk, roster.pk])
        with (
            pytest.raises(IntegrityError, match="roster_certified_by_somebody"),
            scope(cast.uploader_a.actor),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "UPDATE graduates_roster SET state = 'certified' WHERE id = %s", [roster.pk]
            )

    def test_another_schools_roster_is_not_found(self, cast: Cast) -> None:
        roster = checked(cast.uploader_a.actor, roster_file(5, changes=TWICE))
        stranger, certifier = cast.uploader_b.actor, cast.certifier_b
        with pytest.raises(NotFoundError):
            certify(certifier, roster)
        with scope(stranger), pytest.raises(NotFoundError):
            discard_roster(actor=stranger, uuid=roster.uuid)
        with scope(stranger), pytest.raises(NotFoundError):
            keep_row(actor=stranger, uuid=roster.uuid, row=6)
        with scope(stranger), pytest.raises(NotFoundError):
            confirm_findings(
                actor=stranger, uuid=roster.uuid, rule="duplicate_person", reason="because"
            )
        assert content_of(fresh(cast.uploader_a.actor, roster)) == content_of(roster)


@pytest.mark.django_db
class TestReview:
    def test_what_was_not_seen_is_not_certified(self, cast: Cast) -> None:
        roster = checked(cast.uploader_a.actor, roster_file(2))
        for content in ("", "00" * 32):
            with pytest.raises(StaleError) as refused:
                certify(cast.certifier_a, roster, content)
            assert refused.value.status == 409

    def test_findings_wait_for_a_reason(self, cast: Cast) -> None:
        actor = cast.uploader_a.actor
        roster = checked(actor, roster_file(4, changes=ODD_NAME))
        with scope(actor):
            waiting = Finding.objects.filter(needs_confirmation=True)
            rules = set(waiting.values_list("rule", flat=True))
        assert rules
        with pytest.raises(UnconfirmedError):
            certify(cast.certifier_a, roster)
        for rule in rules:
            with scope(actor):
                with pytest.raises(ReasonMissingError):
                    confirm_findings(actor=actor, uuid=roster.uuid, rule=rule, reason="  abc ")
                confirm_findings(actor=actor, uuid=roster.uuid, rule=rule, reason="has no surname")
                with pytest.raises(NotFoundError):
                    confirm_findings(actor=actor, uuid=roster.uuid, rule=rule, reason="once more")
        certify(cast.certifier_a, roster)
        with scope(actor):
            assert set(waiting.values_list("reason", "confirmed_by_id")) == {
                ("has no surname", cast.uploader_a.user.pk)
            }

    def test_another_row_of_a_person_counts(self, cast: Cast) -> None:
        actor = cast.uploader_a.actor
        roster = checked(actor, roster_file(5, changes=TWICE))
        with scope(actor):
            aside = Entry.objects.get(kept=False)
            counting = Entry.objects.get(kept=True, id_index=aside.id_index)
            keep_row(actor=actor, uuid=roster.uuid, row=aside.row)
            kept = Entry.objects.filter(id_index=aside.id_index, kept=True)
            assert [entry.pk for entry in kept] == [aside.pk]
            assert not Entry.objects.get(pk=counting.pk).kept
            with pytest.raises(NotFoundError):
                keep_row(actor=actor, uuid=roster.uuid, row=aside.row)
        # the certifier saw the page as it was before
        with pytest.raises(StaleError):
            certify(cast.certifier_a, roster)
        assert content_of(fresh(actor, roster)) != content_of(roster)

    def test_discarded_persons_are_gone(self, cast: Cast) -> None:
        actor = cast.uploader_a.actor
        roster = checked(actor, roster_file(4, changes=ODD_NAME))
        with scope(actor):
            discard_roster(actor=actor, uuid=roster.uuid)
            left = Entry.objects.count(), Finding.objects.count()
            assert (left, fresh(actor, roster).state) == ((0, 0), "discarded")
            with pytest.raises(RosterStateError):
                discard_roster(actor=actor, uuid=roster.uuid)


@pytest.mark.django_db
class TestVersions:
    def test_a_certified_version_supersedes(self, cast: Cast) -> None:
        first = certified(cast.uploader_a.actor, cast.certifier_a.actor, roster_file(3))
        second = checked(cast.uploader_a.actor, roster_file(3, first=1))
        assert second.version == 2
        with scope(cast.uploader_a.actor):
            difference = difference_from_force(second)
        assert difference is not None
        assert (difference.added, difference.removed) == (1, 1)
        assert fresh(cast.uploader_a.actor, first).state == "certified"
        certify(cast.certifier_a, second)
        states = [fresh(cast.uploader_a.actor, one).state for one in (first, second)]
        assert states == ["superseded", "certified"]
        with scope(cast.uploader_a.actor):
            assert Entry.objects.filter(roster=first).count() == 3

    def test_two_versions_are_never_in_force(self, cast: Cast) -> None:
        certified(cast.uploader_a.actor, cast.certifier_a.actor, roster_file(3))
        second = checked(cast.uploader_a.actor, roster_file(3, first=1))
        with (
            pytest.raises(IntegrityError, match="roster_one_in_force"),
            scope(cast.certifier_a.actor),
        ):
            Roster.objects.filter(pk=second.pk).update(
                state="certified", certified_by=cast.certifier_a.user, certified_at=timezone.now()
            )

    def test_a_new_upload_replaces_what_was_not_certified(self, cast: Cast) -> None:
        actor = cast.uploader_a.actor
        first = checked(actor, roster_file(3))
        second = submit(actor, roster_file(3, first=1))
        assert (fresh(actor, first).state, second.version) == ("discarded", 2)
        with scope(actor):
            assert not Entry.objects.filter(roster=first).exists()
        assert submit(actor, roster_file(3, first=1)).pk == second.pk

    def test_who_studied_is_forgotten_once_the_graduates_are_certified(self, cast: Cast) -> None:
        uploader, certifier = cast.uploader_a.actor, cast.certifier_a.actor
        studying = certified(uploader, certifier, roster_file(3), kind="studying")
        certified(uploader, certifier, roster_file(3))
        assert fresh(uploader, studying).state == "superseded"
        with scope(uploader):
            assert not Entry.objects.filter(roster=studying).exists()


def test_fifty_times_the_same_file_at_once(committed: None, cast: Cast) -> None:
    """On connections of their own, let go together: one roster, one job, one upload."""
    content, actor, many = roster_file(3), cast.uploader_a.actor, 50
    gate = threading.Barrier(many, timeout=60)

    def send(_number: int) -> tuple[str, int | None]:
        try:
            with transaction.atomic(), scope(actor):
                gate.wait()
                roster = upload_roster(
                    actor=actor,
                    content=content,
                    filename="p3.csv",
                    academic_year=YEAR,
                    kind="graduates",
                )
                return str(roster.uuid), roster.job_id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(many) as pool:
        answers = list(pool.map(send, range(many)))
    assert len(set(answers)) == 1
    with scope(actor):
        assert (Roster.objects.count(), Job.objects.count()) == (1, 1)
        assert AuditEntry.objects.filter(action="roster.upload").count() == 1


def test_certifying_and_uploading_do_not_wait_for_each_other_forever(
    committed: None, cast: Cast
) -> None:
    """Whoever waits for the list's turn holds no row of it: else the two could block each other."""
    uploader, certifier = cast.uploader_a.actor, cast.certifier_a.actor
    roster = checked(uploader, roster_file(2))
    begun = threading.Event()

    def second_person() -> str:
        try:
            begun.set()
            return certify(cast.certifier_a, roster).state
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with scope(uploader):
            first = submit(uploader, roster_file(2))  # holds the list's turn
            assert first.pk == roster.pk
            answer = pool.submit(second_person)
            begun.wait(30)
            wait_until_one_waits()
            with connection.cursor() as cursor:  # refused at once if the certifier holds the row
                try:
                    cursor.execute(
                        "SELECT FROM graduates_roster WHERE id = %s FOR UPDATE NOWAIT", [roster.pk]
                    )
                except Error as held:
                    pytest.fail(f"the row is held by who waits: {held}")
        assert answer.result(30) == "certified"
    assert certifier.institution_id == roster.school_id


def wait_until_one_waits() -> None:
    waiting = (
        "SELECT count(*) FROM pg_locks lock JOIN pg_database base ON base.oid = lock.database"
        " WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()"
    )
    with connection.cursor() as cursor:
        for _look in range(20_000):
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")

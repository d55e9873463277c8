"""Who sees what of an exchange, asked of the database itself, past every filter of the portal."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.db import Error, IntegrityError, ProgrammingError, connection, transaction

from apps.core.errors import ForbiddenError
from apps.courses.models import Agreement, CrossRegistration, Offering
from apps.courses.services import agreeing, approving, hosting, recognising, ruling
from apps.courses.services.registrations import Pick
from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.courses.breaking import refused_by
from tests.courses.worlds import World, undone
from tests.faults.exchanges import keep_paper
from tests.faults.walls import PROTECTED, PUBLISHED

pytestmark = pytest.mark.usefixtures("taken_back")

HISTORY = ("agreementact", "agreementsignature", "creditentry", "registrationact")
TABLES = sorted(table for table in PROTECTED if table.startswith("courses_"))


def rows_of(actor: Actor, table: str, condition: str = "true", *values: Any) -> int:
    """By SQL: what a query would give whose filter somebody forgot."""
    with scope(actor), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {condition}", values)
        return int(cursor.fetchone()[0])


def sql(actor: Actor, statement: str, *values: Any) -> int:
    with scope(actor), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


@pytest.fixture
def exchange(world: World) -> list[CrossRegistration]:
    """Rows in every table: a recognised course, its paper, a waiting result, a draft."""
    made = world.made
    rows = build.recognised(made, build.acknowledged(made))
    keep_paper(made, rows[0])
    build.graded(made, build.enrolled(made, build.candidate(2)))
    build.drafted(made, build.candidate(3))
    with scope(world.approver("host")) as actor:
        ruling.set_term(
            actor=actor, academic_year=2026, term=1,
            starts_on=dt.date(2026, 8, 1), ends_on=dt.date(2026, 12, 15),
        )  # fmt: skip
    return rows


class TestAThirdUniversity:
    def test_sees_nothing_of_it(self, world: World, exchange: list[CrossRegistration]) -> None:
        assert len(TABLES) == 17
        for table in TABLES:
            seen = rows_of(world.stranger.actor, table)
            assert (seen > 0) == (table in PUBLISHED), table
            assert rows_of(world.clerk("home"), table) or rows_of(world.clerk("host"), table)

    def test_reads_nothing_of_it_in_the_log_and_the_feed(
        self, world: World, exchange: list[CrossRegistration]
    ) -> None:
        actor = world.stranger.actor
        about = [str(exchange[0].uuid), str(exchange[0].request.uuid)]
        for table, column in (("audit_entry", "target_uuid"), ("events_event", "subject")):
            condition = f"{column}::text = ANY (%s)"
            assert rows_of(world.clerk("home"), table, condition, about) > 0
            assert rows_of(actor, table, condition, about) == 0

    def test_changes_nothing_of_it(self, world: World, exchange: list[CrossRegistration]) -> None:
        actor = world.stranger.actor
        for table in sorted(set(TABLES) - {f"courses_{name}" for name in HISTORY}):
            assert sql(actor, f"UPDATE {table} SET uuid = uuid") == 0, table
            assert sql(actor, f"DELETE FROM {table}") == 0, table

    def test_finds_no_open_course_without_an_agreement(self, world: World) -> None:
        assert rows_of(world.stranger.actor, "courses_offering") == 0
        assert rows_of(world.clerk("home"), "courses_offering") == 3
        with scope(world.stranger.actor):
            assert not Offering.objects.of_partners().exists()

    def test_and_the_partner_none_once_it_ended(self, world: World) -> None:
        basis = world.made.agreement
        assert basis is not None
        with scope(world.approver("host")) as actor:
            agreeing.terminate_agreement(
                actor=actor, uuid=basis.uuid, version=basis.version, note="no longer"
            )
        assert rows_of(world.clerk("home"), "courses_offering") == 0
        build.agreed(world.made, ends_on=dt.date(2026, 1, 1))
        assert rows_of(world.clerk("home"), "courses_offering") == 0

    def test_partners_find_open_courses_alone(self, world: World) -> None:
        sql(world.clerk("host"), "UPDATE courses_offering SET state = 'draft' WHERE code = 'CS101'")
        sql(
            world.clerk("host"), "UPDATE courses_offering SET state = 'closed' WHERE code = 'CS102'"
        )
        assert rows_of(world.clerk("home"), "courses_offering") == 1
        assert rows_of(world.clerk("host"), "courses_offering") == 3


class TestADraft:
    @pytest.fixture
    def draft(self, world: World) -> CrossRegistration:
        return build.drafted(world.made)[1][0]

    def test_is_not_there_for_the_host(self, world: World, draft: CrossRegistration) -> None:
        host = world.clerk("host")
        for table in ("crossrequest", "crossregistration", "learner", "registrationact"):
            assert rows_of(world.clerk("home"), f"courses_{table}") == 1
            assert rows_of(host, f"courses_{table}") == 0
        for table, column in (("audit_entry", "target_uuid"), ("events_event", "subject")):
            assert rows_of(host, table, f"{column} = %s", draft.uuid) == 0

    def test_is_not_taken_by_the_host(self, world: World, draft: CrossRegistration) -> None:
        host = world.made.host.pk
        taken = "UPDATE courses_crossregistration SET shared_with_id = %s, state = 'accepted'"
        assert sql(world.clerk("host"), taken, host) == 0

    def test_does_not_go_on_unless_it_is_shared(
        self, world: World, draft: CrossRegistration
    ) -> None:
        home = world.clerk("home")
        third = world.stranger.membership.institution
        with scope(home):
            row = CrossRegistration.objects.filter(pk=draft.pk)
            with refused_by("crossregistration_sent"):
                row.update(state="submitted")
            with refused_by("crossregistration_sent"):
                row.update(state="submitted", shared_with=third)

    def test_thrown_away_stays_hidden(self, world: World, draft: CrossRegistration) -> None:
        sql(world.clerk("home"), "UPDATE courses_crossregistration SET state = 'cancelled'")
        assert rows_of(world.clerk("host"), "courses_crossregistration") == 0


class TestAResult:
    def test_that_waits_is_not_there_for_the_home(self, world: World) -> None:
        build.graded(world.made, build.enrolled(world.made))
        assert rows_of(world.clerk("host"), "courses_result") == 1
        for actor in (world.clerk("home"), world.approver("home"), world.stranger.actor):
            assert rows_of(actor, "courses_result") == 0
            assert sql(actor, "UPDATE courses_result SET grade = 'A'") == 0
            assert sql(actor, "DELETE FROM courses_result") == 0

    def test_of_a_correction_that_waits_neither(self, world: World) -> None:
        rows = build.announced(world.made, build.enrolled(world.made))
        build.graded(world.made, rows, "F", "appeal")
        assert rows_of(world.clerk("host"), "courses_result") == 2
        assert rows_of(world.clerk("home"), "courses_result") == 1

    def test_that_is_announced_is_read_by_the_home_only(self, world: World) -> None:
        build.announced(world.made, build.enrolled(world.made))
        assert rows_of(world.clerk("home"), "courses_result") == 1
        assert sql(world.clerk("home"), "UPDATE courses_result SET grade = 'A'") == 0

    @pytest.mark.parametrize("column", ["host_id", "home_id", "registration_id", "version"])
    def test_stays_whose_it_is(self, world: World, column: str) -> None:
        build.graded(world.made, build.enrolled(world.made))
        with scope(world.clerk("host")), refused_by("cannot change"):
            sql(world.clerk("host"), f"UPDATE courses_result SET {column} = {column} + 1")


class TestARegistration:
    @pytest.fixture
    def row(self, world: World) -> CrossRegistration:
        build.drafted(world.made, build.candidate(2, "CS102"))
        return build.accepted(world.made)[0]

    @pytest.mark.parametrize("side", ["home", "host"])
    @pytest.mark.parametrize("column", ["home_id", "host_id", "request_id", "learner_id"])
    def test_stays_whose_it_is(
        self, world: World, row: CrossRegistration, side: str, column: str
    ) -> None:
        actor = world.clerk(side)
        change = f"UPDATE courses_crossregistration SET {column} = %s WHERE id = %s"
        third = world.stranger.membership.institution.pk
        with scope(actor), refused_by("cannot change"):
            sql(actor, change, third, row.pk)

    def test_is_not_handed_on_by_the_host(self, world: World, row: CrossRegistration) -> None:
        for given in (world.stranger.membership.institution.pk, None):
            with pytest.raises(Error, match="row-level security"), undone():
                sql(
                    world.clerk("host"),
                    "UPDATE courses_crossregistration SET shared_with_id = %s WHERE id = %s",
                    given,
                    row.pk,
                )

    def test_is_neither_added_nor_deleted_by_the_host(
        self, world: World, row: CrossRegistration
    ) -> None:
        host = world.clerk("host")
        assert sql(host, "DELETE FROM courses_crossregistration") == 0
        row.pk, row.uuid = None, uuid4()
        with pytest.raises(Error, match="row-level security"), scope(host):
            row.save(force_insert=True)

    def test_shows_the_learner_and_the_learner_is_not_changed(
        self, world: World, row: CrossRegistration
    ) -> None:
        host = world.clerk("host")
        assert rows_of(host, "courses_learner") == 1
        assert sql(host, "UPDATE courses_learner SET last_name = 'X'") == 0
        assert sql(host, "DELETE FROM courses_learner") == 0


class TestWhatTheHomeDecides:
    def test_is_the_homes_alone(self, world: World, exchange: list[CrossRegistration]) -> None:
        for table in ("recognition", "recognitionsource", "creditentry"):
            assert rows_of(world.clerk("home"), f"courses_{table}") > 0
            assert rows_of(world.clerk("host"), f"courses_{table}") == 0

    def test_is_shown_to_the_network_without_persons(
        self, world: World, exchange: list[CrossRegistration]
    ) -> None:
        with scope(world.stranger.actor), connection.cursor() as cursor:
            cursor.execute(
                "SELECT * FROM courses_precedents(%s, %s)", [world.made.host.pk, "CS101"]
            )
            columns = [column.name for column in cursor.description or []]
            (found,) = cursor.fetchall()
        assert not {"learner_id", "registration_id", "student_code"} & set(columns)
        told = dict(zip(columns, found, strict=True))
        assert (told["home_id"], told["target_code"], told["decisions"]) == (
            world.made.home.pk, "SC111", 1,
        )  # fmt: skip


@pytest.mark.parametrize("table", HISTORY)
@pytest.mark.parametrize("side", ["home", "host"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET created_at = now()", "DELETE FROM {}"])
def test_history_only_grows(
    world: World, exchange: list[CrossRegistration], table: str, side: str, statement: str
) -> None:
    actor = world.approver(side)
    with pytest.raises(ProgrammingError, match="permission denied"), undone():
        sql(actor, statement.format(f"courses_{table}"))


def test_a_side_writes_history_in_its_own_name(
    world: World, exchange: list[CrossRegistration]
) -> None:
    copied = """
        INSERT INTO courses_registrationact (uuid, created_at, registration_id, institution_id,
            home_id, shared_with_id, action, from_state, to_state, version, name, post, reason,
            note, changes)
        SELECT gen_random_uuid(), now(), registration_id, %s, home_id, shared_with_id, action,
            from_state, to_state, version, name, post, reason, note, changes
          FROM courses_registrationact LIMIT 1
    """
    with pytest.raises(Error, match="row-level security"), undone():
        sql(world.clerk("host"), copied, world.made.home.pk)
    assert sql(world.clerk("host"), copied, world.made.host.pk) == 1


def test_looking_is_not_acting(world: World) -> None:
    """Roles of other work, at an institution that is a party, are refused by the services."""
    cast = world.made.cast
    rows = build.submitted(world.made)
    picks = [Pick(rows[0].uuid, rows[0].version)]
    with scope(cast.director_a.actor) as actor:
        for act in (
            lambda: hosting.accept_registrations(actor=actor, picks=picks),
            lambda: recognising.approve_recognition(actor=actor, uuid=uuid4(), seen=""),
            lambda: approving.return_result(actor=actor, uuid=uuid4(), note="another one"),
        ):
            with pytest.raises(ForbiddenError):
                act()


class TestTheOtherSidesColumns:
    """Either side may change the row, but not what the other one relies on."""

    @pytest.mark.parametrize(
        "change",
        [
            "credit_value = 9",
            "course_code = 'XX999'",
            "home_student_code = '1'",
            "home_credits = 0.5",
            "level = 'doctor'",
        ],
    )
    def test_the_host_cannot_change_what_the_home_asked_for(
        self, world: World, change: str
    ) -> None:
        row = build.enrolled(world.made)[0]
        with scope(world.clerk("host")), pytest.raises(IntegrityError), transaction.atomic():
            _update(row, change)

    @pytest.mark.parametrize("change", ["payment = 'waived'", "host_student_code = 'Z'"])
    def test_the_home_cannot_change_what_the_host_says(self, world: World, change: str) -> None:
        row = build.enrolled(world.made)[0]
        with scope(world.clerk("home")), pytest.raises(IntegrityError), transaction.atomic():
            _update(row, change)

    def test_no_party_is_let_in_or_thrown_out(self, world: World) -> None:
        agreement = world.made.agreement
        assert agreement is not None
        with scope(world.clerk("host")), pytest.raises(IntegrityError), transaction.atomic():
            Agreement.objects.filter(pk=agreement.pk).update(
                party_ids=[agreement.party_ids[1], agreement.party_ids[1] + 1]
            )

    def test_no_agreement_is_in_force_without_every_signature(self, world: World) -> None:
        with scope(world.clerk("home")) as actor:
            drafted = agreeing.draft_agreement(
                actor=actor,
                content=agreeing.Content(
                    kind="mou",
                    title_th="ยังไม่ลงนาม",
                    partners=[world.made.host],
                    starts_on=dt.date(2026, 1, 1),
                    ends_on=dt.date(2027, 1, 1),
                ),
            )
            with pytest.raises(IntegrityError), transaction.atomic():
                Agreement.objects.filter(pk=drafted.pk).update(
                    state="in_force", document_sha256=b"0" * 32
                )


def _update(row: CrossRegistration, change: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE courses_crossregistration SET {change} WHERE id = %s", [row.pk])

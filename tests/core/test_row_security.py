"""The second wall: what PostgreSQL gives when the application's own filter is gone."""

from collections.abc import Iterator

import pytest
from django.db import Error, ProgrammingError, connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager, scope, unscoped
from apps.jobs import lease
from tests.builders.cast import Cast, Person, make_cast
from tests.courses.worlds import undone
from tests.faults.walls import (
    PROTECTED,
    foreign,
    not_writable,
    plain_rows,
    seen,
    unfiltered_rows,
)
from tests.faults.world import fill_both_sides

# tables with an institution's column that need no protection, each with its reason
OPEN_TABLES = {
    "institutions_institution": "reference data that everybody may read; its sponsor is public",
}
WITHOUT_INSTITUTION = {"audit_link", "kpi_eventcursor", "qualifications_dubiousinstitution"}
HISTORY = ("agreementact", "agreementsignature", "creditentry", "registrationact")
KEYS = {"kpi_eventcursor": "name"}
NAMES = r"(institution|school|asker|owner|holder|issuer|audience|home|host|sponsor|university)_id$"
APPEND_ONLY = {
    "audit_entry",
    "audit_link",
    "certificates_serviceact",
    "courses_agreementact",
    "courses_agreementsignature",
    "courses_creditentry",
    "courses_registrationact",
    "graduates_rostertransition",
    "kpi_frozenfigure",
    "kpi_return",
    "kpi_submissionact",
    "kpi_submissionversion",
    "kpi_surveyresponse",
    "qualifications_checkact",
}

TABLES_OF_INSTITUTIONS = """
    SELECT DISTINCT class.relname, class.relrowsecurity AND class.relforcerowsecurity
      FROM pg_class class
      JOIN pg_namespace space ON space.oid = class.relnamespace AND space.nspname = 'public'
      JOIN pg_attribute field ON field.attrelid = class.oid AND field.attnum > 0
           AND NOT field.attisdropped
     WHERE class.relkind IN ('r', 'p')
       AND (field.attname ~ %s OR EXISTS (
            SELECT FROM pg_constraint link WHERE link.contype = 'f' AND link.conrelid = class.oid
               AND link.confrelid = 'institutions_institution'::regclass
               AND field.attnum = ANY (link.conkey)))
"""


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """Filled once, in a transaction that is taken back in the end."""
    patch = pytest.MonkeyPatch()
    patch.setattr(lease, "connections", {"progress": connection})
    with django_db_blocker.unblock(), undone():
        cast = make_cast()
        fill_both_sides(cast)
        patch.undo()
        yield cast


@pytest.fixture(autouse=True)
def _taken_back(filled: Cast) -> Iterator[None]:
    with undone():
        yield


@pytest.fixture
def no_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TenantManager, "get_queryset", plain_rows)


def test_every_table_of_institutions_is_protected_or_listed() -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLES_OF_INSTITUTIONS, [NAMES])
        found = dict(cursor.fetchall())
    bare = {table for table, protected in found.items() if not protected}
    assert bare == set(OPEN_TABLES), "protect the table, or list it here with its reason"
    assert set(PROTECTED) - WITHOUT_INSTITUTION == {table for table, on in found.items() if on}


def test_every_protected_table_is_known_to_these_tests() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relforcerowsecurity AND relkind = 'r'")
        assert {table for (table,) in cursor.fetchall()} == set(PROTECTED)


def test_the_application_owns_nothing_and_bypasses_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT role.rolsuper, role.rolbypassrls, role.rolcreaterole, role.rolcreatedb,
                   (SELECT count(*) FROM pg_class
                     WHERE relowner = role.oid AND relpersistence <> 't'),
                   (SELECT count(*) FROM pg_proc WHERE proowner = role.oid),
                   (SELECT count(*) FROM pg_auth_members WHERE member = role.oid)
              FROM pg_roles role WHERE role.rolname = current_user AND current_user = session_user
        """)
        assert cursor.fetchone() == (False, False, False, False, 0, 0, 0)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE graduates_entry DISABLE ROW LEVEL SECURITY",
        "DROP POLICY graduates_entry_read ON graduates_entry",
        "SET ROLE lookup",
        "SET SESSION AUTHORIZATION portal_owner",
        "TRUNCATE audit_link",
        "UPDATE audit_entry SET actor_label = 'x'",
        "DELETE FROM audit_entry",
        "DELETE FROM graduates_rostertransition",
        "UPDATE qualifications_checkact SET id = id",
        "DELETE FROM qualifications_checkact",
        "ALTER TABLE qualifications_check DISABLE TRIGGER qualifications_check_step",
        *(f"UPDATE courses_{table} SET id = id" for table in HISTORY),
        *(f"DELETE FROM courses_{table}" for table in HISTORY),
        "ALTER TABLE courses_crossregistration DISABLE TRIGGER courses_crossregistration_fixed",
        "SET session_replication_role = replica",
    ],
)
def test_the_application_cannot_take_the_wall_down(statement: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_without_a_scope_nothing_is_there(filled: Cast, no_filter: None) -> None:
    assert {table: seen(table, 0)[0] for table in PROTECTED} == dict.fromkeys(PROTECTED, 0)


def sides(cast: Cast) -> list[tuple[Person, set[str]]]:
    """Who looks, and the tables in which they must find rows of their own."""
    everybody = {"audit_entry", "events_event", "institutions_membership", "jobs_job"}
    school = {
        "graduates_roster",
        "graduates_entry",
        "graduates_finding",
        "graduates_rostertransition",
        "intake_upload",
    }
    university = {
        "graduates_verification",
        "graduates_verificationitem",
        "documents_paper",
        "partner_api_lookupcount",
        "partner_api_client",
        *(table for table in PROTECTED if table.startswith(("certificates_", "courses_"))),
        *(table for table in PROTECTED if table.startswith("qualifications_") and PROTECTED[table]),
        *(table for table in PROTECTED if table.startswith("kpi_") and PROTECTED[table]),
    }
    return [
        (cast.uploader_a, everybody | school),
        (cast.certifier_b, everybody | school),
        (cast.registrar_a, everybody | university),
        (cast.registrar_b, everybody | university),
    ]


def test_another_institutions_rows_are_not_seen(filled: Cast, no_filter: None) -> None:
    for person, filled_tables in sides(filled):
        mine, me = person.actor.institution_id, person.user.pk
        with scope(person.actor):
            counted = {table: seen(table, mine, me) for table in PROTECTED}
        assert {table: strange for table, (_all, strange) in counted.items() if strange} == {}
        assert filled_tables <= {table for table, (total, _) in counted.items() if total}


def test_another_institutions_rows_are_not_given_by_managers(filled: Cast, no_filter: None) -> None:
    for person, _tables in sides(filled):
        with scope(person.actor):
            assert set(unfiltered_rows(person.actor.institution_id).values()) == {0}


def test_the_application_filters_by_itself_too(filled: Cast) -> None:
    """The first wall, with the second one open as far as the portal's own work opens it."""
    with scope(filled.uploader_a.actor):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.system', 'on', true)")
        assert seen("jobs_job", filled.school_a.pk)[1] > 0
        assert set(unfiltered_rows(filled.school_a.pk).values()) == {0}
        with unscoped("the test looks past the first wall"):
            assert unfiltered_rows(filled.school_a.pk)["jobs_job"] > 0


def test_another_institutions_rows_are_not_changed_or_deleted(filled: Cast) -> None:
    for person, _tables in sides(filled):
        given = {"mine": person.actor.institution_id, "me": person.user.pk}
        for table in set(PROTECTED) - APPEND_ONLY:
            key = KEYS.get(table, "id")
            for verb, rest in (("UPDATE", f"SET {key} = {key}"), ("DELETE", "")):
                statement = f"{verb} {'FROM ' if verb == 'DELETE' else ''}{table} {rest}"
                for strange in (foreign(table), not_writable(table, verb)):
                    with scope(person.actor), connection.cursor() as cursor:
                        cursor.execute(f"{statement} WHERE {strange}", given)
                        assert cursor.rowcount == 0, statement


WRITERS = {table: columns[0].removesuffix("[]") for table, columns in PROTECTED.items() if columns}


def test_nothing_is_inserted_for_another_institution(filled: Cast) -> None:
    """A row of one's own, copied with another institution as its writer, is refused."""
    stranger = Institution.objects.get(kind="university", code="00700")
    for person, filled_tables in sides(filled):
        for table in filled_tables:
            # the trigger of a published definition speaks before the wall does
            refusal = "published" if table == "kpi_criterion" else "row-level security"
            with pytest.raises(Error, match=refusal), scope(person.actor):
                _copy_row_for(table, stranger.pk)


def _copy_row_for(table: str, institution_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
            " AND NOT attisdropped AND attname NOT IN ('id', %s)",
            [table, WRITERS[table]],
        )
        names = ", ".join(f'"{name}"' for (name,) in cursor.fetchall())
        writer = [institution_id] if PROTECTED[table][0].endswith("[]") else institution_id
        cursor.execute(
            f"INSERT INTO {table} ({WRITERS[table]}, {names}) SELECT %s, {names} FROM {table}"
            " LIMIT 1",
            [writer],
        )


def test_a_row_is_not_handed_to_another_institution(filled: Cast) -> None:
    with (
        pytest.raises(Error, match="row-level security"),
        scope(filled.uploader_a.actor),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE graduates_roster SET school_id = %s WHERE school_id = %s",
            [filled.school_b.pk, filled.school_a.pk],
        )


def test_functions_that_look_across_are_few_and_fixed() -> None:
    """SECURITY DEFINER functions: all of `lookup`, with a fixed path, closed to the public."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT proname, proowner::regrole::text, proconfig,
                   has_function_privilege('public', oid, 'EXECUTE')
              FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace
        """)
        found = cursor.fetchall()
    assert {name for name, *_ in found} == {
        "courses_partner_ids",
        "courses_precedents",
        "courses_search_offerings",
        "documents_paper_detail",
        "documents_paper_of_file",
        "documents_paper_public",
        "documents_signing_certificates",
        "graduates_coverage",
        "graduates_in_force",
        "graduates_in_other_schools",
        "graduates_match",
        "graduates_match_names",
        "kpi_completeness",
        "kpi_distribution",
        "kpi_shared_values",
        "partner_api_client_by_client_id",
        "partner_api_client_by_id",
        "qualifications_match",
    }
    for _name, owner, configuration, public in found:
        assert owner == "lookup"
        assert any(setting.startswith("search_path=") for setting in configuration)
        assert not public

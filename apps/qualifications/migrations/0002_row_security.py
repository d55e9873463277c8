from django.db import migrations

from apps.core.rls import Fixed, LookupFunction, Owned, Protect

RECORD = """
    uuid uuid, line uuid, holder_id bigint, standing varchar, on_hold boolean,
    title varchar, first_name varchar, last_name varchar, first_name_en varchar,
    last_name_en varchar, former_name varchar, born_on date, born_year smallint,
    student_code varchar, degree_th varchar, degree_abbr varchar, degree_en varchar, major varchar,
    faculty varchar, level varchar, academic_year smallint, completed_on date, approved_on date,
    gpax numeric, as_of timestamptz
"""
# one person's degrees at the holders asked: never a list, for without an index nothing is found
MATCH = f"""
CREATE FUNCTION qualifications_match(holders bigint[], indexes bytea[])
RETURNS TABLE (ordinal bigint, {RECORD})
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT asked.ordinal, conferral.uuid, conferral.line, conferral.holder_id, conferral.standing,
           EXISTS (SELECT FROM qualifications_privacyhold hold
                    WHERE hold.line = conferral.line AND hold.lifted_at IS NULL),
           conferral.title, conferral.first_name, conferral.last_name, conferral.first_name_en,
           conferral.last_name_en, conferral.former_name, conferral.born_on, conferral.born_year,
           conferral.student_code, conferral.degree_th, conferral.degree_abbr, conferral.degree_en,
           conferral.major, conferral.faculty, conferral.level, conferral.academic_year,
           conferral.completed_on, conferral.approved_on, conferral.gpax, load.accepted_at
      FROM unnest(holders, indexes) WITH ORDINALITY AS asked (holder, id_index, ordinal)
      JOIN qualifications_conferral conferral ON conferral.id_index = asked.id_index
           AND conferral.holder_id = asked.holder AND conferral.status = 'in_force'
      JOIN qualifications_registerload load ON load.id = conferral.load_id
$$
"""


class Migration(migrations.Migration):
    dependencies = [("qualifications", "0001_initial")]
    operations = [
        Protect("qualifications_registerload", writer="holder_id", lookup=True),
        Protect("qualifications_registerfinding", writer="holder_id"),
        Protect("qualifications_conferral", writer="holder_id", lookup=True),
        Protect("qualifications_registercoverage", writer="holder_id", network=True),
        Protect("qualifications_privacyhold", writer="holder_id", lookup=True),
        Protect("qualifications_checkbatch", writer="asker_id"),
        Protect("qualifications_batchfinding", writer="asker_id"),
        Protect(
            "qualifications_check", writer="asker_id", co_writers=["shared_with_id"], system=True
        ),
        Protect(
            "qualifications_checkact",
            writer="institution_id",
            readers=["reader_id"],
            append_only=True,
            system=True,
        ),
        Protect("qualifications_attachment", writer="institution_id", readers=["reader_id"]),
        Protect("qualifications_answer", writer="holder_id"),
        Protect("qualifications_servicepromise", writer="holder_id", network=True),
        Protect("qualifications_dubiousinstitution", system=True, network=True),
        LookupFunction("qualifications_match(bigint[], bytea[])", MATCH),
        # what was asked stays what was asked; who holds the degree is chosen before it is sent
        Owned(
            "qualifications_check",
            "asker_id",
            [
                "asker_id",
                "holder_id",
                "shared_with_id",
                "batch_id",
                "number",
                "officer",
                "purpose",
                "basis",
                '"case"',
                "id_cipher",
                "id_index",
                "id_masked",
                "title",
                "first_name",
                "last_name",
                "first_name_en",
                "last_name_en",
                "former_name",
                "born_on",
                "born_year",
                "student_code",
                "degree",
                "major",
                "faculty",
                "level",
                "academic_year",
                "completed_on",
                "gpax",
                "sent_at",
            ],
        ),
        Fixed("qualifications_attachment", ["check_asked_id", "institution_id", "sha256", "path"]),
        Fixed(
            "qualifications_answer",
            [
                *("uuid", "check_asked_id", "holder_id", "check_version", "outcome", "differing"),
                *("agreeing", "told", "note", "line", "load_id", "made_name", "made_key"),
            ],
        ),
    ]

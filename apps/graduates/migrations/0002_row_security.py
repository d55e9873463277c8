from django.db import migrations

from apps.core.rls import LookupFunction, Protect

MATCH = """
CREATE FUNCTION graduates_match(indexes bytea[]) RETURNS TABLE (
    id_index bytea, entry uuid, school_id bigint, academic_year smallint, kind varchar,
    certified_at timestamptz, title varchar, first_name varchar, last_name varchar,
    name_as_written varchar, born_on date, born_year smallint, gpax numeric, decision varchar,
    approved_on date, por1_set varchar, por1_number varchar
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT entry.id_index, entry.uuid, entry.school_id, roster.academic_year, roster.kind,
           roster.certified_at, entry.title, entry.first_name, entry.last_name,
           entry.name_as_written, entry.born_on, entry.born_year, entry.gpax, entry.decision,
           entry.approved_on, entry.por1_set, entry.por1_number
      FROM unnest(indexes) AS asked (id_index)
      JOIN graduates_entry entry ON entry.id_index = asked.id_index AND entry.kept
      JOIN graduates_roster roster ON roster.id = entry.roster_id AND roster.state = 'certified'
$$
"""
MATCH_NAMES = """
CREATE FUNCTION graduates_match_names(schools bigint[], years smallint[], names text[])
RETURNS TABLE (
    ordinal bigint, entry uuid, school_id bigint, academic_year smallint, kind varchar,
    certified_at timestamptz, title varchar, first_name varchar, last_name varchar,
    name_as_written varchar, born_on date, born_year smallint, gpax numeric, decision varchar,
    approved_on date, por1_set varchar, por1_number varchar
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT asked.ordinal, entry.uuid, entry.school_id, roster.academic_year, roster.kind,
           roster.certified_at, entry.title, entry.first_name, entry.last_name,
           entry.name_as_written, entry.born_on, entry.born_year, entry.gpax, entry.decision,
           entry.approved_on, entry.por1_set, entry.por1_number
      FROM unnest(schools, years, names) WITH ORDINALITY AS asked (school, year, name, ordinal)
      JOIN graduates_entry entry ON entry.school_id = asked.school AND entry.name_key = asked.name
           AND entry.kept
      JOIN graduates_roster roster ON roster.id = entry.roster_id AND roster.state = 'certified'
           AND roster.academic_year = asked.year
$$
"""
IN_FORCE = """
CREATE FUNCTION graduates_in_force(schools bigint[], years smallint[]) RETURNS TABLE (
    school_id bigint, academic_year smallint, kind varchar, certified_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT roster.school_id, roster.academic_year, roster.kind, roster.certified_at
      FROM unnest(schools, years) AS asked (school, year)
      JOIN graduates_roster roster ON roster.school_id = asked.school
           AND roster.academic_year = asked.year AND roster.state = 'certified'
$$
"""
OTHER_SCHOOLS = """
CREATE FUNCTION graduates_in_other_schools(roster_asked bigint) RETURNS TABLE (row_number integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT mine.row
      FROM graduates_roster asked
      JOIN graduates_entry mine ON mine.roster_id = asked.id AND mine.kept
      JOIN graduates_entry other ON other.id_index = mine.id_index AND other.kept
           AND other.school_id <> mine.school_id
      JOIN graduates_roster roster ON roster.id = other.roster_id AND roster.state = 'certified'
           AND roster.academic_year = asked.academic_year AND roster.kind = asked.kind
     WHERE asked.id = roster_asked
       AND asked.school_id = NULLIF(current_setting('app.institution', true), '')::bigint
     ORDER BY 1
$$
"""
COVERAGE = """
CREATE FUNCTION graduates_coverage(years smallint[]) RETURNS TABLE (
    school_id bigint, academic_year smallint, kind varchar, state varchar, accepted integer,
    certified_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT school_id, academic_year, kind, state, accepted, certified_at
      FROM graduates_roster
     WHERE academic_year = ANY (years) AND state IN ('received', 'checking', 'in_review', 'certified')
$$
"""


class Migration(migrations.Migration):
    dependencies = [("graduates", "0001_initial")]
    operations = [
        Protect("graduates_roster", writer="school_id", lookup=True),
        Protect("graduates_rostertransition", writer="school_id", append_only=True),
        Protect("graduates_entry", writer="school_id", lookup=True),
        Protect("graduates_finding", writer="school_id"),
        Protect("graduates_verification", writer="asker_id"),
        Protect("graduates_verificationitem", writer="asker_id"),
        LookupFunction("graduates_match(bytea[])", MATCH),
        LookupFunction("graduates_match_names(bigint[], smallint[], text[])", MATCH_NAMES),
        LookupFunction("graduates_in_force(bigint[], smallint[])", IN_FORCE),
        LookupFunction("graduates_in_other_schools(bigint)", OTHER_SCHOOLS),
        LookupFunction("graduates_coverage(smallint[])", COVERAGE),
    ]

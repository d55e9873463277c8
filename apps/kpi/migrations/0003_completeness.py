"""What came in and what did not: of oneself, of a node, of the network; never a value."""

from django.db import migrations

from apps.core.rls import LookupFunction

READ = (
    "GRANT SELECT ON kpi_expectation, kpi_extension TO lookup;"
    "CREATE POLICY kpi_expectation_lookup ON kpi_expectation"
    " FOR SELECT TO lookup USING (true);"
    "CREATE POLICY kpi_extension_lookup ON kpi_extension FOR SELECT TO lookup USING (true)"
)
READ_NO_MORE = (
    "DROP POLICY kpi_expectation_lookup ON kpi_expectation;"
    "DROP POLICY kpi_extension_lookup ON kpi_extension;"
    "REVOKE SELECT ON kpi_expectation, kpi_extension FROM lookup"
)
COMPLETENESS = """
CREATE FUNCTION kpi_completeness(cycles bigint[])
RETURNS TABLE (cycle_id bigint, institution_id bigint, excused varchar, state varchar,
               revision smallint, first_sent_at timestamptz, until date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT expected.cycle_id, expected.institution_id, expected.excused,
           coalesce(submission.state, ''), coalesce(submission.revision, 0::smallint),
           submission.first_sent_at,
           (SELECT max(extension.until) FROM kpi_extension extension
             WHERE extension.cycle_id = expected.cycle_id
               AND extension.institution_id = expected.institution_id)
      FROM kpi_expectation expected
      JOIN institutions_institution me
        ON me.id = NULLIF(current_setting('app.institution', true), '')::bigint
      JOIN institutions_institution institution ON institution.id = expected.institution_id
      LEFT JOIN kpi_submission submission
        ON submission.cycle_id = expected.cycle_id
       AND submission.institution_id = expected.institution_id AND submission.is_current
     WHERE expected.cycle_id = ANY (cycles)
       AND (me.id IN (expected.network_id, institution.id) OR institution.node_id = me.node_id)
$$
"""


class Migration(migrations.Migration):
    dependencies = [("kpi", "0002_row_security")]
    operations = [
        migrations.RunSQL(READ, READ_NO_MORE),
        LookupFunction("kpi_completeness(bigint[])", COMPLETENESS),
    ]

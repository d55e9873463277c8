"""What was sent or drawn stands still, and what is told to others is the newest that counts.

A figure that the network accepted ends the one before it also where it may not be compared itself.
Outside an institution's scope the functions tell nothing, and of fewer than ten records never.
"""

from importlib import import_module
from typing import Any

from django.db import migrations

from apps.core.rls import Fixed, LookupFunction

WALLS = import_module("apps.kpi.migrations.0002_row_security")

# the newest accepted revision first, then whether it may be told
NEWEST = """
    SELECT DISTINCT ON (submission.cycle_id, submission.institution_id)
           submission.cycle_id, submission.institution_id, submission.basis, submission.value,
           submission.numerator, submission.denominator, submission.n, submission.spread
      FROM kpi_submission submission
     WHERE submission.cycle_id = ANY ({cycles}) AND submission.state IN ('accepted', 'locked')
     ORDER BY submission.cycle_id, submission.institution_id, submission.revision DESC
"""
TOLD = """
    NULLIF(current_setting('app.institution', true), '') IS NOT NULL
       AND newest.basis <> 'derived' AND newest.value IS NOT NULL AND newest.n >= 10
"""
DISTRIBUTION = f"""
CREATE FUNCTION kpi_distribution(cycles bigint[])
RETURNS TABLE (cycle_id bigint, own boolean, region varchar, value numeric, numerator bigint,
               denominator bigint, n bigint, spread numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT newest.cycle_id,
           newest.institution_id = current_setting('app.institution', true)::bigint,
           province.region, newest.value, newest.numerator, newest.denominator,
           newest.n, newest.spread
      FROM ({NEWEST.format(cycles="cycles")}) AS newest
      JOIN institutions_institution institution ON institution.id = newest.institution_id
      JOIN institutions_province province ON province.code = institution.province_id
     WHERE {TOLD}
$$
"""
STRONG = f"""
CREATE FUNCTION kpi_shared_values(cycle bigint)
RETURNS TABLE (institution_id bigint, value numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT newest.institution_id, newest.value
      FROM ({NEWEST.format(cycles="ARRAY[cycle]")}) AS newest
      JOIN kpi_cycle cycle_row ON cycle_row.id = newest.cycle_id
      JOIN kpi_sharing sharing ON sharing.institution_id = newest.institution_id
           AND sharing.indicator_id = cycle_row.indicator_id AND sharing.ended_at IS NULL
     WHERE {TOLD}
$$
"""
# evidence comes and goes while its figure is being entered; a file is never exchanged
EVIDENCE = """
CREATE FUNCTION kpi_evidence_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NOT EXISTS (
        SELECT FROM kpi_submission submission
         WHERE submission.id = NEW.submission_id AND submission.state IN ('draft', 'returned'))
    THEN
        RAISE EXCEPTION 'evidence of a figure that was sent is not changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kpi_evidence_kept BEFORE INSERT OR UPDATE OR DELETE ON kpi_evidence
    FOR EACH ROW EXECUTE FUNCTION kpi_evidence_kept()
"""
FILE = ["criterion", "filename", "size", "sha256", "path", "name"]
DRAWN = ["cycle_id", "frame_size", "frame_digest", "seed", "sample_size", "fields", "drawn_key"]


class Anew(LookupFunction):
    """Another text for a function of `lookup`, which only its owner could replace in its place."""

    def __init__(self, signature: str, sql: str, before: str) -> None:
        super().__init__(signature, sql)
        self.before = before

    def database_forwards(self, app_label: str, schema_editor: Any, *states: Any) -> None:
        super().database_backwards(app_label, schema_editor, *states)
        super().database_forwards(app_label, schema_editor, *states)

    def database_backwards(self, app_label: str, schema_editor: Any, *states: Any) -> None:
        super().database_backwards(app_label, schema_editor, *states)
        LookupFunction(self.signature, self.before).database_forwards(
            app_label, schema_editor, *states
        )


class Migration(migrations.Migration):
    dependencies = [("kpi", "0003_completeness")]
    operations = [
        Anew("kpi_distribution(bigint[])", DISTRIBUTION, WALLS.DISTRIBUTION),
        Anew("kpi_shared_values(bigint)", STRONG, WALLS.STRONG),
        migrations.RunSQL(
            EVIDENCE,
            "DROP TRIGGER kpi_evidence_kept ON kpi_evidence; DROP FUNCTION kpi_evidence_kept()",
        ),
        Fixed(
            "kpi_evidence",
            ["uuid", "created_at", "institution_id", "network_id", "submission_id", *FILE],
        ),
        Fixed("kpi_auditround", ["uuid", "created_at", "institution_id", *DRAWN]),
        Fixed(
            "kpi_audititem",
            ["uuid", "created_at", "institution_id", "round_id", "position", "drawn_key"],
        ),
    ]

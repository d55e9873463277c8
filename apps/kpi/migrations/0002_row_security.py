"""Whose rows they are, and what entry and acceptance promise, held by the database whoever writes."""

from django.db import migrations

from apps.core.rls import Fixed, LookupFunction, Owned, Protect

SUBMISSION = "kpi_submission"
WHOLE = {
    SUBMISSION: "id, institution_id, network_id",
    "kpi_cycle": "id, network_id",
    "kpi_auditround": "id, institution_id",
}
# a foreign key looks past row security: so whose a row is goes into the key
BELONGS = [
    *(
        (table, "submission_id, institution_id, network_id", SUBMISSION)
        for table in (
            "kpi_submissionversion",
            "kpi_return",
            "kpi_submissionact",
            "kpi_evidence",
        )
    ),
    *(
        (table, "cycle_id, network_id", "kpi_cycle")
        for table in (SUBMISSION, "kpi_expectation", "kpi_extension", "kpi_frozenfigure")
    ),
    ("kpi_audititem", "round_id, institution_id", "kpi_auditround"),
]
ENTERED = [
    "basis",
    "counts",
    "numerator",
    "denominator",
    "value",
    "n",
    "spread",
    "narrative",
    "overrides",
]
BY_INSTITUTION = [
    *ENTERED,
    *("entered_key", "entered_name", "entered_post", "hands", "hand_names", "sent_at"),
    *("approved_at", "approved_key", "approved_name", "approved_post", "approved_content"),
    *("first_sent_at", "is_current", "reopened_reason"),
]
NEW, OLD = (", ".join(f"{row}.{column}" for column in ENTERED) for row in ("NEW", "OLD"))
STEPS = f"""
CREATE FUNCTION kpi_submission_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' OR NEW.version <> 1 OR NEW.approved_key <> '' THEN
            RAISE EXCEPTION 'a submission begins as a draft'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END IF;
    IF NEW.version NOT IN (OLD.version, OLD.version + 1) THEN
        RAISE EXCEPTION 'versions of a submission follow each other'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('draft', 'submitted'), ('submitted', 'draft'), ('submitted', 'returned'),
        ('submitted', 'approved'), ('returned', 'submitted'), ('approved', 'returned'),
        ('approved', 'accepted'), ('accepted', 'locked')
    ) THEN
        RAISE EXCEPTION 'a submission does not go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state <> OLD.state
        AND ((OLD.state, NEW.state) IN (
            ('approved', 'returned'), ('approved', 'accepted'), ('accepted', 'locked')))
        IS DISTINCT FROM
        (NULLIF(current_setting('app.institution', true), '')::bigint = OLD.network_id)
    THEN
        RAISE EXCEPTION 'this step belongs to the other side'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.state NOT IN ('draft', 'returned') AND ROW({NEW}) IS DISTINCT FROM ROW({OLD}) THEN
        RAISE EXCEPTION 'a figure that was sent is not changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER kpi_submission_step AFTER INSERT OR UPDATE ON {SUBMISSION}
    FOR EACH ROW EXECUTE FUNCTION kpi_submission_step()
"""
PUBLISHED = """
CREATE FUNCTION kpi_definition_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'published' AND (TG_OP = 'DELETE' OR
        to_jsonb(NEW) - 'valid_until' IS DISTINCT FROM to_jsonb(OLD) - 'valid_until')
    THEN
        RAISE EXCEPTION 'a published definition is not changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER kpi_definition_published BEFORE UPDATE OR DELETE ON kpi_definition
    FOR EACH ROW EXECUTE FUNCTION kpi_definition_published();
CREATE FUNCTION kpi_criterion_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM kpi_definition definition WHERE definition.state = 'published'
        AND definition.id IN (NEW.definition_id, OLD.definition_id))
    THEN
        RAISE EXCEPTION 'a published definition is not changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER kpi_criterion_published BEFORE INSERT OR UPDATE OR DELETE ON kpi_criterion
    FOR EACH ROW EXECUTE FUNCTION kpi_criterion_published()
"""
# what the network compares: accepted figures of whole institutions, without a name
DISTRIBUTION = """
CREATE FUNCTION kpi_distribution(cycles bigint[])
RETURNS TABLE (cycle_id bigint, own boolean, region varchar, value numeric, numerator bigint,
               denominator bigint, n bigint, spread numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT DISTINCT ON (submission.cycle_id, submission.institution_id)
           submission.cycle_id,
           submission.institution_id
               IS NOT DISTINCT FROM NULLIF(current_setting('app.institution', true), '')::bigint,
           province.region, submission.value, submission.numerator, submission.denominator,
           submission.n, submission.spread
      FROM kpi_submission submission
      JOIN institutions_institution institution ON institution.id = submission.institution_id
      JOIN institutions_province province ON province.code = institution.province_id
     WHERE submission.cycle_id = ANY (cycles) AND submission.state IN ('accepted', 'locked')
       AND submission.basis <> 'derived' AND submission.value IS NOT NULL
     ORDER BY submission.cycle_id, submission.institution_id, submission.revision DESC
$$
"""
# who is strong and wants to be asked: by the institutions' own consent; few records say nothing
STRONG = """
CREATE FUNCTION kpi_shared_values(cycle bigint)
RETURNS TABLE (institution_id bigint, value numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT newest.institution_id, newest.value FROM (
        SELECT DISTINCT ON (submission.institution_id)
               submission.institution_id, submission.value, submission.n
          FROM kpi_submission submission
          JOIN kpi_cycle cycle_row ON cycle_row.id = submission.cycle_id
          JOIN kpi_sharing sharing ON sharing.institution_id = submission.institution_id
               AND sharing.indicator_id = cycle_row.indicator_id AND sharing.ended_at IS NULL
         WHERE submission.cycle_id = cycle AND submission.state IN ('accepted', 'locked')
           AND submission.basis <> 'derived' AND submission.value IS NOT NULL
         ORDER BY submission.institution_id, submission.revision DESC) AS newest
     WHERE newest.n >= 10
$$
"""


def run(sql: str, *undo: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, "; ".join(undo))


def keys() -> list[migrations.RunSQL]:
    made = [
        run(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_whole UNIQUE ({columns})",
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_whole",
        )
        for table, columns in WHOLE.items()
    ]
    for table, columns, target in BELONGS:
        name = f"{table}_belongs_{columns.split('_')[0]}"
        made.append(
            run(
                f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns})"
                f" REFERENCES {target} ({WHOLE[target]})",
                f"ALTER TABLE {table} DROP CONSTRAINT {name}",
            )
        )
    return made


HANDS = f"""
ALTER TABLE {SUBMISSION} ADD CONSTRAINT submission_no_hand_in_it
    CHECK (approved_key = '' OR approved_key <> ALL (hands))
"""


class Migration(migrations.Migration):
    dependencies = [("kpi", "0001_initial"), ("institutions", "0001_initial")]
    operations = [
        *keys(),
        *(
            Protect(f"kpi_{name}", writer="network_id", network=True)
            for name in ("indicator", "definition", "criterion", "networksetting", "cycle")
        ),
        run(
            PUBLISHED,
            "DROP TRIGGER kpi_definition_published ON kpi_definition",
            "DROP FUNCTION kpi_definition_published()",
            "DROP TRIGGER kpi_criterion_published ON kpi_criterion",
            "DROP FUNCTION kpi_criterion_published()",
        ),
        run(HANDS, f"ALTER TABLE {SUBMISSION} DROP CONSTRAINT submission_no_hand_in_it"),
        Protect("kpi_expectation", writer="network_id", readers=["institution_id"]),
        Protect("kpi_extension", writer="network_id", readers=["institution_id"]),
        Protect(SUBMISSION, writer="institution_id", co_writers=["network_id"], lookup=True),
        Fixed(
            SUBMISSION,
            ["uuid", "created_at", "institution_id", "network_id", "cycle_id", "revision"],
        ),
        Owned(SUBMISSION, "institution_id", BY_INSTITUTION),
        Owned(SUBMISSION, "network_id", ["accepted_at", "accepted_name", "accepted_post"]),
        run(
            STEPS,
            f"DROP TRIGGER kpi_submission_step ON {SUBMISSION}",
            "DROP FUNCTION kpi_submission_step()",
        ),
        Protect(
            "kpi_submissionversion",
            writer="institution_id",
            readers=["network_id"],
            append_only=True,
        ),
        *(
            Protect(
                f"kpi_{name}",
                writer="author_id",
                readers=["institution_id", "network_id"],
                append_only=True,
            )
            for name in ("return", "submissionact")
        ),
        Protect("kpi_evidence", writer="institution_id", readers=["network_id"]),
        *(
            Protect(f"kpi_{name}", writer="institution_id")
            for name in (
                "observation",
                "tally",
                "fedcounts",
                "auditround",
                "audititem",
                "report",
            )
        ),
        Protect("kpi_eventcursor", system=True),
        Protect(
            "kpi_frozenfigure",
            writer="institution_id",
            readers=["network_id"],
            append_only=True,
        ),
        Protect("kpi_sharing", writer="institution_id", network=True, lookup=True),
        Protect("kpi_helprequest", writer="asker_id", co_writers=["helper_id"]),
        Fixed("kpi_helprequest", ["uuid", "created_at", "asker_id", "helper_id", "indicator_id"]),
        Owned("kpi_helprequest", "asker_id", ["message", "asked_name", "asked_post"]),
        Owned(
            "kpi_helprequest",
            "helper_id",
            ["reply", "replied_name", "replied_post", "replied_at"],
        ),
        Protect("kpi_surveyinvitation", writer="institution_id", system=True),
        Protect("kpi_surveyresponse", readers=["institution_id"], system=True, append_only=True),
        run(
            "GRANT SELECT ON kpi_cycle, institutions_institution, institutions_province TO lookup;"
            "CREATE POLICY kpi_cycle_lookup ON kpi_cycle FOR SELECT TO lookup USING (true)",
            "DROP POLICY kpi_cycle_lookup ON kpi_cycle",
        ),
        LookupFunction("kpi_distribution(bigint[])", DISTRIBUTION),
        LookupFunction("kpi_shared_values(bigint)", STRONG),
    ]

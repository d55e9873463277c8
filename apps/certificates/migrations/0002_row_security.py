"""Whose rows they are, and what the services promise, held by the database whoever writes."""

from django.db import migrations

from apps.core.rls import Fixed, Protect

REQUEST = "certificates_servicerequest"
WHOLE = {
    REQUEST: "id, institution_id",
    "certificates_requestbatch": "id, institution_id, kind, language",
}
# a foreign key looks past row security: so whose a row is goes into the key
BELONGS = [
    ("certificates_serviceact", "request_id, institution_id", REQUEST, "id, institution_id"),
    (
        REQUEST,
        "batch_id, institution_id, kind, language",
        "certificates_requestbatch",
        "id, institution_id, kind, language",
    ),
    (
        REQUEST,
        "replaces_id, institution_id, kind, language",
        REQUEST,
        "id, institution_id, kind, language",
    ),
]
SAME_SERIES = f"""
ALTER TABLE {REQUEST} ADD CONSTRAINT certificates_servicerequest_series
    UNIQUE (id, institution_id, kind, language)
"""
BEGUN = """
CREATE FUNCTION certificates_request_begun() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.channel <> 'feed' AND (NEW.state <> 'requested' OR NEW.version <> 1
        OR NEW.paper IS NOT NULL OR NEW.approved_key <> '')
    THEN
        RAISE EXCEPTION 'a request begins by waiting for approval'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER certificates_request_begun AFTER INSERT ON certificates_servicerequest
    FOR EACH ROW EXECUTE FUNCTION certificates_request_begun()
"""
TOLD = (
    "{0}.student_code, {0}.name, {0}.facts, {0}.conferral, {0}.purpose, {0}.addressee,"
    " {0}.letter_number"
)
APPROVAL = (
    "{0}.approved_at, {0}.approved_key, {0}.approved_name, {0}.approved_post, {0}.letter_date"
)
SIGNED = "{0}.approved_content, {0}.signer_name, {0}.signer_post, {0}.signer_acting_for"
STEPS = f"""
CREATE FUNCTION certificates_request_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version NOT IN (OLD.version, OLD.version + 1) THEN
        RAISE EXCEPTION 'versions of a request follow each other'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.channel = 'feed' THEN
        RETURN NULL;
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('requested', 'approved'), ('requested', 'cancelled'), ('approved', 'requested'),
        ('approved', 'produced'), ('approved', 'failed'), ('approved', 'cancelled'),
        ('failed', 'requested'), ('failed', 'approved'), ('failed', 'cancelled'),
        ('produced', 'delivered')
    ) THEN
        RAISE EXCEPTION 'a request does not go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    -- what the paper tells changes while the request waits, or by going back to that
    IF NEW.state <> 'requested'
        AND ROW({TOLD.format("NEW")}) IS DISTINCT FROM ROW({TOLD.format("OLD")})
    THEN
        RAISE EXCEPTION 'what a made paper tells is not changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    -- an approval is given by going to approved and withdrawn by going back, in no other way
    IF ROW({APPROVAL.format("NEW")}) IS DISTINCT FROM ROW({APPROVAL.format("OLD")})
        AND (NEW.state NOT IN ('approved', 'requested') OR NEW.state = OLD.state)
    THEN
        RAISE EXCEPTION 'an approval is not changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state <> 'requested' AND OLD.state NOT IN ('requested', 'failed')
        AND ROW({SIGNED.format("NEW")}) IS DISTINCT FROM ROW({SIGNED.format("OLD")})
    THEN
        RAISE EXCEPTION 'what was approved is not changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.paper IS DISTINCT FROM OLD.paper AND (OLD.paper IS NOT NULL OR NOT EXISTS (
        SELECT FROM documents_paper paper WHERE paper.uuid = NEW.paper
           AND paper.issuer_id = NEW.institution_id AND paper.kind = NEW.kind
           AND paper.language = NEW.language AND paper.source_uuid = NEW.uuid
    )) THEN
        RAISE EXCEPTION 'a request keeps the one paper that was reserved for it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'produced' AND OLD.state <> 'produced' AND NOT EXISTS (
        SELECT FROM documents_paper paper WHERE paper.uuid = NEW.paper
           AND paper.status <> 'reserved'
    ) THEN
        RAISE EXCEPTION 'a request is produced by its paper'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER certificates_request_step AFTER UPDATE ON certificates_servicerequest
    FOR EACH ROW EXECUTE FUNCTION certificates_request_step()
"""
# the stages' times are what an indicator is computed from: a made paper's are not moved
TIMES = """
CREATE FUNCTION certificates_request_times() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.channel <> 'feed' AND (
        ROW(OLD.kind, OLD.language, OLD.requested_at, OLD.due_on, OLD.service_days,
            OLD.requested_key)
            IS DISTINCT FROM ROW(NEW.kind, NEW.language, NEW.requested_at, NEW.due_on,
            NEW.service_days, NEW.requested_key)
        OR (OLD.produced_at IS NOT NULL AND NEW.produced_at IS DISTINCT FROM OLD.produced_at)
        OR (OLD.delivered_at IS NOT NULL AND NEW.delivered_at IS DISTINCT FROM OLD.delivered_at)
        OR (OLD.cancelled_at IS NOT NULL AND NEW.cancelled_at IS DISTINCT FROM OLD.cancelled_at)
    ) THEN
        RAISE EXCEPTION 'the times of a request stay as they were'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER certificates_request_times BEFORE UPDATE ON certificates_servicerequest
    FOR EACH ROW EXECUTE FUNCTION certificates_request_times()
"""


def triggers() -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(
            sql,
            f"DROP TRIGGER {name} ON {REQUEST}; DROP FUNCTION {name}()",
        )
        for sql, name in (
            (BEGUN, "certificates_request_begun"),
            (STEPS, "certificates_request_step"),
            (TIMES, "certificates_request_times"),
        )
    ]


def keys() -> list[migrations.RunSQL]:
    made = [
        migrations.RunSQL(
            SAME_SERIES,
            f"ALTER TABLE {REQUEST} DROP CONSTRAINT certificates_servicerequest_series",
        )
    ]
    for table, columns in WHOLE.items():
        made.append(
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD CONSTRAINT {table}_whole UNIQUE ({columns})",
                f"ALTER TABLE {table} DROP CONSTRAINT {table}_whole",
            )
        )
    for place, (table, columns, target, wanted) in enumerate(BELONGS):
        name = f"{table}_belongs_{place}"
        made.append(
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns})"
                f" REFERENCES {target} ({wanted})",
                f"ALTER TABLE {table} DROP CONSTRAINT {name}",
            )
        )
    return made


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_initial"), ("documents", "0002_row_security")]
    operations = [
        *keys(),
        Protect("certificates_servicelevel", writer="institution_id"),
        Protect("certificates_requestbatch", writer="institution_id"),
        Fixed(
            "certificates_requestbatch",
            ["uuid", "created_at", "institution_id", "kind", "language", "total", "requested_key"],
        ),
        Protect(REQUEST, writer="institution_id"),
        Fixed(
            REQUEST,
            [
                *("uuid", "created_at", "institution_id", "year", "number", "channel"),
                *("reference", "batch_id", "replaces_id", "replace_reason"),
            ],
        ),
        Protect("certificates_serviceact", writer="institution_id", append_only=True),
        *triggers(),
    ]

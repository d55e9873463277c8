"""What the services promise, held by the database as well, whoever writes.

Foreign keys look past row security; so whose a row is goes into the key or is asked for. What is in
force, answered or approved stays as it was.
"""

from django.db import migrations

KEYS = {
    "qualifications_registerload": "id, holder_id",
    "qualifications_checkbatch": "id, asker_id",
}
BELONGS = [
    ("qualifications_conferral", "load_id, holder_id", "qualifications_registerload"),
    ("qualifications_registerfinding", "load_id, holder_id", "qualifications_registerload"),
    ("qualifications_answer", "load_id, holder_id", "qualifications_registerload"),
    ("qualifications_check", "batch_id, asker_id", "qualifications_checkbatch"),
    ("qualifications_batchfinding", "batch_id, asker_id", "qualifications_checkbatch"),
]
MINE = "NULLIF(current_setting('app.institution', true), '')::bigint"

# state before → state after, as each side may bring them about
BY_ASKER = """
    ('draft', 'waiting'), ('draft', 'answered'), ('draft', 'cancelled'), ('waiting', 'cancelled'),
    ('documents', 'waiting'), ('documents', 'cancelled')
"""
BY_HOLDER = """
    ('waiting', 'documents'), ('waiting', 'proposed'), ('documents', 'proposed'),
    ('proposed', 'waiting'), ('proposed', 'answered'), ('answered', 'waiting')
"""
BEGUN = """
CREATE FUNCTION qualifications_check_begun() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'draft' OR NEW.version <> 1 OR NEW.shared_with_id IS NOT NULL
       OR NEW.outcome <> '' OR NEW.by_register THEN
        RAISE EXCEPTION 'a check begins as a draft'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER qualifications_check_begun AFTER INSERT ON qualifications_check
    FOR EACH ROW EXECUTE FUNCTION qualifications_check_begun();

CREATE FUNCTION qualifications_check_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' THEN
        RAISE EXCEPTION 'a check that was sent stays on record'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER qualifications_check_kept BEFORE DELETE ON qualifications_check
    FOR EACH ROW EXECUTE FUNCTION qualifications_check_kept()
"""
ASKED = """
    ARRAY['asker_id', 'holder_id', 'shared_with_id', 'batch_id', 'ordinal', 'number', 'reference',
          'came_by', 'requester', 'officer', 'purpose', 'basis', 'case', 'id_cipher', 'id_index',
          'id_masked', 'title', 'first_name', 'last_name', 'first_name_en', 'last_name_en',
          'former_name', 'born_on', 'born_year', 'student_code', 'degree', 'major', 'faculty',
          'level', 'academic_year', 'completed_on', 'gpax', 'sent_at']
"""
ANSWER = (
    "{0}.outcome, {0}.by_register, {0}.agreeing, {0}.differing, {0}.told, {0}.as_of,"
    " {0}.explanation, {0}.answer_note, {0}.answered_name, {0}.answered_post, {0}.answered_at,"
    " {0}.line"
)
STEPS = f"""
CREATE FUNCTION qualifications_check_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mine bigint := {MINE};
BEGIN
    IF NEW.state <> OLD.state AND NOT (
        (mine = NEW.asker_id AND (OLD.state, NEW.state) IN ({BY_ASKER})) OR
        (mine = NEW.shared_with_id AND (OLD.state, NEW.state) IN ({BY_HOLDER}))
    ) THEN
        RAISE EXCEPTION 'this side cannot take a check from % to %', OLD.state, NEW.state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.version NOT IN (OLD.version, OLD.version + 1)
       OR (NEW.state <> OLD.state AND NEW.version = OLD.version) THEN
        RAISE EXCEPTION 'versions of a check follow each other'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.shared_with_id IS NOT NULL AND EXISTS (
        SELECT FROM unnest({ASKED}) AS field
         WHERE to_jsonb(OLD) -> field IS DISTINCT FROM to_jsonb(NEW) -> field
    ) THEN
        RAISE EXCEPTION 'what was asked stays as it was sent'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF ROW({ANSWER.format("NEW")}) IS DISTINCT FROM ROW({ANSWER.format("OLD")})
       AND NOT (OLD.state <> NEW.state AND 'answered' IN (OLD.state, NEW.state)) THEN
        RAISE EXCEPTION 'an answer comes with the state answered and goes with it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.outcome <> '' AND NEW.state <> 'answered' THEN
        RAISE EXCEPTION 'an answer comes with the state answered and goes with it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    -- the asker cannot answer in the register's place
    IF OLD.state = 'draft' AND NEW.state = 'answered' AND NOT (NEW.by_register AND EXISTS (
        SELECT FROM qualifications_match(ARRAY[NEW.holder_id], ARRAY[NEW.id_index]) found
         WHERE found.line = NEW.line AND found.standing = 'conferred' AND NOT found.on_hold
    )) THEN
        RAISE EXCEPTION 'the register confirms what it holds, and nothing else'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.state = 'proposed' AND NEW.state = 'answered' AND (NEW.by_register OR NOT EXISTS (
        SELECT FROM qualifications_answer answer
         WHERE answer.check_asked_id = NEW.id AND answer.state = 'approved'
           -- of this round: an answer that was taken back is approved for ever
           AND answer.check_version = OLD.version AND answer.outcome = NEW.outcome
           AND answer.agreeing = NEW.agreeing AND answer.differing = NEW.differing
           AND answer.told = NEW.told AND answer.note = NEW.answer_note
           AND (answer.line IS NULL OR answer.line = NEW.line)
    )) THEN
        RAISE EXCEPTION 'an answer counts once a second person approved it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER qualifications_check_step AFTER UPDATE ON qualifications_check
    FOR EACH ROW EXECUTE FUNCTION qualifications_check_step()
"""
# whoever writes to a timeline sees the check, is one of its sides, and is read by the other one
SIDES = """
CREATE FUNCTION qualifications_side() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM qualifications_check asked
         WHERE asked.id = NEW.check_asked_id
           AND NEW.institution_id IN (asked.asker_id, asked.shared_with_id)
           AND (NEW.reader_id IS NULL OR NEW.reader_id IN (asked.asker_id, asked.shared_with_id))
    ) THEN
        RAISE EXCEPTION 'only the two sides of a check write to it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER qualifications_act_side AFTER INSERT ON qualifications_checkact
    FOR EACH ROW EXECUTE FUNCTION qualifications_side();
CREATE TRIGGER qualifications_attachment_side AFTER INSERT OR UPDATE ON qualifications_attachment
    FOR EACH ROW EXECUTE FUNCTION qualifications_side();

CREATE FUNCTION qualifications_answer_side() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM qualifications_check asked
                    WHERE asked.id = NEW.check_asked_id AND asked.shared_with_id = NEW.holder_id)
    THEN
        RAISE EXCEPTION 'only the holder answers'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.state <> 'proposed' THEN
        RAISE EXCEPTION 'an answer waits for a second person'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state <> 'proposed' THEN
        RAISE EXCEPTION 'a decided answer stays as it is'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER qualifications_answer_side AFTER INSERT OR UPDATE ON qualifications_answer
    FOR EACH ROW EXECUTE FUNCTION qualifications_answer_side()
"""
ENDING = "ARRAY['status', 'ended_at', 'ended_reason']"
REGISTER = f"""
CREATE FUNCTION qualifications_conferral_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status NOT IN ('draft', 'aside') THEN
            RAISE EXCEPTION 'a degree enters the register as a draft'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.status NOT IN ('draft', 'aside') THEN
            RAISE EXCEPTION 'what was in the register stays on record'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.status = 'draft' AND NEW.status = 'in_force' AND NOT EXISTS (
        SELECT FROM qualifications_registerload load
         WHERE load.id = NEW.load_id AND load.state = 'accepted'
    ) THEN
        RAISE EXCEPTION 'a second person puts degrees into the register'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.status <> 'draft' AND (
        to_jsonb(NEW) - {ENDING} IS DISTINCT FROM to_jsonb(OLD) - {ENDING}
        OR NOT (NEW.status = OLD.status
                OR (OLD.status = 'in_force' AND NEW.status IN ('superseded', 'withdrawn')))
    ) THEN
        RAISE EXCEPTION 'a version stays as it was; a correction is a new one'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER qualifications_conferral_kept BEFORE INSERT OR UPDATE OR DELETE
    ON qualifications_conferral FOR EACH ROW EXECUTE FUNCTION qualifications_conferral_kept();

CREATE FUNCTION qualifications_load_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state NOT IN ('received', 'in_review') THEN
            RAISE EXCEPTION 'a load waits for a second person'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    ELSIF OLD.state IN ('accepted', 'discarded', 'unreadable') AND
          to_jsonb(NEW) - ARRAY['job_id'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['job_id'] THEN
        RAISE EXCEPTION 'a decided load stays as it is'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER qualifications_load_kept AFTER INSERT OR UPDATE ON qualifications_registerload
    FOR EACH ROW EXECUTE FUNCTION qualifications_load_kept()
"""


def keys() -> list[migrations.RunSQL]:
    made = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_whole UNIQUE ({columns})",
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_whole",
        )
        for table, columns in KEYS.items()
    ]
    for place, (table, columns, target) in enumerate(BELONGS):
        name = f"{table}_belongs_{place}"
        made.append(
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns})"
                f" REFERENCES {target} ({KEYS[target]}) NOT VALID",
                f"ALTER TABLE {table} DROP CONSTRAINT {name}",
            )
        )
    return made


class Migration(migrations.Migration):
    dependencies = [("qualifications", "0002_row_security")]
    operations = [
        *keys(),
        *(migrations.RunSQL(one) for one in (BEGUN, STEPS, SIDES, REGISTER)),
    ]

"""More of what the services promise, held by the database: who wrote what stays as it was written.

What one side gave the other stays as given, and stands under an act of its own; a letter is about
its check; what waits for the second person of a register is what that person sees.
"""

from django.db import migrations

from apps.core.rls import Fixed

ATTACHMENTS = """
CREATE FUNCTION qualifications_attachment_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'a document that was given stays as it was given'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.act_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM qualifications_checkact act
         WHERE act.id = NEW.act_id AND act.check_asked_id = NEW.check_asked_id
           AND act.institution_id = NEW.institution_id
           AND act.reader_id IS NOT DISTINCT FROM NEW.reader_id
    ) THEN
        RAISE EXCEPTION 'a document stands under an act of whoever gave it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER qualifications_attachment_kept AFTER INSERT OR UPDATE OR DELETE
    ON qualifications_attachment FOR EACH ROW EXECUTE FUNCTION qualifications_attachment_kept()
"""
ACTS = """
CREATE FUNCTION qualifications_act_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM qualifications_check asked
         WHERE asked.id = NEW.check_asked_id AND (
               NEW.action IN ('message', 'remind')
               OR (NEW.action IN ('send', 'confirm', 'give_documents', 'cancel')
                   AND NEW.institution_id = asked.asker_id)
               OR (NEW.action IN ('request_documents', 'propose', 'return', 'approve', 'reopen')
                   AND NEW.institution_id = asked.shared_with_id))
    ) THEN
        RAISE EXCEPTION 'an act is written down by the side that may do it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER qualifications_act_own AFTER INSERT ON qualifications_checkact
    FOR EACH ROW EXECUTE FUNCTION qualifications_act_own()
"""
LETTERS = """
CREATE FUNCTION qualifications_check_letters() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reopened boolean := OLD.state = 'answered' AND NEW.state = 'waiting';
BEGIN
    IF NEW.coverage IS DISTINCT FROM OLD.coverage AND NEW.state = OLD.state THEN
        RAISE EXCEPTION 'how far the register reached stays as it was told'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.paper IS DISTINCT FROM OLD.paper AND NOT (reopened AND NEW.paper IS NULL)
       AND NOT (OLD.paper IS NULL AND NEW.state = 'answered' AND EXISTS (
            SELECT FROM documents_paper paper
             WHERE paper.uuid = NEW.paper AND paper.source_uuid = NEW.uuid)) THEN
        RAISE EXCEPTION 'the letter of a check is about this check'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.summary IS DISTINCT FROM OLD.summary AND NOT (reopened AND NEW.summary IS NULL)
       AND NOT (NEW.state = 'answered' AND EXISTS (
            SELECT FROM documents_paper paper
              JOIN qualifications_checkbatch batch ON batch.uuid = paper.source_uuid
             WHERE paper.uuid = NEW.summary AND batch.id = NEW.batch_id)) THEN
        RAISE EXCEPTION 'the summary of a check is about its list'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER qualifications_check_letters AFTER UPDATE ON qualifications_check
    FOR EACH ROW EXECUTE FUNCTION qualifications_check_letters()
"""
# the statement's rows at once: a file brings a hundred thousand
DRAFTS = """
CREATE FUNCTION qualifications_conferral_brought() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT load_id FROM brought) brought
         WHERE NOT EXISTS (SELECT FROM qualifications_registerload load
                            WHERE load.id = brought.load_id AND load.state = 'received')
    ) THEN
        RAISE EXCEPTION 'nothing is added to a load that was looked through'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER qualifications_conferral_brought AFTER INSERT ON qualifications_conferral
    REFERENCING NEW TABLE AS brought
    FOR EACH STATEMENT EXECUTE FUNCTION qualifications_conferral_brought();

CREATE FUNCTION qualifications_draft_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted qualifications_conferral := OLD;
BEGIN
    wanted.line := NEW.line;
    wanted.version := NEW.version;
    wanted.status := NEW.status;
    IF wanted IS DISTINCT FROM NEW
       OR (OLD.status = 'aside' AND NEW.status <> 'aside')
       OR (NEW.version > 1 AND NOT EXISTS (
            SELECT FROM qualifications_conferral former
             WHERE former.line = NEW.line AND former.holder_id = NEW.holder_id
               AND former.version = NEW.version - 1 AND former.status <> 'draft')) THEN
        RAISE EXCEPTION 'a draft stays as it was brought'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER qualifications_draft_kept BEFORE UPDATE ON qualifications_conferral
    FOR EACH ROW WHEN (OLD.status IN ('draft', 'aside'))
    EXECUTE FUNCTION qualifications_draft_kept()
"""
LOADS = """
CREATE FUNCTION qualifications_load_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('received', 'in_review'), ('received', 'unreadable'), ('received', 'discarded'),
        ('in_review', 'accepted'), ('in_review', 'discarded')
    ) THEN
        RAISE EXCEPTION 'a load does not go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.state = 'in_review' AND ROW(NEW.content_hash, NEW.complete, NEW.reason, NEW.rows,
           NEW.kept) IS DISTINCT FROM ROW(OLD.content_hash, OLD.complete, OLD.reason, OLD.rows,
           OLD.kept) THEN
        RAISE EXCEPTION 'a load stays as it was looked through'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER qualifications_load_step AFTER UPDATE ON qualifications_registerload
    FOR EACH ROW EXECUTE FUNCTION qualifications_load_step()
"""
HOLDS = """
CREATE FUNCTION qualifications_hold_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a privacy hold stays on record'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.lifted_at IS NOT NULL THEN
        RAISE EXCEPTION 'a lifted hold stays as it is'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM qualifications_conferral own
                    WHERE own.line = NEW.line AND own.holder_id = NEW.holder_id) THEN
        RAISE EXCEPTION 'a hold is on a degree of one''s own register'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER qualifications_hold_kept AFTER INSERT OR UPDATE OR DELETE
    ON qualifications_privacyhold FOR EACH ROW EXECUTE FUNCTION qualifications_hold_kept()
"""
TRIGGERS = {
    "qualifications_attachment_kept": ("qualifications_attachment", ATTACHMENTS),
    "qualifications_act_own": ("qualifications_checkact", ACTS),
    "qualifications_check_letters": ("qualifications_check", LETTERS),
    "qualifications_load_step": ("qualifications_registerload", LOADS),
    "qualifications_hold_kept": ("qualifications_privacyhold", HOLDS),
}
DROP_DRAFTS = """
    DROP TRIGGER qualifications_conferral_brought ON qualifications_conferral;
    DROP FUNCTION qualifications_conferral_brought();
    DROP TRIGGER qualifications_draft_kept ON qualifications_conferral;
    DROP FUNCTION qualifications_draft_kept()
"""


class Migration(migrations.Migration):
    dependencies = [("qualifications", "0003_whole_facts"), ("documents", "0002_row_security")]
    operations = [
        *(
            migrations.RunSQL(sql, f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}()")
            for name, (table, sql) in TRIGGERS.items()
        ),
        migrations.RunSQL(DRAFTS, DROP_DRAFTS),
        # who brought it decides who may not accept it
        Fixed(
            "qualifications_registerload",
            ["uuid", "created_at", "holder_id", "kind", "target_line", "made_name", "made_key"],
        ),
        Fixed(
            "qualifications_privacyhold",
            ["uuid", "created_at", "holder_id", "line", "note", "placed_name", "placed_post"],
        ),
        Fixed("qualifications_servicepromise", ["uuid", "created_at", "holder_id", "valid_from"]),
    ]

"""What the services promise, held by the database as well, whoever writes.

Foreign keys look past row security; so whose a row is goes into the key. What was announced, signed
or approved stays as it was.
"""

from django.db import migrations

from apps.core.rls import Fixed

REGISTRATION = "courses_crossregistration"
KEYS = {
    REGISTRATION: ["id, home_id", "id, home_id, host_id", "id, home_id, learner_id"],
    "courses_crossrequest": ["id, home_id, host_id"],
    "courses_learner": ["id, home_id"],
    "courses_result": ["id, registration_id"],
    "courses_recognition": ["id, home_id"],
    "courses_agreement": ["id, party_ids"],
}
"""Table → columns that are unique together because id is; a foreign key may name them."""

BELONGS = [
    (REGISTRATION, "request_id, home_id, host_id", "courses_crossrequest", "id, home_id, host_id"),
    (REGISTRATION, "learner_id, home_id", "courses_learner", "id, home_id"),
    (REGISTRATION, "result_id, id", "courses_result", "id, registration_id"),
    ("courses_result", "registration_id, home_id, host_id", REGISTRATION, "id, home_id, host_id"),
    ("courses_registrationact", "registration_id, home_id", REGISTRATION, "id, home_id"),
    (
        "courses_registrationact",
        "registration_id, home_id, shared_with_id",
        REGISTRATION,
        "id, home_id, host_id",
    ),
    ("courses_recognition", "learner_id, home_id", "courses_learner", "id, home_id"),
    ("courses_recognitionsource", "registration_id, home_id", REGISTRATION, "id, home_id"),
    ("courses_recognitionsource", "recognition_id, home_id", "courses_recognition", "id, home_id"),
    (
        "courses_creditentry",
        "registration_id, home_id, learner_id",
        REGISTRATION,
        "id, home_id, learner_id",
    ),
    ("courses_coursepaper", "learner_id, home_id", "courses_learner", "id, home_id"),
    (
        "courses_paperbasis",
        "registration_id, home_id, host_id",
        REGISTRATION,
        "id, home_id, host_id",
    ),
    ("courses_agreementsignature", "agreement_id, party_ids", "courses_agreement", "id, party_ids"),
    ("courses_agreementact", "agreement_id, party_ids", "courses_agreement", "id, party_ids"),
]
ONE_OF_THEM = """
ALTER TABLE courses_agreementsignature ADD CONSTRAINT agreementsignature_party
    CHECK (institution_id = ANY (party_ids));
ALTER TABLE courses_agreementact ADD CONSTRAINT agreementact_party
    CHECK (institution_id = ANY (party_ids));
ALTER TABLE courses_registrationact ADD CONSTRAINT registrationact_side
    CHECK (institution_id = home_id OR (shared_with_id IS NOT NULL AND institution_id = shared_with_id))
"""

# state before → states after, as each side may bring them about
BY_HOME = """
    ('draft', 'submitted'), ('draft', 'cancelled'), ('submitted', 'cancelled'),
    ('accepted', 'submitted'), ('accepted', 'cancelled'), ('enrolled', 'withdrawn'),
    ('completed', 'acknowledged'), ('acknowledged', 'recognised'),
    ('acknowledged', 'partly_recognised'), ('acknowledged', 'not_recognised'),
    ('recognised', 'acknowledged'), ('partly_recognised', 'acknowledged'),
    ('not_recognised', 'acknowledged')
"""
BY_HOST = """
    ('submitted', 'accepted'), ('submitted', 'declined'), ('accepted', 'enrolled'),
    ('enrolled', 'withdrawn'), ('enrolled', 'completed'), ('acknowledged', 'completed'),
    ('recognised', 'completed'), ('partly_recognised', 'completed'),
    ('not_recognised', 'completed')
"""
STEPS = f"""
CREATE FUNCTION courses_registration_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mine bigint := NULLIF(current_setting('app.institution', true), '')::bigint;
BEGIN
    IF NEW.state <> OLD.state AND NOT (
        (mine = NEW.home_id AND (OLD.state, NEW.state) IN ({BY_HOME})) OR
        (mine = NEW.host_id AND (OLD.state, NEW.state) IN ({BY_HOST}))
    ) THEN
        RAISE EXCEPTION 'this side cannot take a registration from % to %', OLD.state, NEW.state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.version NOT IN (OLD.version, OLD.version + 1) THEN
        RAISE EXCEPTION 'versions of a registration follow each other'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.result_id IS DISTINCT FROM OLD.result_id AND NOT EXISTS (
        SELECT FROM courses_result result
         WHERE result.id = NEW.result_id AND result.announced_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'a result in force is an announced one'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER courses_registration_step AFTER UPDATE ON courses_crossregistration
    FOR EACH ROW EXECUTE FUNCTION courses_registration_step()
"""
ANNOUNCED = """
CREATE FUNCTION courses_result_announced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.announced_at IS NOT NULL THEN
        RAISE EXCEPTION 'an announced result stays as it is; a correction is a new version'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER courses_result_announced BEFORE UPDATE OR DELETE ON courses_result
    FOR EACH ROW EXECUTE FUNCTION courses_result_announced()
"""
SETTLED = """
CREATE FUNCTION courses_recognition_settled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'proposed' AND (
        NEW.state NOT IN (OLD.state, 'reopened') OR ROW(
            NEW.learner_id, NEW.no_transfer, NEW.target_code, NEW.target_credits,
            NEW.target_level, NEW.home_grade, NEW.content_share, NEW.outcome, NEW.policy_id,
            NEW.criteria, NEW.override_reason, NEW.proposed_key, NEW.approved_key, NEW.approved_at
        ) IS DISTINCT FROM ROW(
            OLD.learner_id, OLD.no_transfer, OLD.target_code, OLD.target_credits,
            OLD.target_level, OLD.home_grade, OLD.content_share, OLD.outcome, OLD.policy_id,
            OLD.criteria, OLD.override_reason, OLD.proposed_key, OLD.approved_key, OLD.approved_at
        )
    ) THEN
        RAISE EXCEPTION 'a decision stays as it was approved; it can only be reopened'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER courses_recognition_settled BEFORE UPDATE ON courses_recognition
    FOR EACH ROW EXECUTE FUNCTION courses_recognition_settled()
"""
EARNED = """
CREATE FUNCTION courses_credit_earned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind = 'earned' AND NOT EXISTS (
        SELECT FROM courses_crossregistration registration
          JOIN courses_result result ON result.id = registration.result_id
         WHERE registration.id = NEW.registration_id AND result.id = NEW.result_id
           AND result.outcome = 'passed' AND registration.credit_value = NEW.credits
    ) THEN
        RAISE EXCEPTION 'credits are earned by the announced result of the course'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER courses_credit_earned AFTER INSERT ON courses_creditentry
    FOR EACH ROW EXECUTE FUNCTION courses_credit_earned()
"""
AGREED = """
CREATE FUNCTION courses_agreement_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('draft', 'signing'), ('draft', 'dropped'), ('signing', 'draft'), ('signing', 'in_force'),
        ('signing', 'dropped'), ('in_force', 'terminated')
    ) THEN
        RAISE EXCEPTION 'an agreement does not go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF 'draft' NOT IN (OLD.state, NEW.state) AND ROW(
        NEW.kind, NEW.number, NEW.title_th, NEW.title_en, NEW.starts_on, NEW.ends_on,
        NEW.seats_per_term, NEW.terms, NEW.version, NEW.document, NEW.document_sha256
    ) IS DISTINCT FROM ROW(
        OLD.kind, OLD.number, OLD.title_th, OLD.title_en, OLD.starts_on, OLD.ends_on,
        OLD.seats_per_term, OLD.terms, OLD.version, OLD.document, OLD.document_sha256
    ) THEN
        RAISE EXCEPTION 'what is signed is not changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER courses_agreement_step AFTER UPDATE ON courses_agreement
    FOR EACH ROW EXECUTE FUNCTION courses_agreement_step()
"""


def keys() -> list[migrations.RunSQL]:
    made = []
    for table, groups in KEYS.items():
        for place, columns in enumerate(groups):
            name = f"{table}_whole_{place}"
            made.append(
                migrations.RunSQL(
                    f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE ({columns})",
                    f"ALTER TABLE {table} DROP CONSTRAINT {name}",
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
    dependencies = [("courses", "0002_row_security")]
    operations = [
        *keys(),
        *(
            migrations.RunSQL(one)
            for one in (ONE_OF_THEM, STEPS, ANNOUNCED, SETTLED, EARNED, AGREED)
        ),
        Fixed(
            "courses_recognitionsource",
            ["recognition_id", "registration_id", "result_id", "credits_used", "home_id"],
        ),
    ]

"""What the services promise, held by the database as well, whoever writes.

Foreign keys look past row security; so whose a row is goes into the key. What was announced, signed
or approved stays as it was.
"""

from django.db import migrations

from apps.core.rls import Fixed

REGISTRATION = "courses_crossregistration"
KEYS = {
    REGISTRATION: ["id, home_id", "id, home_id, host_id", "id, home_id, learner_id"],
    "courses_crossrequest": ["id, home_id, host_id, agreement_id"],
    "courses_offering": ["id, host_id"],
    "courses_learner": ["id, home_id"],
    "courses_result": ["id, registration_id"],
    "courses_recognition": ["id, home_id"],
    "courses_recognitionsource": ["recognition_id, registration_id"],
    "courses_agreement": ["id, party_ids"],
    "courses_coursepaper": ["id, institution_id, home_id"],
}
"""Table → columns that are unique together, mostly because id is; a foreign key may name them."""

BELONGS = [
    (
        REGISTRATION,
        "request_id, home_id, host_id, agreement_id",
        "courses_crossrequest",
        "id, home_id, host_id, agreement_id",
    ),
    (REGISTRATION, "offering_id, host_id", "courses_offering", "id, host_id"),
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
        "courses_recognitionsource",
        "result_id, registration_id",
        "courses_result",
        "id, registration_id",
    ),
    (
        "courses_creditentry",
        "registration_id, home_id, learner_id",
        REGISTRATION,
        "id, home_id, learner_id",
    ),
    ("courses_creditentry", "result_id, registration_id", "courses_result", "id, registration_id"),
    (
        "courses_creditentry",
        "recognition_id, registration_id",
        "courses_recognitionsource",
        "recognition_id, registration_id",
    ),
    ("courses_coursepaper", "learner_id, home_id", "courses_learner", "id, home_id"),
    (
        "courses_paperbasis",
        "course_paper_id, institution_id, home_id",
        "courses_coursepaper",
        "id, institution_id, home_id",
    ),
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
    CHECK (institution_id = home_id OR (shared_with_id IS NOT NULL AND institution_id = shared_with_id));
ALTER TABLE courses_paperbasis ADD CONSTRAINT paperbasis_side
    CHECK (institution_id IN (home_id, host_id));
ALTER TABLE courses_crossrequest ADD CONSTRAINT crossrequest_shared
    CHECK (shared_with_id = host_id);
ALTER TABLE courses_crossregistration ADD CONSTRAINT crossregistration_shared
    CHECK (shared_with_id = host_id)
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
BEGUN = """
CREATE FUNCTION courses_registration_begun() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'draft' OR NEW.version <> 1 OR NEW.result_id IS NOT NULL THEN
        RAISE EXCEPTION 'a registration begins as a draft'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER courses_registration_begun AFTER INSERT ON courses_crossregistration
    FOR EACH ROW EXECUTE FUNCTION courses_registration_begun()
"""
# the course as it is asked for, until the host accepts; what the host says, until the result
ASKED = (
    "{0}.offering_id, {0}.agreement_id, {0}.academic_year, {0}.term, {0}.home_student_code,"
    " {0}.course_code, {0}.course_name_th, {0}.course_name_en, {0}.credits, {0}.credit_value,"
    " {0}.level, {0}.isced, {0}.language, {0}.section, {0}.home_credits, {0}.needed_by,"
    " {0}.withdraw_by"
)
TOLD = "{0}.section, {0}.host_student_code, {0}.payment"
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
    IF (mine = NEW.home_id AND NEW.state NOT IN ('draft', 'submitted')
        AND ROW({ASKED.format("NEW")}) IS DISTINCT FROM ROW({ASKED.format("OLD")}))
    OR (mine = NEW.host_id AND NEW.state NOT IN ('accepted', 'enrolled')
        AND ROW({TOLD.format("NEW")}) IS DISTINCT FROM ROW({TOLD.format("OLD")}))
    THEN
        RAISE EXCEPTION 'a course that is % is not changed any more by this side', NEW.state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.result_id IS DISTINCT FROM OLD.result_id AND NOT EXISTS (
        SELECT FROM courses_result result
         WHERE result.id = NEW.result_id AND result.announced_at IS NOT NULL
           AND result.version > coalesce(
               (SELECT former.version FROM courses_result former WHERE former.id = OLD.result_id), 0)
    ) THEN
        RAISE EXCEPTION 'a result in force is an announced one, and later than the one before'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    -- a new result opens what was decided on the former one, and nothing else does
    IF (NEW.state = 'completed' AND OLD.state <> 'completed'
        AND NEW.result_id IS NOT DISTINCT FROM OLD.result_id)
    OR (NEW.state <> 'completed' AND OLD.result_id IS NOT NULL
        AND NEW.result_id IS DISTINCT FROM OLD.result_id)
    THEN
        RAISE EXCEPTION 'a course is completed by its result'
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
ENDING = "ARRAY['state', 'ended_at', 'ended_reason', 'ended_note']"
SETTLED = f"""
CREATE FUNCTION courses_recognition_settled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'proposed' AND (
        NEW.state NOT IN (OLD.state, 'reopened')
        OR to_jsonb(NEW) - {ENDING} IS DISTINCT FROM to_jsonb(OLD) - {ENDING}
    ) THEN
        RAISE EXCEPTION 'a decision stays as it was approved; it can only be reopened'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER courses_recognition_settled BEFORE UPDATE ON courses_recognition
    FOR EACH ROW EXECUTE FUNCTION courses_recognition_settled()
"""
USED = """
CREATE FUNCTION courses_source_used() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.live <> OLD.live AND (NEW.live OR EXISTS (
        SELECT FROM courses_recognition recognition
         WHERE recognition.id = OLD.recognition_id AND recognition.state IN ('proposed', 'approved')
    ))) THEN
        RAISE EXCEPTION 'a course stays in use while the decision on it stands'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER courses_source_used BEFORE UPDATE OR DELETE ON courses_recognitionsource
    FOR EACH ROW EXECUTE FUNCTION courses_source_used()
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
    IF NEW.kind = 'released' AND NOT EXISTS (
        SELECT FROM courses_creditentry used
         WHERE used.registration_id = NEW.registration_id AND used.ordinal = NEW.previous
           AND used.recognition_id = NEW.recognition_id AND used.credits = -NEW.credits
    ) THEN
        RAISE EXCEPTION 'what is released is what was used'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER courses_credit_earned AFTER INSERT ON courses_creditentry
    FOR EACH ROW EXECUTE FUNCTION courses_credit_earned()
"""
# a signature counts for one version: other words are another version, and none comes back
PASSING = "ARRAY['state', 'in_force_at', 'ended_at', 'ended_note']"
AGREED = f"""
CREATE FUNCTION courses_agreement_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('draft', 'signing'), ('draft', 'dropped'), ('signing', 'draft'), ('signing', 'in_force'),
        ('signing', 'dropped'), ('in_force', 'terminated')
    ) THEN
        RAISE EXCEPTION 'an agreement does not go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.version NOT IN (OLD.version, OLD.version + 1) OR (
        to_jsonb(NEW) - {PASSING} IS DISTINCT FROM to_jsonb(OLD) - {PASSING}
        AND ('draft' NOT IN (OLD.state, NEW.state) OR NEW.version = OLD.version)
    ) OR (OLD.state = 'signing' AND NEW.state = 'draft' AND NEW.version = OLD.version) THEN
        RAISE EXCEPTION 'what is signed is not changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER courses_agreement_step AFTER UPDATE ON courses_agreement
    FOR EACH ROW EXECUTE FUNCTION courses_agreement_step()
"""
# who issues a paper knows the learner; a learner is shown to the hosts that were asked, for good
KNOWN = """
CREATE FUNCTION courses_paper_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM courses_learner learner WHERE learner.id = NEW.learner_id) THEN
        RAISE EXCEPTION 'a paper is about a learner of the university that issues it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER courses_paper_known AFTER INSERT OR UPDATE ON courses_coursepaper
    FOR EACH ROW EXECUTE FUNCTION courses_paper_known();

CREATE FUNCTION courses_learner_shown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT (OLD.host_ids <@ NEW.host_ids AND NEW.host_ids <@ (OLD.host_ids || ARRAY(
        SELECT registration.host_id FROM courses_crossregistration registration
         WHERE registration.learner_id = NEW.id
    ))) THEN
        RAISE EXCEPTION 'a learner is shown to the hosts of its registrations'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER courses_learner_shown AFTER UPDATE OF host_ids ON courses_learner
    FOR EACH ROW EXECUTE FUNCTION courses_learner_shown()
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
                # row security would hide the rows that stand already from a first check
                f" REFERENCES {target} ({wanted}) NOT VALID",
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
            for one in (ONE_OF_THEM, BEGUN, STEPS, ANNOUNCED, SETTLED, USED, EARNED, AGREED, KNOWN)
        ),
        Fixed(
            "courses_recognitionsource",
            ["recognition_id", "registration_id", "result_id", "credits_used", "home_id"],
        ),
    ]

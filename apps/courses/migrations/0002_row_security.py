from django.db import migrations

from apps.core.rls import Fixed, LookupFunction, Owned, Protect

TODAY = "(now() AT TIME ZONE 'Asia/Bangkok')::date"
MINE = "NULLIF(current_setting('app.institution', true), '')::bigint"

PARTNERS = f"""
CREATE FUNCTION courses_partner_ids() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT party.id), '{{}}')
      FROM courses_agreement agreement, unnest(agreement.party_ids) AS party (id)
     WHERE agreement.state = 'in_force' AND {MINE} = ANY (agreement.party_ids)
       AND {TODAY} BETWEEN agreement.starts_on AND agreement.ends_on AND party.id <> {MINE}
$$
"""
# in the order of the catalogue and no further than a page, so that a common word costs little
SEARCH = """
CREATE FUNCTION courses_search_offerings(
    year smallint, number smallint, words text[], hosts bigint[], degree text, tongue text,
    after_code text, after_id bigint, most integer
) RETURNS TABLE (id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT offering.id FROM courses_offering offering
     WHERE offering.state = 'open' AND offering.academic_year = year AND offering.term = number
       AND offering.host_id = ANY (courses_partner_ids()) AND offering.host_id = ANY (hosts)
       AND offering.search_key LIKE ALL (words)
       AND degree IN ('', offering.level) AND tongue IN ('', offering.language)
       AND (offering.code, offering.id) > (after_code, after_id)
     ORDER BY offering.code, offering.id LIMIT most
$$
"""
PRECEDENTS = """
CREATE FUNCTION courses_precedents(host bigint, course text) RETURNS TABLE (
    home_id bigint, outcome varchar, target_code varchar, target_name_th varchar,
    target_name_en varchar, target_credits numeric, no_transfer varchar, content_share numeric,
    sources integer, decisions bigint, last_on date
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT decided.home_id, decided.outcome, decided.target_code, decided.target_name_th,
           decided.target_name_en, decided.target_credits, decided.no_transfer,
           decided.content_share, decided.sources, count(*), max(decided.decided_on)
      FROM (SELECT recognition.home_id, recognition.outcome, recognition.target_code,
                   recognition.target_name_th, recognition.target_name_en,
                   recognition.target_credits, recognition.no_transfer,
                   recognition.content_share,
                   (SELECT count(*)::integer FROM courses_recognitionsource every
                     WHERE every.recognition_id = recognition.id) AS sources,
                   (recognition.approved_at AT TIME ZONE 'Asia/Bangkok')::date AS decided_on
              FROM courses_crossregistration registration
              JOIN courses_recognitionsource source ON source.registration_id = registration.id
                   AND source.live
              JOIN courses_recognition recognition ON recognition.id = source.recognition_id
                   AND recognition.state = 'approved'
             WHERE registration.host_id = host AND registration.course_code = course) AS decided
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
     ORDER BY 10 DESC, 11 DESC LIMIT 20
$$
"""
# whoever writes: an agreement is in force once every party has signed this very version
SIGNED = """
CREATE FUNCTION courses_agreement_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'in_force' AND (
        SELECT count(*) FROM courses_agreementsignature signature
         WHERE signature.agreement_id = NEW.id AND signature.version = NEW.version
           AND signature.institution_id = ANY (NEW.party_ids)
    ) < cardinality(NEW.party_ids) THEN
        RAISE EXCEPTION 'an agreement needs the signature of each party'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER courses_agreement_signed AFTER INSERT OR UPDATE ON courses_agreement
    FOR EACH ROW EXECUTE FUNCTION courses_agreement_signed()
"""
UNSIGNED = """
DROP TRIGGER courses_agreement_signed ON courses_agreement;
DROP FUNCTION courses_agreement_signed()
"""
CHAIN = """
ALTER TABLE courses_creditentry ADD CONSTRAINT credit_follows
    FOREIGN KEY (registration_id, previous, "before", status_before)
    REFERENCES courses_creditentry (registration_id, ordinal, "after", status_after)
"""


class Migration(migrations.Migration):
    dependencies = [("courses", "0001_initial")]
    operations = [
        migrations.RunSQL(CHAIN, "ALTER TABLE courses_creditentry DROP CONSTRAINT credit_follows"),
        migrations.RunSQL(
            "CREATE INDEX crossreg_course ON courses_crossregistration (host_id, course_code)",
            "DROP INDEX crossreg_course",
        ),
        Protect("courses_agreement", members="party_ids", members_write=True, lookup=True),
        Fixed("courses_agreement", ["proposer_id", "party_ids"]),
        migrations.RunSQL(SIGNED, UNSIGNED),
        LookupFunction("courses_partner_ids()", PARTNERS),
        Protect(
            "courses_agreementsignature",
            writer="institution_id",
            members="party_ids",
            append_only=True,
        ),
        Protect(
            "courses_agreementact", writer="institution_id", members="party_ids", append_only=True
        ),
        Protect("courses_gradescale", writer="institution_id", network=True),
        Protect("courses_recognitionpolicy", writer="institution_id", network=True),
        Protect("courses_term", writer="institution_id", network=True),
        Protect(
            "courses_offering",
            writer="host_id",
            lookup=True,
            also_read="state = 'open' AND host_id = ANY ((SELECT courses_partner_ids())::bigint[])",
        ),
        Protect("courses_learner", writer="home_id", members="host_ids"),
        Protect("courses_crossrequest", writer="home_id", readers=["shared_with_id"]),
        Protect(
            "courses_crossregistration",
            writer="home_id",
            co_writers=["shared_with_id"],
            lookup=True,
        ),
        Fixed(
            "courses_crossregistration",
            ["uuid", "created_at", "home_id", "host_id", "request_id", "learner_id"],
        ),
        Owned(
            "courses_crossregistration",
            "home_id",
            [
                *("shared_with_id", "offering_id", "agreement_id", "academic_year", "term"),
                *("home_student_code", "course_code", "course_name_th", "course_name_en"),
                *("credits", "credit_value", "level", "isced", "language", "home_credits"),
                *("needed_by", "withdraw_by"),
            ],
        ),
        Owned(
            "courses_crossregistration", "host_id", ["host_student_code", "payment", "result_id"]
        ),
        Protect(
            "courses_registrationact",
            writer="institution_id",
            readers=["home_id", "shared_with_id"],
            append_only=True,
        ),
        Protect("courses_result", writer="host_id", readers=["shared_with_id"]),
        Fixed("courses_result", ["host_id", "home_id", "registration_id", "version"]),
        Protect("courses_recognition", writer="home_id", lookup=True),
        Protect("courses_recognitionsource", writer="home_id", lookup=True),
        Protect("courses_creditentry", writer="home_id", append_only=True),
        Protect("courses_coursepaper", writer="institution_id", readers=["home_id"]),
        Protect("courses_paperbasis", writer="institution_id", readers=["home_id", "host_id"]),
        LookupFunction(
            "courses_search_offerings"
            "(smallint, smallint, text[], bigint[], text, text, text, bigint, integer)",
            SEARCH,
        ),
        LookupFunction("courses_precedents(bigint, text)", PRECEDENTS),
    ]

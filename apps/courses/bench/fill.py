"""Two universities with any number of registrations between them, made as sets. All invented."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection

from apps.accounts.models import User
from apps.courses.grades import USUAL_SCALE
from apps.courses.models import Agreement, AgreementKind, AgreementSignature, GradeScale
from apps.courses.states import AgreementState
from apps.institutions.actor import Actor, Role
from apps.institutions.models import Institution, Kind, Membership
from apps.institutions.scope import scope, system_scope
from apps.institutions.selectors import actor_for

YEAR, TERM = 2026, 1
STATES = (
    "submitted", "accepted", "enrolled", "completed", "acknowledged", "recognised", "withdrawn",
)  # fmt: skip
REGISTRATIONS_PER_LEARNER = 4
REGISTRATIONS_PER_OFFERING = 40
REGISTRATIONS_PER_REQUEST = 100

OFFERINGS = """
    INSERT INTO courses_offering (uuid, created_at, host_id, academic_year, term, code, section,
           name_th, name_en, credits, credit_value, level, isced, seats, fee, schedule, language,
           description, syllabus_path, state, version, search_key)
    SELECT gen_random_uuid(), now(), %(host)s, %(year)s, %(term)s, 'B' || lpad(n::text, 6, '0'),
           '1', 'รายวิชาวัด ' || n, 'Measured course ' || n, '3(2-2-5)', 3, 'bachelor', '0613', 50,
           1500, '', 'th', '', '', 'open', 1, 'b' || lpad(n::text, 6, '0') || 'measuredcourse' || n
      FROM generate_series(%(first)s, %(last)s) AS n
"""
WITHOUT_STATISTICS = "SET LOCAL enable_nestloop = off"  # only the owner may analyse tables
REQUESTS = """
    INSERT INTO courses_crossrequest (uuid, created_at, home_id, host_id, shared_with_id,
           agreement_id, number, academic_year, term, reference, contact, note, submitted_at,
           submitted_name, submitted_post)
    SELECT gen_random_uuid(), now(), %(home)s, %(host)s, %(host)s, %(agreement)s,
           '2569-' || lpad(n::text, 5, '0'), %(year)s, %(term)s, '', '', '', now(), '', ''
      FROM generate_series(%(first)s, %(last)s) AS n
"""
LEARNERS = """
    INSERT INTO courses_learner (uuid, created_at, home_id, host_ids, student_code, title,
           first_name, last_name, first_name_en, last_name_en, gender, id_masked, level, programme,
           faculty)
    SELECT gen_random_uuid(), now(), %(home)s, ARRAY[%(host)s]::bigint[],
           'S' || lpad(n::text, 8, '0'), 'นางสาว', 'ทดสอบ' || n, 'วัดเวลา', '', '', '', '',
           'bachelor', '', ''
      FROM generate_series(%(first)s, %(last)s) AS n
"""
REGISTRATIONS = """
    INSERT INTO courses_crossregistration (uuid, created_at, request_id, home_id, host_id,
           shared_with_id, learner_id, offering_id, agreement_id, academic_year, term,
           home_student_code, host_student_code, course_code, course_name_th, course_name_en,
           credits, credit_value, level, isced, language, section, home_credits, payment, state,
           version, reason, note, changed_at)
    SELECT gen_random_uuid(), %(since)s::timestamptz + n * interval '1 second', request.id,
           %(home)s, %(host)s, %(host)s, learner.id, offering.id, %(agreement)s, %(year)s, %(term)s,
           learner.student_code, '', offering.code, offering.name_th, offering.name_en, '3(2-2-5)',
           3, 'bachelor', '0613', 'th', '1', 0, 'paid', (%(states)s::text[])[1 + n %% %(kinds)s], 3,
           '', '', now()
      FROM generate_series(%(first)s, %(last)s) AS n
      JOIN courses_learner learner ON learner.home_id = %(home)s
           AND learner.student_code = 'S' || lpad((n / %(each)s + 1)::text, 8, '0')
      JOIN courses_offering offering ON offering.host_id = %(host)s
           AND offering.code = 'B' || lpad((n / %(class)s + n %% %(each)s * 3 + 1)::text, 6, '0')
      JOIN courses_crossrequest request ON request.home_id = %(home)s
           AND request.number = '2569-' || lpad((n / %(lines)s + 1)::text, 5, '0')
"""
RESULTS = """
    INSERT INTO courses_result (uuid, created_at, registration_id, host_id, home_id, shared_with_id,
           version, grade, points, outcome, scale_id, reason, note, entered_key, entered_name,
           entered_post, entered_at, approved_key, approved_name, approved_post, announced_at,
           returned_name, returned_note)
    SELECT gen_random_uuid(), now(), id, host_id, home_id, home_id, 1, 'B+', 3.5, 'passed',
           %(scale)s, '', '', 'user:1', 'ผู้บันทึก', '', now(), 'user:2', 'ผู้อนุมัติ', '', now(), '', ''
      FROM courses_crossregistration
     WHERE state IN ('completed', 'acknowledged', 'recognised') AND result_id IS NULL
"""
RESULTS_IN_FORCE = """
    UPDATE courses_crossregistration registration SET result_id = result.id
      FROM courses_result result
     WHERE result.registration_id = registration.id AND registration.result_id IS NULL
"""
EVENTS = """
    INSERT INTO events_event (uuid, created_at, kind, institution_id, audience_id, subject, data,
           sequence)
    SELECT gen_random_uuid(), now(), 'cross_registration.submit', %(home)s, %(host)s,
           gen_random_uuid(), '{}', (SELECT coalesce(max(sequence), 0) FROM events_event) + n
      FROM generate_series(1, %(number)s) AS n
"""


@dataclass
class Filled:
    """Home and host with their registrars; `registrations` between them so far."""

    home: Actor
    host: Actor
    home_institution: Institution
    agreement: Agreement
    scale: GradeScale
    registrations: int = 0
    learners: int = 0
    offerings: int = 0
    requests: int = 0


def make_pair() -> Filled:
    """An agreement in force, and nothing under it yet."""
    home, host = Institution.objects.filter(kind=Kind.UNIVERSITY).order_by("code")[:2]
    actors = [_registrar(home), _registrar(host)]
    with scope(actors[0]):
        agreement = Agreement.objects.create(
            kind=AgreementKind.MOU,
            title_th="บันทึกข้อตกลงสำหรับวัดเวลา",
            proposer=home,
            party_ids=[home.pk, host.pk],
            starts_on=dt.date(2020, 1, 1),
            ends_on=dt.date(2040, 1, 1),
            document_sha256=b"0" * 32,
        )
    for actor in actors:
        with scope(actor):
            AgreementSignature.objects.create(
                agreement=agreement,
                version=agreement.version,
                institution_id=actor.institution_id,
                party_ids=agreement.party_ids,
                signed_on=dt.date(2020, 1, 1),
            )
    with scope(actors[1]):
        for state in (AgreementState.SIGNING, AgreementState.IN_FORCE):
            Agreement.objects.update(state=state)
        scale = GradeScale.objects.create(
            institution=host,
            valid_from=dt.date(2020, 1, 1),
            grades=USUAL_SCALE.as_json()["grades"],
        )
    return Filled(actors[0], actors[1], home, agreement, scale)


def _registrar(university: Institution) -> Actor:
    user = User.objects.create_user(
        email=f"courses.{university.code}@bench.example",
        password=None,
        name_th="ผู้วัด",
        name_en="Bench",
    )
    with system_scope("the bench makes its members"):
        membership = Membership.objects.create(
            user=user, institution=university, role=Role.REGISTRAR
        )
    return actor_for(membership, user)


def fill_up_to(filled: Filled, registrations: int) -> None:
    """More registrations, with learners, sections, results and events in proportion."""
    values: dict[str, Any] = {
        "home": filled.home.institution_id,
        "host": filled.host.institution_id,
        "year": YEAR,
        "term": TERM,
        "agreement": filled.agreement.pk,
        "lines": REGISTRATIONS_PER_REQUEST,
        "scale": filled.scale.pk,
        "states": list(STATES),
        "kinds": len(STATES),
        "each": REGISTRATIONS_PER_LEARNER,
        "class": REGISTRATIONS_PER_OFFERING,
        "since": dt.datetime(2026, 8, 1, tzinfo=dt.UTC),
        "number": registrations - filled.registrations,
    }
    learners = registrations // REGISTRATIONS_PER_LEARNER + 2
    offerings = registrations // REGISTRATIONS_PER_OFFERING + 3 * REGISTRATIONS_PER_LEARNER + 2
    requests = registrations // REGISTRATIONS_PER_REQUEST + 1
    with scope(filled.host), connection.cursor() as cursor:
        cursor.execute(OFFERINGS, values | {"first": filled.offerings + 1, "last": offerings})
    with scope(filled.home), connection.cursor() as cursor:
        cursor.execute(WITHOUT_STATISTICS)
        cursor.execute(REQUESTS, values | {"first": filled.requests + 1, "last": requests})
        cursor.execute(LEARNERS, values | {"first": filled.learners + 1, "last": learners})
        cursor.execute(
            REGISTRATIONS, values | {"first": filled.registrations + 1, "last": registrations}
        )
        cursor.execute(EVENTS, values)
    with scope(filled.host), connection.cursor() as cursor:
        cursor.execute(WITHOUT_STATISTICS)
        cursor.execute(RESULTS, values)
        cursor.execute(RESULTS_IN_FORCE)
    filled.registrations, filled.requests = registrations, requests
    filled.learners, filled.offerings = learners, offerings

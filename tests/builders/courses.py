"""Two universities that send each other students, as far along as a test needs."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from apps.courses.candidates import Candidate
from apps.courses.grades import USUAL_SCALE
from apps.courses.models import (
    Agreement,
    CrossRegistration,
    CrossRequest,
    Offering,
    Recognition,
    Result,
)
from apps.courses.services import (
    agreeing,
    approving,
    hosting,
    offering,
    recognising,
    resulting,
    ruling,
)
from apps.courses.services.acknowledging import acknowledge_results
from apps.courses.services.registrations import Pick
from apps.courses.services.requesting import draft_request
from apps.courses.services.submitting import submit_request
from apps.courses.states import OfferingState
from apps.institutions.actor import Role
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from tests.builders.cast import Cast, Person, make_person

YEAR, TERM = 2026, 1
PDF = b"%PDF-1.7\n%test\n%%EOF\n"


@dataclass
class Exchange:
    """University A is the home, B the host; each with a registrar and an approver."""

    cast: Cast
    home: Institution
    host: Institution
    registrar: Person
    approver: Person
    host_registrar: Person
    host_approver: Person
    agreement: Agreement | None = None
    offerings: list[Offering] = field(default_factory=list)


def make_exchange(cast: Cast, *, seats_per_term: int | None = None) -> Exchange:
    """Rules on both sides, an agreement in force, three open courses at the host."""
    made = Exchange(
        cast=cast,
        home=cast.university_a,
        host=cast.university_b,
        registrar=cast.registrar_a,
        approver=cast.approver_a,
        host_registrar=cast.registrar_b,
        host_approver=make_person("approver-b", cast.university_b, Role.REGISTRAR_APPROVER),
    )
    for person in (made.approver, made.host_approver):
        set_rules(person)
    made.agreement = agreed(made, seats_per_term=seats_per_term)
    made.offerings = [
        offered(made, "CS101", "การโปรแกรมเบื้องต้น", "Introduction to Programming"),
        offered(made, "CS102", "โครงสร้างข้อมูล", "Data Structures"),
        offered(made, "EN201", "ภาษาอังกฤษเชิงวิชาการ", "Academic English", seats=2),
    ]
    return made


def set_rules(person: Person, since: dt.date = dt.date(2020, 1, 1)) -> None:
    with scope(person.actor):
        ruling.set_grade_scale(
            actor=person.actor, valid_from=since, grades=USUAL_SCALE.as_json()["grades"]
        )
        ruling.set_recognition_policy(
            actor=person.actor,
            valid_from=since,
            study="undergraduate",
            content_share=Decimal("0.75"),
            grade_points=Decimal("2.00"),
            ungraded_passes=True,
            load_cap=Decimal(15),
            programme_share=Decimal("0.75"),
        )


def agreed(
    made: Exchange,
    *,
    seats_per_term: int | None = None,
    ends_on: dt.date = dt.date(2035, 12, 31),
) -> Agreement:
    """Signed by both sides, in force."""
    content = agreeing.Content(
        kind="mou",
        title_th="บันทึกข้อตกลงแลกเปลี่ยนนักศึกษา",
        title_en="Student exchange",
        partners=[made.host],
        starts_on=dt.date(2025, 1, 1),
        ends_on=ends_on,
        seats_per_term=seats_per_term,
    )
    with scope(made.registrar.actor) as actor:
        agreement = agreeing.draft_agreement(actor=actor, content=content)
        agreement = agreeing.attach_document(
            actor=actor, uuid=agreement.uuid, version=1, content=PDF, filename="mou.pdf"
        )
        agreement = agreeing.offer_agreement(actor=actor, uuid=agreement.uuid, version=2)
    for person in (made.approver, made.host_approver):
        with scope(person.actor) as actor:
            agreement = agreeing.sign_agreement(
                actor=actor,
                uuid=agreement.uuid,
                version=2,
                name="ผู้ลงนาม",
                post="อธิการบดี",
                signed_on=dt.date(2025, 1, 1),
            )
    return agreement


def offered(
    made: Exchange, code: str, name_th: str, name_en: str = "", seats: int | None = None
) -> Offering:
    course = offering.Course(
        academic_year=YEAR,
        term=TERM,
        code=code,
        name_th=name_th,
        name_en=name_en,
        credits="3(2-2-5)",
        seats=seats,
    )
    with scope(made.host_registrar.actor) as actor:
        row = offering.save_offering(actor=actor, course=course)
        offering.set_offerings_state(actor=actor, uuids=[row.uuid], state=OfferingState.OPEN)
        row.refresh_from_db()
    return row


def candidate(line: int = 1, course: str = "CS101", student: str = "", **more: object) -> Candidate:
    values: dict[str, object] = {
        "title": "นางสาว",
        "first_name": f"ทดสอบ{line}",
        "last_name": "แลกเปลี่ยน",
        "first_name_en": f"Test{line}",
        "last_name_en": "Exchange",
        **more,
    }
    return Candidate(line, student or f"66010{line:05}", course, **values)  # type: ignore[arg-type]


def drafted(made: Exchange, *candidates: Candidate) -> tuple[CrossRequest, list[CrossRegistration]]:
    assert made.agreement is not None
    with scope(made.registrar.actor) as actor:
        request = draft_request(
            actor=actor,
            agreement=made.agreement.uuid,
            host=made.host,
            academic_year=YEAR,
            term=TERM,
            candidates=candidates or [candidate()],
        )
        return request, rows_of(request)


def rows_of(request: CrossRequest) -> list[CrossRegistration]:
    return list(
        CrossRegistration.objects.filter(request=request)
        .select_related("request", "result")
        .order_by("pk")
    )


def picks(*rows: CrossRegistration) -> list[Pick]:
    return [Pick(row.uuid, row.version) for row in rows]


def submitted(made: Exchange, *candidates: Candidate) -> list[CrossRegistration]:
    request, rows = drafted(made, *candidates)
    with scope(made.registrar.actor) as actor:
        submit_request(actor=actor, uuid=request.uuid, picks=picks(*rows))
        return rows_of(request)


def accepted(made: Exchange, *candidates: Candidate) -> list[CrossRegistration]:
    rows = submitted(made, *candidates)
    with scope(made.host_registrar.actor) as actor:
        return hosting.accept_registrations(actor=actor, picks=picks(*rows))


def enrolled(made: Exchange, *candidates: Candidate) -> list[CrossRegistration]:
    rows = accepted(made, *candidates)
    with scope(made.host_registrar.actor) as actor:
        return hosting.enrol_registrations(
            actor=actor,
            enrolments=[
                hosting.Enrolment(pick, host_student_code=f"X{place:04}", payment="paid")
                for place, pick in enumerate(picks(*rows), 1)
            ],
        )


def graded(
    made: Exchange, rows: list[CrossRegistration], grade: str = "B+", reason: str = ""
) -> list[Result]:
    """Entered, not announced."""
    with scope(made.host_registrar.actor) as actor:
        return resulting.enter_results(
            actor=actor,
            entries=[
                resulting.GradeEntry(pick, grade, dt.date(2026, 12, 20), reason)
                for pick in picks(*rows)
            ],
        )


def announced(
    made: Exchange, rows: list[CrossRegistration], grade: str = "B+", reason: str = ""
) -> list[CrossRegistration]:
    results = graded(made, rows, grade, reason)
    with scope(made.host_approver.actor) as actor:
        approving.approve_results(
            actor=actor,
            approvals=[approving.Approval(one.uuid, resulting.digest(one)) for one in results],
        )
    return fresh(made, rows)


def fresh(made: Exchange, rows: list[CrossRegistration]) -> list[CrossRegistration]:
    """The rows as the home reads them now."""
    with scope(made.registrar.actor):
        found = CrossRegistration.objects.select_related("request", "result", "learner")
        by_uuid = {row.uuid: row for row in found.filter(uuid__in=[row.uuid for row in rows])}
    return [by_uuid[row.uuid] for row in rows]


def acknowledged(
    made: Exchange, *candidates: Candidate, grade: str = "B+"
) -> list[CrossRegistration]:
    rows = announced(made, enrolled(made, *candidates), grade)
    return received(made, rows)


def received(made: Exchange, rows: list[CrossRegistration]) -> list[CrossRegistration]:
    with scope(made.registrar.actor) as actor:
        acknowledge_results(actor=actor, picks=picks(*rows))
    return fresh(made, rows)


def target(granted: str = "3", code: str = "SC111") -> recognising.Target:
    return recognising.Target(code, "การเขียนโปรแกรม", Decimal(granted), "bachelor", "Programming")


def proposed(
    made: Exchange, rows: list[CrossRegistration], *, granted: str = "3", share: str = "0.8"
) -> Recognition:
    with scope(made.registrar.actor) as actor:
        return recognising.propose_recognition(
            actor=actor,
            proposal=recognising.Proposal(
                picks(*rows), target(granted), content_share=Decimal(share)
            ),
        )


def recognised(
    made: Exchange, rows: list[CrossRegistration], *, granted: str = "3"
) -> list[CrossRegistration]:
    recognition = proposed(made, rows, granted=granted)
    with scope(made.approver.actor) as actor:
        recognising.approve_recognition(
            actor=actor, uuid=recognition.uuid, seen=recognising.digest(recognition)
        )
    return fresh(made, rows)

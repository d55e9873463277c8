"""Requests for papers made through the services, with invented students."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from apps.certificates.applications import Application, Approval
from apps.certificates.content import content_digest
from apps.certificates.kinds import Kind
from apps.certificates.models import RequestBatch, ServiceLevel, ServiceRequest
from apps.certificates.selectors.batches import waiting_digest
from apps.certificates.services.approving import approve_batch, approve_requests
from apps.certificates.services.requesting import request_paper, request_papers
from apps.institutions.models import Institution, Signer
from apps.institutions.scope import scope
from apps.jobs.models import Job, State
from apps.jobs.services import run
from tests.builders.cast import Person

STATUS: dict[str, object] = {
    "title": "นางสาว",
    "first_name": "ปาริชาติ",
    "last_name": "ศรีสุวรรณ์",
    "title_en": "Miss",
    "first_name_en": "Parichat",
    "last_name_en": "Srisuwan",
    "programme": "วิทยาศาสตรบัณฑิต",
    "programme_en": "Bachelor of Science",
    "faculty": "คณะวิทยาศาสตร์",
    "faculty_en": "Faculty of Science",
    "level": "bachelor",
    "year_of_study": 3,
    "admitted_year": 2566,
    "academic_year": 2568,
    "term": 1,
}
GRADUATED: dict[str, object] = {
    "student_code": "6200000001",
    "title": "นาย",
    "first_name": "ธนกร",
    "last_name": "อินทรวิเศษ",
    "first_name_en": "Thanakorn",
    "last_name_en": "Intharawiset",
    "degree": "วิทยาศาสตรบัณฑิต",
    "degree_en": "Bachelor of Science",
    "degree_short": "วท.บ.",
    "major": "วิทยาการคอมพิวเตอร์",
    "faculty": "คณะวิทยาศาสตร์",
    "faculty_en": "Faculty of Science",
    "gpax": "3.25",
    "completed_on": "2025-05-15",
    "approved_on": "2025-06-20",
}


def sign_for(institution: Institution, person: Person) -> Signer:
    """Somebody who signs all kinds of paper of the institution."""
    with scope(person.actor):
        return Signer.objects.create(
            institution=institution,
            name_th="รองศาสตราจารย์ ดร.วรรณา ทดสอบ",
            name_en="Assoc. Prof. Wanna Thotsop",
            post_th="นายทะเบียน",
            post_en="Registrar",
            valid_from=dt.date(2020, 1, 1),
        )


def code(place: int) -> str:
    return f"65{place:08d}"


def application(place: int = 1, **changes: Any) -> Application:
    """Of student number `place`; `changes` of facts, and of the application's own fields."""
    own = set(Application.__dataclass_fields__) - {"facts"}
    facts = {**STATUS, "student_code": code(place)}
    facts |= {name: value for name, value in changes.items() if name not in own}
    return Application(facts=facts, **{k: v for k, v in changes.items() if k in own})


def requested(
    person: Person,
    place: int = 1,
    *,
    kind: str = Kind.STUDENT_STATUS,
    language: str = "th",
    given: Application | None = None,
) -> ServiceRequest:
    with scope(person.actor) as actor:
        return request_paper(
            actor=actor,
            kind=kind,
            language=language,
            application=given or application(place),
        )


def listed(person: Person, count: int, *, first: int = 1, language: str = "th") -> RequestBatch:
    with scope(person.actor) as actor:
        return request_papers(
            actor=actor,
            kind=Kind.STUDENT_STATUS,
            language=language,
            applications=[application(first + place) for place in range(count)],
            title="ทุนการศึกษา",
        )


def approvals(*rows: ServiceRequest) -> list[Approval]:
    return [Approval(row.uuid, content_digest(row)) for row in rows]


def approved(person: Person, *rows: ServiceRequest) -> list[ServiceRequest]:
    with scope(person.actor) as actor:
        return approve_requests(actor=actor, approvals=approvals(*fresh(person, *rows)))


def approved_list(person: Person, batch: RequestBatch) -> list[ServiceRequest]:
    with scope(person.actor) as actor:
        return approve_batch(actor=actor, uuid=batch.uuid, seen=waiting_digest(batch))


def do_jobs(person: Person) -> list[str]:
    """Whatever waits, until nothing does: chunks, then their archives; the states."""
    states: dict[UUID, str] = {}
    while waiting := [job for job in _waiting(person) if job.uuid not in states]:
        states |= {job.uuid: run(job.uuid) for job in waiting}
    return list(states.values())


def _waiting(person: Person) -> list[Job]:
    with scope(person.actor):
        return list(Job.objects.filter(state=State.QUEUED).order_by("pk"))


def produced(clerk: Person, approver: Person, *rows: ServiceRequest) -> list[ServiceRequest]:
    approved(approver, *rows)
    do_jobs(approver)
    return fresh(clerk, *rows)


def fresh(person: Person, *rows: ServiceRequest) -> list[ServiceRequest]:
    with scope(person.actor):
        found = ServiceRequest.objects.select_related("job", "batch").in_bulk(
            [row.pk for row in rows]
        )
    return [found[row.pk] for row in rows]


def rows_of(person: Person, batch: RequestBatch) -> Sequence[ServiceRequest]:
    with scope(person.actor):
        return list(ServiceRequest.objects.filter(batch=batch).order_by("pk"))


def graduated(**changes: Any) -> Application:
    facts: Mapping[str, object] = {**GRADUATED, **changes}
    return Application(facts=facts)


def fill(person: Person) -> None:
    """A row of every table of the app for this person's institution."""
    listed(person, 2)
    with scope(person.actor) as actor:
        ServiceLevel.objects.create(
            institution_id=actor.institution_id,
            kind=Kind.TRANSCRIPT,
            working_days=5,
            valid_from=dt.date(2026, 1, 1),
        )

"""A university that asks and one that holds degrees, as far along as a test needs."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.core.identifiers import check_digit, parse_person_id
from apps.institutions.actor import Role
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from apps.jobs.models import Job, State
from apps.jobs.services import run
from apps.qualifications.claims import DegreeClaim
from apps.qualifications.incoming.shapes import DegreeRow
from apps.qualifications.models import Check, RegisterLoad
from apps.qualifications.rows import degree_row
from apps.qualifications.services.accepting import Accepted, accept_load
from apps.qualifications.services.answering import Proposal, approve_answer, propose_answer
from apps.qualifications.services.asking import Question, ask
from apps.qualifications.services.register import bring_rows
from tests.builders.cast import Cast, Person, make_person

FIRST_NAMES = ("กานดา", "ขวัญชัย", "จิราพร", "ชลธิชา", "ณัฐวุฒิ", "ดวงใจ", "ธนพล", "นภัสสร")
LAST_NAMES = ("ใจดีงาม", "ศรีสุวรรณ์", "แก้วประเสริฐ", "ทองสมบูรณ์", "บุญเรืองรอง")


@dataclass
class Graduate:
    """University A asks, B holds; each with a registrar and an approver."""

    cast: Cast
    asker: Institution
    holder: Institution
    registrar: Person
    approver: Person
    holder_registrar: Person
    holder_approver: Person


def make_graduate_world(cast: Cast) -> Graduate:
    return Graduate(
        cast=cast,
        asker=cast.university_a,
        holder=cast.university_b,
        registrar=cast.registrar_a,
        approver=cast.approver_a,
        holder_registrar=cast.registrar_b,
        holder_approver=make_person("approver-of-b", cast.university_b, Role.REGISTRAR_APPROVER),
    )


def national_id(number: int) -> str:
    """A valid number of an invented person."""
    twelve = f"3{number:011d}"
    return twelve + check_digit(twelve)


def degree(number: int = 1, **given: Any) -> DegreeRow:
    """One conferred bachelor's degree; every number is another person."""
    first, last = FIRST_NAMES[number % len(FIRST_NAMES)], LAST_NAMES[number % len(LAST_NAMES)]
    facts: dict[str, Any] = {
        "person_id": parse_person_id(national_id(number)).person_id,
        "student_code": f"60{number:08d}",
        "title": "นางสาว",
        "first_name": first,
        "last_name": f"{last}{chr(0xE01 + number % 40)}",
        "name_as_written": f"{first} {last}",
        "first_name_en": f"Kanda{number}",
        "last_name_en": "Jaidee-Ngam",
        "born_on": dt.date(1999, 1 + number % 12, 1 + number % 28),
        "degree_th": "วิทยาศาสตรบัณฑิต",
        "degree_abbr": "วท.บ.",
        "degree_en": "Bachelor of Science",
        "major": "วิทยาการคอมพิวเตอร์",
        "faculty": "วิทยาศาสตร์",
        "level": 2,
        "academic_year": 2021,
        "term": 2,
        "completed_on": dt.date(2022, 5, 20),
        "approved_on": dt.date(2022, 6, 27),
        "gpax": Decimal("3.25"),
        "standing": "conferred",
    }
    return degree_row(**(facts | given))


def claim(row: DegreeRow, holder: Institution, **given: Any) -> DegreeClaim:
    """What the paper of this graduate says."""
    facts: dict[str, Any] = {
        "holder_id": holder.pk,
        "person_id": row.person_id,
        "title": row.title,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "born_on": row.born_on,
        "student_code": row.student_code,
        "degree": "วท.บ.",
        "major": row.major,
        "level": "bachelor",
        "academic_year": row.academic_year,
        "completed_on": row.approved_on,
        "gpax": row.gpax,
    }
    return DegreeClaim(**(facts | given))


QUESTION = Question(
    officer="ผู้ทดสอบ ถามวุฒิ",
    purpose="graduate_admission",
    basis="public_task",
    case="บศ.69/0123",
)


def load_rows(
    world: Graduate, rows: Sequence[DegreeRow], *, complete: bool = False
) -> RegisterLoad:
    """Brought by the holder's registrar, waiting for the approver."""
    with scope(world.holder_registrar.actor) as actor:
        return bring_rows(actor=actor, rows=rows, complete=complete)


def registered(world: Graduate, rows: Sequence[DegreeRow], *, complete: bool = False) -> Accepted:
    """In force: a second person accepted them."""
    load = load_rows(world, rows, complete=complete)
    return accepted(world, load)


def accepted(world: Graduate, load: RegisterLoad) -> Accepted:
    with scope(world.holder_approver.actor) as actor:
        seen = bytes(load.content_hash or b"").hex()
        return accept_load(actor=actor, uuid=load.uuid, content_hash=seen)


def asked(world: Graduate, claims: Sequence[DegreeClaim]) -> list[Check]:
    """Sent by the asker's registrar."""
    with scope(world.registrar.actor) as actor:
        return ask(actor=actor, question=QUESTION, claims=claims)


def fresh(check: Check, person: Person) -> Check:
    """The row as this person's institution sees it now."""
    with scope(person.actor):
        return Check.objects.select_related("asker", "holder").get(uuid=check.uuid)


def proposed(world: Graduate, check: Check, **given: Any) -> Check:
    """The holder's registrar entered an answer."""
    proposal = Proposal(**({"outcome": "not_found"} | given))
    with scope(world.holder_registrar.actor) as actor:
        propose_answer(actor=actor, uuid=check.uuid, version=None, proposal=proposal)
    return fresh(check, world.holder_registrar)


def answered(world: Graduate, check: Check, **given: Any) -> Check:
    """Entered by one, approved by another officer of the holder."""
    proposed(world, check, **given)
    with scope(world.holder_approver.actor) as actor:
        approve_answer(actor=actor, uuid=check.uuid, version=None)
    return fresh(check, world.registrar)


def do_jobs(*persons: Person) -> list[str]:
    """Whatever waits for these persons' institutions, until nothing does; the states."""
    states: dict[UUID, str] = {}
    while waiting := [job for job in _waiting(persons) if job.uuid not in states]:
        states |= {job.uuid: run(job.uuid) for job in waiting}
    return list(states.values())


def _waiting(persons: Sequence[Person]) -> list[Job]:
    found: list[Job] = []
    for person in persons:
        with scope(person.actor):
            found += Job.objects.filter(state=State.QUEUED).order_by("pk")
    return found

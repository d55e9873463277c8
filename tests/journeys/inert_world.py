"""Bait in every field that people and systems fill, on its way into pages and papers.

What the browser and the API do not carry here goes through the same services as they use.
"""

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

from apps.certificates.models import ServiceRequest
from apps.courses.models import CrossRegistration, Learner
from apps.courses.services import hosting
from apps.courses.services.papering import (
    request_recognition_paper,
    request_results_paper,
    request_statement_paper,
)
from apps.courses.services.requesting import draft_request
from apps.courses.services.submitting import submit_request
from apps.documents.models import Paper
from apps.graduates.claims import Claim
from apps.graduates.services.lettering import request_letter
from apps.graduates.services.verifying import verify_applicants
from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from apps.jobs.models import Job, State
from apps.partner_api.services import make_client
from apps.qualifications.models import Check
from tests.builders import certificates, courses
from tests.builders import qualifications as checks
from tests.builders.cast import Cast, Person
from tests.builders.courses import Exchange
from tests.builders.qualifications import Graduate
from tests.faults.processes import wait_for
from tests.live import Portal

MOST = {
    "title": 50,
    "honours": 60,
    "degree_short": 60,
    "case": 100,
    "reference": 100,
    "note": 300,
    "officer": 200,
}
NAMES = ("first_name", "last_name", "first_name_en", "last_name_en")


class Baited:
    """Field by field another bait, cut to what the field takes."""

    def __init__(self, baits: Iterator[str]) -> None:
        self.baits = baits

    def text(self, name: str = "") -> str:
        return next(self.baits)[: MOST.get(name, 150)]

    def texts(self, *names: str) -> dict[str, str]:
        return {name: self.text(name) for name in names}


def ask_by_api(portal: Portal, world: Graduate, bait: Baited) -> str:
    """A system of the asking university; the check's uuid."""
    client_id, secret = make_client(
        institution=world.asker,
        name=bait.text(),
        scopes=["qualifications:read", "qualifications:ask"],
    )
    headers = portal.bearer(client_id, secret) | {"Idempotency-Key": str(uuid4())}
    claim = {
        "holder": world.holder.code,
        "level": "bachelor",
        "documents": [{"filename": f"{bait.text()[:90]}.pdf", "content": "JVBERi0xLjcKJcOkCg=="}],
        **bait.texts("reference", *NAMES, "former_name", "degree", "major", "faculty"),
    }
    body = {
        "officer": bait.texts("name", "post"),
        "purpose": "graduate_admission",
        "basis": "public_task",
        "case": bait.text("case"),
        "claims": [claim],
    }
    answer = portal.post("/api/v1/qualification-checks/", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["checks"][0]["uuid"])


def answer_checks(world: Graduate, uuids: list[str], bait: Baited) -> None:
    """The first with a degree as full of bait as the question; the others without one."""
    degree = checks.degree(
        3,
        degree_abbr="",
        person_id=None,
        **bait.texts(*NAMES, "degree_th", "degree_en", "major", "faculty", "campus", "honours"),
    )
    for place, uuid in enumerate(uuids):
        with scope(world.holder_registrar.actor):
            check = Check.objects.get(uuid=uuid)
        told = {"degree": bait.text(), "major": bait.text()}
        given: dict[str, object] = {"outcome": "unable_to_confirm"}
        if not place:
            given = {"outcome": "confirmed_with_differences", "facts": degree, "told": told}
            given["differing"] = ("degree", "major")
        checks.answered(world, check, **given, note=bait.text("note"))


def verify(cast: Cast, bait: Baited) -> None:
    """An M.6 verification and its letter."""
    claim = Claim(
        reference=bait.text("reference"),
        first_name=bait.text(),
        last_name=bait.text(),
        former_name=bait.text(),
    )
    with scope(cast.registrar_a.actor) as actor:
        asked = verify_applicants(
            actor=actor,
            officer=bait.text("officer"),
            purpose="admission",
            case=bait.text("case"),
            claims=[claim],
        )
        request_letter(actor=actor, uuid=asked.uuid)


def exchange(made: Exchange, bait: Baited) -> None:
    """A course abroad and back: its three papers are asked for."""
    assert made.agreement is not None
    one = courses.candidate(1, **bait.texts("title", *NAMES, "programme", "faculty"))
    with scope(made.registrar.actor) as actor:
        request = draft_request(
            actor=actor,
            agreement=made.agreement.uuid,
            host=made.host,
            academic_year=courses.YEAR,
            term=courses.TERM,
            candidates=[one],
            reference=bait.text("reference"),
            contact=bait.text(),
            note=bait.text("note"),
        )
        submit_request(
            actor=actor, uuid=request.uuid, picks=courses.picks(*courses.rows_of(request))
        )
    rows = _decided(made, request.pk)
    with scope(made.host_registrar.actor) as actor:
        request_results_paper(actor=actor, registration=rows[0].uuid, language="th")
    with scope(made.registrar.actor) as actor:
        learner = Learner.objects.get(pk=rows[0].learner_id).uuid
        request_statement_paper(actor=actor, learner=learner, language="th")
        request_recognition_paper(actor=actor, learner=learner, language="en")


def _decided(made: Exchange, request: int) -> list[CrossRegistration]:
    with scope(made.host_registrar.actor) as actor:
        rows = list(CrossRegistration.objects.filter(request_id=request))
        rows = hosting.accept_registrations(actor=actor, picks=courses.picks(*rows))
        rows = hosting.enrol_registrations(
            actor=actor,
            enrolments=[
                hosting.Enrolment(pick, host_student_code="X0001", payment="paid")
                for pick in courses.picks(*rows)
            ],
        )
    rows = courses.received(made, courses.announced(made, rows))
    return courses.recognised(made, rows)


def certify(cast: Cast, bait: Baited) -> list[ServiceRequest]:
    """A certificate of each kind, approved. Names with such signs in them are refused there."""
    certificates.sign_for(cast.university_a, cast.approver_a)
    own = bait.texts("purpose", "addressee")
    person = bait.texts("title", "major", "faculty", "faculty_en")
    status = certificates.application(1, **person, **own, **bait.texts("programme"))
    degree = bait.texts("degree", "degree_en", "degree_short", "honours")
    graduation = replace(certificates.graduated(**person, **degree), **own)  # type: ignore[arg-type]
    rows = [
        certificates.requested(cast.registrar_a, given=status),
        certificates.requested(
            cast.registrar_a, kind="graduation", language="en", given=graduation
        ),
    ]
    return certificates.approved(cast.approver_a, *rows)


def wait_for_workers(*persons: Person) -> None:
    """Until nothing of these universities waits; nothing may have failed."""

    def over() -> bool:
        states = [state for person in persons for state in _states(person.actor)]
        assert State.FAILED not in states
        return bool(states) and set(states) == {State.DONE}

    wait_for(over, "the end of all jobs")


def _states(actor: Actor) -> list[str]:
    with scope(actor):
        return list(Job.objects.values_list("state", flat=True))


def papers_of(person: Person) -> list[Paper]:
    with scope(person.actor):
        return list(Paper.objects.filter(issued_at__isnull=False).order_by("pk"))

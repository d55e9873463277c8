"""The exchange of the route table: University A is the home, B the host, C a stranger to both."""

import datetime as dt
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.courses.models import Agreement, CoursePaper, CrossRegistration, Recognition
from apps.courses.services import agreeing, offering, recognising, resulting
from apps.courses.services.papering import request_results_paper, request_statement_paper
from apps.courses.states import OfferingState
from apps.documents.models import Paper
from apps.institutions.scope import scope
from apps.jobs.services import run
from tests.builders import courses as build
from tests.builders.cast import Person
from tests.builders.courses import Exchange

FILE = "รหัสวิชา,กลุ่มเรียน,ชื่อวิชา (ไทย),หน่วยกิต\nPH101,1,ฟิสิกส์,3(3-0-6)\n"
STATES = ("draft", "submitted", "accepted", "enrolled", "graded", "announced", "received",
          "proposed", "recognised")  # fmt: skip


def exchange_ids(made: Exchange, host_browser: Client) -> dict[str, str]:
    """Of one registration in every state, each of its own student, and of all that goes with it.

    `<state>` is the uuid, `<state>_version` and `<state>_pick` go with it.
    """
    rows = {state: row_in(made, state, number) for number, state in enumerate(STATES, 1)}
    with scope(made.registrar.actor):
        found = CrossRegistration.objects.select_related("request", "learner", "offering")
        rows = {state: found.get(pk=row.pk) for state, row in rows.items()}
    ids: dict[str, Any] = {"home": made.home.uuid, "learner": rows["recognised"].learner.uuid}
    for state, row in rows.items():
        ids |= {state: row.uuid, f"{state}_version": row.version}
        ids[f"{state}_pick"] = f"{row.uuid}~{row.version}"
    ids |= {
        "draft_request": rows["draft"].request.uuid,
        "request": rows["submitted"].request.uuid,
        "student_code": rows["recognised"].learner.student_code,
        **_agreements(made),
        **_offerings(made),
        **_decisions(made, rows),
        **_papers(made, rows),
        "upload": _upload(host_browser),
    }
    return {name: str(value) for name, value in ids.items()}


def row_in(made: Exchange, state: str, number: int) -> CrossRegistration:
    """One registration in this state, of student `number`."""
    one = build.candidate(number)
    if state == "draft":
        return build.drafted(made, one)[1][0]
    if state in ("submitted", "accepted", "enrolled"):
        steps = {"submitted": build.submitted, "accepted": build.accepted}
        return steps.get(state, build.enrolled)(made, one)[0]
    if state in ("graded", "announced"):
        rows = build.enrolled(made, one)
        if state == "graded":
            build.graded(made, rows)
            return rows[0]
        return build.announced(made, rows)[0]
    rows = build.acknowledged(made, one)
    if state == "proposed":
        build.proposed(made, rows)
    return build.recognised(made, rows)[0] if state == "recognised" else rows[0]


def _agreements(made: Exchange) -> dict[str, Any]:
    assert made.agreement is not None
    negotiated, signing = (_drafted(made, title) for title in ("ฉบับร่าง", "ฉบับรอลงนาม"))
    with scope(made.registrar.actor) as actor:
        signing = agreeing.offer_agreement(actor=actor, uuid=signing.uuid, version=signing.version)
    known = {"agreement": made.agreement, "negotiated": negotiated, "signing": signing}
    versions = {f"{name}_version": one.version for name, one in known.items()}
    return {name: one.uuid for name, one in known.items()} | versions


def _drafted(made: Exchange, title: str) -> Agreement:
    """Being negotiated, with its paper."""
    content = agreeing.Content(
        kind="mou",
        title_th=title,
        partners=[made.host],
        starts_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2030, 12, 31),
    )
    with scope(made.registrar.actor) as actor:
        one = agreeing.draft_agreement(actor=actor, content=content)
        return agreeing.attach_document(
            actor=actor, uuid=one.uuid, version=one.version, content=build.PDF, filename="mou.pdf"
        )


def _offerings(made: Exchange) -> dict[str, Any]:
    """The section of all students, with its syllabus; and an open one of the home."""
    with scope(made.host_registrar.actor) as actor:
        taken = offering.attach_syllabus(
            actor=actor, uuid=made.offerings[0].uuid, content=build.PDF
        )
    course = offering.Course(
        academic_year=build.YEAR, term=build.TERM, code="HI101", name_th="ประวัติศาสตร์",
        credits="3(3-0-6)",
    )  # fmt: skip
    with scope(made.registrar.actor) as actor:
        own = offering.save_offering(actor=actor, course=course)
        offering.set_offerings_state(actor=actor, uuids=[own.uuid], state=OfferingState.OPEN)
    return {
        "offering": taken.uuid, "offering_version": taken.version, "offering_of_home": own.uuid,
    }  # fmt: skip


def _decisions(made: Exchange, rows: dict[str, CrossRegistration]) -> dict[str, Any]:
    with scope(made.host_registrar.actor):
        waiting = rows["graded"].results.get()
    with scope(made.registrar.actor):
        of_courses = Recognition.objects.filter
        proposal = of_courses(sources__registration=rows["proposed"]).get()
        decision = of_courses(sources__registration=rows["recognised"]).get()
    return {
        "waiting_result": waiting.uuid,
        "waiting_seen": resulting.digest(waiting),
        "proposal": proposal.uuid,
        "proposal_seen": recognising.digest(proposal),
        "decision": decision.uuid,
    }


def _papers(made: Exchange, rows: dict[str, CrossRegistration]) -> dict[str, Any]:
    """The host's paper on a result and the home's statement of an account, both issued."""
    with scope(made.host_registrar.actor) as actor:
        results = request_results_paper(
            actor=actor, registration=rows["recognised"].uuid, language="th"
        )
    with scope(made.registrar.actor) as actor:
        statement = request_statement_paper(
            actor=actor, learner=rows["recognised"].learner.uuid, language="th"
        )
    job = _issued(made.host_registrar, results)
    _issued(made.registrar, statement)
    with scope(made.host_registrar.actor):
        code = Paper.objects.get(uuid=results.paper).code
    return {
        "results_paper": results.uuid, "results_paper_job": job, "results_code": code,
        "statement": statement.uuid,
    }  # fmt: skip


def _issued(person: Person, paper: CoursePaper) -> uuid.UUID:
    with scope(person.actor):
        job = CoursePaper.objects.select_related("job").get(pk=paper.pk).job
    assert job is not None
    assert run(job.uuid) == "done"
    return job.uuid


def _upload(browser: Client) -> str:
    """A file that the host's registrar has chosen and not taken yet; only that session has it."""
    file = SimpleUploadedFile("courses.csv", FILE.encode())
    form = {"term": f"{build.YEAR}-{build.TERM}", "file": file}
    answer = browser.post("/courses/offerings/import/", form)
    return str(answer.headers["Location"]).partition("?")[0].rstrip("/").rpartition("/")[2]

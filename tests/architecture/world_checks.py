"""Checks of the route table: University A asks, B holds the degrees, C is a stranger to both."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils import timezone

from apps.documents.models import Paper
from apps.institutions.scope import scope
from apps.qualifications.claims import DegreeClaim
from apps.qualifications.models import Answer, Attachment, Check, CheckBatch, Conferral
from apps.qualifications.models import RegisterLoad as Load
from apps.qualifications.services import batching, holding, loading, register
from apps.qualifications.services.answering import Proposal, propose_answer
from apps.qualifications.services.asking import ask
from apps.qualifications.services.cancelling import cancel_check
from apps.qualifications.services.conversing import GivenFile, request_documents, send_message
from apps.qualifications.services.lettering import request_reply_for, request_summary
from tests.builders import qualifications as build
from tests.builders.cast import Cast, Person
from tests.builders.qualifications import Graduate
from tests.qualifications.asking_pages import PDF, entrants_file

NOTE = "compare with the paper"
REGISTER = "รหัสนักศึกษา,ชื่อ,นามสกุล,ชื่อปริญญา,ปีการศึกษาที่สำเร็จ\n"
ROWS = "6501000001,กานดา,ใจดี,วิทยาศาสตรบัณฑิต,2565\n6501000002,,,วิทยาศาสตรบัณฑิต,2565\n"
NO_LIST = b"a,b\n1,2\n"
LINES = {"confirmed": 601, "lettered": 602, "held": 603, "line": 604, "ended": 605}
"""Degrees that stand in B's register."""
ASKED = {
    "documents": 611, "proposed": 612, "own": 613, "written": 614, "answered": 615,
    "cancelled": 616,
}  # fmt: skip
"""Degrees that do not, so that B's people answer."""


def checks_ids(cast: Cast, holder_approver: Person) -> dict[str, str]:
    """Uuids of checks, lines, loads and lists in each state, all `q_…`; versions with them."""
    world = Graduate(
        cast=cast,
        asker=cast.university_a,
        holder=cast.university_b,
        registrar=cast.registrar_a,
        approver=cast.approver_a,
        holder_registrar=cast.registrar_b,
        holder_approver=holder_approver,
    )
    ids: dict[str, Any] = {**_lines(world), "today": timezone.localdate()}
    checks = _asked(world)
    _moved(world, checks)
    ids |= _lettered(world, checks)
    checks["on_paper"] = _on_paper(world)
    ids["file"] = _attached(world, checks["waiting"])
    ids |= _loads(world, ids) | _batches(world)
    with scope(world.holder_registrar.actor):
        ids["answer_load"] = Answer.objects.get(check_asked=checks["written"]).load.uuid  # type: ignore[union-attr]
        versions = dict(Check.objects.values_list("uuid", "version"))
    for name, check in checks.items():
        ids |= {name: check.uuid, f"{name}_version": versions[check.uuid]}
    return {f"q_{name}": str(value) for name, value in ids.items()}


def _lines(world: Graduate) -> dict[str, UUID]:
    rows = [build.degree(number, first_name_en="Kanda") for number in LINES.values()]
    build.registered(world, rows)
    with scope(world.holder_approver.actor) as actor:
        found = dict(Conferral.objects.values_list("student_code", "line"))
        lines = {name: found[build.degree(number).student_code] for name, number in LINES.items()}
        holding.place_hold(actor=actor, line=lines["held"], note=NOTE)
    return {f"line_{name}": line for name, line in lines.items()}


def _asked(world: Graduate) -> dict[str, Check]:
    numbers = {name: LINES[name] for name in ("confirmed", "lettered")} | ASKED
    rows = {name: build.degree(one, first_name_en="Kanda") for name, one in numbers.items()}
    claims = {name: build.claim(row, world.holder) for name, row in rows.items()}
    # as little as may be asked, so that a form answers it in few words
    claims["waiting"] = DegreeClaim(
        holder_id=world.holder.pk, first_name="กานดา", last_name="ใจดีงาม", degree="วท.บ."
    )
    return dict(zip(claims, build.asked(world, list(claims.values())), strict=True))


def _moved(world: Graduate, checks: Mapping[str, Check]) -> None:
    with scope(world.registrar.actor) as actor:
        cancel_check(actor=actor, uuid=checks["cancelled"].uuid, version=None, note=NOTE)
    with scope(world.holder_registrar.actor) as actor:
        request_documents(actor=actor, uuid=checks["documents"].uuid, version=None, note=NOTE)
        by_hand = Proposal(outcome="confirmed", facts=build.degree(ASKED["written"]))
        propose_answer(actor=actor, uuid=checks["written"].uuid, version=None, proposal=by_hand)
    build.proposed(world, checks["proposed"])
    with scope(world.holder_approver.actor) as actor:
        nothing = Proposal(outcome="not_found")
        propose_answer(actor=actor, uuid=checks["own"].uuid, version=None, proposal=nothing)


def _lettered(world: Graduate, checks: Mapping[str, Check]) -> dict[str, str]:
    """The holder's letter on an answer by hand, the network's on one of the register."""
    build.answered(world, checks["answered"])
    with scope(world.registrar.actor) as actor:
        request_reply_for(actor=actor, uuid=checks["lettered"].uuid)
    _done(world.registrar, world.holder_registrar)
    with scope(world.holder_registrar.actor):
        return {"code": Paper.objects.get(source_uuid=checks["answered"].uuid).code}


def _on_paper(world: Graduate) -> Check:
    """A letter that the holder keyed in: both sides in one house."""
    question = replace(build.QUESTION, came_by="paper", requester="สำนักงานทดสอบ")
    claims = [build.claim(build.degree(621), world.holder)]
    with scope(world.holder_registrar.actor) as actor:
        return ask(actor=actor, question=question, claims=claims)[0]


def _attached(world: Graduate, check: Check) -> UUID:
    with scope(world.registrar.actor) as actor:
        files = [GivenFile("transcript.pdf", PDF)]
        send_message(actor=actor, uuid=check.uuid, note=NOTE, files=files)
        return Attachment.objects.get(check_asked=check).uuid


def _loads(world: Graduate, ids: Mapping[str, Any]) -> dict[str, Any]:
    """B's: in review from a file, a form and the approver; in the register, unreadable, queued."""
    accepted = build.registered(world, [build.degree(631)]).load
    with scope(world.holder_approver.actor) as actor:
        own = register.bring_rows(actor=actor, rows=[build.degree(632)])
    with scope(world.holder_registrar.actor) as actor:
        corrected = register.bring_correction(
            actor=actor, line=ids["line_line"], row=build.degree(LINES["line"], gpax=None),
            reason="registry_error", note=NOTE,
        )  # fmt: skip
        withdrawal = register.bring_withdrawal(
            actor=actor, line=ids["line_ended"], reason="registry_error", note=NOTE
        )
        files = [_file(world, (REGISTER + ROWS).encode()), _file(world, NO_LIST)]
    _done(world.holder_registrar)
    with scope(world.holder_registrar.actor):
        waiting = _file(world, (REGISTER + ROWS).encode())
        load, unreadable = (Load.objects.get(pk=one.pk) for one in files)
    assert (load.state, load.kept, unreadable.state) == ("in_review", 1, "unreadable")
    found = {
        "load": load, "load_unreadable": unreadable, "load_accepted": accepted, "load_own": own,
        "load_corrected": corrected, "load_withdrawal": withdrawal, "load_waiting": waiting,
    }  # fmt: skip
    contents = {f"{name}_content": _content(one) for name, one in found.items()}
    assert waiting.job is not None
    return {name: one.uuid for name, one in found.items()} | contents | {"job": waiting.job.uuid}


def _file(world: Graduate, content: bytes) -> Load:
    return loading.upload_register(
        actor=world.holder_registrar.actor, content=content, filename="register.csv",
        academic_year=None, complete=False,
    )  # fmt: skip


def _content(load: Load) -> str:
    return bytes(load.content_hash or b"").hex()


def _batches(world: Graduate) -> dict[str, UUID]:
    """A's lists: in review, sent with its summary, unreadable, queued; one person of the first."""
    nobody = ("A9", "", "นาย", "ไม่มี", "ที่ไหน", "", "สถาบันที่ไม่มีจริง", "วท.บ.", "", "", "2565", "")
    drafts = entrants_file(world, [build.degree(641), build.degree(642)], nobody)
    confirmed = entrants_file(world, [build.degree(LINES["confirmed"])])
    batches = [_batch(world, content) for content in (drafts, confirmed, NO_LIST)]
    _done(world.registrar)
    with scope(world.registrar.actor) as actor:
        batching.begin_sending(actor=actor, uuid=batches[1].uuid)
    _done(world.registrar)
    with scope(world.registrar.actor) as actor:
        request_summary(actor=actor, uuid=batches[1].uuid)
    _done(world.registrar)
    waiting = _batch(world, drafts)
    names = ("batch", "batch_sent", "batch_unreadable", "batch_waiting")
    with scope(world.registrar.actor):
        rows = [CheckBatch.objects.get(pk=one.pk) for one in (*batches, waiting)]
        draft = Check.objects.filter(batch=rows[0], state="draft").earliest("pk")
    assert [one.state for one in rows] == ["in_review", "sent", "unreadable", "received"]
    return {name: one.uuid for name, one in zip(names, rows, strict=True)} | {"draft": draft.uuid}


def _batch(world: Graduate, content: bytes) -> CheckBatch:
    with scope(world.registrar.actor) as actor:
        return batching.upload_entrants(
            actor=actor, content=content, filename="entrants.csv", name="รอบ 1",
            term=batching.Term(academic_year=2026, number=1), question=build.QUESTION,
        )  # fmt: skip


def _done(*persons: Person) -> None:
    states: Sequence[str] = build.do_jobs(*persons)
    assert set(states) == {"done"}

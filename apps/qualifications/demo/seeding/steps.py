"""What both sides do with a check once it was sent, step by step."""

from collections.abc import Callable, Mapping

from apps.institutions.scope import scope
from apps.qualifications.choices import Closing
from apps.qualifications.demo.claims import differing_fields
from apps.qualifications.demo.seeding.matters import Matter
from apps.qualifications.demo.seeding.papers_given import transcript_copy
from apps.qualifications.demo.seeding.registers import accept, correction, line_of, quiet
from apps.qualifications.services.answering import (
    Proposal,
    approve_answer,
    propose_answer,
    return_answer,
)
from apps.qualifications.services.cancelling import cancel_check
from apps.qualifications.services.conversing import (
    give_documents,
    request_documents,
    send_message,
)
from apps.qualifications.services.lettering import write_reply

_COMPARED = ("name", "student_code", "degree", "major", "faculty", "level", "academic_year")
_TOLD = frozenset({"gpax", "academic_year"})
_NOT_FOUND = "ตรวจทะเบียนและแฟ้มประวัติแล้วไม่พบชื่อนี้"
_UNABLE = "แฟ้มประวัติปีนั้นอยู่ระหว่างซ่อมแซม จึงยังยืนยันไม่ได้"
_MISSING = "ขอสำเนาใบแสดงผลการศึกษาที่ผู้สมัครยื่นไว้ แล้วส่งคำขอใหม่"
_DOCUMENTS = "ขอสำเนาใบแสดงผลการศึกษาหน้าแรกเพื่อเทียบกับแฟ้มประวัติ"
_GIVEN = "แนบสำเนาที่ผู้สมัครยื่นไว้ตามที่ขอ"
_HOLDER_WRITES = "ชื่อสกุลไม่ตรงกับทะเบียน ผู้สมัครเคยเปลี่ยนชื่อหรือไม่"
_ASKER_WRITES = "ผู้สมัครแจ้งว่าเปลี่ยนชื่อสกุลหลังสำเร็จการศึกษา กำลังขอหลักฐาน"
_RETURNED = "โปรดเทียบกับแฟ้มประวัติอีกครั้งก่อนเสนอ"
_CANCELLED = "ผู้สมัครสละสิทธิ์เข้าศึกษา"


def propose(matter: Matter) -> None:
    """The degree in the register, with what differs from the claim."""
    row = matter.entrant.recorded
    differing = differing_fields(matter.entrant)
    told = {name: _value(matter, name) for name in differing if name in _TOLD}
    with scope(matter.clerk()) as actor:
        propose_answer(
            actor=actor,
            uuid=matter.check,
            version=None,
            proposal=Proposal(
                outcome=Closing.CONFIRMED_WITH_DIFFERENCES if differing else Closing.CONFIRMED,
                line=line_of(row),
                differing=differing,
                agreeing=[name for name in _COMPARED if name not in differing],
                told=told,
            ),
        )


def _value(matter: Matter, name: str) -> str:
    row = matter.entrant.recorded
    return f"{row.gpax:.2f}" if name == "gpax" else str((row.academic_year or 0) + 543)


def propose_added(matter: Matter) -> None:
    """Found in the archive: the degree goes into the register with the answer."""
    with scope(matter.clerk()) as actor:
        propose_answer(
            actor=actor,
            uuid=matter.check,
            version=None,
            proposal=Proposal(
                outcome=Closing.CONFIRMED, facts=matter.entrant.recorded, agreeing=_COMPARED
            ),
        )


def _closing(outcome: Closing, note: str = "") -> "Step":
    def step(matter: Matter) -> None:
        with scope(matter.clerk()) as actor:
            propose_answer(
                actor=actor,
                uuid=matter.check,
                version=None,
                proposal=Proposal(outcome=outcome, note=note),
            )

    return step


def approve(matter: Matter) -> None:
    """The first answers of the story have their letters at once; the worker makes the others."""
    with scope(matter.approver()) as actor:
        approve_answer(actor=actor, uuid=matter.check, version=None)
        if matter.scene.letters > 0:
            matter.scene.letters -= 1
            write_reply(actor=actor, uuid=matter.check, progress=quiet)


def give_back(matter: Matter) -> None:
    with scope(matter.approver()) as actor:
        return_answer(actor=actor, uuid=matter.check, version=None, note=_RETURNED)


def ask_documents(matter: Matter) -> None:
    with scope(matter.clerk()) as actor:
        request_documents(actor=actor, uuid=matter.check, version=None, note=_DOCUMENTS)


def send_documents(matter: Matter) -> None:
    with scope(matter.asking()) as actor:
        give_documents(
            actor=actor, uuid=matter.check, version=None, note=_GIVEN, files=[transcript_copy()]
        )


def holder_writes(matter: Matter) -> None:
    with scope(matter.clerk()) as actor:
        send_message(actor=actor, uuid=matter.check, note=_HOLDER_WRITES)


def asker_writes(matter: Matter) -> None:
    with scope(matter.asking()) as actor:
        send_message(actor=actor, uuid=matter.check, note=_ASKER_WRITES)


def cancel(matter: Matter) -> None:
    with scope(matter.asking()) as actor:
        cancel_check(actor=actor, uuid=matter.check, version=None, note=_CANCELLED)


def correct(matter: Matter) -> None:
    """The register entry that the answer stood on is corrected, so that it falls."""
    staff, slug = matter.scene.staff, matter.holder
    accept(staff, slug, correction(staff, slug, matter.entrant.recorded, 1))


Step = Callable[[Matter], None]
STEP: Mapping[str, Step] = {
    "propose": propose,
    "propose_added": propose_added,
    "propose_not_found": _closing(Closing.NOT_FOUND, _NOT_FOUND),
    "propose_attended": _closing(Closing.ATTENDED_NOT_CONFERRED),
    "propose_awaiting": _closing(Closing.COMPLETED_AWAITING_COUNCIL),
    "propose_unable": _closing(Closing.UNABLE_TO_CONFIRM, _UNABLE),
    "propose_missing": _closing(Closing.NEEDS_DOCUMENTS, _MISSING),
    "approve": approve,
    "give_back": give_back,
    "request_documents": ask_documents,
    "give_documents": send_documents,
    "holder_writes": holder_writes,
    "asker_writes": asker_writes,
    "cancel": cancel,
    "correct": correct,
}
"""What each step of fates.FATES does."""

"""The home's decisions: proposed by one person, decided by another, returned or reopened."""

from collections.abc import Sequence
from decimal import Decimal

from apps.courses.demo.rules import SCALES
from apps.courses.demo.seeding.exchange import Exchange, Line, decisions, picks
from apps.courses.demo.universities import UNIVERSITIES
from apps.courses.models import Recognition
from apps.courses.services import recognising
from apps.institutions.scope import scope

EXCEPTION = "คณะกรรมการหลักสูตรเห็นว่าเนื้อหาที่ขาดเรียนเสริมที่ต้นสังกัดแล้ว"


def propose(exchange: Exchange, lines: Sequence[Line]) -> None:
    with scope(exchange.home) as actor:
        for together in decisions(lines):
            proposal = _proposal(exchange, together)
            made = recognising.propose_recognition(actor=actor, proposal=proposal)
            for line in together:
                if line.uuid is not None:
                    exchange.recognitions[line.uuid] = made.uuid


def _proposal(exchange: Exchange, lines: Sequence[Line]) -> recognising.Proposal:
    fate, sources = lines[0].fate, picks(lines)
    if fate == "not":
        reason = "grade" if lines[0].grade == "D" else "no_equivalent"
        return recognising.Proposal(sources, no_transfer=reason, note="แจ้งนักศึกษาแล้ว")
    taken = sum((line.offering.subject.value for line in lines), Decimal(0))
    granted = taken - 1 if fate == "partly" and taken > 1 else taken
    return recognising.Proposal(
        sources,
        target=_target(exchange, lines, granted),
        content_share=Decimal("0.65") if fate == "override" else Decimal("0.85"),
        override_reason=EXCEPTION if fate == "override" else "",
    )


def _target(exchange: Exchange, lines: Sequence[Line], granted: Decimal) -> recognising.Target:
    """The home's own course of the same subject; for several, one that joins them."""
    subject = lines[0].offering.subject
    several = len(lines) > 1
    return recognising.Target(
        code=UNIVERSITIES[exchange.plan.home].course_code(
            subject.field, 490 if several else subject.number
        ),
        name_th="หัวข้อคัดสรรทางวิชาชีพ" if several else subject.name_th,
        credits=granted,
        level=subject.level,
        name_en="Selected Topics" if several else subject.name_en,
        home_grade=_home_grade(exchange, lines),
    )


def _home_grade(exchange: Exchange, lines: Sequence[Line]) -> str:
    """The same sign where the home's scale has it; several courses count as S."""
    scale = SCALES[exchange.plan.home][-1].scale
    grades = {line.grade for line in lines}
    found = scale.find(grades.pop()) if len(grades) == 1 else None
    return found.grade if found else "S"


def _recognitions(exchange: Exchange, lines: Sequence[Line]) -> list[Recognition]:
    """Of these lines; in the approver's scope."""
    uuids = {exchange.recognitions[line.uuid] for line in lines if line.uuid is not None}
    return list(Recognition.objects.filter(uuid__in=uuids).order_by("pk"))


def decide(exchange: Exchange, lines: Sequence[Line]) -> None:
    with scope(exchange.staff.approver(exchange.plan.home)) as actor:
        for each in _recognitions(exchange, lines):
            recognising.approve_recognition(
                actor=actor, uuid=each.uuid, seen=recognising.digest(each)
            )


def give_back(exchange: Exchange, lines: Sequence[Line]) -> None:
    with scope(exchange.staff.approver(exchange.plan.home)) as actor:
        for each in _recognitions(exchange, lines):
            recognising.return_recognition(
                actor=actor, uuid=each.uuid, note="ขอคำอธิบายรายวิชาจากสถาบันที่ไปเรียนประกอบการพิจารณา"
            )


def reopen(exchange: Exchange, lines: Sequence[Line]) -> None:
    with scope(exchange.staff.approver(exchange.plan.home)) as actor:
        for each in _recognitions(exchange, lines):
            recognising.reopen_recognition(
                actor=actor, uuid=each.uuid, note="หลักสูตรปรับปรุงขอเทียบกับรายวิชาอื่นแทน"
            )

"""The host's side of a result: entered, announced, corrected; and the home receives it."""

from collections.abc import Sequence
from random import Random

from django.utils import timezone

from apps.core.demo.seeds import stream
from apps.courses.demo.rules import SCALES
from apps.courses.demo.seeding.classes import set_class
from apps.courses.demo.seeding.exchange import Exchange, Line, picks
from apps.courses.models import Result
from apps.courses.services import approving, resulting
from apps.courses.services.acknowledging import acknowledge_results
from apps.institutions.scope import scope

_GOOD = ("A", "B+", "B", "C+", "A", "B")
_GOOD_GRADUATE = ("A", "B+", "B", "A")
_OF_FATE = {"failed": "F", "grade_w": "W", "incomplete": "I", "resolved": "I", "not": "D"}
_CORRECTIONS = (
    ("instructor_error", "ผู้สอนรวมคะแนนสอบปลายภาคผิด"),
    ("registry_error", "บันทึกผลสลับรหัสนักศึกษา"),
    ("appeal", "ผลการอุทธรณ์ของนักศึกษา"),
)


def _known(exchange: Exchange, grades: Sequence[str]) -> list[str]:
    """Those of the grades that the host's scale of today has."""
    scale = SCALES[exchange.plan.host][-1].scale
    return [grade for grade in grades if scale.find(grade) is not None]


def _grade(exchange: Exchange, line: Line, label: str) -> str:
    if label == "first" and line.fate in _OF_FATE:
        return _OF_FATE[line.fate]
    good = _known(exchange, _GOOD_GRADUATE if exchange.plan.graduate else _GOOD)
    other = [grade for grade in good if grade != line.grade]
    return _stream(exchange, line, label).choice(other)


def _stream(exchange: Exchange, line: Line, label: str) -> Random:
    course = line.offering.course.code
    return stream("grade", exchange.seed, line.student.code, course, label)


def enter(exchange: Exchange, lines: Sequence[Line]) -> None:
    set_class(exchange, lines)
    for line in lines:
        line.grade = _grade(exchange, line, "first")
    completed_on = min(exchange.when.ends_on, timezone.localdate())
    with scope(exchange.host) as actor:
        resulting.enter_results(
            actor=actor,
            entries=[
                resulting.GradeEntry(pick, line.grade, completed_on)
                for line, pick in zip(lines, picks(lines), strict=True)
            ],
        )


def announce(exchange: Exchange, lines: Sequence[Line]) -> None:
    with scope(exchange.staff.approver(exchange.plan.host)) as actor:
        waiting = Result.objects.filter(
            registration__uuid__in=[line.uuid for line in lines], announced_at=None
        )
        approving.approve_results(
            actor=actor,
            approvals=[approving.Approval(one.uuid, resulting.digest(one)) for one in waiting],
        )


def correct(exchange: Exchange, lines: Sequence[Line]) -> None:
    with scope(exchange.host) as actor:
        entries = []
        for place, (line, pick) in enumerate(zip(lines, picks(lines), strict=True)):
            reason, note = _CORRECTIONS[(place + exchange.place) % len(_CORRECTIONS)]
            if line.fate == "resolved":
                reason, note = "incomplete_resolved", "นักศึกษาส่งงานครบแล้ว"
            line.grade = _grade(exchange, line, "corrected")
            entries.append(
                resulting.GradeEntry(pick, line.grade, exchange.when.ends_on, reason, note)
            )
        resulting.enter_results(actor=actor, entries=entries)


def acknowledge(exchange: Exchange, lines: Sequence[Line]) -> None:
    with scope(exchange.home) as actor:
        acknowledge_results(actor=actor, picks=picks(lines))

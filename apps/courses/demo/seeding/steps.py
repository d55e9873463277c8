"""The steps of a request up to the last day of the term, and the table of all steps."""

from collections.abc import Callable, Mapping, Sequence

from apps.courses.demo.seeding import papers, recognitions, results
from apps.courses.demo.seeding.exchange import Exchange, Line, picks
from apps.courses.models import CrossRegistration
from apps.courses.services import hosting, leaving
from apps.courses.services.requesting import draft_request
from apps.courses.services.submitting import Change, change_registration, submit_request
from apps.institutions.scope import scope

Step = Callable[[Exchange, Sequence[Line]], None]

OVERLOAD_REASON = "คาดว่าจะสำเร็จการศึกษาในภาคนี้ คณบดีเห็นชอบ"
_DECLINED = (
    ("full", ""),
    ("timetable", "วันเรียนชนกับวันสอบของต้นสังกัด"),
    ("not_eligible", "รายวิชานี้ต้องเรียนวิชาพื้นฐานมาก่อน"),
    ("other", "ผู้สอนขอจำกัดจำนวนนักศึกษาในภาคนี้"),
)


def draft(exchange: Exchange, lines: Sequence[Line]) -> None:
    plan = exchange.plan
    needed_by = exchange.when.results_due_on if plan.note else None
    candidates = [
        line.student.candidate(
            place,
            line.offering.course.code,
            line.offering.course.section,
            home_credits=21 if plan.overload else 12,
            needed_by=needed_by,
        )
        for place, line in enumerate(lines, 1)
    ]
    with scope(exchange.home) as actor:
        request = draft_request(
            actor=actor,
            agreement=exchange.agreement,
            host=exchange.staff.university(plan.host),
            academic_year=plan.academic_year,
            term=plan.term,
            candidates=candidates,
            reference=f"อว 67.{exchange.place + 11}/{1200 + 37 * exchange.place}",
            note=plan.note,
        )
        made = CrossRegistration.objects.filter(request=request).order_by("pk")
        for line, row in zip(lines, made, strict=True):
            line.uuid = row.uuid
    exchange.request = request.uuid


def submit(exchange: Exchange, lines: Sequence[Line]) -> None:
    reason = OVERLOAD_REASON if exchange.plan.overload else ""
    if exchange.request is None:
        return
    with scope(exchange.home) as actor:
        submit_request(
            actor=actor,
            uuid=exchange.request,
            picks=picks(lines),
            overload_reason=reason,
        )


def accept(exchange: Exchange, lines: Sequence[Line]) -> None:
    with scope(exchange.host) as actor:
        hosting.accept_registrations(actor=actor, picks=picks(lines))


def decline(exchange: Exchange, lines: Sequence[Line]) -> None:
    with scope(exchange.host) as actor:
        for place, line in enumerate(lines, exchange.place):
            reason, note = _DECLINED[place % len(_DECLINED)]
            hosting.decline_registrations(
                actor=actor, picks=picks([line]), reason=reason, note=note
            )


def change(exchange: Exchange, lines: Sequence[Line]) -> None:
    """Into a course of the same request that the student does not take yet."""
    with scope(exchange.home) as actor:
        for line in lines:
            taken = {
                each.offering.course.code
                for each in exchange.lines
                if each.student.code == line.student.code
            }
            line.offering = next(
                each.offering for each in exchange.lines if each.offering.course.code not in taken
            )
            wanted = line.offering.course
            change_registration(
                actor=actor,
                change=Change(picks([line])[0], wanted.code, wanted.section),
                reason="timetable",
                note="วิชาเดิมตรงกับวันเรียนที่ต้นสังกัด ขอเปลี่ยนรายวิชา",
            )


def cancel(exchange: Exchange, lines: Sequence[Line]) -> None:
    with scope(exchange.home) as actor:
        leaving.cancel_registrations(
            actor=actor,
            picks=picks(lines),
            reason="student_wish",
            note="นักศึกษาขอเรียนรายวิชานี้ที่ต้นสังกัดแทน",
        )


def enrol(exchange: Exchange, lines: Sequence[Line]) -> None:
    codes = {
        line.student.code: f"V{exchange.plan.academic_year % 100}{exchange.place:02}{place:03}"
        for place, line in enumerate(lines, 1)
    }
    with scope(exchange.host) as actor:
        hosting.enrol_registrations(
            actor=actor,
            enrolments=[
                hosting.Enrolment(
                    pick,
                    host_student_code=codes[line.student.code],
                    payment="unpaid" if line.fate == "detailed" else "paid",
                )
                for line, pick in zip(lines, picks(lines), strict=True)
            ],
        )


def detail(exchange: Exchange, lines: Sequence[Line]) -> None:
    with scope(exchange.host) as actor:
        hosting.update_details(
            actor=actor,
            enrolments=[hosting.Enrolment(pick, payment="paid") for pick in picks(lines)],
        )


def withdraw(exchange: Exchange, lines: Sequence[Line]) -> None:
    with scope(exchange.home) as actor:
        leaving.withdraw_registrations(
            actor=actor,
            picks=picks(lines),
            reason="student_wish",
            note="นักศึกษายื่นคำร้องขอถอนรายวิชาภายในกำหนด",
        )


STEP: Mapping[str, Step] = {
    "draft": draft,
    "submit": submit,
    "accept": accept,
    "decline": decline,
    "change": change,
    "accept_again": accept,
    "cancel": cancel,
    "enrol": enrol,
    "detail": detail,
    "withdraw": withdraw,
    "enter": results.enter,
    "announce": results.announce,
    "acknowledge": results.acknowledge,
    "propose": recognitions.propose,
    "decide": recognitions.decide,
    "return": recognitions.give_back,
    "correct": results.correct,
    "announce_correction": results.announce,
    "reopen": recognitions.reopen,
    "acknowledge_again": results.acknowledge,
    "propose_again": recognitions.propose,
    "decide_again": recognitions.decide,
    "paper": papers.results_papers,
    "paper_again": papers.results_papers,
    "statement": papers.statements,
}
"""What each step of calendar.STEPS does."""

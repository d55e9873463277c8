"""The home asks: a request with its lines in preparation."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.core.errors import NotFoundError
from apps.courses.candidates import Candidate
from apps.courses.errors import LineProblem, LinesError, NoBasisError, NothingChosenError
from apps.courses.models import (
    Agreement,
    CrossRegistration,
    CrossRequest,
    Learner,
    Offering,
    RegistrationAct,
)
from apps.courses.policies import can_work_on_courses, demand
from apps.courses.services.learners import keep_learners
from apps.courses.services.registrations import act_of, tell
from apps.courses.states import ENDED, AgreementState
from apps.institutions.actor import Actor
from apps.institutions.models import Institution
from apps.institutions.officers import Officer, officer_of

MOST_LINES = 1_000
LONGEST_NUMBER = 10
"""Digits of course codes that are numbers."""
NUMBER_LOCK = 7_203_001


def basis_in_force(actor: Actor, uuid: UUID, host_id: int, on: dt.date) -> Agreement:
    """An agreement of both in force on the day. Raises NoBasisError."""
    agreement = Agreement.objects.filter(
        uuid=uuid, state=AgreementState.IN_FORCE, starts_on__lte=on, ends_on__gte=on
    ).first()
    if agreement is None or not {actor.institution_id, host_id} <= set(agreement.party_ids):
        raise NoBasisError
    return agreement


@transaction.atomic
def draft_request(
    *,
    actor: Actor,
    agreement: UUID,
    host: Institution,
    academic_year: int,
    term: int,
    candidates: Sequence[Candidate],
    reference: str = "",
    contact: str = "",
    note: str = "",
    officer: Officer | None = None,
) -> CrossRequest:
    """A request in preparation, seen by the home alone. All lines or none.

    Raises NoBasisError, LinesError with a sentence for each line that cannot be taken.
    """
    demand(can_work_on_courses(actor))
    by = officer_of(actor, officer)
    if host.pk == actor.institution_id:
        raise NoBasisError
    basis = basis_in_force(actor, agreement, host.pk, timezone.localdate())
    request = CrossRequest.objects.create(
        home_id=actor.institution_id,
        host=host,
        agreement=basis,
        number=_next_number(actor.institution_id),
        academic_year=academic_year,
        term=term,
        reference=reference.strip()[:100],
        contact=(contact.strip() or by.name)[:200],
        note=note.strip()[:500],
    )
    _add(request, candidates, actor=actor, officer=by)
    return request


@transaction.atomic
def add_to_request(
    *,
    actor: Actor,
    uuid: UUID,
    candidates: Sequence[Candidate],
    officer: Officer | None = None,
) -> CrossRequest:
    """More lines for a request that was not sent yet. Raises as draft_request."""
    demand(can_work_on_courses(actor))
    request = lock_request(actor, uuid)
    if request.submitted_at is not None:
        raise NotFoundError
    _add(request, candidates, actor=actor, officer=officer_of(actor, officer))
    return request


def lock_request(actor: Actor, uuid: UUID) -> CrossRequest:
    """The actor's own request, locked. Raises NotFoundError."""
    request = (
        CrossRequest.objects.select_for_update(of=("self",))
        .select_related("agreement", "host")
        .filter(uuid=uuid, home_id=actor.institution_id)
        .first()
    )
    if request is None:
        raise NotFoundError
    return request


def _next_number(home_id: int) -> str:
    """`2569-00017`: Buddhist year and a running number of the home."""
    year = timezone.localdate().year + 543
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [NUMBER_LOCK, home_id])
    last = (
        CrossRequest.objects.filter(home_id=home_id, number__startswith=f"{year}-")
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return f"{year}-{int(last.partition('-')[2]) + 1 if last else 1:05}"


def _add(
    request: CrossRequest, candidates: Sequence[Candidate], *, actor: Actor, officer: Officer
) -> None:
    if not candidates:
        raise NothingChosenError
    if len(candidates) > MOST_LINES:
        raise LinesError([LineProblem(0, _("At most 1,000 lines fit into one request."))])
    offerings = _offerings(request, candidates)
    learners = keep_learners(actor=actor, candidates=candidates)
    _refuse_doubled(candidates, offerings, learners)
    rows = [
        _registration(request, one, learners[one.student_code], offerings[one.line])
        for one in candidates
    ]
    CrossRegistration.objects.bulk_create(rows, batch_size=500)
    RegistrationAct.objects.bulk_create(
        [act_of(row, "draft", "", actor, officer, {}) for row in rows], batch_size=500
    )
    tell(rows, "draft", actor=actor, officer=officer)


def _offerings(request: CrossRequest, candidates: Sequence[Candidate]) -> dict[int, Offering]:
    """Line → section asked for, from the host's open catalogue of the term."""
    by_code: dict[str, list[Offering]] = {}
    open_now = Offering.objects.of_partners().filter(
        host_id=request.host_id,
        academic_year=request.academic_year,
        term=request.term,
        code__in={code for one in candidates for code in possible_codes(one.course_code)},
    )
    for offering in open_now.order_by("section"):
        by_code.setdefault(offering.code, []).append(offering)
    found, problems = {}, []
    for one in candidates:
        sections = _sections(by_code, one.course_code)
        fitting = [each for each in sections if not one.section or each.section == one.section]
        if len(fitting) == 1:
            found[one.line] = fitting[0]
        else:
            field = "section" if sections else "course_code"
            why = _why_no_section(one, sections, fitting)
            problems.append(LineProblem(one.line, why, field=field))
    if problems:
        raise LinesError(problems)
    return found


def possible_codes(code: str) -> list[str]:
    """The code, and for a number also what it was before a spreadsheet took its zeros away."""
    if not (code.isascii() and code.isdigit()):
        return [code]
    return [code, *(code.zfill(length) for length in range(len(code) + 1, LONGEST_NUMBER + 1))]


def _sections(by_code: dict[str, list[Offering]], code: str) -> list[Offering]:
    """Of the code as written; else of the only course that it can stand for."""
    if code in by_code:
        return by_code[code]
    known = [each for each in possible_codes(code) if each in by_code]
    return by_code[known[0]] if len(known) == 1 else []


def _why_no_section(one: Candidate, sections: list[Offering], fitting: list[Offering]) -> Any:
    """In the language of whoever is told, not of the moment."""
    known = ", ".join(each.section for each in sections)
    if not sections:
        sentence = _("The host does not offer {course} in this term. Look it up in the catalogue.")
    elif not fitting:
        sentence = _("{course} has no section {section}. Sections: {known}.")
    else:
        sentence = _("{course} has several sections: {known}. Name one.")
    return format_lazy(sentence, course=one.course_code, section=one.section, known=known)


def _refuse_doubled(
    candidates: Sequence[Candidate], offerings: dict[int, Offering], learners: dict[str, Learner]
) -> None:
    """A student once in a section: within the list, and with what was asked before."""
    taken = set(
        CrossRegistration.objects.filter(
            learner__in=learners.values(), offering__in=offerings.values()
        )
        .exclude(state__in=ENDED)
        .values_list("learner_id", "offering_id")
    )
    problems = []
    for one in candidates:
        place = (learners[one.student_code].pk, offerings[one.line].pk)
        if place in taken:
            sentence = format_lazy(
                _("Student {student} is registered for {course} already. Take the line out."),
                student=one.student_code,
                course=one.course_code,
            )
            problems.append(LineProblem(one.line, sentence, field="student_code"))
        taken.add(place)
    if problems:
        raise LinesError(problems)


def _registration(
    request: CrossRequest, one: Candidate, learner: Learner, offering: Offering
) -> CrossRegistration:
    row = CrossRegistration(
        request=request,
        home_id=request.home_id,
        host_id=request.host_id,
        learner=learner,
        agreement_id=request.agreement_id,
        academic_year=request.academic_year,
        term=request.term,
        home_student_code=one.student_code,
        home_credits=one.home_credits,
        needed_by=one.needed_by,
    )
    copy_course(row, offering)
    return row


COURSE_FIELDS = (
    "offering",
    "course_code",
    "course_name_th",
    "course_name_en",
    "credits",
    "credit_value",
    "level",
    "isced",
    "language",
    "section",
    "withdraw_by",
)


def copy_course(row: CrossRegistration, offering: Offering) -> None:
    """The course as it is offered now; later changes of the offering do not alter the row."""
    row.offering = offering
    row.course_code = offering.code
    row.course_name_th, row.course_name_en = offering.name_th, offering.name_en
    for field in ("credits", "credit_value", "level", "isced", "language", "section"):
        setattr(row, field, getattr(offering, field))
    row.withdraw_by = offering.withdraw_by

"""The home sends a request, and changes what it sent."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Func, Value
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.core.errors import NotFoundError
from apps.courses.choices import ChangeReason
from apps.courses.errors import (
    LineProblem,
    LinesError,
    NothingChosenError,
)
from apps.courses.load import check_load
from apps.courses.models import Agreement, CrossRegistration, CrossRequest, Learner, Offering
from apps.courses.policies import can_work_on_courses, demand
from apps.courses.rules import find_policy, study_of
from apps.courses.services.registrations import (
    SHORTEST_NOTE,
    Pick,
    lock_registrations,
    move,
    require_note,
    require_reason,
)
from apps.courses.services.requesting import (
    COURSE_FIELDS,
    basis_in_force,
    copy_course,
    lock_request,
)
from apps.courses.states import ENDED, TAKES_A_PLACE, Action, State
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, officer_of

QUOTA_LOCK = 7_203_002


@transaction.atomic
def submit_request(
    *,
    actor: Actor,
    uuid: UUID,
    picks: Sequence[Pick],
    officer: Officer | None = None,
    overload_reason: str = "",
) -> CrossRequest:
    """Send the lines that the person saw; from now on the host sees them and their students.

    Quota and load are checked; more than the load cap needs `overload_reason`. Raises
    NoBasisError, LinesError, VersionError.
    """
    demand(can_work_on_courses(actor))
    by = officer_of(actor, officer)
    request = lock_request(actor, uuid)
    basis_in_force(actor, request.agreement.uuid, request.host_id, timezone.localdate())
    rows = lock_registrations(picks, Action.SUBMIT, actor=actor)
    if any(row.request_id != request.pk for row in rows):
        raise NotFoundError
    _refuse_over_quota(request.agreement, rows)
    _lock_learners(rows)
    over = overloads(rows)
    exception = require_note(overload_reason) if over and overload_reason.strip() else ""
    if over and not exception:
        _refuse_overload(rows, over)
    _share(request, rows, by)
    within = [row for row in rows if row.learner_id not in over]
    above = [row for row in rows if row.learner_id in over]
    for note, lines in (("", within), (exception, above)):
        if lines:
            move(lines, Action.SUBMIT, actor=actor, officer=by, note=note, fields=("shared_with",))
    return request


def _lock_learners(rows: Sequence[CrossRegistration]) -> None:
    """One at a time for each learner, so that two requests cannot pass the load cap together."""
    learners = Learner.objects.select_for_update(of=("self",)).order_by("pk")
    list(learners.filter(pk__in={row.learner_id for row in rows}).values_list("pk"))


def _share(request: CrossRequest, rows: Sequence[CrossRegistration], by: Officer) -> None:
    for row in rows:
        row.shared_with_id = row.host_id
    Learner.objects.filter(pk__in={row.learner_id for row in rows}).exclude(
        host_ids__contains=[request.host_id]
    ).update(host_ids=Func(F("host_ids"), Value(request.host_id), function="array_append"))
    if request.submitted_at is None:
        request.submitted_at = timezone.now()
        request.submitted_name, request.submitted_post = by.name, by.post
        request.shared_with_id = request.host_id
        request.save(
            update_fields=["submitted_at", "submitted_name", "submitted_post", "shared_with"]
        )


def _refuse_over_quota(agreement: Agreement, rows: Sequence[CrossRegistration]) -> None:
    """One at a time for each agreement, so that two requests cannot take the last place."""
    if agreement.seats_per_term is None:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [QUOTA_LOCK, agreement.pk])
    first = rows[0]
    taken = CrossRegistration.objects.filter(
        agreement=agreement,
        academic_year=first.academic_year,
        term=first.term,
        home_id=first.home_id,
        host_id=first.host_id,
        state__in=TAKES_A_PLACE,
    ).count()
    left = max(agreement.seats_per_term - taken, 0)
    if len(rows) > left:
        sentence = format_lazy(
            _("The agreement allows {seats} places a term; {left} are left, {asked} were asked."),
            seats=agreement.seats_per_term,
            left=left,
            asked=len(rows),
        )
        raise LinesError([LineProblem(0, sentence)])


def overloads(rows: Sequence[CrossRegistration]) -> dict[int, tuple[Decimal, Decimal]]:
    """Learner → (credits of the term, cap), for the learners of `rows` above the home's cap."""
    first = rows[0]
    wanted = {row.learner_id for row in rows}
    registered = CrossRegistration.objects.filter(
        learner__in=wanted, academic_year=first.academic_year, term=first.term
    ).filter(state__in=TAKES_A_PLACE)
    others = registered.exclude(pk__in=[row.pk for row in rows])
    taken: Counter[int] = Counter()
    at_home: dict[int, Decimal] = {}
    for row in [*others, *rows]:
        taken[row.learner_id] += row.credit_value  # type: ignore[assignment]
        at_home[row.learner_id] = max(at_home.get(row.learner_id, Decimal(0)), row.home_credits)
    caps = {study: _cap(first.home_id, study) for study in {study_of(row.level) for row in rows}}
    over = {}
    for row in rows:
        cap = caps[study_of(row.level)]
        load = check_load([at_home[row.learner_id]], Decimal(taken[row.learner_id]), cap)
        if not load.within and cap is not None:
            over[row.learner_id] = (load.total, cap)
    return over


def _cap(home_id: int, study: str) -> Decimal | None:
    """No cap where the home has not set its rules: it is not the portal's to invent one."""
    policy = find_policy(home_id, study, timezone.localdate())
    return policy.load_cap if policy else None


def _refuse_overload(
    rows: Sequence[CrossRegistration], over: dict[int, tuple[Decimal, Decimal]]
) -> None:
    problems = [
        LineProblem(
            line,
            format_lazy(
                _(
                    "Student {student} would have {total} credits in the term; your rules allow "
                    "{cap}. Give a reason for the exception, or take a line out."
                ),
                student=row.home_student_code,
                total=over[row.learner_id][0],
                cap=over[row.learner_id][1],
            ),
            str(row.uuid),
        )
        for line, row in enumerate(rows, 1)
        if row.learner_id in over
    ]
    if problems:
        raise LinesError(problems)


@dataclass(frozen=True, slots=True)
class Change:
    """What the home wants otherwise; None leaves a value as it is."""

    pick: Pick
    course_code: str | None = None
    section: str | None = None
    needed_by: dt.date | None = None
    home_credits: Decimal | None = None


@transaction.atomic
def change_registration(
    *,
    actor: Actor,
    change: Change,
    reason: str,
    note: str = "",
    officer: Officer | None = None,
) -> CrossRegistration:
    """A new proposal: version + 1; once it was accepted the host decides again."""
    by = officer_of(actor, officer)
    require_reason(reason, ChangeReason)
    row: CrossRegistration = lock_registrations([change.pick], Action.CHANGE, actor=actor)[0]
    _lock_learners([row])
    changes = _apply(row, change)
    if not changes:
        raise NothingChosenError(_("Nothing was changed, so there is nothing to send."))
    note = note.strip()[:300]
    if row.state != State.DRAFT and len(note) < SHORTEST_NOTE:
        _refuse_overload([row], overloads([row]))
    move(
        [row],
        Action.CHANGE,
        actor=actor,
        officer=by,
        reason=reason,
        note=note,
        fields=(*COURSE_FIELDS, "needed_by", "home_credits"),
        changes=[changes],
    )
    return row


def _apply(row: CrossRegistration, change: Change) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    code = change.course_code or row.course_code
    section = change.section or ("" if code != row.course_code else row.section)
    if (code, section) != (row.course_code, row.section):
        before = f"{row.course_code} ({row.section})"
        copy_course(row, _section(row, code, section))
        changes["course"] = [before, f"{row.course_code} ({row.section})"]
    for field in ("needed_by", "home_credits"):
        value = getattr(change, field)
        if value is not None and value != getattr(row, field):
            changes[field] = [str(getattr(row, field) or ""), str(value)]
            setattr(row, field, value)
    return changes


def _section(row: CrossRegistration, code: str, section: str) -> Offering:
    offerings = Offering.objects.of_partners().filter(
        host_id=row.host_id, academic_year=row.academic_year, term=row.term, code=code
    )
    fitting = list((offerings.filter(section=section) if section else offerings)[:2])
    if len(fitting) != 1:
        sentence = format_lazy(
            _("The host does not offer {course} section {section} in this term."),
            course=code,
            section=section or "–",
        )
        raise LinesError([LineProblem(1, sentence, str(row.uuid))])
    _refuse_taken(row, fitting[0])
    return fitting[0]


def _refuse_taken(row: CrossRegistration, offering: Offering) -> None:
    others = CrossRegistration.objects.filter(learner_id=row.learner_id, offering=offering)
    if others.exclude(pk=row.pk).exclude(state__in=ENDED).exists():
        sentence = format_lazy(
            _("Student {student} is registered for {course} already. Choose another course."),
            student=row.home_student_code,
            course=offering.code,
        )
        raise LinesError([LineProblem(1, sentence, str(row.uuid))])

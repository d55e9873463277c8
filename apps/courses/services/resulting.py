"""The host enters results; a second person approves and so announces them."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.audit.services import Look, record_looks
from apps.core.errors import NotFoundError
from apps.courses.choices import CorrectionReason
from apps.courses.distribution import shown_distribution
from apps.courses.errors import (
    CourseStateError,
    LineProblem,
    LinesError,
    NothingChosenError,
    OwnWorkError,
    ReasonNeededError,
    VersionError,
)
from apps.courses.grades import GradeMeaning, Scale, grade_key
from apps.courses.models import CrossRegistration, GradeScale, Offering, Result
from apps.courses.officers import Officer, officer_of, same_person
from apps.courses.policies import can_act, can_approve, demand
from apps.courses.rules import grades_of, scale_in_force
from apps.courses.services.propagating import follow_correction
from apps.courses.services.registrations import (
    PURPOSE,
    Pick,
    lock_rows,
    move,
    refuse_wrong_state,
    require_note,
)
from apps.courses.states import Action, State
from apps.institutions.actor import Actor


@dataclass(frozen=True, slots=True)
class GradeEntry:
    """One grade; `reason` (CorrectionReason) only where it corrects an announced result."""

    pick: Pick
    grade: str
    completed_on: dt.date | None = None
    reason: str = ""
    note: str = ""
    line: int = 0


@transaction.atomic
def enter_results(
    *, actor: Actor, entries: Sequence[GradeEntry], officer: Officer | None = None
) -> list[Result]:
    """Results that wait for approval; entering again before it replaces what waits.

    All or none. Raises LinesError (unknown grade, nothing changed, reason missing), NoScaleError,
    VersionError, CourseStateError.
    """
    by = officer_of(actor, officer)
    rows = lock_rows([entry.pick.uuid for entry in entries])
    for row, entry in zip(rows, entries, strict=True):
        _refuse(row, entry, actor)
    today = timezone.localdate()
    scale = scale_in_force(actor.institution_id, today)
    meanings = _meanings(rows, entries, grades_of(scale))
    waiting = {
        result.registration_id: result
        for result in Result.objects.select_for_update(of=("self",)).filter(
            registration__in=rows, announced_at=None
        )
    }
    classes = _distributions(rows)
    results = []
    for row, entry, meaning in zip(rows, entries, meanings, strict=True):
        result = waiting.get(row.pk) or _next_version(row)
        _fill(result, entry, meaning, scale, by)
        result.distribution = classes.get(row.offering_id)
        result.save()
        results.append(result)
    _look(results, rows, "result.enter", actor)
    return results


def action_for(row: CrossRegistration) -> Action:
    return Action.ANNOUNCE if row.result_id is None else Action.CORRECT


def _refuse(row: CrossRegistration, entry: GradeEntry, actor: Actor) -> None:
    # a reason says that an announced result is corrected, whether there is one or not
    action = Action.CORRECT if entry.reason else action_for(row)
    demand(can_act(actor, row, action))
    refuse_wrong_state(row, action)
    if row.version != entry.pick.version:
        raise VersionError(row.version)
    if action is Action.ANNOUNCE:
        return
    if entry.reason not in CorrectionReason.values:
        raise ReasonNeededError
    if entry.reason == CorrectionReason.OTHER:
        require_note(entry.note)


def _meanings(
    rows: Sequence[CrossRegistration], entries: Sequence[GradeEntry], scale: Scale
) -> list[GradeMeaning]:
    """What each grade means on the scale of the day. Raises LinesError."""
    announced = dict(
        Result.objects.filter(pk__in={row.result_id for row in rows}).values_list("pk", "grade")
    )
    problems, meanings = [], []
    for place, (row, entry) in enumerate(zip(rows, entries, strict=True), 1):
        meaning = scale.find(entry.grade)
        known = ", ".join(each.grade for each in scale.grades)
        if meaning is None:
            sentence = format_lazy(
                _("“{grade}” is not on your grade scale. Known grades: {known}."),
                grade=entry.grade,
                known=known,
            )
            problems.append(LineProblem(entry.line or place, sentence, str(row.uuid)))
            continue
        before = announced.get(row.result_id or 0)
        if before is not None and grade_key(before) == grade_key(meaning.grade):
            sentence = format_lazy(
                _("The announced grade is {grade} already; there is nothing to correct."),
                grade=before,
            )
            problems.append(LineProblem(entry.line or place, sentence, str(row.uuid)))
        meanings.append(meaning)
    if problems:
        raise LinesError(problems)
    return meanings


def _next_version(row: CrossRegistration) -> Result:
    return Result(
        registration=row,
        host_id=row.host_id,
        home_id=row.home_id,
        version=Result.objects.filter(registration=row).count() + 1,
    )


def _fill(
    result: Result, entry: GradeEntry, meaning: GradeMeaning, scale: GradeScale, by: Officer
) -> None:
    result.grade, result.points = meaning.grade, meaning.points
    result.outcome, result.scale = meaning.outcome.value, scale
    result.completed_on = entry.completed_on
    result.reason, result.note = entry.reason, entry.note.strip()[:300]
    result.entered_key, result.entered_name = by.key, by.name
    result.entered_post, result.entered_at = by.post, timezone.now()


def _distributions(rows: Sequence[CrossRegistration]) -> dict[int, dict[str, int] | None]:
    """Offering → grades of the whole class, None where it is too small to show."""
    offerings = Offering.objects.filter(pk__in={row.offering_id for row in rows})
    return {
        offering.pk: shown_distribution(offering.distribution) if offering.distribution else None
        for offering in offerings
    }


def digest(result: Result) -> str:
    """Binds an approval to what the approver saw; any edit voids it."""
    seen = (
        result.uuid.hex,
        result.version,
        result.grade,
        result.completed_on,
        result.reason,
        result.note,
        result.entered_key,
    )
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Approval:
    """A result that waits, as the approver saw it (`digest`)."""

    uuid: UUID
    seen: str


@transaction.atomic
def approve_results(
    *, actor: Actor, approvals: Sequence[Approval], officer: Officer | None = None
) -> list[Result]:
    """Announce: the home sees the results from now on. A correction carries its consequences.

    Raises OwnWorkError for one's own entry, VersionError for what was edited meanwhile.
    """
    demand(can_approve(actor))
    by = officer_of(actor, officer)
    results, rows = _lock_waiting(approvals)
    for result, row, approval in zip(results, rows, approvals, strict=True):
        demand(can_act(actor, row, action_for(row)))
        refuse_wrong_state(row, action_for(row))
        if digest(result) != approval.seen:
            raise VersionError(row.version)
        if same_person(result.entered_key, result.entered_name, by):
            raise OwnWorkError
    _announce(results, by)
    _look(results, rows, "result.announce", actor)
    corrected = [row for row in rows if row.result_id is not None]
    first = [row for row in rows if row.result_id is None]
    by_row = {result.registration_id: result for result in results}
    for row in rows:
        row.result = by_row[row.pk]
    if first:
        move(first, Action.ANNOUNCE, actor=actor, officer=by, fields=("result",))
    for row in corrected:
        _correct(row, by_row[row.pk], actor=actor, officer=by)
    return results


def _lock_waiting(
    approvals: Sequence[Approval],
) -> tuple[list[Result], list[CrossRegistration]]:
    """First the registrations, as everybody locks them, then their waiting results."""
    if not approvals:
        raise NothingChosenError
    uuids = [approval.uuid for approval in approvals]
    known = {
        result.uuid: result
        for result in Result.objects.filter(uuid__in=uuids).select_related("registration")
    }
    if len(known) != len(uuids):
        raise NotFoundError
    rows = lock_rows([known[uuid].registration.uuid for uuid in uuids])
    locked = {
        result.uuid: result
        for result in Result.objects.select_for_update(of=("self",)).filter(
            uuid__in=uuids, announced_at=None
        )
    }
    for uuid, row in zip(uuids, rows, strict=True):
        if uuid not in locked:
            raise CourseStateError(row.state, State(row.state).label)
    return [locked[uuid] for uuid in uuids], rows


def _announce(results: Sequence[Result], by: Officer) -> None:
    for result in results:
        result.approved_key, result.approved_name = by.key, by.name
        result.approved_post, result.announced_at = by.post, timezone.now()
        result.shared_with_id = result.home_id
    fields = ["approved_key", "approved_name", "approved_post", "announced_at", "shared_with"]
    Result.objects.bulk_update(results, fields, batch_size=500)


def _correct(row: CrossRegistration, result: Result, *, actor: Actor, officer: Officer) -> None:
    decided = row.state
    changes: dict[str, Any] = {"result_version": [result.version - 1, result.version]}
    move(
        [row],
        Action.CORRECT,
        actor=actor,
        officer=officer,
        reason=result.reason,
        note=result.note,
        fields=("result",),
        changes=[changes],
    )
    follow_correction(actor=actor, row=row, before=decided, result=result)


@transaction.atomic
def return_result(*, actor: Actor, uuid: UUID, note: str, officer: Officer | None = None) -> None:
    """The approver sends an entry back: it is deleted, the host enters it anew."""
    demand(can_approve(actor))
    officer_of(actor, officer)
    note = require_note(note)
    result = (
        Result.objects.select_for_update(of=("self",))
        .select_related("registration__request")
        .filter(uuid=uuid, announced_at=None)
        .first()
    )
    if result is None:
        raise NotFoundError
    row = result.registration
    demand(can_act(actor, row, action_for(row)))
    _look([result], [row], "result.return", actor, {"note": note})
    result.delete()


def _look(
    results: Sequence[Result],
    rows: Sequence[CrossRegistration],
    action: str,
    actor: Actor,
    data: dict[str, Any] | None = None,
) -> None:
    """Who entered or announced what; grades are not copied into the log."""
    announced = action == "result.announce"
    record_looks(
        who=actor.who,
        action=action,
        target="cross_registration",
        purpose=PURPOSE,
        case=rows[0].request.number,
        looks=[
            Look(
                row.home_id if announced else row.host_id,
                row.uuid,
                {"version": result.version, "reason": result.reason, **(data or {})},
            )
            for result, row in zip(results, rows, strict=True)
        ],
    )

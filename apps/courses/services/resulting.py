"""The host enters results, a first time or as a correction; nobody else sees them yet."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.audit.services import Look, record_looks
from apps.courses.choices import CorrectionReason
from apps.courses.distribution import shown_distribution
from apps.courses.errors import (
    LineProblem,
    LinesError,
    VersionError,
)
from apps.courses.grades import GradeMeaning, Scale, grade_key
from apps.courses.models import CrossRegistration, GradeScale, Offering, Result
from apps.courses.policies import can_act, demand
from apps.courses.rules import grades_of, scale_in_force
from apps.courses.services.registrations import (
    PURPOSE,
    Pick,
    lock_rows,
    refuse_wrong_state,
    require_note,
    require_reason,
)
from apps.courses.states import Action
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, officer_of


@dataclass(frozen=True, slots=True)
class GradeEntry:
    """One grade; `reason` (CorrectionReason) only where it corrects an announced result."""

    pick: Pick
    grade: str
    completed_on: dt.date | None = None
    reason: str = ""
    note: str = ""
    line: int = 0


ENTRY_FIELDS = (
    "grade",
    "points",
    "outcome",
    "scale",
    "completed_on",
    "reason",
    "note",
    "distribution",
    "entered_key",
    "entered_name",
    "entered_post",
    "entered_at",
    "returned_at",
    "returned_name",
    "returned_note",
)


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
    versions = _versions(rows)
    classes = _distributions(rows)
    results = []
    for row, entry, meaning in zip(rows, entries, meanings, strict=True):
        result = waiting.get(row.pk) or _next_version(row, versions)
        _fill(result, entry, meaning, scale, by)
        result.distribution = classes.get(row.offering_id)
        results.append(result)
    _save(results)
    look_at_results(results, rows, "result.enter", actor)
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
    require_reason(entry.reason, CorrectionReason)
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


def _versions(rows: Sequence[CrossRegistration]) -> dict[int, int]:
    """Registration → number of its last version."""
    counted = Result.objects.filter(registration__in=rows).values_list("registration")
    return dict(counted.annotate(Max("version")))


def _next_version(row: CrossRegistration, versions: Mapping[int, int]) -> Result:
    return Result(
        registration=row,
        host_id=row.host_id,
        home_id=row.home_id,
        version=versions.get(row.pk, 0) + 1,
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
    result.returned_at, result.returned_name, result.returned_note = None, "", ""


def _save(results: Sequence[Result]) -> None:
    again = [result for result in results if result.pk is not None]
    Result.objects.bulk_create([each for each in results if each.pk is None], batch_size=500)
    Result.objects.bulk_update(again, ENTRY_FIELDS, batch_size=500)


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


def look_at_results(
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

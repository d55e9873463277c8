"""Acts of the host: accept, decline, register the student, keep the details right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.courses.choices import DeclineReason, Payment
from apps.courses.errors import LineProblem, LinesError, ReasonNeededError, TooLongError
from apps.courses.models import CrossRegistration, Offering
from apps.courses.services.registrations import (
    Pick,
    lock_registrations,
    move,
    require_note,
    require_reason,
)
from apps.courses.states import TAKES_A_PLACE, Action, State
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, officer_of

HELD = tuple(state for state in TAKES_A_PLACE if state != State.SUBMITTED)
"""States in which a student holds a place in the section."""
LONGEST = {"host_student_code": 30, "section": 20, "payment": 10}


@transaction.atomic
def accept_registrations(
    *, actor: Actor, picks: Sequence[Pick], officer: Officer | None = None, note: str = ""
) -> list[CrossRegistration]:
    """Raises LinesError where a section has no place left."""
    by = officer_of(actor, officer)
    rows = lock_registrations(picks, Action.ACCEPT, actor=actor)
    _refuse_full_sections(rows)
    move(rows, Action.ACCEPT, actor=actor, officer=by, note=note.strip()[:300])
    return rows


def _refuse_full_sections(rows: Sequence[CrossRegistration]) -> None:
    """Locks the sections, so that two clerks cannot give the last place twice."""
    offerings = {
        offering.pk: offering
        for offering in Offering.objects.select_for_update(of=("self",))
        .filter(pk__in={row.offering_id for row in rows})
        .order_by("pk")
    }
    held: dict[int, int] = dict(
        CrossRegistration.objects.filter(offering__in=offerings, state__in=HELD)
        .values_list("offering")
        .annotate(Count("pk"))
    )
    problems = []
    for line, row in enumerate(rows, 1):
        held[row.offering_id] = held.get(row.offering_id, 0) + 1
        seats = offerings[row.offering_id].seats
        if seats is not None and held[row.offering_id] > seats:
            sentence = format_lazy(
                _("{course} section {section} has {seats} places and all are taken."),
                course=row.course_code,
                section=row.section,
                seats=seats,
            )
            problems.append(LineProblem(line, sentence, str(row.uuid)))
    if problems:
        raise LinesError(problems)


@transaction.atomic
def decline_registrations(
    *,
    actor: Actor,
    picks: Sequence[Pick],
    reason: str,
    note: str = "",
    officer: Officer | None = None,
) -> list[CrossRegistration]:
    by = officer_of(actor, officer)
    require_reason(reason, DeclineReason)
    note = require_note(note) if reason == DeclineReason.OTHER else note.strip()[:300]
    rows = lock_registrations(picks, Action.DECLINE, actor=actor)
    move(rows, Action.DECLINE, actor=actor, officer=by, reason=reason, note=note)
    return rows


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the host knows once the student is registered; None leaves a value as it is."""

    pick: Pick
    host_student_code: str | None = None
    section: str | None = None
    payment: str | None = None


@transaction.atomic
def enrol_registrations(
    *, actor: Actor, enrolments: Sequence[Enrolment], officer: Officer | None = None
) -> list[CrossRegistration]:
    """The students are registered at the host."""
    return _with_details(Action.ENROL, actor, enrolments, officer)


@transaction.atomic
def update_details(
    *, actor: Actor, enrolments: Sequence[Enrolment], officer: Officer | None = None
) -> list[CrossRegistration]:
    """Section, student code or payment changed; the state stays."""
    return _with_details(Action.DETAIL, actor, enrolments, officer)


def _with_details(
    action: Action, actor: Actor, enrolments: Sequence[Enrolment], officer: Officer | None
) -> list[CrossRegistration]:
    by = officer_of(actor, officer)
    rows = lock_registrations([one.pick for one in enrolments], action, actor=actor)
    changes = [_apply(row, one) for row, one in zip(rows, enrolments, strict=True)]
    move(rows, action, actor=actor, officer=by, fields=LONGEST, changes=changes)
    return rows


def _apply(row: CrossRegistration, given: Enrolment) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    for field in LONGEST:
        value = getattr(given, field)
        if value is None:
            continue
        if field == "payment" and value not in Payment.values:
            raise ReasonNeededError
        value = value.strip()
        if len(value) > LONGEST[field]:
            raise TooLongError(field, LONGEST[field])
        if field == "section" and not value:
            continue
        if value != getattr(row, field):
            changed[field] = [getattr(row, field), value]
            setattr(row, field, value)
    return changed

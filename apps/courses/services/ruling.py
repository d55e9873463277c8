"""An institution sets its rules: each a new dated row."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.audit.services import record
from apps.core import reader
from apps.core.errors import InvalidError
from apps.courses.grades import validate_scale
from apps.courses.models import GradeScale, RecognitionPolicy, Term
from apps.courses.policies import can_set_rules, demand
from apps.institutions.actor import Actor


class RuleError(InvalidError):
    code = "rule"


@transaction.atomic
def set_grade_scale(
    *, actor: Actor, valid_from: dt.date, grades: list[dict[str, Any]], note: str = ""
) -> GradeScale:
    """`grades`: list of {grade, points (text) or None, outcome}. Raises RuleError."""
    demand(can_set_rules(actor))
    problems = validate_scale(grades)
    if problems:
        raise RuleError(problems[0].sentence)
    row = GradeScale(grades=grades)
    _save(row, actor, valid_from, note, "grade_scale")
    return row


@transaction.atomic
def set_recognition_policy(
    *,
    actor: Actor,
    valid_from: dt.date,
    study: str,
    content_share: Decimal,
    grade_points: Decimal,
    ungraded_passes: bool,
    load_cap: Decimal | None,
    programme_share: Decimal | None,
    note: str = "",
) -> RecognitionPolicy:
    demand(can_set_rules(actor))
    row = RecognitionPolicy(
        study=study,
        content_share=content_share,
        grade_points=grade_points,
        ungraded_passes=ungraded_passes,
        load_cap=load_cap,
        programme_share=programme_share,
    )
    _save(row, actor, valid_from, note, "recognition_policy")
    return row


def _save(
    row: GradeScale | RecognitionPolicy, actor: Actor, valid_from: dt.date, note: str, what: str
) -> None:
    row.institution_id, row.valid_from = actor.institution_id, valid_from
    row.note, row.set_by_id = note.strip()[:300], actor.user_id
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise RuleError(
            _("Rules that begin on that day exist already. Choose a later day.")
        ) from error
    _record(actor, what, row.uuid)


@transaction.atomic
def set_term(
    *,
    actor: Actor,
    academic_year: int,
    term: int,
    starts_on: dt.date,
    ends_on: dt.date,
    withdraw_by: dt.date | None = None,
    results_due_on: dt.date | None = None,
) -> Term:
    """Dates of a term; setting them again changes them."""
    demand(can_set_rules(actor))
    if ends_on <= starts_on:
        raise RuleError(_("The last day must come after the first day."))
    _refuse_overlap(actor, academic_year, term, starts_on, ends_on)
    row, _made = Term.objects.update_or_create(
        institution_id=actor.institution_id,
        academic_year=academic_year,
        term=term,
        defaults={
            "starts_on": starts_on,
            "ends_on": ends_on,
            "withdraw_by": withdraw_by,
            "results_due_on": results_due_on,
        },
    )
    _record(actor, "term", row.uuid)
    return row


def _refuse_overlap(
    actor: Actor, academic_year: int, term: int, starts_on: dt.date, ends_on: dt.date
) -> None:
    others = Term.objects.filter(
        institution_id=actor.institution_id, starts_on__lte=ends_on, ends_on__gte=starts_on
    ).exclude(academic_year=academic_year, term=term)
    found = others.first()
    if found is not None:
        raise RuleError(
            format_lazy(
                _("These dates overlap with term {number}/{year} ({name}). Correct one of them."),
                number=found.term,
                year=reader.year_text(found.academic_year),
                name=found.get_term_display(),
            )
        )


def _record(actor: Actor, what: str, uuid: Any) -> None:
    record(
        who=actor.who,
        action=f"rules.{what}",
        target=what,
        target_uuid=uuid,
        owner_institution_id=actor.institution_id,
    )

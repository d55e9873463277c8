"""The home confirms that it has received results; credits are earned."""

from collections.abc import Sequence

from django.db import transaction

from apps.courses.grades import Outcome
from apps.courses.models import CrossRegistration
from apps.courses.services import crediting
from apps.courses.services.registrations import Pick, lock_registrations, move
from apps.courses.states import Action
from apps.institutions.actor import Actor
from apps.institutions.officers import Officer, officer_of


@transaction.atomic
def acknowledge_results(
    *, actor: Actor, picks: Sequence[Pick], officer: Officer | None = None
) -> list[CrossRegistration]:
    """Passed courses enter the learner's credit account."""
    by = officer_of(actor, officer)
    rows = lock_registrations(picks, Action.ACKNOWLEDGE, actor=actor)
    crediting.earn([row for row in rows if row.result.outcome == Outcome.PASSED], by)
    move(rows, Action.ACKNOWLEDGE, actor=actor, officer=by)
    return rows

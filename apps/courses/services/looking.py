"""A host reads students of other universities: each look is on record for the home."""

from collections.abc import Sequence
from functools import partial

from apps.audit.services import Look, record_looks
from apps.core.survivors import survive
from apps.courses.models import CrossRegistration
from apps.courses.services.registrations import PURPOSE
from apps.institutions.actor import Actor
from apps.institutions.scope import scope

LONGEST_CASE = 100


def note_looks(actor: Actor, rows: Sequence[CrossRegistration], *, refused: bool = False) -> None:
    """`rows` with their request. The own students of a home are not looks at another's data.

    `refused`: the page is shown again beside a refused act; that is rolled back, the looks are not.
    """
    theirs = [row for row in rows if row.home_id != actor.institution_id]
    if not theirs:
        return
    numbers = ", ".join(sorted({row.request.number for row in theirs}))
    if len(numbers) > LONGEST_CASE:
        numbers = numbers[: LONGEST_CASE - 1].rpartition(", ")[0] + " …"
    looks = [Look(row.home_id, row.uuid, {"request": row.request.number}) for row in theirs]
    if refused:
        survive(partial(_record_after, actor, numbers, looks))
    else:
        _record(actor, numbers, looks)


def _record_after(actor: Actor, case: str, looks: Sequence[Look]) -> None:
    with scope(actor):
        _record(actor, case, looks)


def _record(actor: Actor, case: str, looks: Sequence[Look]) -> None:
    record_looks(
        who=actor.who,
        action="cross_registration.look",
        target="cross_registration",
        purpose=PURPOSE,
        case=case,
        looks=looks,
    )

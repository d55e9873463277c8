"""A host reads students of other universities: each look is on record for the home."""

from collections.abc import Sequence

from apps.audit.services import Look, record_looks
from apps.courses.models import CrossRegistration
from apps.courses.services.registrations import PURPOSE
from apps.institutions.actor import Actor

LONGEST_CASE = 100


def note_looks(actor: Actor, rows: Sequence[CrossRegistration]) -> None:
    """`rows` with their request. The own students of a home are not looks at another's data."""
    theirs = [row for row in rows if row.home_id != actor.institution_id]
    if not theirs:
        return
    numbers = ", ".join(sorted({row.request.number for row in theirs}))
    if len(numbers) > LONGEST_CASE:
        numbers = numbers[: LONGEST_CASE - 1].rpartition(", ")[0] + " …"
    record_looks(
        who=actor.who,
        action="cross_registration.look",
        target="cross_registration",
        purpose=PURPOSE,
        case=numbers,
        looks=[Look(row.home_id, row.uuid, {"request": row.request.number}) for row in theirs],
    )

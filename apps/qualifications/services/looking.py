"""Opening a check is a look at a person: each is on record for the side whose words are read."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from apps.audit.services import Look, record_looks
from apps.core.survivors import survive
from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from apps.qualifications.models import Check

LONGEST_CASE = 100


def note_looks(
    actor: Actor, checks: Sequence[Check], *, action: str = "check.look", refused: bool = False
) -> None:
    """One entry for each check, for the institution across the table.

    A letter on paper that the holder keyed in has both sides in one house; its entry is kept there.
    `refused`: the page is shown again beside a refused act; that is rolled back, the looks are not.
    """
    if refused:
        survive(partial(_record_after, actor, list(checks), action))
    else:
        _record(actor, checks, action)


def _record_after(actor: Actor, checks: Sequence[Check], action: str) -> None:
    with scope(actor):
        _record(actor, checks, action)


def _record(actor: Actor, checks: Sequence[Check], action: str) -> None:
    for purpose, group in groupby(sorted(checks, key=_purpose), key=_purpose):
        those = list(group)
        record_looks(
            who=actor.who,
            action=action,
            target="qualification_check",
            purpose=purpose,
            case=_cases(those),
            looks=[Look(_owner(actor, one), one.uuid, {"number": one.number}) for one in those],
        )


def _purpose(check: Check) -> str:
    return check.purpose


def _cases(checks: Sequence[Check]) -> str:
    cases = ", ".join(sorted({check.case for check in checks}))
    if len(cases) > LONGEST_CASE:
        return f"{cases[: LONGEST_CASE - 2]} …"
    return cases


def _owner(actor: Actor, check: Check) -> int:
    if actor.institution_id == check.asker_id:
        return check.holder_id
    return check.asker_id

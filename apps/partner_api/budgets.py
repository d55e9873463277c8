"""How many persons may be looked up in a day: by one who asks, and by an institution together.

Each attempt is counted in the transaction of the look-up, before any person is searched for, so
that none can be made without it. What goes beyond is refused as a whole and shows nothing; the
attempt stays counted for the one who made it, and never for the colleagues.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from apps.audit.services import record
from apps.core.errors import BudgetError
from apps.core.survivors import survive
from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from apps.partner_api.models import LookupCount

TOGETHER = "all"
log = logging.getLogger(__name__)

# the row lock that this takes is held until the commit: nobody passes between count and check
COUNT = """
    INSERT INTO partner_api_lookupcount (institution_id, subject, day, used)
    VALUES (%s, %s, %s, %s)
    ON CONFLICT ON CONSTRAINT partner_api_lookupcount_once
    DO UPDATE SET used = partner_api_lookupcount.used + EXCLUDED.used
    RETURNING used
"""


@dataclass(frozen=True)
class Budget:
    limit: int
    used: int

    @property
    def left(self) -> int:
        return max(self.limit - self.used, 0)


@dataclass(frozen=True)
class Budgets:
    """Of today: `own` of the person or client, `institution` of all of them together."""

    own: Budget
    institution: Budget


def subject_of(actor: Actor) -> str:
    return f"user:{actor.user_id}" if actor.user_id else f"client:{actor.client_id}"


def spend_lookups(*, actor: Actor, persons: int) -> None:
    """Count the look-up of so many persons, in the actor's open scope.

    Call it right before the search. Raises BudgetError (429 with Retry-After until midnight in
    Bangkok); that refusal is written to the audit log even though the request rolls back.
    """
    try:
        with transaction.atomic():
            _spend(actor, persons)
    except BudgetError as refusal:
        survive(partial(_note_refusal, actor, persons, str(refusal.data["budget"])))
        raise


def _spend(actor: Actor, persons: int) -> None:
    if _count(actor, subject_of(actor), persons) > settings.LOOKUP_BUDGET_PERSON:
        raise _refusal("own")
    if _count(actor, TOGETHER, persons) > settings.LOOKUP_BUDGET_INSTITUTION:
        raise _refusal("institution")


def _count(actor: Actor, subject: str, persons: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [actor.institution_id, subject, timezone.localdate(), persons])
        return int(cursor.fetchone()[0])


def _note_refusal(actor: Actor, persons: int, budget: str) -> None:
    log.warning("look-ups refused: budget %s of institution %s", budget, actor.institution_id)
    with scope(actor):
        _count(actor, subject_of(actor), persons)
        record(
            who=actor.who,
            action="lookups_refused",
            target="lookup_budget",
            owner_institution_id=actor.institution_id,
            data={"persons": persons, "budget": budget},
        )


def _refusal(budget: str) -> BudgetError:
    return BudgetError(data={"budget": budget, "retry_after": seconds_to_midnight()})


def seconds_to_midnight() -> int:
    now = timezone.localtime()
    tomorrow = datetime.combine(now.date() + timedelta(days=1), time.min, tzinfo=now.tzinfo)
    return int((tomorrow - now).total_seconds()) + 1


def budgets_of(actor: Actor) -> Budgets:
    """What today's budgets still hold, in the actor's open scope."""
    used = dict(
        LookupCount.objects.filter(
            institution_id=actor.institution_id,
            subject__in=[TOGETHER, subject_of(actor)],
            day=timezone.localdate(),
        ).values_list("subject", "used")
    )
    return Budgets(
        own=Budget(settings.LOOKUP_BUDGET_PERSON, used.get(subject_of(actor), 0)),
        institution=Budget(settings.LOOKUP_BUDGET_INSTITUTION, used.get(TOGETHER, 0)),
    )

"""A year of questions in figures, for whoever leads the university: counts, without persons."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from apps.institutions.actor import Actor
from apps.qualifications.models import Check
from apps.qualifications.selectors.checks import Filters, asked, held
from apps.qualifications.states import WITH_HOLDER, CheckState

YEAR = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Yearly:
    """Questions of the last twelve months on one side; what was cancelled is not counted.

    at_once: confirmed by a register; overdue: waiting now beyond their day
    """

    asked: int
    answered: int
    at_once: int
    overdue: int


def asked_in_a_year(actor: Actor) -> Yearly:
    """What the actor's university asked others."""
    return _counted(asked(actor, Filters()))


def held_in_a_year(actor: Actor) -> Yearly:
    """What it was asked."""
    return _counted(held(actor, Filters()))


def _counted(rows: QuerySet[Check]) -> Yearly:
    now = timezone.now()
    late = Q(state__in=WITH_HOLDER, due_on__lt=timezone.localdate(now))
    sent = rows.filter(sent_at__gte=now - YEAR).exclude(state=CheckState.CANCELLED)
    found = sent.aggregate(
        asked=Count("pk"),
        answered=Count("pk", filter=Q(state=CheckState.ANSWERED)),
        at_once=Count("pk", filter=Q(by_register=True)),
        overdue=Count("pk", filter=late),
    )
    return Yearly(**found)

"""Announced results and why they were corrected since: what an indicator of accuracy counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from apps.courses.models import Result
from apps.institutions.actor import Actor

CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class AnnouncedResult:
    """A registration of the actor's own courses with a result; no person.

    academic_year: Christian; reasons: of `CorrectionReason`, empty while nothing was corrected
    """

    registration: UUID
    academic_year: int
    term: int
    reasons: frozenset[str]


def announced_results(
    actor: Actor, registrations: Sequence[UUID] | None = None
) -> Iterator[AnnouncedResult]:
    """Of the courses that the actor's university gave; one query. None: all of them."""
    rows = Result.objects.filter(host_id=actor.institution_id, announced_at__isnull=False)
    if registrations is not None:
        rows = rows.filter(registration__uuid__in=registrations)
    found = (
        rows.order_by()
        .values_list("registration__uuid", "registration__academic_year", "registration__term")
        .annotate(reasons=ArrayAgg("reason", filter=~Q(reason=""), distinct=True, default=[]))
    )
    for registration, year, term, reasons in found.iterator(CHUNK):
        yield AnnouncedResult(registration, year, term, frozenset(reasons))

"""Registrations as either side reads them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from apps.core.errors import NotFoundError
from apps.courses.models import (
    CoursePaper,
    CrossRegistration,
    Offering,
    RegistrationAct,
    Result,
)
from apps.courses.selectors.by_name import by_name
from apps.courses.services.hosting import HELD
from apps.courses.states import Side, State
from apps.institutions.actor import Actor

RECENT_DAYS = 14


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty values leave it wide."""

    state: str = ""
    academic_year: int | None = None
    term: int | None = None
    partner: int | None = None
    request: UUID | None = None


def registrations_of(actor: Actor, side: Side) -> QuerySet[CrossRegistration]:
    """The actor's own rows on one side; the column is named so that its index is used."""
    if side is Side.HOME:
        rows = CrossRegistration.objects.filter(home_id=actor.institution_id)
    else:
        rows = CrossRegistration.objects.filter(shared_with_id=actor.institution_id)
    return rows.select_related("learner", "request", "host", "home", "result")


def registration_list(actor: Actor, side: Side, wanted: Filters) -> QuerySet[CrossRegistration]:
    rows = registrations_of(actor, side)
    given: dict[str, Any] = {
        "state": wanted.state,
        "academic_year": wanted.academic_year,
        "term": wanted.term,
        "host_id" if side is Side.HOME else "home_id": wanted.partner,
        "request__uuid": wanted.request,
    }
    return rows.filter(**{name: value for name, value in given.items() if value})


def registration_get(uuid: UUID) -> CrossRegistration:
    """Of either side. Raises NotFoundError, also for what another institution may see alone.

    Without the offering: the home may no longer read one that the host has closed.
    """
    found = (
        CrossRegistration.objects.select_related(
            "learner", "request", "host", "home", "agreement", "result", "result__scale"
        )
        .filter(uuid=uuid)
        .first()
    )
    if found is None:
        raise NotFoundError
    return found


def acts_of(row: CrossRegistration) -> list[RegistrationAct]:
    """Everything that both sides did, the newest first."""
    rows = RegistrationAct.objects.filter(registration=row).select_related("institution")
    return list(rows.order_by("-id"))


def results_of(row: CrossRegistration) -> list[Result]:
    """Versions, the newest first; the home is given announced ones only."""
    return list(
        Result.objects.filter(registration=row).select_related("scale").order_by("-version")
    )


def papers_of(row: CrossRegistration) -> list[CoursePaper]:
    """Papers that tell of this registration, the newest first."""
    return list(CoursePaper.objects.filter(basis__registration=row).order_by("-id")[:20])


def rows_in(actor: Actor, side: Side, *states: State) -> QuerySet[CrossRegistration]:
    return registrations_of(actor, side).filter(state__in=states)


def answered_requests(request_ids: Iterable[int]) -> set[int]:
    """Those of the requests of which the host has answered at least one line."""
    rows = CrossRegistration.objects.filter(request__in=request_ids)
    rows = rows.exclude(state__in=[State.DRAFT, State.SUBMITTED, State.CANCELLED])
    return set(rows.order_by().values_list("request_id", flat=True).distinct())


def recently_declined(actor: Actor) -> QuerySet[CrossRegistration]:
    since = timezone.now() - dt.timedelta(days=RECENT_DAYS)
    return rows_in(actor, Side.HOME, State.DECLINED).filter(changed_at__gte=since)


@dataclass(frozen=True, slots=True)
class CourseClass:
    """One section with the students of others in it."""

    offering: Offering
    counts: dict[str, int]

    @property
    def students(self) -> int:
        return sum(self.counts.values())


def class_get(actor: Actor, uuid: UUID) -> Offering:
    found = Offering.objects.filter(uuid=uuid, host_id=actor.institution_id).first()
    if found is None:
        raise NotFoundError
    return found


def classes_of(actor: Actor, academic_year: int, term: int) -> list[CourseClass]:
    """Sections of a term in which students of others hold a place, by course code."""
    groups = (
        CrossRegistration.objects.filter(
            shared_with_id=actor.institution_id,
            academic_year=academic_year,
            term=term,
            state__in=HELD,
        )
        .order_by()
        .values_list("offering_id", "state")
        .annotate(Count("pk"))
    )
    counts: dict[int, dict[str, int]] = {}
    for offering_id, state, number in groups:
        counts.setdefault(offering_id, {})[state] = number
    offerings = Offering.objects.filter(pk__in=counts).order_by("code", "section")
    return [CourseClass(each, counts[each.pk]) for each in offerings]


def students_of(offering: Offering) -> list[CrossRegistration]:
    """Everybody of another university who holds a place in the section, by name."""
    rows = CrossRegistration.objects.filter(
        offering=offering, shared_with_id=offering.host_id, state__in=HELD
    )
    return by_name(rows.select_related("learner", "request", "home", "result"))

"""Requests that the home sent, and what it may choose from for a new one."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, QuerySet

from apps.core.errors import NotFoundError
from apps.courses.models import (
    Agreement,
    CrossRegistration,
    CrossRequest,
    Learner,
    Offering,
)
from apps.courses.selectors.by_name import by_name
from apps.courses.services.submitting import overloads
from apps.courses.states import ENDED, TAKES_A_PLACE, AgreementState, State
from apps.institutions.actor import Actor
from apps.institutions.models import Institution

OPEN = (State.DRAFT, State.SUBMITTED, State.ACCEPTED, State.ENROLLED)
MOST_BASES = 200
MOST_SECTIONS = 50


@dataclass(frozen=True, slots=True)
class Progress:
    """Lines of one request by state, and the first day on which a result is needed."""

    counts: dict[str, int] = field(default_factory=dict)
    needed_by: dt.date | None = None

    @property
    def lines(self) -> int:
        return sum(self.counts.values())


def request_list(
    actor: Actor,
    *,
    academic_year: int | None = None,
    term: int | None = None,
    host: int | None = None,
    state: str = "",
) -> QuerySet[CrossRequest]:
    """What the actor's university sent or prepares; `state`: with at least one line in it."""
    rows = CrossRequest.objects.filter(home_id=actor.institution_id).select_related("host")
    given: dict[str, Any] = {"academic_year": academic_year, "term": term, "host_id": host}
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    if state:
        lines = CrossRegistration.objects.filter(request=OuterRef("pk"), state=state)
        rows = rows.filter(Exists(lines))
    return rows


def request_get(actor: Actor, uuid: UUID) -> CrossRequest:
    """Of the home alone: the host reads registrations. Raises NotFoundError."""
    found = (
        CrossRequest.objects.select_related("host", "home", "agreement")
        .filter(uuid=uuid, home_id=actor.institution_id)
        .first()
    )
    if found is None:
        raise NotFoundError
    return found


def progress_of(requests: Sequence[CrossRequest]) -> dict[int, Progress]:
    """Two statements for any number of requests."""
    ids = [each.pk for each in requests]
    lines = CrossRegistration.objects.filter(request__in=ids).order_by()
    found: dict[int, dict[str, int]] = {pk: {} for pk in ids}
    for request_id, state, number in lines.values_list("request_id", "state").annotate(Count("pk")):
        found[request_id][state] = number
    soonest = dict(
        lines.filter(state__in=OPEN, needed_by__isnull=False)
        .values_list("request_id")
        .annotate(Min("needed_by"))
    )
    return {pk: Progress(found[pk], soonest.get(pk)) for pk in ids}


def lines_of(request: CrossRequest) -> list[CrossRegistration]:
    """By the students' names."""
    rows = CrossRegistration.objects.filter(request=request)
    return by_name(rows.select_related("learner", "result", "request"))


def common_course(request: CrossRequest) -> tuple[str, str]:
    """(code, section) that all lines of a request share; "" where they differ or there is none."""
    rows = CrossRegistration.objects.filter(request=request).exclude(state__in=ENDED).order_by()
    found = list(rows.values_list("course_code", "section").distinct()[:MOST_SECTIONS])
    codes, sections = {code for code, _section in found}, {section for _code, section in found}
    if len(codes) != 1:
        return "", ""
    return codes.pop(), sections.pop() if len(sections) == 1 else ""


@dataclass(frozen=True, slots=True)
class Places:
    """What the agreement allows of this home at this host in the term; None: no limit."""

    seats: int | None
    taken: int

    @property
    def left(self) -> int | None:
        return None if self.seats is None else max(self.seats - self.taken, 0)


def places_of(request: CrossRequest) -> Places:
    seats = request.agreement.seats_per_term
    if seats is None:
        return Places(None, 0)
    taken = CrossRegistration.objects.filter(
        agreement=request.agreement,
        academic_year=request.academic_year,
        term=request.term,
        home_id=request.home_id,
        host_id=request.host_id,
        state__in=TAKES_A_PLACE,
    )
    return Places(seats, taken.count())


def loads_above_cap(rows: Sequence[CrossRegistration]) -> dict[int, tuple[Decimal, Decimal]]:
    """Learner → (credits of the term, cap) for those of the rows who would be above it."""
    return overloads(rows) if rows else {}


@dataclass(frozen=True, slots=True)
class Basis:
    """An agreement in force together with one of its other parties."""

    agreement: Agreement
    host: Institution

    @property
    def key(self) -> str:
        return f"{self.agreement.uuid}~{self.host.code}"


def bases_in_force(actor: Actor, on: dt.date) -> list[Basis]:
    """Every host that an agreement in force opens to the actor, by the host's name."""
    agreements = list(
        Agreement.objects.filter(
            state=AgreementState.IN_FORCE,
            starts_on__lte=on,
            ends_on__gte=on,
            party_ids__contains=[actor.institution_id],
        ).order_by("pk")[:MOST_BASES]
    )
    parties = Institution.objects.in_bulk({pk for each in agreements for pk in each.party_ids})
    found = [
        Basis(agreement, parties[pk])
        for agreement in agreements
        for pk in agreement.party_ids
        if pk != actor.institution_id
    ]
    return sorted(found, key=lambda basis: (basis.host.name, basis.agreement.pk))


def partners_of(actor: Actor) -> list[Institution]:
    """Universities that an agreement, also an ended one, ties to the actor: for filters."""
    parties = Agreement.objects.filter(party_ids__contains=[actor.institution_id])
    ids = {pk for found in parties.values_list("party_ids", flat=True) for pk in found}
    others = Institution.objects.filter(pk__in=ids - {actor.institution_id})
    return sorted(others, key=lambda each: each.name)


def offering_asked_for(uuid: UUID) -> Offering | None:
    """The section that the catalogue sent the person here with, while it is open."""
    return Offering.objects.of_partners().select_related("host").filter(uuid=uuid).first()


def known_codes(actor: Actor, codes: Sequence[str]) -> set[str]:
    """Student codes whose names are known already."""
    learners = Learner.objects.filter(home_id=actor.institution_id, student_code__in=codes)
    return set(learners.exclude(first_name="").values_list("student_code", flat=True))

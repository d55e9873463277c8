"""The whole story in the order of its days, in one transaction: all of it or nothing."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.courses.demo.agreements import AGREEMENTS, PlannedAgreement
from apps.courses.demo.calendar import TERMS
from apps.courses.demo.seeding.basis import (
    close_catalogue,
    end_agreement,
    make_agreement,
    open_catalogue,
    set_rules,
)
from apps.courses.demo.seeding.clock import at
from apps.courses.demo.seeding.exchange import Exchange, lines_of, students_in
from apps.courses.demo.seeding.staff import Staff
from apps.courses.demo.seeding.steps import STEP
from apps.courses.demo.story import STORY, Plan
from apps.courses.demo.universities import UNIVERSITIES
from apps.courses.models import Offering, Term
from apps.courses.states import OfferingState
from apps.institutions.scope import scope

FIRST_STUDENT = 101


def is_told(staff: Staff) -> bool:
    """Whether the story is in the database: its last term is set at the first university."""
    with scope(staff.approver(next(iter(UNIVERSITIES)))) as actor:
        last = TERMS[-1]
        return Term.objects.filter(
            institution_id=actor.institution_id,
            academic_year=last.academic_year,
            term=last.term,
        ).exists()


@transaction.atomic
def tell_story(
    *,
    seed: int,
    plans: Sequence[Plan] = STORY,
    agreements: Sequence[PlannedAgreement] = AGREEMENTS,
) -> bool:
    """Raises StaffMissingError where accounts are missing. False where it was told already."""
    staff = Staff()
    if is_told(staff):
        return False
    for slug in UNIVERSITIES:
        set_rules(staff, slug)
    made = {each.key: make_agreement(staff, each).uuid for each in agreements}
    for term in TERMS:
        for slug in sorted({slug for plan in plans for slug in (plan.home, plan.host)}):
            open_catalogue(staff, slug, term, seed)
    for exchange, step in in_order(exchanges(staff, plans, made, seed)):
        take(exchange, step)
    for each in agreements:
        end_agreement(staff, each, made[each.key])
    close_past_terms(staff)
    return True


def exchanges(
    staff: Staff, plans: Sequence[Plan], agreements: dict[str, UUID], seed: int
) -> list[Exchange]:
    """Students are numbered on within each home."""
    running = dict.fromkeys(UNIVERSITIES, FIRST_STUDENT)
    found = []
    for place, plan in enumerate(plans):
        lines = lines_of(plan, running[plan.home], seed)
        running[plan.home] += students_in(plan)
        found.append(Exchange(plan, place, lines, staff, seed, agreements[plan.agreement]))
    return found


def in_order(exchanges: Sequence[Exchange]) -> list[tuple[Exchange, str]]:
    """Every step of every exchange, by its moment."""
    steps = [(exchange, step) for exchange in exchanges for step in exchange.steps()]
    return sorted(steps, key=lambda each: (each[0].moment(each[1]), each[0].place))


def take(exchange: Exchange, step: str) -> None:
    with at(exchange.moment(step)):
        STEP[step](exchange, exchange.taking(step))


def close_past_terms(staff: Staff) -> None:
    past = [term for term in TERMS if term.ends_on < timezone.localdate()]
    for term in past:
        for slug in UNIVERSITIES:
            with scope(staff.registrar(slug)):
                open_ones = Offering.objects.filter(
                    academic_year=term.academic_year,
                    term=term.term,
                    state=OfferingState.OPEN,
                    host_id=staff.university(slug).pk,
                )
                uuids = list(open_ones.values_list("uuid", flat=True))
            if uuids:
                close_catalogue(staff, slug, uuids, term)

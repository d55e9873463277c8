"""Levels, requests, the list and the feed of every office, in one transaction."""

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from apps.certificates.demo.feed import fed_requests
from apps.certificates.demo.levels import LEVELS, SET_ON
from apps.certificates.demo.seeding.applying import Desk
from apps.certificates.demo.seeding.rounds import Office, play_list, play_round
from apps.certificates.demo.story import STORY, Story
from apps.certificates.models import ServiceRequest
from apps.certificates.services.feeding import feed_stages
from apps.certificates.services.levelling import set_service_level
from apps.courses.demo.seeding.clock import at
from apps.courses.demo.seeding.staff import Staff
from apps.institutions.scope import scope
from apps.qualifications.demo.days import on, term_of
from apps.qualifications.models import Conferral

SYSTEM = "ระบบทะเบียนนักศึกษา"


class RegisterMissingError(LookupError):
    """An office of the story has no register of degrees to certify from: it comes first."""


def is_told(staff: Staff) -> bool:
    """Whether the story is in the database: its first office has requests."""
    with scope(staff.registrar(next(iter(STORY.rounds)))) as actor:
        return ServiceRequest.objects.filter(institution_id=actor.institution_id).exists()


@transaction.atomic
def tell_papers(*, seed: int, story: Story = STORY) -> bool:
    """Raises StaffMissingError, RegisterMissingError. False where it was told already."""
    staff, today = Staff(), timezone.localdate()
    if is_told(staff):
        return False
    for slug in story.rounds:
        _demand_register(staff, slug)
        _set_levels(staff, slug)
        _tell_office(staff, slug, story, today, seed)
    for slug, count in story.fed.items():
        _feed(staff, slug, count, seed)
    return True


def _demand_register(staff: Staff, slug: str) -> None:
    with scope(staff.registrar(slug)) as actor:
        if not Conferral.objects.filter(holder_id=actor.institution_id).exists():
            raise RegisterMissingError(f"{slug} has no register of degrees")


def _set_levels(staff: Staff, slug: str) -> None:
    with at(on(SET_ON)), scope(staff.approver(slug)) as actor:
        for kind, days in LEVELS.get(slug, {}).items():
            set_service_level(actor=actor, kind=kind, working_days=days, valid_from=SET_ON)


def _tell_office(staff: Staff, slug: str, story: Story, today: dt.date, seed: int) -> None:
    """The earliest requests first, so that numbers follow the days."""
    desk = Desk(staff, slug, term=term_of(today), seed=seed)
    office = Office(staff, slug, today)
    planned = story.lists.get(slug)
    for plan in story.rounds[slug]:
        if planned is not None and plan.requested < planned.requested:
            play_list(office, planned, desk)
            planned = None
        play_round(office, plan, desk)


def _feed(staff: Staff, slug: str, count: int, seed: int) -> None:
    """In the name of the office's own system."""
    system = replace(staff.registrar(slug), label=SYSTEM)
    with scope(system) as actor:
        stages = fed_requests(slug, count, now=timezone.now(), seed=seed)
        feed_stages(actor=actor, stages=stages)

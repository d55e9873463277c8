"""Registers first, then the questions in the order of their days, in one transaction."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from apps.courses.demo.seeding.clock import at
from apps.courses.demo.seeding.staff import Staff
from apps.institutions.scope import scope
from apps.qualifications.demo.claims import Entrant, People
from apps.qualifications.demo.days import moment_before
from apps.qualifications.demo.seeding.asking import batch_entrants, send_list, send_question
from apps.qualifications.demo.seeding.matters import Matter, Scene
from apps.qualifications.demo.seeding.registers import (
    fill_register,
    leave_waiting,
    list_dubious,
    quiet,
    withhold,
)
from apps.qualifications.demo.seeding.steps import STEP
from apps.qualifications.demo.story import STORY, Story
from apps.qualifications.models import CheckBatch, RegisterLoad
from apps.qualifications.services.lettering import request_summary, write_summary


def is_told(staff: Staff) -> bool:
    """Whether the story is in the database: a university of it has brought its register."""
    with scope(staff.approver(next(iter(STORY.registers)))) as actor:
        return RegisterLoad.objects.filter(holder_id=actor.institution_id).exists()


@transaction.atomic
def tell_checks(*, seed: int, story: Story = STORY) -> bool:
    """Raises StaffMissingError where accounts are missing. False where it was told already."""
    staff = Staff()
    if is_told(staff):
        return False
    scene = Scene(staff, seed, timezone.localdate(), story.letters)
    people = People(seed)
    lists = [batch_entrants(batch, people, number) for number, batch in enumerate(story.batches, 1)]
    list_dubious(scene.today)
    for slug, plan in story.registers.items():
        fill_register(staff, slug, plan, seed)
        withhold(staff, slug, [
            one.recorded for entrants in lists for one in entrants
            if (one.holder, one.fate) == (slug, "withheld")
        ])  # fmt: skip
    for matter, step, moment in _in_order(_sent(scene, story, lists, people)):
        with at(moment):
            STEP[step](matter)
    for slug, plan in story.registers.items():
        leave_waiting(staff, slug, plan, seed, scene.today)
    for asker in story.summaries:
        _summarise(scene, asker)
    return True


def _sent(
    scene: Scene, story: Story, lists: Sequence[list[Entrant]], people: People
) -> list[Matter]:
    """Everything that is asked, the earliest first, so that numbers follow the days."""
    matters: list[Matter] = []
    batches = list(enumerate(zip(story.batches, lists, strict=True), 1))
    questions = list(enumerate(story.questions, 1))
    days = {batch.days_ago for batch in story.batches}
    days |= {question.days_ago for question in story.questions}
    for day in sorted(days, reverse=True):
        for number, (batch, entrants) in batches:
            if batch.days_ago == day:
                matters += send_list(scene, batch, entrants, number)
        for number, question in questions:
            if question.days_ago == day:
                matters += send_question(scene, question, people, number)
    return matters


def _in_order(matters: Sequence[Matter]) -> list[tuple[Matter, str, dt.datetime]]:
    """Every step of every check, by its day; steps of one check keep their order."""
    taken = []
    for matter in matters:
        earliest = dt.datetime.min.replace(tzinfo=dt.UTC)
        for number, (moment, step) in enumerate(matter.moments()):
            earliest = max(earliest + dt.timedelta(minutes=1), moment)
            taken.append((earliest, matter.asker, matter.place, number, matter, step))
    taken.sort(key=lambda each: each[:4])
    return [(matter, step, moment) for moment, *_key, matter, step in taken]


def _summarise(scene: Scene, asker: str) -> None:
    """The letter on what is answered so far of the asker's first list."""
    with (
        at(moment_before(scene.today, 1, "summary", asker)),
        scope(scene.staff.registrar(asker)) as actor,
    ):
        batch = CheckBatch.objects.filter(asker_id=actor.institution_id).order_by("pk").first()
        if batch is not None:
            request_summary(actor=actor, uuid=batch.uuid)
            write_summary(actor=actor, uuid=batch.uuid, progress=quiet)

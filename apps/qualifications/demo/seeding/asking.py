"""Lists of entrants and single questions, sent on the days of the story."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from apps.accounts.models import User
from apps.courses.demo.seeding.clock import at
from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from apps.qualifications.choices import CameBy
from apps.qualifications.demo.claims import Entrant, People
from apps.qualifications.demo.days import days_before, moment_before, term_of
from apps.qualifications.demo.faults import ENTRANT_FAULTS
from apps.qualifications.demo.files import entrants_grid, workbook
from apps.qualifications.demo.seeding.matters import Matter, Scene, claim_of_entrant, matters_of
from apps.qualifications.demo.seeding.registers import quiet
from apps.qualifications.demo.story import PlannedBatch, PlannedQuestion
from apps.qualifications.services.asking import Question, ask
from apps.qualifications.services.batching import (
    Term,
    begin_sending,
    read_batch,
    send_batch,
    upload_entrants,
)

_READ_BEFORE = dt.timedelta(hours=2)


def batch_entrants(plan: PlannedBatch, people: People, number: int) -> list[Entrant]:
    """Holders and fates in turn; rows that are kept out stand among the others."""
    wanted = [
        (holder, fate)
        for holder, fates in plan.wanted.items()
        for fate, count in fates.items()
        for _one in range(count)
    ]
    # spread: a list comes in the order of applications, not of universities
    order = sorted(range(len(wanted)), key=lambda place: (place * 37 % 101, place))
    entrants = [
        people.entrant(*wanted[place], reference=f"{plan.asker.upper()}{number}-{count:04}")
        for count, place in enumerate(order, 1)
    ]
    for place in range(plan.faulty):
        reference = f"{plan.asker.upper()}{number}-{len(entrants) + 1:04}"
        spare = people.entrant(next(iter(plan.wanted)), "instant", reference)
        entrants.insert(5 + place * 9, replace(spare, faults=ENTRANT_FAULTS[place]))
    return entrants


def send_list(
    scene: Scene, plan: PlannedBatch, entrants: Sequence[Entrant], number: int
) -> list[Matter]:
    """Uploaded and read; sent two hours later where it is."""
    moment = moment_before(scene.today, plan.days_ago, "batch", plan.asker, str(number))
    year, term = term_of(days_before(scene.today, plan.days_ago))
    with at(moment - _READ_BEFORE), scope(scene.staff.registrar(plan.asker)) as actor:
        batch = upload_entrants(
            actor=actor,
            content=entrants_file(plan, entrants, year),
            filename=f"{plan.name}.xlsx",
            name=f"{plan.name}/{year + 543}",
            term=Term(academic_year=year, number=term),
            question=Question(
                officer=officer_name(actor),
                purpose="graduate_admission",
                basis="public_task",
                case=f"{plan.case}/{year + 543}",
            ),
        )
        read_batch(actor=actor, uuid=batch.uuid, progress=quiet)
    if plan.state != "sent":
        return []
    with at(moment), scope(scene.staff.registrar(plan.asker)) as actor:
        begin_sending(actor=actor, uuid=batch.uuid)
        send_batch(actor=actor, uuid=batch.uuid, progress=quiet)
    return matters_of(scene, plan.asker, entrants, plan.days_ago)


def entrants_file(plan: PlannedBatch, entrants: Sequence[Entrant], year: int) -> bytes:
    title = f"{plan.name} ปีการศึกษา {year + 543}"
    return workbook(entrants_grid(entrants), title=title, sheet_name="ผู้เข้าศึกษา")


def send_question(scene: Scene, plan: PlannedQuestion, people: People, number: int) -> list[Matter]:
    """Single questions of one case; of a letter on paper asker and holder are one."""
    entrants = [
        people.entrant(plan.holder, fate, f"S{number}-{place}")
        for place, fate in enumerate(plan.fates, 1)
    ]
    moment = moment_before(scene.today, plan.days_ago, "question", str(number))
    holder_id = scene.staff.university(plan.holder).pk
    with at(moment), scope(scene.staff.registrar(plan.asker)) as actor:
        ask(
            actor=actor,
            question=Question(
                officer=plan.requester or officer_name(actor),
                purpose=plan.purpose,
                basis=plan.basis,
                case=f"{plan.case}/{scene.today.year + 543}",
                came_by=CameBy.PAPER if plan.requester else CameBy.PORTAL,
                requester=plan.requester,
            ),
            claims=[claim_of_entrant(one, holder_id) for one in entrants],
        )
    return matters_of(scene, plan.asker, entrants, plan.days_ago)


def officer_name(actor: Actor) -> str:
    """The clerk in whose name the question goes out."""
    return User.objects.get(pk=actor.user_id or 0).name_th

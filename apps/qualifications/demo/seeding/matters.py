"""A check of the story on its way: whom it is about, and who acts for either side."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from apps.courses.demo.seeding.staff import Staff
from apps.institutions.actor import Actor
from apps.institutions.scope import scope
from apps.qualifications.choices import level_of
from apps.qualifications.claims import DegreeClaim
from apps.qualifications.demo.claims import Entrant
from apps.qualifications.demo.days import moment_before
from apps.qualifications.demo.fates import FATES
from apps.qualifications.models import Check


@dataclass
class Scene:
    """What all parts of the seeding share. `letters`: how many are still to be made at once."""

    staff: Staff
    seed: int
    today: dt.date
    letters: int = 0


@dataclass
class Matter:
    """One check; `sent` is the number of working days since it was sent."""

    scene: Scene
    asker: str
    entrant: Entrant
    sent: int
    check: UUID
    place: int = field(default=0)

    @property
    def holder(self) -> str:
        return self.entrant.holder

    def asking(self) -> Actor:
        return self.scene.staff.registrar(self.asker)

    def clerk(self) -> Actor:
        return self.scene.staff.registrar(self.holder)

    def approver(self) -> Actor:
        return self.scene.staff.approver(self.holder)

    def moments(self) -> list[tuple[dt.datetime, str]]:
        """When it takes the steps of its fate; none lies ahead."""
        return [
            (
                moment_before(
                    self.scene.today, max(self.sent - step.after, 0), str(self.place), step.name
                ),
                step.name,
            )
            for step in FATES[self.entrant.fate].steps
        ]


def claim_of_entrant(entrant: Entrant, holder_id: int) -> DegreeClaim:
    """What a form or a system sends of one person."""
    row = entrant.claimed
    return DegreeClaim(
        holder_id=holder_id,
        reference=entrant.reference,
        person_id=row.person_id,
        title=row.title,
        first_name=row.first_name,
        last_name=row.last_name,
        first_name_en=row.first_name_en,
        last_name_en=row.last_name_en,
        born_on=row.born_on,
        student_code=row.student_code,
        degree=entrant.degree,
        major=row.major,
        faculty=row.faculty,
        level=level_of(row.level),
        academic_year=row.academic_year,
        gpax=row.gpax,
    )


def matters_of(scene: Scene, asker: str, entrants: Sequence[Entrant], sent: int) -> list[Matter]:
    """The checks that were made of these entrants, by their references."""
    with scope(scene.staff.registrar(asker)):
        rows = Check.objects.filter(reference__in=[one.reference for one in entrants])
        uuids = dict(rows.values_list("reference", "uuid"))
    return [
        Matter(scene, asker, one, sent, uuids[one.reference], place)
        for place, one in enumerate(entrants)
        if one.reference in uuids
    ]

"""One request on its way: its lines, each with the fate that the story gives it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from apps.core.demo.seeds import stream
from apps.courses.demo.calendar import TERM, PlannedTerm, moment_of
from apps.courses.demo.catalogue import PlannedOffering, offerings
from apps.courses.demo.seeding.staff import Staff
from apps.courses.demo.story import FATES, JOINT, Plan
from apps.courses.demo.students import Student, student
from apps.courses.models import CrossRegistration
from apps.courses.services.registrations import Pick
from apps.institutions.actor import Actor

PACE = 6
"""So many different courses one request spreads over; a few make classes that are worth a look."""


@dataclass
class Line:
    """A student in a course. `uuid` is known once the request was drafted."""

    student: Student
    offering: PlannedOffering
    fate: str
    uuid: UUID | None = None
    grade: str = ""


@dataclass
class Exchange:
    """`place` is that of the plan in the story."""

    plan: Plan
    place: int
    lines: list[Line]
    staff: Staff
    seed: int
    agreement: UUID
    request: UUID | None = None
    recognitions: dict[UUID, UUID] = field(default_factory=dict)

    @property
    def when(self) -> PlannedTerm:
        return TERM[self.plan.academic_year, self.plan.term]

    @property
    def home(self) -> Actor:
        return self.staff.registrar(self.plan.home)

    @property
    def host(self) -> Actor:
        return self.staff.registrar(self.plan.host)

    def moment(self, step: str) -> dt.datetime:
        return moment_of(step, self.when, block=self.plan.block, plan=self.place, seed=self.seed)

    def taking(self, step: str) -> list[Line]:
        """All lines are drafted; each takes the further steps of its fate; papers are for few."""
        if step == "draft":
            return self.lines
        if step in self.plan.papers:
            wanted = self.plan.papers[step]
            return [next(line for line in self.lines if line.fate == fate) for fate in wanted]
        return [line for line in self.lines if step in FATES[line.fate]]

    def steps(self) -> list[str]:
        """All that some line takes, in no particular order."""
        return [
            "draft",
            *self.plan.papers,
            *{step for line in self.lines for step in FATES[line.fate]},
        ]


def lines_of(plan: Plan, first_student: int, seed: int) -> list[Line]:
    """Students by running number from `first_student` on; no student twice in a course."""
    rng = stream("lines", seed, plan.home, plan.host, plan.academic_year, plan.term, first_student)
    level = "master" if plan.graduate else "bachelor"
    term = TERM[plan.academic_year, plan.term]
    offered = [
        each
        for each in offerings(plan.host, term, seed)
        if each.popular and each.subject.level == level
    ]
    chosen = rng.sample(offered, min(PACE, len(offered)))
    lines = []
    for place, fate in enumerate(plan.lines):
        number = first_student + place // plan.courses
        pick = student(plan.home, number, graduate=plan.graduate, seed=seed)
        lines.append(Line(pick, chosen[place % len(chosen)], fate))
    return lines


def students_in(plan: Plan) -> int:
    return -(-len(plan.lines) // plan.courses)


def picks(lines: Sequence[Line]) -> list[Pick]:
    """The lines in the versions that they have now, for whoever's scope is open."""
    versions = dict(
        CrossRegistration.objects.filter(uuid__in=[line.uuid for line in lines]).values_list(
            "uuid", "version"
        )
    )
    return [Pick(line.uuid, versions[line.uuid]) for line in lines if line.uuid is not None]


def decisions(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines that are decided together: two of a joint fate, else each alone."""
    joint = [line for line in lines if line.fate in JOINT]
    alone = [[line] for line in lines if line.fate not in JOINT]
    return [joint[place : place + 2] for place in range(0, len(joint), 2)] + alone

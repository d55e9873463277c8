"""Figures as their own institution reads them: what is expected, one revision, what came before."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from apps.core.errors import NotFoundError
from apps.institutions.actor import Actor
from apps.kpi.content import Content
from apps.kpi.models import (
    Cycle,
    Expectation,
    Extension,
    Return,
    Submission,
    SubmissionAct,
    SubmissionVersion,
)
from apps.kpi.selectors.cycles import current_submissions, expected_cycles, may_enter


@dataclass(frozen=True, slots=True)
class Expected:
    """A cycle of the own institution. `until`: the day of an exception; `excused`: why not."""

    cycle: Cycle
    submission: Submission | None
    until: dt.date | None
    excused: str

    @property
    def due_on(self) -> dt.date:
        """The day that counts for this institution."""
        return max(self.cycle.due_on, self.until) if self.until else self.cycle.due_on

    def is_open(self, today: dt.date) -> bool:
        """As `cycles.is_open_for`, without asking again for each row."""
        return not self.excused and may_enter(self.cycle, self.until, today)


def expected_list(actor: Actor) -> list[Expected]:
    """Every cycle that asks the actor's institution, the newest period first. Four queries."""
    cycles = list(expected_cycles(actor))
    found = current_submissions(actor, cycles)
    mine = {"institution_id": actor.institution_id}
    until = dict(
        Extension.objects.filter(**mine).values_list("cycle_id").annotate(last=Max("until"))
    )
    excused = dict(Expectation.objects.filter(**mine).values_list("cycle_id", "excused"))
    return [
        Expected(cycle, found.get(cycle.pk), until.get(cycle.pk), excused.get(cycle.pk, ""))
        for cycle in cycles
    ]


def expected_get(actor: Actor, cycle: Cycle) -> Expected:
    """Raises NotFoundError where the cycle does not ask the actor's institution."""
    mine = {"institution_id": actor.institution_id, "cycle": cycle}
    expectation = Expectation.objects.filter(**mine).first()
    if expectation is None:
        raise NotFoundError
    until = Extension.objects.filter(**mine).aggregate(last=Max("until"))["last"]
    submission = current_submissions(actor, [cycle]).get(cycle.pk)
    if submission is not None:
        submission.cycle = cycle
    return Expected(cycle, submission, until, expectation.excused)


def submission_get(actor: Actor, uuid: UUID) -> Submission:
    """Any revision of the own institution. Raises NotFoundError."""
    found = (
        Submission.objects.select_related("cycle__definition", "cycle__indicator", "institution")
        .filter(uuid=uuid, institution_id=actor.institution_id)
        .first()
    )
    if found is None:
        raise NotFoundError
    return found


def revisions_of(submission: Submission) -> list[Submission]:
    """Of the same cycle and institution, the newest first."""
    rows = Submission.objects.filter(
        cycle_id=submission.cycle_id, institution_id=submission.institution_id
    )
    return list(rows.order_by("-revision"))


def sent_versions(submission: Submission) -> list[SubmissionVersion]:
    """What was sent to the approver, the newest first."""
    return list(submission.versions.order_by("-version"))


def last_returns(submission: Submission) -> list[Return]:
    """The values that were sent back last, whatever was done since."""
    rows = list(submission.returns.order_by("pk"))
    last = max((row.version for row in rows), default=0)
    return [row for row in rows if row.version == last]


def returned_content(submission: Submission, returns: list[Return]) -> Content | None:
    """What was sent when these values were sent back."""
    if not returns:
        return None
    version = (
        submission.versions.filter(version__lte=returns[0].version).order_by("-version").first()
    )
    return version.content if version else None


def timeline(submission: Submission) -> list[SubmissionAct]:
    """The newest first."""
    return list(submission.acts.order_by("-pk"))

"""Papers of courses as their pages show them, for the institution that issues and the home."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from apps.core.errors import NotFoundError
from apps.courses.models import CoursePaper, CrossRegistration
from apps.documents.models import Paper, Status
from apps.institutions.actor import Actor
from apps.jobs.selectors import Status as JobStatus
from apps.jobs.selectors import job_status


class Situation(StrEnum):
    """`waiting`: its issuer makes it, and the reader is the other side; `unmade`: what it was to
    tell changed before it was made."""

    READY = "ready"
    MAKING = "making"
    WAITING = "waiting"
    FAILED = "failed"
    UNMADE = "unmade"
    REPLACED = "replaced"
    OUTDATED = "outdated"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """`replacement` is the uuid of the newer one's page; `registrations` what it tells about."""

    course_paper: CoursePaper
    paper: Paper
    situation: Situation
    job: JobStatus | None
    replacement: UUID | None
    registrations: list[CrossRegistration]


def course_paper_get(uuid: UUID) -> CoursePaper:
    """A paper that the actor's institution issues or holds. Raises NotFoundError."""
    rows = CoursePaper.objects.select_related("learner", "institution", "home", "job")
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise NotFoundError
    return found


def ledger_of(course_paper: CoursePaper) -> Paper:
    rows = Paper.objects.select_related("issuer", "holder", "replaced_by")
    return rows.get(uuid=course_paper.paper)


def shown_paper(*, actor: Actor, uuid: UUID) -> ShownPaper:
    """Everything that the page of a paper shows. Raises NotFoundError."""
    course_paper = course_paper_get(uuid)
    paper = ledger_of(course_paper)
    mine = course_paper.institution_id == actor.institution_id
    job = job_status(course_paper.job.uuid) if mine and course_paper.job is not None else None
    newer = paper.replaced_by
    registrations = CrossRegistration.objects.filter(papers__course_paper=course_paper)
    return ShownPaper(
        course_paper=course_paper,
        paper=paper,
        situation=_situation(course_paper, paper, job, mine=mine),
        job=job,
        replacement=CoursePaper.objects.filter(paper=newer.uuid).values_list("uuid").get()[0]
        if newer
        else None,
        registrations=list(registrations.select_related("request").order_by("pk")),
    )


def _situation(
    course_paper: CoursePaper, paper: Paper, job: JobStatus | None, *, mine: bool
) -> Situation:
    if paper.status == Status.REVOKED:
        return Situation.REVOKED
    if paper.status == Status.SUPERSEDED:
        return Situation.REPLACED if paper.replaced_by_id else Situation.OUTDATED
    if paper.status == Status.ACTIVE:
        return Situation.READY
    return _unissued(course_paper, job, mine=mine)


def _unissued(course_paper: CoursePaper, job: JobStatus | None, *, mine: bool) -> Situation:
    if course_paper.outdated_at is not None or (job and job.state == "done"):
        return Situation.UNMADE
    if not mine:
        return Situation.WAITING
    return Situation.MAKING if job and job.is_open else Situation.FAILED
